-- Each agency's stage on the survey's own ladder; no weights.
-- grain:   one row per agency, in the order of establishment (建制順)
-- params:  $round_code text
-- columns: agency_order   place in the order of establishment, 1 to 22
--          agency_name    name in full
--          stage          0 nothing stated, 1 planned, 2 all staff, 3 Diet work, 4 ministers too
--          stage_code     none, planned_fy2020, all_staff, diet_work or minister_use
--          stage_name     the ladder's word for the stage
--          readiness      ready (stage 2 and above), planned (1) or silent (0)
--          has_marks      true if the schedule carries a readable mark of the agency
--          agency_count   agencies asked in the round
--          deadline_fiscal_year last fiscal year the round asked plans for: the deadline of stage 1
with answers as (
    select
        agency_name,
        choice_code,
    from agency_survey
    where
        round_code = $round_code
        and question_code = 'remote_access'
        and answer = 'yes'
),

asked as (
    select distinct agency_name,
    from agency_survey
    where round_code = $round_code
),

ladder as (
    select
        steps.stage,
        steps.stage_code,
        steps.stage_name,
    from (
        values
        (0, 'none', '予定の記載なし'),
        (1, 'planned_fy2020', null),
        (2, 'all_staff', '全職員が利用可能'),
        (3, 'diet_work', '国会対応業務に活用'),
        (4, 'minister_use', '政務も活用')
    ) as steps (stage, stage_code, stage_name)
),

marked as (
    select distinct agency_name,
    from agency_survey
    where
        round_code = $round_code
        and question_code = 'plan'
        and answer = 'yes'
),

stages as (
    select
        asked.agency_name,
        coalesce(max(ladder.stage), 0) as stage,
        count(*) over () as agency_count,
    from asked
    left join answers
        on asked.agency_name = answers.agency_name
    left join ladder
        on answers.choice_code = ladder.stage_code
    group by asked.agency_name
)

select
    agencies.agency_order,
    stages.agency_name,
    stages.stage,
    ladder.stage_code,
    -- The stage of a plan is called by its choice, which names the deadline of the round.
    coalesce(ladder.stage_name, planned.label) as stage_name,
    case
        when stages.stage >= 2 then 'ready'
        when stages.stage = 1 then 'planned'
        else 'silent'
    end as readiness,
    marked.agency_name is not null as has_marks,
    stages.agency_count,
    coalesce(
        rounds.plan_last_fiscal_year,
        year(rounds.deadline_date - interval 3 month)
    )::integer as deadline_fiscal_year,
from stages
inner join rounds
    on rounds.round_code = $round_code
inner join agency_choices as planned
    on
        planned.round_code = $round_code
        and planned.choice_code = 'planned_fy2020'
inner join agencies
    on stages.agency_name = agencies.agency_name
inner join ladder
    on stages.stage = ladder.stage
left join marked
    on stages.agency_name = marked.agency_name
order by agencies.agency_order
