-- Agencies with each access method: remote-access items first, then communication tools.
-- grain:   one row per item
-- params:  $round_code text
-- columns: question_code      remote_access or communication
--          access_method_code choice code of the item
--          access_method      wording of the questionnaire
--          agency_count       agencies with a certain mark
--          printed_count      count printed in the survey; null where none is printed
--          answered_count     agencies that answered the question
--          asked_count        agencies asked
--          agency_ratio       agency_count / answered_count, 0 to 1; null where nobody answered
select
    question_code,
    choice_code as access_method_code,
    label as access_method,
    agency_count,
    printed_count,
    answered_count,
    asked_count,
    agency_ratio,
from agency_totals
where
    round_code = $round_code
    and question_code <> 'barrier'
order by
    question_order,
    choice_order
