-- Agencies with each item of one round (access methods, tools, barriers) beside the printed count.
-- grain:   one row per item, items as printed
-- params:  $round_code text
-- columns: question_code    remote_access, communication or barrier
--          choice_code      code of the item
--          item             short wording of the item
--          agency_count     agencies with a certain mark
--          uncertain_count  agencies whose mark is unreadable; not in agency_count
--          printed_count    count printed in the survey; null where none is printed
--          lost_count       printed_count - agency_count: marks nobody can place; null without a print
--          answered_count   agencies that answered the question
--          asked_count      agencies asked
--          agency_ratio     agency_count / answered_count, 0 to 1; null where nobody answered
select
    question_code,
    choice_code,
    short_label as item,
    agency_count,
    uncertain_count,
    printed_count,
    lost_count,
    answered_count,
    asked_count,
    agency_ratio,
from agency_totals
where round_code = $round_code
order by
    question_order,
    choice_order
