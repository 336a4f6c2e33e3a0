-- Planners whose quarter lies in the last fiscal year before the deadline, after it, or nowhere.
-- Held to their earliest certain mark, or to the earliest readable one where none is certain.
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
--                               negative = after it
--          certainty            certain, uncertain or unreadable
with deadline as (
    select
        year(deadline_date - interval 3 month) * 4
        + quarter(deadline_date - interval 3 month) as quarter_number,
    from rounds
    where round_code = $round_code
),

answers_now as (
    select
        agency_name,
        bool_or(choice_code = 'all_staff' and answer = 'yes') as is_ready,
        bool_or(choice_code = 'planned_fy2020' and answer = 'yes') as is_planned,
    from agency_survey
    where
        round_code = $round_code
        and question_code = 'remote_access'
    group by agency_name
),

marks as (
    select
        agency_name,
        planned_fiscal_year * 4 + planned_quarter as quarter_number,
        certainty,
    from agency_survey
    where
        round_code = $round_code
        and question_code = 'plan'
        and answer = 'yes'
),

held_to as (
    select
        answers_now.agency_name,
        coalesce(
            min(marks.quarter_number) filter (where marks.certainty = 'certain'),
            min(marks.quarter_number)
        ) as quarter_number,
        case
            when count(marks.agency_name) = 0 then 'unreadable'
            when count(*) filter (where marks.certainty = 'certain') = 0 then 'uncertain'
            else 'certain'
        end as certainty,
    from answers_now
    left join marks
        on answers_now.agency_name = marks.agency_name
    where
        answers_now.is_planned
        and not answers_now.is_ready
    group by answers_now.agency_name
),

slipped as (
    select
        held_to.agency_name,
        held_to.quarter_number,
        held_to.quarter_number + $slip_quarters as slipped_number,
        held_to.certainty,
        deadline.quarter_number - held_to.quarter_number - $slip_quarters as quarters_left,
    from held_to
    cross join deadline
)

select
    agencies.agency_order,
    slipped.agency_name,
    case
        when slipped.quarters_left is null then 'unreadable'
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
    or slipped.quarters_left is null
order by
    slipped.quarters_left asc nulls last,
    agencies.agency_order asc
