-- Published figures about telework outside government, one topic at a time.
-- grain:   one row per measure, group and time
-- params:  $topic text
-- columns: measure           what was measured
--          population_group  of whom
--          period            when; null where the source names none
--          value             as published
--          unit              unit of the value
--          source_id         where it was published
--          note              what a reader has to know
select
    measure,
    population_group,
    period,
    value,
    unit,
    source_id,
    note,
from context_indicators
where topic = $topic
order by
    period asc,
    measure asc,
    value desc
