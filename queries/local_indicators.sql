-- The items of the table beside telework for chosen governments.
-- grain:   one row per government and item, in code order and the order of the table
-- params:  $codes text
-- columns: code           six digits with the check digit
--          indicator_code code of the item
--          answer         yes, no or not_surveyed; null for an item with a percentage
--          value_pct      percentage, 0 to 100; null for an item with an answer
select
    code,
    indicator_code,
    answer,
    value_pct,
from newest_indicators
where
    indicator_code != 'telework'
    and list_contains(string_split($codes, ','), code)
order by
    code,
    indicator_code
