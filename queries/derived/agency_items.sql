-- What each agency answered to each item (access methods, tools, barriers), and how far it can be read.
-- Exactly one of is_marked, is_uncertain, is_missing and not is_answered is true.
-- grain:   one row per agency round, agency asked and item
create table agency_items as
select
    agency_survey.round_code,
    agency_survey.agency_name,
    agencies.agency_order,
    agency_survey.question_code,
    agency_survey.choice_code,
    choices.question_order,
    choices.choice_order,
    choices.label,
    choices.short_label,
    agency_survey.answer,
    agency_survey.certainty,
    agency_survey.printed_count,
    -- Who was not asked or left the whole question blank is in no denominator.
    agency_survey.answer <> 'not_answered' as is_answered,
    agency_survey.answer = 'yes' and agency_survey.certainty = 'certain' as is_marked,
    is_answered
    and (agency_survey.certainty = 'uncertain' or agency_survey.answer = 'unknown') as is_uncertain,
    agency_survey.answer in ('no', 'not_stated') and not is_uncertain as is_missing,
    -- access methods and tools in place; a plan is none
    choices.question_code <> 'barrier' and choices.choice_code <> 'planned_fy2020' as is_equipment,
from agency_survey
inner join agency_choices as choices
    on
        agency_survey.round_code = choices.round_code
        and agency_survey.question_code = choices.question_code
        and agency_survey.choice_code = choices.choice_code
inner join agencies
    on agency_survey.agency_name = agencies.agency_name
where choices.question_order is not null
