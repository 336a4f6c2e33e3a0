-- What each local government said to one choice: the marks of local_marks, the questions with one
-- answer and, of those without telework in rounds that asked for plans, when they plan to begin.
-- grain:   one row per round, government, question (device, style, reason, lan_access, utilisation,
--          department, part_time, plan) and choice; a choice of plan is a quarter (2026q4), undated or
--          not_planned
create table local_said as
with plans as (
    select
        municipality_status.round_code,
        municipality_status.code,
        case
            when municipality_status.status = 'not_adopted' then 'not_planned'
            when municipality_status.planned_quarter is null then 'undated'
            else municipality_status.planned_fiscal_year || 'q' || municipality_status.planned_quarter
        end as plan,
    from municipality_status
    inner join local_plan_rounds
        on municipality_status.round_code = local_plan_rounds.round_code
    where municipality_status.status in ('not_adopted', 'considering')
),

planned as (
    select distinct
        round_code,
        plan,
    from plans
),

single as (
    select
        local_answers.round_code,
        local_answers.code,
        local_answers.question_code,
        local_answers.choice_code,
    from local_answers
    inner join municipality_status
        on
            local_answers.round_code = municipality_status.round_code
            and local_answers.code = municipality_status.code
    where
        local_answers.question_code in ('utilisation', 'department', 'part_time')
        and local_answers.value = 'yes'
        and municipality_status.status = 'adopted'
),

-- Bands of utilisation changed: of a round are those that anybody chose.
single_choices as (
    select distinct
        single.round_code,
        single.question_code,
        single.choice_code,
        local_choices.label as choice,
        local_choices.choice_order,
    from single
    inner join local_choices
        on
            single.round_code = local_choices.round_code
            and single.question_code = local_choices.question_code
            and single.choice_code = local_choices.choice_code
)

select
    round_code,
    code,
    question_code,
    choice_code,
    choice,
    choice_order,
    is_marked,
from local_marks
union all
select
    plans.round_code,
    plans.code,
    'plan' as question_code,
    planned.plan as choice_code,
    planned.plan as choice,
    case planned.plan
        when 'undated' then 99998
        when 'not_planned' then 99999
        else replace(planned.plan, 'q', '')::integer
    end as choice_order,
    plans.plan = planned.plan as is_marked,
from plans
inner join planned
    on plans.round_code = planned.round_code
union all
select
    single.round_code,
    single.code,
    single.question_code,
    single_choices.question_code || '_' || single_choices.choice_code as choice_code,
    single_choices.choice,
    single_choices.choice_order,
    single.choice_code = single_choices.choice_code as is_marked,
from single
inner join single_choices
    on
        single.round_code = single_choices.round_code
        and single.question_code = single_choices.question_code;
