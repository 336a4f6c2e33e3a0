-- Who names each barrier, by stage of the ladder.
-- grain:   one row per barrier and stage, 0 to 4, stages without agencies included
-- params:  $round_code text
-- columns: barrier_code     choice code of the barrier
--          barrier          short wording
--          stage            0 nothing stated, 1 planned, 2 all staff, 3 Diet work, 4 ministers too
--          agency_count     agencies of the stage with a certain mark
--          uncertain_count  agencies of the stage whose mark is unreadable; not in agency_count
--          stage_count      agencies on the stage
--          agency_names     the agencies of agency_count, in the order of establishment
with answers as (
    select
        agency_name,
        question_code,
        choice_code,
        answer,
        certainty,
    from agency_survey
    where round_code = $round_code
),

stages as (
    select
        agency_name,
        coalesce(max(case
            when question_code = 'remote_access' and answer = 'yes'
                then list_position(['planned_fy2020', 'all_staff', 'diet_work', 'minister_use'], choice_code)
        end), 0) as stage,
    from answers
    group by agency_name
),

marks as (
    select
        answers.agency_name,
        agencies.agency_order,
        answers.choice_code,
        stages.stage,
        answers.answer = 'yes' and answers.certainty = 'certain' as is_named,
        answers.certainty = 'uncertain' as is_uncertain,
    from answers
    inner join stages
        on answers.agency_name = stages.agency_name
    inner join agencies
        on answers.agency_name = agencies.agency_name
    where answers.question_code = 'barrier'
),

barriers as (
    select
        choices.choice_code,
        choices.choice_order,
        choices.short_label,
    from agency_choices as choices
    where
        choices.round_code = $round_code
        and choices.question_code = 'barrier'
        and choices.choice_code in (select marks.choice_code, from marks)
),

ladder as (select unnest([0, 1, 2, 3, 4]) as stage,)

select
    barriers.choice_code as barrier_code,
    barriers.short_label as barrier,
    ladder.stage,
    count(*) filter (where marks.is_named) as agency_count,
    count(*) filter (where marks.is_uncertain) as uncertain_count,
    count(marks.agency_name) as stage_count,
    coalesce(
        string_agg(marks.agency_name, '、' order by marks.agency_order)
        filter (where marks.is_named),
        ''
    ) as agency_names,
from barriers
cross join ladder
left join marks
    on
        barriers.choice_code = marks.choice_code
        and ladder.stage = marks.stage
group by
    barriers.choice_code,
    barriers.short_label,
    barriers.choice_order,
    ladder.stage
order by
    barriers.choice_order,
    ladder.stage
