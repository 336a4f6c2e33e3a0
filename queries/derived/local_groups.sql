-- The groups that answers of local governments are counted in: class, type, band of staff (as in
-- peer_features), band of residents at the census of 2020 and, of municipalities, the prefecture.
-- grain:   one row per round, government and kind of group it has a place in
create table local_groups as
with described as (
    select
        municipality_status.round_code,
        municipality_status.code,
        municipality_status.entity_class,
        municipality_status.entity_type,
        municipality_status.prefecture_code,
        municipality_status.population,
        peer_features.is_prefecture,
        peer_features.staff_band,
    from municipality_status
    inner join peer_features
        on
            municipality_status.round_code = peer_features.round_code
            and municipality_status.code = peer_features.code
)

select
    round_code,
    code,
    'entity_class' as group_kind,
    entity_class as group_code,
    list_position(['都道府県', '指定都市', '市区町村'], entity_class) as group_order,
from described
union all
select
    round_code,
    code,
    'entity_type' as group_kind,
    entity_type as group_code,
    list_position(
        ['都道府県', '指定都市', '中核市', '施行時特例市', '一般市', '特別区', '町', '村'], entity_type
    ) as group_order,
from described
union all
select
    round_code,
    code,
    'staff_band' as group_kind,
    staff_band::varchar as group_code,
    staff_band as group_order,
from described
where staff_band is not null
union all
select
    round_code,
    code,
    'size_band' as group_kind,
    size_band::varchar as group_code,
    size_band as group_order,
from (
    select
        round_code,
        code,
        case
            when population < 10000 then 1
            when population < 30000 then 2
            when population < 50000 then 3
            when population < 100000 then 4
            when population < 300000 then 5
            when population is not null then 6
        end as size_band,
    from described
    where not is_prefecture
) as banded
where size_band is not null
union all
select
    round_code,
    code,
    'prefecture' as group_kind,
    prefecture_code as group_code,
    prefecture_code::integer as group_order,
from described
where not is_prefecture;
