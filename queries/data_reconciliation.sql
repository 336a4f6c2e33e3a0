-- Printed figures against what the transcribed cells give: differences are shown, not smoothed.
-- grain:   one row per comparison
-- params:  none
-- columns: round_code         code of the round
--          subject            agency_count (marks of agencies), agency_pct (their share of all asked)
--                             or local_pct (share of governments)
--          item               what is compared
--          printed_value      as printed: agencies, or per cent
--          recomputed_value   from the transcribed cells, certain marks only, same unit
--          difference         printed_value - recomputed_value, same unit
--          is_equal           true if both agree at the printed precision
with agency_marks as (
    select
        agency_survey.round_code,
        case
            when agency_survey.question_code = 'plan'
                then agency_survey.planned_fiscal_year || '年度の実施予定'
            else any_value(choices.label)
        end as item,
        max(agency_survey.printed_count) as printed_value,
        count(*) filter (
            where agency_survey.answer = 'yes'
            and (agency_survey.certainty = 'certain' or agency_survey.question_code = 'plan')
        ) as recomputed_value,
        min(case agency_survey.question_code
            when 'remote_access' then 1 when 'communication' then 2 when 'barrier' then 3
            else 4
        end * 10000 + coalesce(choices.choice_order, agency_survey.planned_fiscal_year)) as item_order,
    from agency_survey
    left join agency_choices as choices
        on
            agency_survey.round_code = choices.round_code
            and agency_survey.question_code = choices.question_code
            and agency_survey.choice_code = choices.choice_code
    group by
        agency_survey.round_code,
        agency_survey.question_code,
        case when agency_survey.question_code = 'plan' then '' else agency_survey.choice_code end,
        agency_survey.planned_fiscal_year
),

local_shares as (
    select
        round_code,
        population_group || '：' || printed_label as item,
        printed_pct as printed_value,
        floor(1000.0 * printed_count / denominator_count + 0.5) / 10 as recomputed_value,
        row_number() over () as item_order,
    from local_aggregates
    where
        printed_count is not null
        and denominator_count is not null
        -- a share that we computed is no printed value
        and is_pct_printed
),

-- Shares that the documents print beside their counts, or over several rows of our transcription.
agency_shares as (
    select
        printed_shares.round_code,
        printed_shares.item,
        printed_shares.printed_pct as printed_value,
        floor(
            1000.0 * count(*) filter (
                where agency_survey.answer = 'yes' and agency_survey.certainty = 'certain'
            ) / count(distinct agency_survey.agency_name) + 0.5
        ) / 10 as recomputed_value,
        row_number() over (order by printed_shares.printed_pct, printed_shares.item) as item_order,
    from printed_shares
    inner join agency_survey
        on
            printed_shares.round_code = agency_survey.round_code
            and printed_shares.question_code = agency_survey.question_code
            and printed_shares.choice_codes = agency_survey.choice_code
    where printed_shares.subject = 'agency'
    group by
        printed_shares.round_code,
        printed_shares.item,
        printed_shares.printed_pct
),

denominators as (
    select
        printed_shares.round_code,
        printed_shares.item,
        sum(groups.denominator_count) as asked_count,
    from printed_shares
    inner join (
        select distinct
            round_code,
            population_group,
            question_code,
            denominator_count,
        from local_aggregates
    ) as groups
        on
            printed_shares.round_code = groups.round_code
            and printed_shares.question_code = groups.question_code
            and list_contains(
                string_split(printed_shares.population_groups, '|'), groups.population_group
            )
    group by
        printed_shares.round_code,
        printed_shares.item
),

joined_shares as (
    select
        printed_shares.round_code,
        printed_shares.item,
        printed_shares.printed_pct as printed_value,
        floor(
            1000.0 * sum(local_aggregates.printed_count)
            / denominators.asked_count + 0.5
        ) / 10 as recomputed_value,
        10000 + row_number() over (order by printed_shares.item) as item_order,
    from printed_shares
    inner join local_aggregates
        on
            printed_shares.round_code = local_aggregates.round_code
            and printed_shares.question_code = local_aggregates.question_code
            and list_contains(
                string_split(printed_shares.population_groups, '|'),
                local_aggregates.population_group
            )
            and list_contains(
                string_split(printed_shares.choice_codes, '|'), local_aggregates.choice_code
            )
    inner join denominators
        on
            printed_shares.round_code = denominators.round_code
            and printed_shares.item = denominators.item
    where printed_shares.subject = 'local'
    group by
        printed_shares.round_code,
        printed_shares.item,
        printed_shares.printed_pct,
        denominators.asked_count
),

compared as (
    select
        'agency_count' as subject,
        *,
    from agency_marks
    union all by name
    select
        'agency_pct' as subject,
        *,
    from agency_shares
    union all by name
    select
        'local_pct' as subject,
        *,
    from local_shares
    union all by name
    select
        'local_pct' as subject,
        *,
    from joined_shares
)

select
    round_code,
    subject,
    item,
    printed_value,
    recomputed_value,
    round(printed_value - recomputed_value, 1) as difference,
    abs(printed_value - recomputed_value) < 0.05 as is_equal,
from compared
where printed_value is not null
order by
    subject,
    round_code,
    item_order
