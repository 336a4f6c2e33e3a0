-- The peers of one government under one rule, most alike (neighbours: closest) first, with their
-- features and how many of the practices that it lacks they have.
-- grain:   one row per peer; none for an unknown code, an unknown rule or a rule without peers
-- params:  $code text, $peer_rule text, $k integer, $codes text, $removed text
-- columns: asked_for             the government that is asked for; only where $code has several,
--                                parted by commas
--          rank                  1 = most alike, of neighbours the closest
--          code                  six digits with the check digit
--          prefecture_name       name in full
--          name                  name in full
--          entity_type           都道府県, 指定都市, 中核市, 施行時特例市, 一般市, 特別区, 町 or 村
--          status                adopted, considering, not_adopted, unknown or not_answered
--          lacked_item_count     practices answered yes here and no by the government itself
--          held_codes            those practices, comma-separated; null without any
--          population            census 2020, persons
--          staff_count           general administrative staff at 2021-04-01; null for prefectures
--          fiscal_strength_index index of FY2023
--          area_km2              square kilometres
--          distance              root of the summed squares of the standardised differences
--          distance_km           great circle between the two offices
--          latitude              degrees north of the office
--          longitude             degrees east of the office
--          website_url           web site
with peers as (
    select *,
    from peer_set($code, $peer_rule, $k, $codes, $removed)
),

lacked as (
    select
        code as asked_for,
        indicator_code,
    from newest_indicators
    where
        list_contains(string_split($code, ','), code)
        and indicator_code != 'telework'
        and answer = 'no'
),

held as (
    select
        peers.asked_for,
        newest_indicators.code,
        count(*) as lacked_item_count,
        string_agg(newest_indicators.indicator_code, ',' order by newest_indicators.indicator_code)
            as held_codes,
    from newest_indicators
    inner join lacked
        on newest_indicators.indicator_code = lacked.indicator_code
    inner join peers
        on
            newest_indicators.code = peers.code
            and lacked.asked_for = peers.asked_for
    where newest_indicators.answer = 'yes'
    group by
        peers.asked_for,
        newest_indicators.code
)

select
    peers.asked_for,
    peers.rank,
    peers.code,
    municipality_status.prefecture_name,
    municipality_status.name,
    municipality_status.entity_type,
    municipality_status.status,
    coalesce(held.lacked_item_count, 0) as lacked_item_count,
    held.held_codes,
    municipality_status.population,
    municipality_status.staff_count,
    municipality_status.fiscal_strength_index,
    municipality_status.area_km2,
    peers.distance,
    peers.distance_km,
    municipality_status.latitude,
    municipality_status.longitude,
    municipality_status.website_url,
from peers
inner join municipality_status
    on
        peers.round_code = municipality_status.round_code
        and peers.code = municipality_status.code
left join held
    on
        peers.asked_for = held.asked_for
        and peers.code = held.code
order by peers.rank
