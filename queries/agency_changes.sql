-- What became of each agency between two rounds: stage, plan, barriers.
-- Barriers count with certain marks in both rounds only: what cannot be read is neither solved nor new.
-- grain:   one row per agency asked in either round, in the order of establishment
-- params:  $earlier_round_code text, $round_code text
-- columns: agency_order     place in the order of establishment
--          agency_name      name in full
--          earlier_stage    stage in the earlier round, 0 to 4; null if not asked then
--          stage            stage in the later round; null if not asked
--          plan_outcome     of an agency that planned earlier and was not ready: done (ready now), kept
--                           (same quarter or earlier, not yet due), slipped (later quarter, or due and
--                           not ready), dropped (no plan any more) or unreadable (a quarter is missing);
--                           new for a plan of the later round only; null otherwise
--          earlier_quarter  earliest readable plan mark of the earlier round, fiscal year * 10 + quarter
--          later_quarter    the same in the later round
--          solved_barriers  named earlier, not named now
--          new_barriers     not named earlier, named now
--          lasting_barriers named in both
with answers as (
    select
        agency_survey.round_code = $round_code as is_later,
        agency_survey.agency_name,
        agency_survey.question_code,
        agency_survey.choice_code,
        choices.choice_order,
        choices.short_label,
        agency_survey.answer,
        agency_survey.certainty,
        agency_survey.planned_fiscal_year * 4 + agency_survey.planned_quarter as quarter_number,
        agency_survey.planned_fiscal_year * 10 + agency_survey.planned_quarter as quarter_code,
    from agency_survey
    left join agency_choices as choices
        on
            agency_survey.round_code = choices.round_code
            and agency_survey.question_code = choices.question_code
            and agency_survey.choice_code = choices.choice_code
    where agency_survey.round_code in ($earlier_round_code, $round_code)
),

now as (
    select
        year(months.start_date) * 4
        + quarter(months.start_date) as quarter_number,
    from (
        select strptime(left(survey_period, 7), '%Y-%m') - interval 3 month as start_date,
        from rounds
        where round_code = $round_code
    ) as months
),

states as (
    select
        is_later,
        agency_name,
        coalesce(max(case
            when question_code = 'remote_access' and answer = 'yes'
                then list_position(['planned_fy2020', 'all_staff', 'diet_work', 'minister_use'], choice_code)
        end), 0) as stage,
        bool_or(choice_code = 'planned_fy2020' and answer = 'yes') as is_planned,
        min(quarter_number) filter (where question_code = 'plan' and answer = 'yes') as quarter_number,
        min(quarter_code) filter (where question_code = 'plan' and answer = 'yes') as quarter_code,
    from answers
    group by
        is_later,
        agency_name
),

barriers as (
    select
        agency_name,
        choice_order,
        short_label,
        bool_or(not is_later and answer = 'yes') as was_named,
        bool_or(is_later and answer = 'yes') as is_named,
    from answers
    where question_code = 'barrier'
    group by
        agency_name,
        choice_order,
        short_label
    having count(*) = 2 and bool_and(certainty = 'certain')
),

barrier_changes as (
    select
        agency_name,
        string_agg(short_label, '、' order by choice_order)
        filter (where was_named and not is_named) as solved_barriers,
        string_agg(short_label, '、' order by choice_order)
        filter (where is_named and not was_named) as new_barriers,
        string_agg(short_label, '、' order by choice_order)
        filter (where is_named and was_named) as lasting_barriers,
    from barriers
    group by agency_name
),

earlier as (
    select *,
    from states
    where not is_later
),

later as (
    select *,
    from states
    where is_later
)

select
    agencies.agency_order,
    agencies.agency_name,
    earlier.stage as earlier_stage,
    later.stage,
    case
        when earlier.agency_name is null or later.agency_name is null then null
        when earlier.stage <> 1 then case when later.stage = 1 then 'new' end
        when later.stage >= 2 then 'done'
        when not later.is_planned then 'dropped'
        when earlier.quarter_number is null or later.quarter_number is null then 'unreadable'
        when later.quarter_number > earlier.quarter_number then 'slipped'
        when later.quarter_number < now.quarter_number then 'slipped'
        else 'kept'
    end as plan_outcome,
    earlier.quarter_code as earlier_quarter,
    later.quarter_code as later_quarter,
    coalesce(barrier_changes.solved_barriers, '') as solved_barriers,
    coalesce(barrier_changes.new_barriers, '') as new_barriers,
    coalesce(barrier_changes.lasting_barriers, '') as lasting_barriers,
from agencies
cross join now
left join earlier
    on agencies.agency_name = earlier.agency_name
left join later
    on agencies.agency_name = later.agency_name
left join barrier_changes
    on agencies.agency_name = barrier_changes.agency_name
where
    earlier.agency_name is not null
    or later.agency_name is not null
order by agencies.agency_order
