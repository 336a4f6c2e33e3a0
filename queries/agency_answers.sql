-- Every answer to the access-method and barrier questions of one round.
-- grain:   one row per agency and item, agencies in the order of establishment, items as printed
-- params:  $round_code text
-- columns: agency_order   place in the order of establishment
--          agency_name    name in full
--          question_code  remote_access, communication or barrier
--          choice_code    code of the item
--          item           short wording of the item
--          answer         yes, no, not_stated or unknown
--          certainty      certain or uncertain
select
    agencies.agency_order,
    agency_survey.agency_name,
    agency_survey.question_code,
    agency_survey.choice_code,
    agency_choices.short_label as item,
    agency_survey.answer,
    agency_survey.certainty,
from agency_survey
inner join agency_choices
    on
        agency_survey.round_code = agency_choices.round_code
        and agency_survey.question_code = agency_choices.question_code
        and agency_survey.choice_code = agency_choices.choice_code
inner join agencies
    on agency_survey.agency_name = agencies.agency_name
where
    agency_survey.round_code = $round_code
    and agency_choices.question_order is not null
order by
    agencies.agency_order,
    agency_choices.question_order,
    agency_choices.choice_order
