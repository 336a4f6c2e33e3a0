-- Planners whose quarter lies in the last fiscal year before the deadline, after it, or nowhere.
-- Held to their earliest certain mark, or to the earliest readable one where none is certain. In a round
-- without a deadline nobody is late.
-- grain:   one row per such agency, those after the deadline first
-- params:  $round_code text, $slip_quarters integer
-- columns: agency_order         place in the order of establishment
--          agency_name          name in full
--          state                late, last_year or unreadable
--          planned_fiscal_year  fiscal year of the mark itself; null where none is readable
--          planned_quarter      its quarter
--          slipped_fiscal_year  fiscal year after the delay
--          slipped_quarter      its quarter
--          quarters_left        quarters from the end of the slipped quarter to the deadline;
--                               negative = after it; null where no mark is readable or the round
--                               has no deadline
--          certainty            certain, uncertain or unreadable
with held_to as (
    select
        agency_states.agency_name,
        any_value(agency_states.deadline_quarter) as deadline_quarter,
        coalesce(
            min(agency_marks.quarter_number) filter (where agency_marks.certainty = 'certain'),
            min(agency_marks.quarter_number)
        ) as quarter_number,
        case
            when count(agency_marks.agency_name) = 0 then 'unreadable'
            when count(*) filter (where agency_marks.certainty = 'certain') = 0 then 'uncertain'
            else 'certain'
        end as certainty,
    from agency_states
    left join agency_marks
        on
            agency_states.round_code = agency_marks.round_code
            and agency_states.agency_name = agency_marks.agency_name
    where
        agency_states.round_code = $round_code
        and agency_states.is_planned
        and not agency_states.is_ready
    group by agency_states.agency_name
),

slipped as (
    select
        agency_name,
        quarter_number,
        quarter_number + $slip_quarters as slipped_number,
        certainty,
        deadline_quarter - quarter_number - $slip_quarters as quarters_left,
    from held_to
)

select
    agencies.agency_order,
    slipped.agency_name,
    case
        when slipped.quarter_number is null then 'unreadable'
        when slipped.quarters_left < 0 then 'late'
        else 'last_year'
    end as state,
    (slipped.quarter_number - 1) // 4 as planned_fiscal_year,
    (slipped.quarter_number - 1) % 4 + 1 as planned_quarter,
    (slipped.slipped_number - 1) // 4 as slipped_fiscal_year,
    (slipped.slipped_number - 1) % 4 + 1 as slipped_quarter,
    slipped.quarters_left,
    slipped.certainty,
from slipped
inner join agencies
    on slipped.agency_name = agencies.agency_name
where
    slipped.quarters_left < 4
    or slipped.quarter_number is null
order by
    slipped.quarters_left asc nulls last,
    agencies.agency_order asc
