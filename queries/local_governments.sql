-- Local governments of one round with their status and the roster's values.
-- grain:   one row per government, in code order
-- params:  $round_code text
-- columns: code                   six digits with the check digit
--          prefecture_code        two digits
--          prefecture_name        name in full
--          name                   name in full
--          kana                   reading in hiragana
--          entity_class           都道府県, 指定都市 or 市区町村
--          entity_type            都道府県, 指定都市, 中核市, 施行時特例市, 一般市, 特別区, 町 or 村
--          status                 adopted, considering, not_adopted, unknown or not_answered
--          population             census 2020, persons
--          staff_count            general administrative staff at 2021-04-01; null for prefectures
--          similar_group          printed label of the similar group; null for prefectures
--          fiscal_strength_index  index of FY2023
--          area_km2               square kilometres
--          latitude               degrees north of the office
--          longitude              degrees east of the office
--          website_url            web site
select
    code,
    prefecture_code,
    prefecture_name,
    name,
    kana,
    entity_class,
    entity_type,
    status,
    population,
    staff_count,
    similar_group,
    fiscal_strength_index,
    area_km2,
    latitude,
    longitude,
    website_url,
from municipality_status
where round_code = $round_code
order by code
