-- When local governments that are considering telework plan to begin, by prefecture and class.
-- grain:   one row per prefecture, class and planned quarter; none if the round has no such answers
-- params:  $round_code text
-- columns: prefecture_code      two digits
--          prefecture_name      name in full
--          entity_class         都道府県, 指定都市 or 市区町村
--          planned_fiscal_year  Japanese fiscal year, April to March; null where no time is stated
--          planned_quarter      1 April-June ... 4 January-March; null where no time is stated
--          government_count     governments considering it for that quarter
select
    prefecture_code,
    any_value(prefecture_name) as prefecture_name,
    entity_class,
    planned_fiscal_year,
    planned_quarter,
    count(*) as government_count,
from municipality_status
where
    round_code = $round_code
    and status = 'considering'
group by
    prefecture_code,
    entity_class,
    planned_fiscal_year,
    planned_quarter
order by
    prefecture_code,
    entity_class,
    planned_fiscal_year nulls last,
    planned_quarter nulls last
