-- Answers of one government that are numbers, beside those of its peers, in the newest round with
-- answers per government.
-- grain:   one row per number question that the government or a peer answered, in the survey's order
-- params:  $code text, $peer_rule text, $k integer, $codes text, $removed text
-- columns: question_code  code of the question
--          label          wording of the questionnaire
--          unit           unit of the number
--          value          the government's number; null where it stated none
--          median         median of the peers that stated one; null where none did
--          lowest         smallest number of a peer
--          highest        largest number of a peer
--          answered_count peers that stated one
--          peer_count     peers under the rule
with peers as (
    select
        code,
        count(*) over () as peer_count,
    from peer_set($code, $peer_rule, $k, $codes, $removed)
),

answers as (
    select
        number_answers.*,
        number_answers.respondent_code = $code as is_own,
    from number_answers
    inner join newest_answers
        on number_answers.round_code = newest_answers.round_code
    where
        number_answers.respondent_code = $code
        or number_answers.respondent_code in (select peers.code, from peers)
)

select
    question_code,
    any_value(label) as label,
    any_value(unit) as unit,
    any_value(value) filter (where is_own) as value,
    median(value) filter (where not is_own) as median,
    min(value) filter (where not is_own) as lowest,
    max(value) filter (where not is_own) as highest,
    count(*) filter (where not is_own) as answered_count,
    coalesce((select any_value(peers.peer_count), from peers), 0) as peer_count,
from answers
group by
    question_code,
    question_order
order by question_order
