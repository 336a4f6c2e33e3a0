-- Everything published about each agency since 2014: agency_history of all 22.
-- grain:   one row per agency, period, survey, measure and value
-- params:  none
-- columns: agency_order  place in the order of establishment, 1 to 22
--          agency_name   name in full
--          period        year, month, day or fiscal year (FY2019) the value stands for
--          survey        as in agency_history
--          measure       as in agency_history
--          value         as published, number or word
--          unit          unit of a number, 段階 for a stage, 区分 for a word
--          source_id     where it was published; several are separated by ;
select
    agency_order,
    agency_name,
    period,
    survey,
    measure,
    value,
    unit,
    source_id,
from history_rows
order by
    agency_order,
    sort_period,
    survey,
    measure,
    value
