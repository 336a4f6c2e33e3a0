-- What each agency has, lacks, names and plans, as plain counts: no weights, no score.
-- grain:   one row per agency asked, in the order of establishment (建制順)
-- params:  $round_code text
-- columns: agency_order             place in the order of establishment
--          agency_name              name in full
--          stage                    0 nothing stated, 1 planned, 2 all staff, 3 Diet work, 4 ministers
--                                   too; null where it did not answer
--          readiness                ready, planned, silent or not_answered
--          has_count                access methods and tools in place, a plan not counted
--          missing_count            access methods and tools without a mark; unreadable ones not counted
--          barrier_count            barriers with a certain mark; null where that question is blank
--          uncertain_barrier_count  barriers whose mark is unreadable; not in barrier_count
--          is_planned               true if remote access is planned by the deadline
--          first_fiscal_year        fiscal year of the earliest readable plan mark; null without one
--          first_quarter            its quarter, 1 April-June ... 4 January-March; null without one
--          is_first_certain         false if that mark is uncertain; null without one
with counted as (
    select
        agency_name,
        bool_or(is_answered and question_code <> 'barrier') as has_equipment_answer,
        bool_or(is_answered and question_code = 'barrier') as has_barrier_answer,
        count(*) filter (where is_equipment and is_marked) as has_count,
        count(*) filter (where is_equipment and is_missing) as missing_count,
        count(*) filter (where question_code = 'barrier' and is_marked) as barrier_count,
        count(*) filter (where question_code = 'barrier' and is_uncertain) as uncertain_barrier_count,
    from agency_items
    where round_code = $round_code
    group by agency_name
)

select
    agencies.agency_order,
    states.agency_name,
    states.stage,
    states.readiness,
    if(counted.has_equipment_answer, counted.has_count, null) as has_count,
    if(counted.has_equipment_answer, counted.missing_count, null) as missing_count,
    if(counted.has_barrier_answer, counted.barrier_count, null) as barrier_count,
    if(counted.has_barrier_answer, counted.uncertain_barrier_count, null) as uncertain_barrier_count,
    states.is_planned,
    states.first_fiscal_year,
    states.first_quarter,
    states.is_first_certain,
from agency_states as states
inner join agencies
    on states.agency_name = agencies.agency_name
inner join counted
    on states.agency_name = counted.agency_name
where states.round_code = $round_code
order by agencies.agency_order
