-- One agency's plan against the deadline and against the other planners.
-- The median is the middle one of the planners' earliest readable marks.
-- grain:   one row per mark; a planner without a readable mark has one row with a null quarter; an
--          agency without mark and plan has none
-- params:  $round_code text, $agency_name text
-- columns: asked_for            the agency that is asked for; only where $agency_name has several,
--                               parted by commas
--          is_planned           true if remote access is planned by the deadline; if false the mark
--                               stands for other work too
--          planned_fiscal_year  Japanese fiscal year of the mark
--          planned_quarter      1 April-June ... 4 January-March
--          certainty            certain, uncertain or unreadable
--          quarters_left        quarters from the end of the mark's quarter to the deadline; null
--                               where the round has none
--          median_fiscal_year   fiscal year of the median
--          median_quarter       quarter of the median
--          median_difference    quarters after the median; negative = before
with middle as (
    select quantile_disc(first_quarter_number, 0.5) as quarter_number,
    from agency_states
    where
        round_code = $round_code
        and is_planned
)

select
    agency_states.agency_name as asked_for,
    agency_states.is_planned,
    agency_marks.planned_fiscal_year,
    agency_marks.planned_quarter,
    coalesce(agency_marks.certainty, 'unreadable') as certainty,
    agency_states.deadline_quarter - agency_marks.quarter_number as quarters_left,
    (middle.quarter_number - 1) // 4 as median_fiscal_year,
    (middle.quarter_number - 1) % 4 + 1 as median_quarter,
    agency_marks.quarter_number - middle.quarter_number as median_difference,
from agency_states
left join agency_marks
    on
        agency_states.round_code = agency_marks.round_code
        and agency_states.agency_name = agency_marks.agency_name
cross join middle
where
    agency_states.round_code = $round_code
    and list_contains(string_split($agency_name, ','), agency_states.agency_name)
    and (agency_states.is_planned or agency_marks.agency_name is not null)
order by
    agency_marks.planned_fiscal_year,
    agency_marks.planned_quarter
