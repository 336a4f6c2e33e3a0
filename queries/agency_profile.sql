-- What each agency has, lacks, names and plans, as plain counts: no weights, no score.
-- grain:   one row per agency, in the order of establishment (建制順)
-- params:  $round_code text
-- columns: agency_order             place in the order of establishment, 1 to 22
--          agency_name              name in full
--          stage                    0 nothing stated, 1 planned, 2 all staff, 3 Diet work, 4 ministers too
--          has_count                access methods and tools in place, a plan not counted
--          missing_count            access methods and tools without a mark; unreadable ones not counted
--          barrier_count            barriers with a certain mark
--          uncertain_barrier_count  barriers whose mark is unreadable; not in barrier_count
--          is_planned               true if remote access is planned by the deadline
--          first_fiscal_year        fiscal year of the earliest readable plan mark; null without one
--          first_quarter            its quarter, 1 April-June ... 4 January-March; null without one
--          is_first_certain         false if that mark is uncertain; null without one
with answers as (
    select
        agency_name,
        question_code,
        choice_code,
        answer,
        certainty,
        planned_fiscal_year,
        planned_quarter,
        question_code = 'communication'
        or (question_code = 'remote_access' and choice_code <> 'planned_fy2020') as is_equipment,
        case
            when question_code = 'remote_access' and answer = 'yes'
                then list_position(['planned_fy2020', 'all_staff', 'diet_work', 'minister_use'], choice_code)
        end as stage,
    from agency_survey
    where round_code = $round_code
),

counted as (
    select
        agency_name,
        coalesce(max(stage), 0) as stage,
        count(*) filter (where is_equipment and answer = 'yes' and certainty = 'certain') as has_count,
        count(*) filter (where is_equipment and answer in ('no', 'not_stated')) as missing_count,
        count(*) filter (
            where question_code = 'barrier' and answer = 'yes' and certainty = 'certain'
        ) as barrier_count,
        count(*) filter (
            where question_code = 'barrier' and certainty = 'uncertain'
        ) as uncertain_barrier_count,
        bool_or(choice_code = 'planned_fy2020' and answer = 'yes') as is_planned,
    from answers
    group by agency_name
),

first_marks as (
    select
        agency_name,
        min((planned_fiscal_year, planned_quarter)) as first_mark,
        arg_min(certainty = 'certain', (planned_fiscal_year, planned_quarter)) as is_certain,
    from answers
    where
        question_code = 'plan'
        and answer = 'yes'
    group by agency_name
)

select
    agencies.agency_order,
    counted.agency_name,
    counted.stage,
    counted.has_count,
    counted.missing_count,
    counted.barrier_count,
    counted.uncertain_barrier_count,
    counted.is_planned,
    first_marks.first_mark[1] as first_fiscal_year,
    first_marks.first_mark[2] as first_quarter,
    first_marks.is_certain as is_first_certain,
from counted
inner join agencies
    on counted.agency_name = agencies.agency_name
left join first_marks
    on counted.agency_name = first_marks.agency_name
order by agencies.agency_order
