-- Contact points and support named by the sources, and whether their period has ended.
-- grain:   one row per programme, in the order of the screen
-- params:  none
-- columns: programme_code  code of the programme
--          kind            照会窓口, 助言, 専門家, 相談窓口, 催し, 資料, 補助金 or 交付金
--          audience        agency, local, company or both
--          name            name of the programme
--          provider        who runs it, or ran it
--          provider_until  last day the provider existed; null if it still does
--          successor       who took over its tasks; null otherwise
--          summary         what it does, in our words
--          period_text     its period, as the source has it
--          valid_from      year, month or day it began; null where the source names none
--          valid_until     last day; null where the source names none
--          stated_in       time of the newest document that names it: later is not known
--          period_state    against today: ended, provider_ended, running, or not_stated where the
--                          source names no end
--          source_id       where it is written
select
    programme_code,
    kind,
    audience,
    name,
    provider,
    provider_until,
    successor,
    summary,
    period_text,
    valid_from,
    valid_until,
    stated_in,
    case
        when valid_until < japan_today() then 'ended'
        when provider_until < japan_today() then 'provider_ended'
        when valid_until is null then 'not_stated'
        else 'running'
    end as period_state,
    source_id,
from programmes
order by programme_order
