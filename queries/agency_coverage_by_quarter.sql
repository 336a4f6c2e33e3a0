-- Agencies with remote access for all staff at the end of each fiscal quarter, if plans hold.
-- Only agencies that say they plan remote access by the deadline are added to those that have it; a
-- plan that slips does so by $slip_quarters. A planner without a readable quarter (its mark is lost)
-- may stand in any quarter from the first year with lost marks on, or from the first quarter on where
-- no mark is lost: it widens possible_count only. Who did not answer is in no count.
-- grain:   one row per fiscal quarter that the round is about
-- params:  $round_code text, $slip_quarters integer
-- columns: fiscal_year     Japanese fiscal year, April to March
--          quarter         1 April-June ... 4 January-March
--          certain_count   by certain marks only
--          covered_count   by all readable marks, at an agency's earlier one
--          possible_count  at most, with the unreadable plans as early as they can be
--          answered_count  agencies that answered
--          asked_count     agencies asked
with quarters as (
    select
        fiscal_year,
        quarter,
        quarter_number,
    from agency_quarters
    where round_code = $round_code
),

years_with_lost_marks as (
    select planned_fiscal_year * 4 + 1 as quarter_number,
    from agency_marks
    where round_code = $round_code
    group by planned_fiscal_year
    having max(printed_count) > count(*)
),

planners as (
    select
        agency_states.agency_name,
        min(agency_marks.quarter_number) filter (
            where agency_marks.certainty = 'certain'
        ) as certain_quarter,
        min(agency_marks.quarter_number) as readable_quarter,
        coalesce(
            min(agency_marks.quarter_number),
            (select min(quarter_number), from years_with_lost_marks),
            (select min(quarter_number), from quarters)
        ) as possible_quarter,
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

ready as (
    select
        count(*) filter (where is_ready) as ready_count,
        count(*) filter (where is_answered) as answered_count,
        count(*) as asked_count,
    from agency_states
    where round_code = $round_code
)

select
    quarters.fiscal_year,
    quarters.quarter,
    ready.ready_count + count(planners.agency_name) filter (
        where planners.certain_quarter + $slip_quarters <= quarters.quarter_number
    ) as certain_count,
    ready.ready_count + count(planners.agency_name) filter (
        where planners.readable_quarter + $slip_quarters <= quarters.quarter_number
    ) as covered_count,
    ready.ready_count + count(planners.agency_name) filter (
        where planners.possible_quarter + $slip_quarters <= quarters.quarter_number
    ) as possible_count,
    ready.answered_count,
    ready.asked_count,
from quarters
cross join ready
left join planners
    on true
group by
    quarters.fiscal_year,
    quarters.quarter,
    ready.ready_count,
    ready.answered_count,
    ready.asked_count
order by
    quarters.fiscal_year,
    quarters.quarter
