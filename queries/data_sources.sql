-- Sources shown to readers.
-- grain:   one row per source
-- params:  none
-- columns: source_id         code of the source
--          publisher         who published it
--          published_period  year, month or day of publication; null where unknown
--          citation          the line a reader sees
--          confirmed_by      document, or read only in a press report (press), a copy (copy) or told
--                            by a third party (secondary)
select
    source_id,
    publisher,
    published_period,
    citation,
    confirmed_by,
from sources
order by source_id
