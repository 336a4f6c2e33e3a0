-- One agency against the questionnaire: what it has, lacks, names, and what would lift its stage.
-- grain:   one row per item, items as printed
-- params:  $round_code text, $agency_name text
-- columns: asked_for       the agency that is asked for; only where $agency_name has several,
--                          parted by commas
--          kind            remote_access, communication or barrier
--          choice_code     code of the item
--          item            short wording of the item
--          answer          yes, no, not_stated, unknown or not_answered
--          certainty       certain or uncertain
--          agency_count    agencies with a certain mark
--          lost_count      printed marks nobody can place; null where no total is printed
--          answered_count  agencies that answered the question
--          asked_count     agencies asked
--          agency_ratio    agency_count / answered_count, 0 to 1; null where nobody answered
--          next_stage      stage that a yes here would give; null where it would not lift the agency
select
    own.agency_name as asked_for,
    own.question_code as kind,
    own.choice_code,
    own.short_label as item,
    own.answer,
    own.certainty,
    totals.agency_count,
    totals.lost_count,
    totals.answered_count,
    totals.asked_count,
    totals.agency_ratio,
    if(agency_ladder.stage > states.stage, agency_ladder.stage, null) as next_stage,
from agency_items as own
inner join agency_states as states
    on
        own.round_code = states.round_code
        and own.agency_name = states.agency_name
inner join agency_totals as totals
    on
        own.round_code = totals.round_code
        and own.question_code = totals.question_code
        and own.choice_code = totals.choice_code
left join agency_ladder
    on own.choice_code = agency_ladder.stage_code
where
    own.round_code = $round_code
    and list_contains(string_split($agency_name, ','), own.agency_name)
order by
    own.question_order,
    own.choice_order
