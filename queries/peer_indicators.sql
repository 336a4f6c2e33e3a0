-- The other items of the same table (context, not telework): one government against its peers.
-- Small groups say nothing sure: no share under 5 answers, no median and quartiles under 8.
-- grain:   one row per item, in the order of the table; none for an unknown code
-- params:  $code text, $peer_rule text, $k integer, $codes text, $removed text
-- columns: asked_for      the government that is asked for; only where $code has several,
--                         parted by commas
--          indicator_code code of the item
--          category       heading of the table
--          indicator      wording of the table
--          own_answer     yes, no or not_surveyed; null for an item with a percentage
--          own_pct        percentage of the item, 0 to 100; null for an item with an answer
--          peer_count     peers with an answer or a percentage
--          yes_count      peers that answered yes; null for an item with a percentage
--          yes_ratio      yes_count / peer_count, 0 to 1; null under 5 answers
--          pct_low        lower quartile of the peers' percentages; null under 8
--          pct_median     median of the peers' percentages; null under 8
--          pct_high       upper quartile of the peers' percentages; null under 8
with peers as (
    select
        asked_for,
        code,
    from peer_set($code, $peer_rule, $k, $codes, $removed)
),

items as (
    select
        indicator_code,
        category,
        indicator,
        min(case indicator_code
            when 'organisation' then 1 when 'policy' then 2 when 'cio' then 3
            when 'deputy_cio' then 4 when 'staff_development' then 5 when 'training' then 6
            when 'external_talent' then 7 when 'ai' then 8 when 'rpa' then 9
            when 'my_number_card' then 10 when 'online_26' then 11
            else 12
        end) as item_order,
    from newest_indicators
    where indicator_code != 'telework'
    group by
        indicator_code,
        category,
        indicator
),

oneself as (
    select
        code as asked_for,
        indicator_code,
        answer,
        value_pct,
    from newest_indicators
    where list_contains(string_split($code, ','), code)
),

others as (
    select
        peers.asked_for,
        newest_indicators.indicator_code,
        count(*) as peer_count,
        count(*) filter (where newest_indicators.answer = 'yes') as yes_count,
        count(newest_indicators.value_pct) as pct_count,
        quantile_cont(newest_indicators.value_pct, 0.25) as quartile_low,
        quantile_cont(newest_indicators.value_pct, 0.5) as median_pct,
        quantile_cont(newest_indicators.value_pct, 0.75) as quartile_high,
    from newest_indicators
    inner join peers
        on newest_indicators.code = peers.code
    where
        newest_indicators.answer in ('yes', 'no')
        or newest_indicators.value_pct is not null
    group by
        peers.asked_for,
        newest_indicators.indicator_code
)

select
    oneself.asked_for,
    items.indicator_code,
    items.category,
    items.indicator,
    oneself.answer as own_answer,
    oneself.value_pct as own_pct,
    coalesce(others.peer_count, 0) as peer_count,
    if(others.pct_count = 0, others.yes_count, null) as yes_count,
    if(
        others.pct_count = 0 and others.peer_count >= 5,
        others.yes_count / others.peer_count,
        null
    ) as yes_ratio,
    if(others.pct_count >= 8, others.quartile_low, null) as pct_low,
    if(others.pct_count >= 8, others.median_pct, null) as pct_median,
    if(others.pct_count >= 8, others.quartile_high, null) as pct_high,
from items
inner join oneself
    on items.indicator_code = oneself.indicator_code
left join others
    on
        oneself.asked_for = others.asked_for
        and items.indicator_code = others.indicator_code
order by items.item_order
