-- Every readable plan mark of one round, with what the agency says about remote access itself.
-- grain:   one row per mark; an agency that plans remote access but has no readable mark has one row
--          with a null quarter
-- params:  $round_code text
-- columns: agency_order         place in the order of establishment
--          agency_name          name in full
--          is_planned           true if the agency plans remote access by the deadline
--          planned_fiscal_year  Japanese fiscal year of the mark; null where none is readable
--          planned_quarter      1 April-June ... 4 January-March; null where none is readable
--          certainty            certain, uncertain or unreadable
with planners as (
    select agency_name,
    from agency_survey
    where
        round_code = $round_code
        and choice_code = 'planned_fy2020'
        and answer = 'yes'
),

marks as (
    select
        agency_name,
        planned_fiscal_year,
        planned_quarter,
        certainty,
    from agency_survey
    where
        round_code = $round_code
        and question_code = 'plan'
        and answer = 'yes'
)

select
    agencies.agency_order,
    agencies.agency_name,
    planners.agency_name is not null as is_planned,
    marks.planned_fiscal_year,
    marks.planned_quarter,
    coalesce(marks.certainty, 'unreadable') as certainty,
from agencies
left join planners
    on agencies.agency_name = planners.agency_name
left join marks
    on agencies.agency_name = marks.agency_name
where
    planners.agency_name is not null
    or marks.agency_name is not null
order by
    agencies.agency_order,
    marks.planned_fiscal_year,
    marks.planned_quarter
