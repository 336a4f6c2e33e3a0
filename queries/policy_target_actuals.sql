-- Published values on the way to each target, by time.
-- grain:   one row per target and time of a published value
-- params:  none
-- columns: target_code    code of the target
--          target_name    what was aimed at
--          period         by when, in words
--          target_value   null where the source names no value
--          actual_period  time of the published value; null if there is none
--          actual_value   the published value
--          gap_value      actual_value - target_value
--          unit           unit of the values
--          is_at_target   true if the value is the one at the target's date
--          source_id      where the value was published, else where the target was
--          note           what a reader has to know about the target
--          origin         government (a national target) or proposal (of a party)
with agency_actuals as (
    select
        'remote_access' as target_code,
        rounds.survey_period as actual_period,
        count(*) filter (where agency_survey.answer = 'yes')::double as actual_value,
        rounds.survey_period >= '2021-03' as is_at_target,
        any_value(agency_survey.source_id) as source_id,
    from agency_survey
    inner join rounds
        on agency_survey.round_code = rounds.round_code
    where
        agency_survey.question_code = 'remote_access'
        and agency_survey.choice_code = 'all_staff'
    group by rounds.survey_period
),

published_actuals as (
    select
        target_actuals.target_code,
        target_actuals.period as actual_period,
        context_indicators.value as actual_value,
        target_actuals.is_at_target,
        context_indicators.source_id,
    from target_actuals
    inner join context_indicators
        on
            target_actuals.topic = context_indicators.topic
            and target_actuals.measure = context_indicators.measure
            and target_actuals.population_group = context_indicators.population_group
            and target_actuals.period = context_indicators.period
),

actuals as (
    select *,
    from agency_actuals
    union all by name
    select *,
    from published_actuals
)

select
    targets.target_code,
    targets.target_name,
    targets.period,
    targets.target_value,
    actuals.actual_period,
    actuals.actual_value,
    actuals.actual_value - targets.target_value as gap_value,
    targets.unit,
    coalesce(actuals.is_at_target, false) as is_at_target,
    coalesce(actuals.source_id, targets.source_id) as source_id,
    targets.note,
    targets.origin,
from targets
left join actuals
    on targets.target_code = actuals.target_code
order by
    targets.target_order,
    actuals.actual_period
