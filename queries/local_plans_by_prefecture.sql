-- Municipalities without telework that plan to begin by the end of a fiscal quarter, by prefecture;
-- designated cities included. Who did not answer is in no denominator; who plans without a time is
-- in the denominator and counted apart.
-- grain:   one row per prefecture from which anybody answered, in code order; none if the round asked for
--          no plans
-- params:  $round_code text, $until_fiscal_year integer, $until_quarter integer
-- columns: prefecture_code    two digits
--          prefecture_name    name in full
--          answered_count     municipalities that answered
--          municipality_count municipalities of the prefecture
--          adopted_count      those that have adopted
--          not_adopted_count  those that have not: answered_count - adopted_count
--          planned_count      those of not_adopted_count that plan to begin by that quarter
--          later_count        those that plan to begin after it
--          undated_count      those that are considering it without a time
--          plan_ratio         planned_count / not_adopted_count, 0 to 1; null where all have adopted
--          plan_ratio_low     lower end of its 95 % Wilson interval
--          plan_ratio_high    upper end of its 95 % Wilson interval
--          reached_ratio      (adopted_count + planned_count) / answered_count, 0 to 1
--          reached_ratio_low  lower end of its 95 % Wilson interval
--          reached_ratio_high upper end of its 95 % Wilson interval
with answers as (
    select
        prefecture_code,
        prefecture_name,
        status,
        planned_fiscal_year * 4 + planned_quarter as quarter_number,
    from municipality_status
    where
        round_code = $round_code
        and round_code in (select local_plan_rounds.round_code, from local_plan_rounds)
        and entity_class != '都道府県'
),

counted as (
    select
        prefecture_code,
        any_value(prefecture_name) as prefecture_name,
        count(*) filter (where has_answered(status)) as answered_count,
        count(*) as municipality_count,
        count(*) filter (where status = 'adopted') as adopted_count,
        count(*) filter (where has_answered(status) and status != 'adopted') as not_adopted_count,
        count(*) filter (
            where status = 'considering'
            and quarter_number <= $until_fiscal_year * 4 + $until_quarter
        ) as planned_count,
        count(*) filter (
            where status = 'considering'
            and quarter_number > $until_fiscal_year * 4 + $until_quarter
        ) as later_count,
        count(*) filter (where status = 'considering' and quarter_number is null) as undated_count,
    from answers
    group by prefecture_code
    having answered_count > 0
),

shares as (
    select
        *,
        planned_count / nullif(not_adopted_count, 0) as p,
        nullif(not_adopted_count, 0) as n,
        (adopted_count + planned_count) / answered_count as q,
    from counted
)

select
    prefecture_code,
    prefecture_name,
    answered_count,
    municipality_count,
    adopted_count,
    not_adopted_count,
    planned_count,
    later_count,
    undated_count,
    p as plan_ratio,
    wilson_low(p, n) as plan_ratio_low,
    wilson_high(p, n) as plan_ratio_high,
    q as reached_ratio,
    wilson_low(q, answered_count) as reached_ratio_low,
    wilson_high(q, answered_count) as reached_ratio_high,
from shares
order by prefecture_code
