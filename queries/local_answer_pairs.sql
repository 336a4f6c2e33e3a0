-- How many governments mark two choices, of one question or of two: which barriers are named together, and
-- what those that name a barrier plan.
-- grain:   one row per choice of the first question and choice of the other; none without answers per
--          government to both
-- params:  $round_code text, $question_code text, $other_question text
-- columns: choice_code        choice of the first question
--          choice             wording of the questionnaire
--          other_code         choice of the other question
--          other_choice       wording of the questionnaire
--          both_count         governments that mark both
--          named_count        governments that mark the first
--          other_named_count  governments that mark the other
--          answered_count     governments that answered both questions
select
    one.choice_code,
    any_value(one.choice) as choice,
    other.choice_code as other_code,
    any_value(other.choice) as other_choice,
    count(*) filter (where one.is_marked and other.is_marked) as both_count,
    count(*) filter (where one.is_marked) as named_count,
    count(*) filter (where other.is_marked) as other_named_count,
    count(*) as answered_count,
from local_said as one
inner join local_said as other
    on
        one.round_code = other.round_code
        and one.code = other.code
where
    one.round_code = $round_code
    and one.question_code = $question_code
    and other.question_code = $other_question
group by
    one.choice_code,
    one.choice_order,
    other.choice_code,
    other.choice_order
order by
    one.choice_order,
    other.choice_order
