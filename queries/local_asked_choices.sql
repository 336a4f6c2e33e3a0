-- The choices that single governments answered in one round, question by question.
-- grain:   one row per question and choice, in the order of the questionnaire; none if the round has no
--          answers per government
-- params:  $round_code text
-- columns: question_code   device, style, reason, lan_access, utilisation, department, part_time or plan
--          choice_code     code of the choice; of a plan its quarter (2026q4), undated or not_planned
--          choice          wording of the questionnaire
--          answered_count  governments that answered the question
select
    question_code,
    choice_code,
    any_value(choice) as choice,
    count(*) as answered_count,
from local_said
where round_code = $round_code
group by
    question_code,
    choice_code,
    choice_order
order by
    question_code,
    choice_order
