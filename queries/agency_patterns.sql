-- Agencies that gave the same answers, once by what they have and once by what stops them.
-- An unreadable mark makes a pattern of its own: it is neither a yes nor a no.
-- grain:   one row per kind and pattern; most shared patterns first
-- params:  $round_code text
-- columns: kind             equipment (access methods, a plan and tools) or barrier
--          items            items with a certain mark, '' for none
--          uncertain_items  items whose mark is unreadable, '' for none
--          item_count       number of items in items
--          agency_count     agencies with the pattern
--          agency_names     their names, in the order of establishment
with marks as (
    select
        agency_survey.agency_name,
        agencies.agency_order,
        case agency_survey.question_code when 'barrier' then 'barrier' else 'equipment' end as kind,
        choices.short_label,
        case agency_survey.question_code when 'remote_access' then 0 else 100 end
        + choices.choice_order as item_order,
        agency_survey.answer = 'yes' and agency_survey.certainty = 'certain' as is_certain,
        agency_survey.certainty = 'uncertain' as is_uncertain,
    from agency_survey
    inner join agencies
        on agency_survey.agency_name = agencies.agency_name
    inner join agency_choices as choices
        on
            agency_survey.round_code = choices.round_code
            and agency_survey.question_code = choices.question_code
            and agency_survey.choice_code = choices.choice_code
    where
        agency_survey.round_code = $round_code
        and agency_survey.question_code in ('remote_access', 'communication', 'barrier')
),

profiles as (
    select
        kind,
        agency_name,
        agency_order,
        coalesce(
            string_agg(short_label, '、' order by item_order) filter (where is_certain), ''
        ) as items,
        coalesce(
            string_agg(short_label, '、' order by item_order) filter (where is_uncertain), ''
        ) as uncertain_items,
        count(*) filter (where is_certain) as item_count,
    from marks
    group by
        kind,
        agency_name,
        agency_order
)

select
    kind,
    items,
    uncertain_items,
    item_count,
    count(*) as agency_count,
    string_agg(agency_name, '、' order by agency_order) as agency_names,
from profiles
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
