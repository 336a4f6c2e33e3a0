-- Rounds that have answers per local government, in time order.
-- grain:   one row per round
-- params:  none
-- columns: round_code      code of the round
--          label           name of the round
--          survey_period   as-of date
--          basis           公表値, 推定(時点) or 練習用
--          state           final (確報) or provisional (速報)
--          answered_count  governments that answered
--          asked_count     governments asked
--          plan_count      governments considering telework, with or without a time
--          citation        the source line a reader sees
select
    rounds.round_code,
    rounds.label,
    rounds.survey_period,
    rounds.basis,
    any_value(answers_of_rounds.state) as state,
    any_value(answers_of_rounds.answered_count) as answered_count,
    any_value(answers_of_rounds.asked_count) as asked_count,
    count(*) filter (where municipality_status.status = 'considering') as plan_count,
    any_value(sources.citation) as citation,
from rounds
inner join municipality_status
    on rounds.round_code = municipality_status.round_code
inner join answers_of_rounds
    on rounds.round_code = answers_of_rounds.round_code
left join sources
    on rounds.source_id = sources.source_id
group by
    rounds.round_code,
    rounds.label,
    rounds.survey_period,
    rounds.basis
order by rounds.survey_period
