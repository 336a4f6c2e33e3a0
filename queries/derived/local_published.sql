-- Totals of every question to local governments, as published or, for a round with answers per
-- government, counted from those. Columns as local_aggregates; adoption itself is counted in
-- local_adoption_counts. Blank answers are left out of the denominator: unknown is never no.
-- grain:   one row per round, group of governments, question and choice
create table local_published as
with surveyed as (
    select
        municipality_status.*,
        rounds.survey_date,
        year(rounds.survey_date - interval 3 month) as survey_fiscal_year,
    from municipality_status
    inner join rounds
        on municipality_status.round_code = rounds.round_code
),

methods as (
    select
        surveyed.round_code,
        '導入団体' as population_group,
        local_choices.question_code,
        local_choices.choice_code,
        any_value(local_choices.label) as printed_label,
        count(*) filter (
            where list_contains(surveyed.access_method_codes, local_choices.choice_code)
        ) as printed_count,
        count(*) as denominator_count,
        any_value(surveyed.basis) as basis,
        any_value(surveyed.source_id) as source_id,
    from surveyed
    inner join local_choices
        on
            surveyed.round_code = local_choices.round_code
            and local_choices.question_code in ('device', 'style')
    where
        surveyed.status = 'adopted'
        and surveyed.access_method_codes is not null
    group by
        surveyed.round_code,
        local_choices.question_code,
        local_choices.choice_code
),

reasons as (
    select
        surveyed.round_code,
        '未導入団体' as population_group,
        local_choices.question_code,
        local_choices.choice_code,
        any_value(local_choices.label) as printed_label,
        count(*) filter (
            where list_contains(surveyed.barrier_codes, local_choices.choice_code)
        ) as printed_count,
        count(*) as denominator_count,
        any_value(surveyed.basis) as basis,
        any_value(surveyed.source_id) as source_id,
    from surveyed
    inner join local_choices
        on
            surveyed.round_code = local_choices.round_code
            and local_choices.question_code = 'reason'
    where
        surveyed.status in ('not_adopted', 'considering')
        and surveyed.barrier_codes is not null
    group by
        surveyed.round_code,
        local_choices.question_code,
        local_choices.choice_code
),

lan_access as (
    select
        device.round_code,
        '当該方式を導入している団体' as population_group,
        'lan_access' as question_code,
        device.choice_code,
        any_value(local_choices.label) as printed_label,
        count(*) filter (where lan.value = 'yes') as printed_count,
        count(*) as denominator_count,
        any_value(rounds.basis) as basis,
        any_value(rounds.source_id) as source_id,
    from local_answers as device
    inner join local_answers as lan
        on
            device.round_code = lan.round_code
            and device.code = lan.code
            and device.choice_code = lan.choice_code
            and lan.question_code = 'lan_access'
    inner join local_choices
        on
            device.round_code = local_choices.round_code
            and local_choices.question_code = 'device'
            and device.choice_code = local_choices.choice_code
    inner join rounds
        on device.round_code = rounds.round_code
    where
        device.question_code = 'device'
        and device.value = 'yes'
    group by
        device.round_code,
        device.choice_code
),

single_answers as (
    select
        local_answers.round_code,
        '導入団体' as population_group,
        local_answers.question_code,
        local_answers.choice_code,
        any_value(local_choices.label) as printed_label,
        count(*) as printed_count,
        sum(count(*)) over (
            partition by local_answers.round_code, local_answers.question_code
        )::bigint as denominator_count,
        any_value(rounds.basis) as basis,
        any_value(rounds.source_id) as source_id,
    from local_answers
    inner join local_choices
        on
            local_answers.round_code = local_choices.round_code
            and local_answers.question_code = local_choices.question_code
            and local_answers.choice_code = local_choices.choice_code
    inner join rounds
        on local_answers.round_code = rounds.round_code
    where local_answers.question_code in ('department', 'part_time', 'utilisation')
    group by
        local_answers.round_code,
        local_answers.question_code,
        local_answers.choice_code
),

stated_plans as (
    select
        surveyed.*,
        case
            when surveyed.status = 'considering' and surveyed.planned_fiscal_year is null
                then 'considering_undated'
            when
                surveyed.status = 'considering'
                and surveyed.planned_fiscal_year <= surveyed.survey_fiscal_year
                then 'within_first_year'
            when surveyed.status = 'considering' then 'following_year_or_later'
            when discontinued.code is not null then 'discontinued'
            else 'none_or_undecided'
        end as choice_code,
    from surveyed
    inner join local_plan_rounds
        on surveyed.round_code = local_plan_rounds.round_code
    left join local_answers as discontinued
        on
            surveyed.round_code = discontinued.round_code
            and surveyed.code = discontinued.code
            and discontinued.question_code = 'adoption'
            and discontinued.choice_code = 'discontinued'
    where surveyed.status in ('not_adopted', 'considering')
),

class_sizes as (
    select
        round_code,
        entity_class,
        count(*) filter (where has_answered(status)) as entity_count,
    from surveyed
    group by
        round_code,
        entity_class
),

plans as (
    select
        stated_plans.round_code,
        stated_plans.entity_class as population_group,
        'plan' as question_code,
        stated_plans.choice_code,
        any_value(
            case stated_plans.choice_code
                when 'within_first_year'
                    then '令和' || (stated_plans.survey_fiscal_year - 2018) || '年度中の導入を検討'
                when 'following_year_or_later'
                    then '令和' || (stated_plans.survey_fiscal_year - 2017) || '年度以降の導入を検討'
                else local_choices.label
            end
        ) as printed_label,
        count(*) as printed_count,
        any_value(class_sizes.entity_count) as denominator_count,
        any_value(stated_plans.basis) as basis,
        any_value(stated_plans.source_id) as source_id,
    from stated_plans
    inner join local_choices
        on
            stated_plans.round_code = local_choices.round_code
            and local_choices.question_code = 'plan'
            and stated_plans.choice_code = local_choices.choice_code
    inner join class_sizes
        on
            stated_plans.round_code = class_sizes.round_code
            and stated_plans.entity_class = class_sizes.entity_class
    group by
        stated_plans.round_code,
        stated_plans.entity_class,
        stated_plans.choice_code
),

counted as (
    select *,
    from methods
    -- A question that nobody marked was not asked in that round.
    qualify sum(printed_count) over (partition by round_code, question_code) > 0
    union all by name
    select *,
    from reasons
    union all by name
    select *,
    from lan_access
    union all by name
    select *,
    from single_answers
    union all by name
    select *,
    from plans
)

select
    round_code,
    population_group,
    question_code,
    choice_code,
    printed_label,
    printed_count,
    denominator_count,
    printed_pct,
    printed_text,
    basis,
    source_id,
    note,
from local_aggregates
union all by name
select
    round_code,
    population_group,
    question_code,
    choice_code,
    printed_label,
    printed_count,
    denominator_count,
    if(question_code = 'plan', null, 100.0 * printed_count / denominator_count) as printed_pct,
    null::varchar as printed_text,
    basis,
    source_id,
    null::varchar as note,
from counted
