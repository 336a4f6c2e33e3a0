-- Choices of the survey of local governments in their own short words.
-- grain:   one row per question and choice, in the order of the questionnaire
-- params:  none
-- columns: question_code code of the question
--          choice_code   code of the choice
--          label         wording of the survey
--          short_label   wording that fits beside a bar
select
    question_code,
    choice_code,
    label,
    short_label,
from choices
where subject = 'local'
order by
    question_code,
    choice_order
