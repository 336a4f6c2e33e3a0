-- One item of the table beside telework, by prefecture, municipalities only: the share that
-- answered yes, or the median of a percentage.
-- grain:   one row per prefecture, in code order; none for an unknown item
-- params:  $indicator_code text
-- columns: prefecture_code  two digits
--          prefecture_name  name in full
--          answered_count   municipalities with an answer or a percentage
--          yes_count        municipalities that answered yes; null for an item with a percentage
--          indicator_ratio  yes_count / answered_count, or the median percentage / 100; 0 to 1
--          ratio_low        lower end of the 95 % Wilson interval; null for a median
--          ratio_high       upper end of the 95 % Wilson interval; null for a median
with roster as (
    select distinct
        code,
        prefecture_code,
        prefecture_name,
    from municipality_status
    where entity_class != '都道府県'
),

counted as (
    select
        roster.prefecture_code,
        roster.prefecture_name,
        count(*) as answered_count,
        count(*) filter (where newest_indicators.answer = 'yes') as yes_total,
        count(newest_indicators.value_pct) as pct_count,
        median(newest_indicators.value_pct) as median_pct,
    from newest_indicators
    inner join roster
        on newest_indicators.code = roster.code
    where
        newest_indicators.indicator_code = $indicator_code
        and (
            newest_indicators.answer in ('yes', 'no')
            or newest_indicators.value_pct is not null
        )
    group by
        roster.prefecture_code,
        roster.prefecture_name
),

shares as (
    select
        prefecture_code,
        prefecture_name,
        answered_count,
        if(pct_count = 0, yes_total, null) as yes_count,
        if(pct_count = 0, yes_total / answered_count, median_pct / 100) as ratio,
        if(pct_count = 0, answered_count, null) as n,
    from counted
)

select
    prefecture_code,
    prefecture_name,
    answered_count,
    yes_count,
    ratio as indicator_ratio,
    wilson_low(ratio, n) as ratio_low,
    wilson_high(ratio, n) as ratio_high,
from shares
order by prefecture_code
