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
with deadline as (
    select
        year(deadline_date - interval 3 month) * 4
        + quarter(deadline_date - interval 3 month) as quarter_number,
    from rounds
    where round_code = $round_code
),

planners as (
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
        planned_fiscal_year * 4 + planned_quarter as quarter_number,
        certainty,
    from agency_survey
    where
        round_code = $round_code
        and question_code = 'plan'
        and answer = 'yes'
),

first_marks as (
    select min(marks.quarter_number) as quarter_number,
    from marks
    inner join planners
        on marks.agency_name = planners.agency_name
    group by marks.agency_name
),

middle as (
    select quantile_disc(quarter_number, 0.5) as quarter_number,
    from first_marks
),

asked as (
    select distinct agency_name,
    from agency_survey
    where
        round_code = $round_code
        and agency_name = $agency_name
)

select
    planners.agency_name is not null as is_planned,
    marks.planned_fiscal_year,
    marks.planned_quarter,
    coalesce(marks.certainty, 'unreadable') as certainty,
    deadline.quarter_number - marks.quarter_number as quarters_left,
    (middle.quarter_number - 1) // 4 as median_fiscal_year,
    (middle.quarter_number - 1) % 4 + 1 as median_quarter,
    marks.quarter_number - middle.quarter_number as median_difference,
from asked
left join planners
    on asked.agency_name = planners.agency_name
left join marks
    on asked.agency_name = marks.agency_name
cross join deadline
cross join middle
where
    planners.agency_name is not null
    or marks.agency_name is not null
order by
    marks.planned_fiscal_year,
    marks.planned_quarter
