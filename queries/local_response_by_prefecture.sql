-- How many municipalities of each prefecture answered one round.
-- grain:   one row per prefecture, all 47, in code order; none if the round has no answers per government
-- params:  $round_code text
-- columns: prefecture_code     two digits
--          prefecture_name     name in full
--          answered_count      municipalities that answered
--          municipality_count  municipalities of the prefecture
select
    prefecture_code,
    any_value(prefecture_name) as prefecture_name,
    count(*) filter (where has_answered(status)) as answered_count,
    count(*) as municipality_count,
from municipality_status
where
    round_code = $round_code
    and entity_class != '都道府県'
group by prefecture_code
order by prefecture_code
