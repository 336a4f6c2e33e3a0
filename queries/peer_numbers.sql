-- Answers of one government that are numbers, beside those of its peers, in the newest round with
-- answers per government.
-- grain:   one row per number question that the government or a peer answered, in the survey's order
-- params:  $code text, $peer_rule text, $k integer, $codes text, $removed text
-- columns: asked_for      the government that is asked for; only where $code has several,
--                         parted by commas
--          question_code  code of the question
--          label          wording of the questionnaire
--          unit           unit of the number
--          value          the government's number; null where it stated none
--          median         median of the peers that stated one; null where none did
--          lowest         smallest number of a peer
--          highest        largest number of a peer
--          answered_count peers that stated one
--          peer_count     peers under the rule
with shown as (
    select *,
    from peers_and_oneself($code, $peer_rule, $k, $codes, $removed)
),

counted as (
    select
        asked_for,
        count(*) as peer_count,
    from shown
    where not is_own
    group by asked_for
),

answers as (
    select
        number_answers.*,
        shown.asked_for,
        shown.is_own,
        coalesce(counted.peer_count, 0) as peer_count,
    from number_answers
    inner join newest_answers
        on number_answers.round_code = newest_answers.round_code
    inner join shown
        on number_answers.respondent_code = shown.code
    left join counted
        on shown.asked_for = counted.asked_for
)

select
    asked_for,
    question_code,
    any_value(label) as label,
    any_value(unit) as unit,
    any_value(value) filter (where is_own) as value,
    median(value) filter (where not is_own) as median,
    min(value) filter (where not is_own) as lowest,
    max(value) filter (where not is_own) as highest,
    count(*) filter (where not is_own) as answered_count,
    any_value(peer_count) as peer_count,
from answers
group by
    asked_for,
    question_code,
    question_order
order by question_order
