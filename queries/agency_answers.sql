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
with labels as (
    select
        question_code,
        choice_code,
        choice_order,
        short_label,
        case question_code
            when 'remote_access' then 1 when 'communication' then 2
            else 3
        end as question_order,
    from agency_choices
    where
        round_code = $round_code
        and question_code in ('remote_access', 'communication', 'barrier')
)

select
    agencies.agency_order,
    agency_survey.agency_name,
    agency_survey.question_code,
    agency_survey.choice_code,
    labels.short_label as item,
    agency_survey.answer,
    agency_survey.certainty,
from agency_survey
inner join labels
    on
        agency_survey.question_code = labels.question_code
        and agency_survey.choice_code = labels.choice_code
inner join agencies
    on agency_survey.agency_name = agencies.agency_name
where agency_survey.round_code = $round_code
order by
    agencies.agency_order,
    labels.question_order,
    labels.choice_order
