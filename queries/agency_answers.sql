-- Every answer to the access-method and barrier questions of one round.
-- grain:   one row per agency asked and item, agencies in the order of establishment, items as printed
-- params:  $round_code text
-- columns: agency_order   place in the order of establishment
--          agency_name    name in full
--          question_code  remote_access, communication or barrier
--          choice_code    code of the item
--          item           short wording of the item
--          answer         yes, no, not_stated, unknown or not_answered
--          certainty      certain or uncertain
select
    agency_order,
    agency_name,
    question_code,
    choice_code,
    short_label as item,
    answer,
    certainty,
from agency_items
where round_code = $round_code
order by
    agency_order,
    question_order,
    choice_order
