-- Choices of the survey of agencies in the words of each round: a choice that names the deadline
-- names that of the round, the last fiscal year it asked plans for.
-- grain:   one row per agency round, question and choice; question_order is the order of the three
--          questions about items, null for the others
create table agency_choices as
with deadlines as (
    select
        round_code,
        survey_period,
        coalesce(plan_last_fiscal_year || '年度', '期限の年度') as deadline,
        case
            when plan_last_fiscal_year is null then '期限の年度'
            when plan_last_fiscal_year = 2019 then '令和元年度'
            when plan_last_fiscal_year > 2019 then '令和' || (plan_last_fiscal_year - 2018) || '年度'
            else '平成' || (plan_last_fiscal_year - 1988) || '年度'
        end as deadline_era,
    from rounds
    where subject = 'agency'
)

select
    deadlines.round_code,
    choices.question_code,
    choices.choice_code,
    choices.choice_order,
    list_position(['remote_access', 'communication', 'barrier'], choices.question_code)
        as question_order,
    replace(choices.label, '{deadline}', deadlines.deadline) as label,
    replace(choices.short_label, '{deadline_era}', deadlines.deadline_era) as short_label,
from choices
cross join deadlines
where
    choices.subject = 'agency'
    -- A choice asked for the first time later is none of this round.
    and coalesce(choices.first_asked, '') <= deadlines.survey_period
