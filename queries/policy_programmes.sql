-- Contact points and support named by the sources, and whether their period has ended.
-- grain:   one row per programme, in the order of the screen
-- params:  none
-- columns: programme_code  code of the programme
--          kind            照会窓口, 助言, 専門家, 相談窓口, 催し, 資料, 補助金 or 交付金
--          audience        agency, local, company or both
--          name            name of the programme
--          provider        who runs it
--          summary         what it does, in our words
--          period_text     its period, as the source has it
--          period_end      last day; null where the source names none
--          period_state    ended, running, or not_stated where the source names no end
--          source_id       where it is written
select
    programme_code,
    kind,
    audience,
    name,
    provider,
    summary,
    period_text,
    period_end,
    case
        when period_end is null then 'not_stated'
        when period_end < current_date then 'ended'
        else 'running'
    end as period_state,
    source_id,
from programmes
order by programme_order
