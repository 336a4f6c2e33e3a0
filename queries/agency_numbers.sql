-- One agency's answers that are numbers, beside those of the others in the same round.
-- grain:   one row per number question that anybody answered in the round, in the survey's order
-- params:  $round_code text, $agency_name text
-- columns: asked_for      the agency that is asked for; only where $agency_name has several,
--                         parted by commas
--          question_code  code of the question
--          label          wording of the questionnaire
--          unit           unit of the number
--          value          the agency's number; null where it stated none
--          median         median of the agencies that stated one
--          lowest         smallest number stated
--          highest        largest number stated
--          answered_count agencies that stated one
--          asked_count    agencies asked in the round
with asked as (
    select unnest(string_split($agency_name, ',')) as agency_name,
)

select
    asked.agency_name as asked_for,
    number_answers.question_code,
    any_value(number_answers.label) as label,
    any_value(number_answers.unit) as unit,
    any_value(number_answers.value)
    filter (where number_answers.respondent_code = asked.agency_name) as value,
    median(number_answers.value) as median,
    min(number_answers.value) as lowest,
    max(number_answers.value) as highest,
    count(*) as answered_count,
    any_value(answers_of_rounds.asked_count) as asked_count,
from number_answers
inner join answers_of_rounds
    on number_answers.round_code = answers_of_rounds.round_code
cross join asked
where number_answers.round_code = $round_code
group by
    asked.agency_name,
    number_answers.question_code,
    number_answers.question_order
order by number_answers.question_order
