-- Barriers and methods of one government beside those of its peers, in the newest round with answers
-- per government.
-- grain:   one row per choice of the questions device, style and reason; none without such answers
-- params:  $code text, $peer_rule text, $k integer, $codes text, $removed text
-- columns: question_code   device, style or reason
--          choice_code     code of the choice
--          choice          wording of the questionnaire
--          own_answer      yes, no, or null where the government was not asked or left it blank
--          named_count     peers that marked it
--          answered_count  peers that answered the question
--          peer_ratio      named_count / answered_count, 0 to 1
with questions as (
    select
        local_choices.question_code,
        local_choices.choice_code,
        local_choices.choice_order,
        local_choices.label as choice,
    from local_choices
    inner join newest_answers
        on local_choices.round_code = newest_answers.round_code
    where local_choices.question_code in ('device', 'style', 'reason')
),

answers as (
    select
        municipality_status.code,
        municipality_status.status,
        municipality_status.access_method_codes,
        municipality_status.barrier_codes,
    from municipality_status
    inner join newest_answers
        on municipality_status.round_code = newest_answers.round_code
),

marked as (
    select
        answers.code,
        questions.question_code,
        questions.choice_code,
        questions.choice,
        questions.choice_order,
        case
            when questions.question_code = 'reason'
                then list_contains(answers.barrier_codes, questions.choice_code)
            else list_contains(answers.access_method_codes, questions.choice_code)
        end as is_marked,
    from answers
    cross join questions
),

peers as (
    select code,
    from peer_set($code, $peer_rule, $k, $codes, $removed)
)

select
    marked.question_code,
    marked.choice_code,
    any_value(marked.choice) as choice,
    max(case
        when marked.code = $code and marked.is_marked then 'yes'
        when marked.code = $code and not marked.is_marked then 'no'
    end) as own_answer,
    count(*) filter (where marked.is_marked and marked.code != $code) as named_count,
    count(marked.is_marked) filter (where marked.code != $code) as answered_count,
    named_count / nullif(answered_count, 0) as peer_ratio,
from marked
left join peers
    on marked.code = peers.code
where
    marked.code = $code
    or peers.code is not null
group by
    marked.question_code,
    marked.choice_code,
    marked.choice_order
having answered_count > 0 or own_answer is not null
order by
    marked.question_code,
    marked.choice_order
