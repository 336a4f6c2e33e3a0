-- Agencies that gave the same answers, once by what they have and once by what stops them.
-- An unreadable mark makes a pattern of its own: it is neither a yes nor a no. Who left a question of the
-- kind blank has no pattern.
-- grain:   one row per kind and pattern; most shared patterns first
-- params:  $round_code text
-- columns: kind             equipment (access methods, a plan and tools) or barrier
--          items            items with a certain mark, '' for none
--          uncertain_items  items whose mark is unreadable, '' for none
--          item_count       number of items in items
--          agency_count     agencies with the pattern
--          answered_count   agencies with any pattern of the kind
--          asked_count      agencies asked
--          agency_names     the agencies of agency_count, in the order of establishment
with profiles as (
    select
        if(question_code = 'barrier', 'barrier', 'equipment') as kind,
        agency_name,
        agency_order,
        coalesce(
            string_agg(short_label, '、' order by question_order, choice_order)
            filter (where is_marked),
            ''
        ) as items,
        coalesce(
            string_agg(short_label, '、' order by question_order, choice_order)
            filter (where is_uncertain),
            ''
        ) as uncertain_items,
        count(*) filter (where is_marked) as item_count,
        bool_and(is_answered) as is_answered,
    from agency_items
    where round_code = $round_code
    group by
        if(question_code = 'barrier', 'barrier', 'equipment'),
        agency_name,
        agency_order
),

counted as (
    select
        *,
        count(*) filter (where is_answered) over (partition by kind) as answered_count,
        count(*) over (partition by kind) as asked_count,
    from profiles
)

select
    kind,
    items,
    uncertain_items,
    item_count,
    count(*) as agency_count,
    any_value(answered_count) as answered_count,
    any_value(asked_count) as asked_count,
    string_agg(agency_name, '、' order by agency_order) as agency_names,
from counted
where is_answered
group by
    kind,
    items,
    uncertain_items,
    item_count
order by
    kind desc,
    agency_count desc,
    item_count desc,
    min(agency_order) asc
