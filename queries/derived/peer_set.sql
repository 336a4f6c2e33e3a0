-- The linter has no grammar for table macros.
-- noqa: disable=all
-- Who is compared with one government under one rule, in the newest round that has answers per
-- government; nobody is its own peer. Columns: round_code, code, rank (1 = most alike), distance
-- (root of the summed squares of the standardised differences; null where it cannot be computed)
-- and distance_km (great circle between the offices).
-- Rules: prefecture, class_staff, similar_group, nearest, neighbours (offices closest on the map,
-- rank 1 = closest), own; anything else has no peers. own_code may be several, parted by commas:
-- asked_for says whose peer a row is.
create macro peer_set(own_code, peer_rule, nearest_count, own_codes, removed_codes) as table
with oneself as (
    select
        peer_features.*,
        municipality_status.latitude,
        municipality_status.longitude,
    from peer_features
    inner join newest_answers on peer_features.round_code = newest_answers.round_code
    inner join municipality_status
        on
            peer_features.round_code = municipality_status.round_code
            and peer_features.code = municipality_status.code
    where list_contains(string_split(own_code, ','), peer_features.code)
),

others as (
    select
        other.*,
        sqrt(
            power(other.z_population - oneself.z_population, 2)
            + if(
                oneself.is_prefecture and other.is_prefecture,
                0,
                power(other.z_staff - oneself.z_staff, 2)
            )
            + power(other.z_fiscal_strength - oneself.z_fiscal_strength, 2)
            + power(other.z_area - oneself.z_area, 2)
        ) as any_distance,
        2 * 6371.0 * asin(sqrt(
            power(sin(radians(status.latitude - oneself.latitude) / 2), 2)
            + cos(radians(oneself.latitude)) * cos(radians(status.latitude))
            * power(sin(radians(status.longitude - oneself.longitude) / 2), 2)
        )) as distance_km,
        oneself.code as asked_for,
        oneself.is_prefecture as own_is_prefecture,
        oneself.prefecture_code as own_prefecture_code,
        oneself.entity_type as own_entity_type,
        oneself.staff_band as own_staff_band,
        oneself.group_key as own_group_key,
    from peer_features as other
    inner join oneself
        on
            other.round_code = oneself.round_code
            and other.code != oneself.code
    inner join municipality_status as status
        on
            other.round_code = status.round_code
            and other.code = status.code
),

candidates as (
    select
        asked_for,
        round_code,
        code,
        is_prefecture,
        -- the two kinds are standardised apart: no distance between them
        if(is_prefecture = own_is_prefecture, any_distance, null) as distance,
        distance_km,
        case peer_rule
            when 'prefecture'
                then
                    prefecture_code = own_prefecture_code
                    and not is_prefecture
                    and not own_is_prefecture
            when 'class_staff'
                then
                    entity_type = own_entity_type
                    and staff_band is not distinct from own_staff_band
            when 'similar_group' then group_key = own_group_key
            when 'nearest' then is_prefecture = own_is_prefecture and any_distance is not null
            when 'neighbours' then is_prefecture = own_is_prefecture
            when 'own' then list_contains(string_split(own_codes, ','), code)
            else false
        end as is_peer,
    from others
),

ranked as (
    select
        asked_for,
        round_code,
        code,
        distance,
        distance_km,
        row_number() over (
            partition by asked_for
            order by if(peer_rule = 'neighbours', null, distance) nulls last, distance_km, code
        ) as all_rank,
    from candidates
    where is_peer
)

select
    asked_for,
    round_code,
    code,
    row_number() over (partition by asked_for order by all_rank) as rank,
    distance,
    distance_km,
from ranked
where
    not list_contains(string_split(removed_codes, ','), code)
    and (peer_rule not in ('nearest', 'neighbours') or all_rank <= nearest_count)
    and (peer_rule != 'own' or all_rank <= 20)
