-- Survey rounds, each subject in time order.
-- grain:   one row per round
-- params:  none
-- columns: round_code        code of the round
--          subject           agency or local
--          label             name of the round
--          survey_period     as-of date or month
--          published_period  year, month or day of publication; null where unknown
--          basis             公表値 or 推定(時点)
--          deadline_date     deadline the round's plans are held against; null where there is none
--          source_id         where it was published
--          note              what a reader has to know
select
    round_code,
    subject,
    label,
    survey_period,
    published_period,
    basis,
    deadline_date,
    source_id,
    note,
from rounds
order by
    subject,
    survey_period
