-- Adoption of telework by class of government and by band of general administrative staff.
-- grain:   one row per class, per band, and per class and band that answered at all; prefectures have no band
-- params:  $round_code text
-- columns: entity_type    class of government; null in a row of one band
--          staff_band     1 = up to 100, 2 = 101-300, 3 = 301-500, 4 = 501-1,000, 5 = 1,001 and
--                         more; null in a row of one class
--          adopted_count  governments that have adopted
--          answered_count governments that answered
--          entity_count   governments
--          adoption_ratio adopted_count / answered_count, 0 to 1
--          ratio_low      lower end of the 95 % Wilson interval, 0 to 1
--          ratio_high     upper end of the 95 % Wilson interval, 0 to 1
with governments as (
    select
        peer_features.entity_type,
        peer_features.staff_band,
        municipality_status.status,
    from municipality_status
    inner join peer_features
        on
            municipality_status.round_code = peer_features.round_code
            and municipality_status.code = peer_features.code
    where
        municipality_status.round_code = $round_code
        and municipality_status.entity_class != '都道府県'
),

counted as (
    select
        entity_type,
        staff_band,
        count(*) filter (where status = 'adopted') as adopted_count,
        count(*) filter (where has_answered(status)) as n,
        count(*) as entity_count,
        adopted_count / nullif(n, 0) as ratio,
    from governments
    group by grouping sets ((entity_type), (staff_band), (entity_type, staff_band))
    having n > 0
)

select
    entity_type,
    staff_band,
    adopted_count,
    n as answered_count,
    entity_count,
    ratio as adoption_ratio,
    wilson_low(ratio, n) as ratio_low,
    wilson_high(ratio, n) as ratio_high,
from counted
order by
    case entity_type
        when '指定都市' then 1 when '中核市' then 2 when '施行時特例市' then 3 when '一般市' then 4
        when '特別区' then 5 when '町' then 6
        else 7
    end,
    entity_type is null,
    staff_band nulls first
