-- One agency's plan against the deadline and against the other planners.
-- The median is the middle one of the planners' earliest readable marks.
-- grain:   one row per mark; a planner without a readable mark has one row with a null quarter; an
--          agency without mark and plan has none
-- params:  $round_code text, $agency_name text
-- columns: is_planned           true if remote access is planned by the deadline; if false the mark
--                               stands for other work too
--          planned_fiscal_year  Japanese fiscal year of the mark
--          planned_quarter      1 April-June ... 4 January-March
--          certainty            certain, uncertain or unreadable
--          quarters_left        quarters from the end of the mark's quarter to the deadline
--          median_fiscal_year   fiscal year of the median
--          median_quarter       quarter of the median
--          median_difference    quarters after the median; negative = before
with first_marks as (
    select min(agency_marks.quarter_number) as quarter_number,
    from agency_marks
    inner join agency_intents
        on
            agency_marks.round_code = agency_intents.round_code
            and agency_marks.agency_name = agency_intents.agency_name
    where
        agency_intents.round_code = $round_code
        and agency_intents.is_planned
    group by agency_marks.agency_name
),

middle as (
    select quantile_disc(quarter_number, 0.5) as quarter_number,
    from first_marks
)

select
    agency_intents.is_planned,
    agency_marks.planned_fiscal_year,
    agency_marks.planned_quarter,
    coalesce(agency_marks.certainty, 'unreadable') as certainty,
    agency_intents.deadline_quarter - agency_marks.quarter_number as quarters_left,
    (middle.quarter_number - 1) // 4 as median_fiscal_year,
    (middle.quarter_number - 1) % 4 + 1 as median_quarter,
    agency_marks.quarter_number - middle.quarter_number as median_difference,
from agency_intents
left join agency_marks
    on
        agency_intents.round_code = agency_marks.round_code
        and agency_intents.agency_name = agency_marks.agency_name
cross join middle
where
    agency_intents.round_code = $round_code
    and agency_intents.agency_name = $agency_name
    and (agency_intents.is_planned or agency_marks.agency_name is not null)
order by
    agency_marks.planned_fiscal_year,
    agency_marks.planned_quarter
