-- Everything published about each agency, survey by survey: different questions, never one series.
-- grain:   one row per agency, period, survey, measure and value
create table history_rows as
-- The agencies of 2017: a later one has no part in what was printed about all of them.
with roster as (
    select distinct agency_name,
    from agency_survey
    where round_code = 'agency-2017-03'
),

counts as (
    select count(*) as agency_count,
    from roster
),

government as (
    select
        agency_outcomes.measure_code,
        agency_outcomes.period,
        agency_outcomes.value,
        agency_outcomes.source_id,
    from agency_outcomes
    where agency_outcomes.agency_name = '政府計'
),

words as (
    select
        agency_name,
        period,
        measure_code,
        value_text,
        source_id,
    from agency_outcomes
    where value_text is not null
),

-- All 22 had rules: who is not named as trying them out has rules, its stage is not known.
rules as (
    select
        roster.agency_name,
        government.period,
        'rules_2015' as survey,
        'rule' as measure,
        coalesce(words.value_text, '規程あり') as value,
        coalesce(words.source_id, government.source_id) as source_id,
    from roster
    cross join counts
    inner join government
        on
            government.measure_code = 'rule_agency_count'
            and counts.agency_count = government.value
    left join words
        on
            roster.agency_name = words.agency_name
            and government.period = words.period
            and words.measure_code = 'rule_stage'
),

trials as (
    select
        period,
        count(*) as trial_count,
    from words
    where measure_code = 'telework_stage'
    group by period
),

-- The nine in trial are named, the number of the others is printed: together all 22.
stages_2016 as (
    select
        roster.agency_name,
        government.period,
        'practice_2016' as survey,
        'telework_stage' as measure,
        coalesce(words.value_text, '本格') as value,
        coalesce(words.source_id, government.source_id) as source_id,
    from roster
    cross join counts
    inner join government
        on government.measure_code = 'full_scale_agency_count'
    inner join trials
        on
            government.period = trials.period
            and counts.agency_count = trials.trial_count + government.value
    left join words
        on
            roster.agency_name = words.agency_name
            and government.period = words.period
            and words.measure_code = 'telework_stage'
),

eligible as (
    select
        agency_name,
        period,
        'practice_2016' as survey,
        'all_staff_eligible' as measure,
        '全員' as value,
        source_id,
    from agency_outcomes
    where
        measure_code = 'all_staff_eligible'
        and unit = 'flag'
        and value = 1
),

answers as (
    select
        agency_survey.agency_name,
        rounds.survey_period as period,
        agency_survey.round_code as survey,
        agency_survey.question_code,
        agency_survey.choice_code,
        agency_survey.answer,
        agency_survey.certainty,
        coalesce(choices.short_label, agency_survey.choice_code) as label,
        agency_survey.source_id,
    from agency_survey
    inner join rounds
        on agency_survey.round_code = rounds.round_code
    left join agency_choices as choices
        on
            agency_survey.round_code = choices.round_code
            and agency_survey.question_code = choices.question_code
            and agency_survey.choice_code = choices.choice_code
),

-- Who did not answer a round has no stage in it.
stages as (
    select
        agency_states.agency_name,
        rounds.survey_period as period,
        agency_states.round_code as survey,
        'stage' as measure,
        agency_states.stage::varchar as value,
        rounds.source_id,
    from agency_states
    inner join rounds
        on agency_states.round_code = rounds.round_code
    where agency_states.is_answered
),

marks as (
    select
        agency_name,
        period,
        survey,
        question_code || if(certainty = 'uncertain', '_uncertain', '') as measure,
        if(question_code = 'plan', choice_code, label) as value,
        source_id,
    from answers
    where
        question_code <> 'remote_access'
        -- an uncertain mark is one that nobody can place for sure, be it read as yes or as unknown
        and (answer = 'yes' or (answer = 'unknown' and certainty = 'uncertain'))
),

results as (
    select
        agency_name,
        period,
        'results_' || fiscal_year as survey,
        measure_code || case scope
            when '地方局等' then '_regional'
            when '全体' then '_all'
            when '省全体' then '_ministry'
            else ''
        end as measure,
        regexp_replace(value::varchar, '\.0$', '') as value,
        unit,
        source_id,
    from agency_outcomes
    where
        value is not null
        and unit <> 'flag'
        and agency_name <> '政府計'
),

newest_gss as (
    select *,
    from agency_gss
    qualify sheet_year = max(sheet_year) over (partition by agency_name)
),

gss as (
    select
        agency_name,
        sheet_year::varchar as period,
        'gss_' || sheet_year as survey,
        'gss_status' as measure,
        status as value,
        source_ids as source_id,
    from newest_gss
    union all by name
    select
        agency_name,
        month as period,
        'gss_' || sheet_year as survey,
        if(certainty = 'certain', 'gss_month', 'gss_planned_month') as measure,
        month as value,
        source_ids as source_id,
    from newest_gss
    where month is not null
    union all by name
    select
        agency_name,
        part_month as period,
        'gss_' || sheet_year as survey,
        'gss_part_month' as measure,
        part || ' ' || part_month as value,
        source_ids as source_id,
    from newest_gss
    where part_month is not null
    union all by name
    select
        agency_name,
        'FY' || fiscal_year as period,
        'gss_' || sheet_year as survey,
        'gss_planned_year' as measure,
        fiscal_year::varchar as value,
        source_ids as source_id,
    from newest_gss
    where
        fiscal_year is not null
        and month is null
),

spending as (
    select
        agency_name,
        'FY' || fiscal_year as period,
        'spending_' || sheet_year as survey,
        kind || '_' || project_number as measure,
        thousand_yen::varchar as value,
        '千円' as unit,
        source_id,
    from agency_network_spending
),

together as (
    select
        '区分' as unit,
        *,
    from (
        select *, from rules
        union all by name
        select *, from stages_2016
        union all by name
        select *, from eligible
        union all by name
        select *, from marks
        union all by name
        select *, from gss
    ) as worded
    union all by name
    select
        '段階' as unit,
        *,
    from stages
    union all by name
    select *, from results
    union all by name
    select *, from spending
)

select
    agencies.agency_order,
    together.agency_name,
    together.period,
    together.survey,
    together.measure,
    together.value,
    together.unit,
    together.source_id,
    replace(together.period, 'FY', '') as sort_period,
from together
inner join agencies
    on together.agency_name = agencies.agency_name
