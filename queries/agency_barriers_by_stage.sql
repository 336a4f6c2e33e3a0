-- Who names each barrier, by stage of the ladder; who did not answer stands on no stage.
-- grain:   one row per barrier and stage, 0 to 4, stages without agencies included
-- params:  $round_code text
-- columns: barrier_code     choice code of the barrier
--          barrier          short wording
--          stage            0 nothing stated, 1 planned, 2 all staff, 3 Diet work, 4 ministers too
--          agency_count     agencies of the stage with a certain mark
--          uncertain_count  agencies of the stage whose mark is unreadable; not in agency_count
--          stage_count      agencies on the stage that answered the question about barriers
--          answered_count   agencies on any stage that answered it
--          asked_count      agencies asked
--          agency_names     the agencies of agency_count, in the order of establishment
with barriers as (
    select
        choice_code,
        choice_order,
        short_label,
        asked_count,
    from agency_totals
    where
        round_code = $round_code
        and question_code = 'barrier'
),

marks as (
    select
        items.choice_code,
        items.agency_name,
        items.agency_order,
        items.is_marked,
        items.is_uncertain,
        states.stage,
    from agency_items as items
    inner join agency_states as states
        on
            items.round_code = states.round_code
            and items.agency_name = states.agency_name
    where
        items.round_code = $round_code
        and items.question_code = 'barrier'
        and items.is_answered
)

select
    barriers.choice_code as barrier_code,
    barriers.short_label as barrier,
    agency_ladder.stage,
    count(*) filter (where marks.is_marked) as agency_count,
    count(*) filter (where marks.is_uncertain) as uncertain_count,
    count(marks.agency_name) as stage_count,
    (sum(count(marks.agency_name)) over (partition by barriers.choice_code))::bigint as answered_count,
    barriers.asked_count,
    coalesce(
        string_agg(marks.agency_name, '、' order by marks.agency_order)
        filter (where marks.is_marked),
        ''
    ) as agency_names,
from barriers
cross join agency_ladder
left join marks
    on
        barriers.choice_code = marks.choice_code
        and agency_ladder.stage = marks.stage
group by
    barriers.choice_code,
    barriers.short_label,
    barriers.choice_order,
    barriers.asked_count,
    agency_ladder.stage
order by
    barriers.choice_order,
    agency_ladder.stage
