-- Municipalities of one prefecture that have adopted telework, by type, beside the nation's.
-- grain:   one row per type of municipality in the prefecture, larger types first
-- params:  $round_code text, $prefecture_code text
-- columns: entity_type                指定都市, 中核市, 施行時特例市, 一般市, 特別区, 町 or 村
--          adopted_count              municipalities of the prefecture that have adopted
--          answered_count             municipalities of the prefecture that answered
--          municipality_count         municipalities of the prefecture
--          adoption_ratio             adopted_count / answered_count, 0 to 1; null where nobody answered
--          nation_adopted_count       municipalities of the type in the nation that have adopted
--          nation_answered_count      municipalities of the type in the nation that answered
--          nation_municipality_count  municipalities of the type in the nation
--          nation_ratio               nation_adopted_count / nation_answered_count, 0 to 1; null where
--                                     nobody answered
with municipalities as (
    select
        entity_type,
        prefecture_code = $prefecture_code as is_of_prefecture,
        status = 'adopted' as is_adopted,
        has_answered(status) as is_answered,
    from municipality_status
    where
        round_code = $round_code
        and entity_class != '都道府県'
),

counted as (
    select
        entity_type,
        count(*) filter (where is_of_prefecture and is_adopted) as adopted_count,
        count(*) filter (where is_of_prefecture and is_answered) as answered_count,
        count(*) filter (where is_of_prefecture) as municipality_count,
        count(*) filter (where is_adopted) as nation_adopted_count,
        count(*) filter (where is_answered) as nation_answered_count,
        count(*) as nation_municipality_count,
    from municipalities
    group by entity_type
)

select
    entity_type,
    adopted_count,
    answered_count,
    municipality_count,
    adopted_count / nullif(answered_count, 0) as adoption_ratio,
    nation_adopted_count,
    nation_answered_count,
    nation_municipality_count,
    nation_adopted_count / nullif(nation_answered_count, 0) as nation_ratio,
from counted
where municipality_count > 0
order by
    list_position(
        ['指定都市', '中核市', '施行時特例市', '一般市', '特別区', '町', '村'], entity_type
    )
