-- Agencies with each access method: remote-access items first, then communication tools.
-- grain:   one row per item
-- params:  $round_code text
-- columns: question_code      remote_access or communication
--          access_method_code choice code of the item
--          access_method      wording of the questionnaire
--          agency_count       agencies with a certain mark
--          printed_count      count printed in the survey; null where none is printed
--          agency_ratio       agency_count / agencies asked, 0 to 1
with answers as (
    select
        question_code,
        choice_code,
        answer,
        certainty,
        printed_count,
    from agency_survey
    where
        round_code = $round_code
        and question_code in ('remote_access', 'communication')
),

labels as (
    select
        question_code,
        choice_code,
        choice_order,
        label,
    from agency_choices
    where round_code = $round_code
)

select
    answers.question_code,
    answers.choice_code as access_method_code,
    labels.label as access_method,
    count(*) filter (where answers.answer = 'yes' and answers.certainty = 'certain') as agency_count,
    max(answers.printed_count) as printed_count,
    count(*) filter (where answers.answer = 'yes' and answers.certainty = 'certain')
    / count(*) as agency_ratio,
from answers
inner join labels
    on
        answers.question_code = labels.question_code
        and answers.choice_code = labels.choice_code
group by
    answers.question_code,
    answers.choice_code,
    labels.label,
    labels.choice_order
order by
    answers.question_code desc,
    labels.choice_order asc
