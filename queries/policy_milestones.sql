-- What happened in telework policy, 2014 to 2021.
-- grain:   one row per event, in time order
-- params:  none
-- columns: period     year, month or day
--          audience   agency, local, company or both
--          title      name of the event
--          detail     what happened, in our words
--          source_id  where it is written
select
    period,
    audience,
    title,
    detail,
    source_id,
from milestones
order by
    period,
    title
