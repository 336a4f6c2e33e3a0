-- Municipalities of one prefecture with their status, those without an answer first, then those that
-- have not adopted.
-- grain:   one row per municipality; none for an unknown prefecture
-- params:  $round_code text, $prefecture_code text
-- columns: status         adopted, considering, not_adopted, unknown or not_answered
--          code           six digits with the check digit
--          name           name in full
--          entity_type    指定都市, 中核市, 施行時特例市, 一般市, 特別区, 町 or 村
--          population     census 2020, persons
--          staff_count    general administrative staff at 2021-04-01
--          latitude       degrees north of the office
--          longitude      degrees east of the office
select
    status,
    code,
    name,
    entity_type,
    population,
    staff_count,
    latitude,
    longitude,
from municipality_status
where
    round_code = $round_code
    and prefecture_code = $prefecture_code
    and entity_class != '都道府県'
order by
    list_position(['not_adopted', 'considering', 'adopted'], status) nulls first,
    code
