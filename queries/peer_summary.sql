-- How many peers of one government have adopted telework, under one rule; it is no peer of itself.
-- The rules: prefecture (municipalities of the same one), class_staff (same class of government and
-- band of staff), similar_group (same printed group; cities and 町村 apart), nearest ($k most alike
-- by population, staff, fiscal strength and area), neighbours ($k closest offices), own ($codes, at
-- most 20).
-- grain:   one row; none for an unknown code
-- params:  $code text, $peer_rule text, $k integer, $codes text, $removed text
-- columns: asked_for      the government that is asked for; only where $code has several,
--                         parted by commas
--          peer_rule      the rule
--          peer_count     peers under the rule
--          answered_count peers that answered
--          adopted_count  peers that have adopted
--          adoption_ratio adopted_count / answered_count, 0 to 1; null where no peer answered
--          ratio_low      lower end of the 95 % Wilson interval, 0 to 1
--          ratio_high     upper end of the 95 % Wilson interval, 0 to 1
--          own_status     adopted, considering, not_adopted, unknown or not_answered
with oneself as (
    select
        municipality_status.code as asked_for,
        municipality_status.status as own_status,
    from municipality_status
    inner join newest_answers
        on municipality_status.round_code = newest_answers.round_code
    where list_contains(string_split($code, ','), municipality_status.code)
),

peers as (
    select
        members.asked_for,
        municipality_status.status,
    from peer_set($code, $peer_rule, $k, $codes, $removed) as members
    inner join municipality_status
        on
            members.round_code = municipality_status.round_code
            and members.code = municipality_status.code
),

counted as (
    select
        oneself.asked_for,
        oneself.own_status,
        count(peers.status) as peer_count,
        -- who did not answer is in no denominator
        count(*) filter (where has_answered(peers.status)) as answered_count,
        count(*) filter (where peers.status = 'adopted') as adopted_count,
        adopted_count / nullif(answered_count, 0) as adoption_ratio,
    from oneself
    left join peers
        on oneself.asked_for = peers.asked_for
    group by
        oneself.asked_for,
        oneself.own_status
)

select
    asked_for,
    cast($peer_rule as varchar) as peer_rule,
    peer_count,
    answered_count,
    adopted_count,
    adoption_ratio,
    wilson_low(adoption_ratio, answered_count) as ratio_low,
    wilson_high(adoption_ratio, answered_count) as ratio_high,
    own_status,
from counted
order by peer_rule
