-- Municipalities that have adopted telework, by prefecture, designated cities included.
-- grain:   one row per prefecture from which anybody answered, in code order; none if the round has no
--          per-government answers
-- params:  $round_code text
-- columns: prefecture_code     two digits
--          prefecture_name     name in full
--          adopted_count       municipalities that have adopted
--          answered_count      municipalities that answered
--          municipality_count  municipalities of the prefecture
--          adoption_ratio      adopted_count / answered_count, 0 to 1
--          ratio_low           lower end of the 95 % Wilson interval, 0 to 1
--          ratio_high          upper end of the 95 % Wilson interval, 0 to 1
--          adoption_rank       1 = highest ratio; equal ratios share a rank
with counted as (
    select
        prefecture_code,
        prefecture_name,
        sum(adopted_count)::bigint as adopted_count,
        sum(answered_count)::bigint as answered_count,
        sum(entity_count)::bigint as municipality_count,
        sum(adopted_count) / sum(answered_count) as adoption_ratio,
    from local_adoption_counts
    where
        round_code = $round_code
        and entity_class != '都道府県'
    group by
        prefecture_code,
        prefecture_name
    having sum(answered_count) > 0
)

select
    prefecture_code,
    prefecture_name,
    adopted_count,
    answered_count,
    municipality_count,
    adoption_ratio,
    wilson_low(adoption_ratio, answered_count) as ratio_low,
    wilson_high(adoption_ratio, answered_count) as ratio_high,
    rank() over (order by adoption_ratio desc) as adoption_rank,
from counted
order by prefecture_code
