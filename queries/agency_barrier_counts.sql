-- Agencies naming each barrier in one round, beside the printed count.
-- grain:   one row per barrier asked, in the order of the questionnaire
-- params:  $round_code text
-- columns: barrier_code     choice code of the barrier
--          barrier          wording of the questionnaire
--          agency_count     agencies with a certain mark
--          uncertain_count  agencies whose mark is unreadable; not in agency_count
--          printed_count    count printed in the survey; null where none is printed
--          lost_count       printed_count - agency_count: marks nobody can place
--          answered_count   agencies that answered the question
--          asked_count      agencies asked
--          agency_ratio     agency_count / answered_count, 0 to 1; null where nobody answered
select
    choice_code as barrier_code,
    label as barrier,
    agency_count,
    uncertain_count,
    printed_count,
    lost_count,
    answered_count,
    asked_count,
    agency_ratio,
from agency_totals
where
    round_code = $round_code
    and question_code = 'barrier'
order by choice_order
