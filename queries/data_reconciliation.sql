-- Printed figures against what the transcribed cells give: differences are shown, not smoothed.
-- grain:   one row per comparison
-- params:  none
-- columns: round_code         code of the round
--          subject            agency_count (marks of agencies) or local_pct (share of governments)
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
        and printed_pct is not null
),

compared as (
    select
        'agency_count' as subject,
        *,
    from agency_marks
    union all by name
    select
        'local_pct' as subject,
        *,
    from local_shares
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
