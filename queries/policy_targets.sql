-- National targets and a party's proposals, and whether they were met.
-- grain:   one row per target, in the order of the screen
-- params:  none
-- columns: target_name   what was aimed at
--          period        by when, in words
--          target_value  null where the source names no value
--          actual_value  value at the target's date; null if nobody published one
--          unit          unit of both values
--          verdict       met (actual reaches the target), not_met, or unknown (one of the two is null)
--          source_id     where the target was published
--          origin        government (a national target) or proposal (of a party, decided by nobody)
with agency_actuals as (
    select
        'remote_access' as target_code,
        agency_survey.round_code,
        count(*) filter (where agency_survey.answer = 'yes') as actual_value,
    from agency_survey
    inner join rounds
        on agency_survey.round_code = rounds.round_code
    where
        agency_survey.question_code = 'remote_access'
        and agency_survey.choice_code = 'all_staff'
        -- the target's date: the end of fiscal year 2020
        and rounds.survey_period >= '2021-03'
    group by
        agency_survey.round_code,
        rounds.survey_period
    qualify row_number() over (order by rounds.survey_period) = 1
),

published_actuals as (
    select
        target_actuals.target_code,
        context_indicators.value as actual_value,
    from target_actuals
    inner join context_indicators
        on
            target_actuals.topic = context_indicators.topic
            and target_actuals.measure = context_indicators.measure
            and target_actuals.population_group = context_indicators.population_group
            and target_actuals.period = context_indicators.period
    where target_actuals.is_at_target
),

actuals as (
    select
        target_code,
        actual_value,
    from agency_actuals
    union all by name
    select
        target_code,
        actual_value,
    from published_actuals
)

select
    targets.target_name,
    targets.period,
    targets.target_value,
    actuals.actual_value::double as actual_value,
    targets.unit,
    case
        when targets.target_value is null or actuals.actual_value is null then 'unknown'
        when actuals.actual_value >= targets.target_value then 'met'
        else 'not_met'
    end as verdict,
    targets.source_id,
    targets.origin,
from targets
left join actuals
    on targets.target_code = actuals.target_code
order by targets.target_order
