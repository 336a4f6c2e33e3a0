-- What makes two governments alike, one row per round and government, built with the warehouse.
-- Populations and staff are far from evenly spread, so their logarithms are standardised (mean 0,
-- standard deviation 1), as are the index of fiscal strength and the logarithm of the area; among
-- municipalities and among prefectures apart. Staff numbers of prefectures are not in the roster:
-- their distance rests on the other three. Where the census counted less than 60 % of the
-- registered residents (the evacuated towns of 福島県, 双葉町 with 0), nearness by population
-- would be wrong: such a government has no standardised values.
create table peer_features as
with described as (
    select
        round_code,
        code,
        prefecture_code,
        entity_type,
        entity_class = '都道府県' as is_prefecture,
        case
            when staff_count <= 100 then 1
            when staff_count <= 300 then 2
            when staff_count <= 500 then 3
            when staff_count <= 1000 then 4
            when staff_count is not null then 5
        end as staff_band,
        -- cities and 町村 use the same printed labels for different groups
        if(entity_type in ('町', '村'), '町村 ', '市 ') || similar_group as group_key,
        if(population >= 0.6 * registered_population and population > 0, ln(population), null)
            as log_population,
        if(staff_count > 0, ln(staff_count), null) as log_staff,
        fiscal_strength_index,
        if(area_km2 > 0, ln(area_km2), null) as log_area,
    from municipality_status
)

select
    round_code,
    code,
    prefecture_code,
    entity_type,
    is_prefecture,
    staff_band,
    group_key,
    (log_population - avg(log_population) over kind) / stddev_pop(log_population) over kind
        as z_population,
    (log_staff - avg(log_staff) over kind) / stddev_pop(log_staff) over kind as z_staff,
    (fiscal_strength_index - avg(fiscal_strength_index) over kind)
    / stddev_pop(fiscal_strength_index) over kind as z_fiscal_strength,
    (log_area - avg(log_area) over kind) / stddev_pop(log_area) over kind as z_area,
from described
window kind as (partition by round_code, is_prefecture)
