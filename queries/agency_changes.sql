-- What became of each agency between two rounds: stage, plan, barriers. Who did not answer both is not
-- compared: no change is said of it.
-- Barriers count with certain marks in both rounds only: what cannot be read is neither solved nor new.
-- grain:   one row per agency asked in either round, in the order of establishment
-- params:  $earlier_round_code text, $round_code text
-- columns: agency_order     place in the order of establishment
--          agency_name      name in full
--          earlier_stage    stage in the earlier round, 0 to 4; null if it did not answer then
--          stage            stage in the later round; null if it did not answer
--          is_compared      true if it answered both
--          plan_outcome     of an agency that planned earlier and was not ready: done (ready now), kept
--                           (same quarter or earlier, not yet due), slipped (later quarter, or due and
--                           not ready), dropped (no plan any more) or unreadable (a quarter is missing);
--                           new for a plan of the later round only; null otherwise
--          earlier_quarter  earliest readable plan mark of the earlier round, fiscal year * 10 + quarter
--          later_quarter    the same in the later round
--          solved_barriers  named earlier, not named now
--          new_barriers     not named earlier, named now
--          lasting_barriers named in both
--          compared_count   agencies that answered both rounds
with now as (
    select
        year(months.start_date) * 4
        + quarter(months.start_date) as quarter_number,
    from (
        select strptime(left(survey_period, 7), '%Y-%m') - interval 3 month as start_date,
        from rounds
        where round_code = $round_code
    ) as months
),

barriers as (
    select
        later.agency_name,
        later.choice_order,
        later.short_label,
        earlier.is_marked as was_named,
        later.is_marked as is_named,
    from agency_items as earlier
    inner join agency_items as later
        on
            earlier.agency_name = later.agency_name
            and earlier.question_code = later.question_code
            and earlier.choice_code = later.choice_code
    where
        earlier.round_code = $earlier_round_code
        and later.round_code = $round_code
        and later.question_code = 'barrier'
        and (earlier.is_marked or earlier.is_missing)
        and (later.is_marked or later.is_missing)
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
    from agency_states
    where round_code = $earlier_round_code
),

later as (
    select *,
    from agency_states
    where round_code = $round_code
),

beside as (
    select
        agencies.agency_order,
        agencies.agency_name,
        earlier.stage as earlier_stage,
        later.stage,
        coalesce(earlier.is_answered and later.is_answered, false) as is_compared,
        later.is_planned,
        earlier.first_quarter_number as earlier_quarter_number,
        later.first_quarter_number as later_quarter_number,
        earlier.first_fiscal_year * 10 + earlier.first_quarter as earlier_quarter,
        later.first_fiscal_year * 10 + later.first_quarter as later_quarter,
    from agencies
    left join earlier
        on agencies.agency_name = earlier.agency_name
    left join later
        on agencies.agency_name = later.agency_name
    where
        earlier.agency_name is not null
        or later.agency_name is not null
)

select
    beside.agency_order,
    beside.agency_name,
    beside.earlier_stage,
    beside.stage,
    beside.is_compared,
    case
        when not beside.is_compared then null
        when beside.earlier_stage <> 1 then case when beside.stage = 1 then 'new' end
        when beside.stage >= 2 then 'done'
        when not beside.is_planned then 'dropped'
        when beside.earlier_quarter_number is null or beside.later_quarter_number is null
            then 'unreadable'
        when beside.later_quarter_number > beside.earlier_quarter_number then 'slipped'
        when beside.later_quarter_number < now.quarter_number then 'slipped'
        else 'kept'
    end as plan_outcome,
    beside.earlier_quarter,
    beside.later_quarter,
    coalesce(barrier_changes.solved_barriers, '') as solved_barriers,
    coalesce(barrier_changes.new_barriers, '') as new_barriers,
    coalesce(barrier_changes.lasting_barriers, '') as lasting_barriers,
    count(*) filter (where beside.is_compared) over () as compared_count,
from beside
cross join now
left join barrier_changes
    on beside.agency_name = barrier_changes.agency_name
order by beside.agency_order
