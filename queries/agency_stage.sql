-- Each agency's stage on the survey's own ladder; no weights.
-- grain:   one row per agency asked, in the order of establishment (建制順)
-- params:  $round_code text
-- columns: agency_order    place in the order of establishment
--          agency_name     name in full
--          stage           0 nothing stated, 1 planned, 2 all staff, 3 Diet work, 4 ministers too; null
--                          where it did not answer
--          stage_code      none, planned_fy2020, all_staff, diet_work, minister_use or not_answered
--          stage_name      the ladder's word for the stage
--          readiness       ready (stage 2 and above), planned (1), silent (0) or not_answered
--          has_marks       true if the schedule carries a readable mark of the agency
--          answered_count  agencies that answered in the round
--          asked_count     agencies asked in it
--          deadline_fiscal_year last fiscal year the round asked plans for: the deadline of stage 1; null
--                          where the round names none
select
    agencies.agency_order,
    states.agency_name,
    states.stage,
    coalesce(agency_ladder.stage_code, 'not_answered') as stage_code,
    -- The stage of a plan is called by its choice, which names the deadline of the round.
    case
        when not states.is_answered then '未回答'
        else coalesce(agency_ladder.stage_name, planned.label)
    end as stage_name,
    states.readiness,
    states.has_marks,
    states.answered_count,
    states.asked_count,
    coalesce(
        rounds.plan_last_fiscal_year,
        year(rounds.deadline_date - interval 3 month)
    )::integer as deadline_fiscal_year,
from agency_states as states
inner join rounds
    on states.round_code = rounds.round_code
inner join agencies
    on states.agency_name = agencies.agency_name
inner join agency_choices as planned
    on
        states.round_code = planned.round_code
        and planned.choice_code = 'planned_fy2020'
left join agency_ladder
    on states.stage = agency_ladder.stage
where states.round_code = $round_code
order by agencies.agency_order
