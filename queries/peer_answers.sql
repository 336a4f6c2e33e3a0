-- Answers of one government beside those of its peers, in the newest round with answers per government;
-- when they plan to begin is in peer_plans.
-- grain:   one row per choice that the government or a peer was asked for; none without such answers
-- params:  $code text, $peer_rule text, $k integer, $codes text, $removed text
-- columns: asked_for       the government that is asked for; only where $code has several,
--                          parted by commas
--          question_code   device, style, lan_access, utilisation, department, part_time or reason
--          choice_code     code of the choice
--          choice          wording of the questionnaire
--          own_answer      yes, no, or null where the government was not asked or left it blank
--          named_count     peers that marked it
--          answered_count  peers that answered the question
--          peer_ratio      named_count / answered_count, 0 to 1
with shown as (
    select *,
    from peers_and_oneself($code, $peer_rule, $k, $codes, $removed)
),

answers as (
    select
        local_said.*,
        shown.asked_for,
        shown.is_own,
    from local_said
    inner join newest_answers
        on local_said.round_code = newest_answers.round_code
    inner join shown
        on local_said.code = shown.code
    where local_said.question_code != 'plan'
)

select
    asked_for,
    question_code,
    choice_code,
    any_value(choice) as choice,
    max(if(is_marked, 'yes', 'no')) filter (where is_own) as own_answer,
    count(*) filter (where is_marked and not is_own) as named_count,
    count(*) filter (where not is_own) as answered_count,
    named_count / nullif(answered_count, 0) as peer_ratio,
from answers
group by
    asked_for,
    question_code,
    choice_code,
    choice_order
order by
    question_code,
    choice_order
