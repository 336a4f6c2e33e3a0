-- What each local government said to one choice: the marks of local_marks and, of those without
-- telework in rounds that asked for plans, when they plan to begin.
-- grain:   one row per round, government, question (device, style, reason, lan_access, plan) and choice; a
--          choice of plan is a quarter (2026q4), undated or not_planned
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
    on plans.round_code = planned.round_code;
