-- What happened in telework policy since 2014.
-- grain:   one row per event, in time order
-- params:  none
-- columns: period        year, month or day
--          audience      agency, local, company or both
--          title         name of the event
--          detail        what happened, in our words
--          valid_until   last day of the period of a plan; null for an event without one
--          period_state  ended, running, or null for an event without a period
--          source_id     where it is written
select
    period,
    audience,
    title,
    detail,
    valid_until,
    case
        when valid_until < japan_today() then 'ended'
        when valid_until is not null then 'running'
    end as period_state,
    source_id,
from milestones
order by
    period,
    title
