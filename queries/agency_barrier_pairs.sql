-- Barriers named together: counts of agencies, not correlations, which so few could not carry.
-- grain:   one row per unordered pair of barriers, in the order of the questionnaire
-- params:  $round_code text
-- columns: barrier_code        choice code of the first barrier
--          barrier             its short wording
--          other_barrier_code  choice code of the second barrier
--          other_barrier       its short wording
--          agency_count        agencies with certain marks at both
--          uncertain_count     agencies with a mark at one and an unreadable one at the other
--          answered_count      agencies that answered the question
--          asked_count         agencies asked
--          agency_names        the agencies of agency_count, in the order of establishment
with barriers as (
    select *,
    from agency_items
    where
        round_code = $round_code
        and question_code = 'barrier'
)

select
    barriers.choice_code as barrier_code,
    barriers.short_label as barrier,
    others.choice_code as other_barrier_code,
    others.short_label as other_barrier,
    count(*) filter (where barriers.is_marked and others.is_marked) as agency_count,
    count(*) filter (
        where (barriers.is_marked and others.is_uncertain)
        or (barriers.is_uncertain and others.is_marked)
    ) as uncertain_count,
    count(*) filter (where barriers.is_answered) as answered_count,
    count(*) as asked_count,
    coalesce(
        string_agg(barriers.agency_name, '、' order by barriers.agency_order)
        filter (where barriers.is_marked and others.is_marked),
        ''
    ) as agency_names,
from barriers
inner join barriers as others
    on
        barriers.agency_name = others.agency_name
        and barriers.choice_order < others.choice_order
group by
    barriers.choice_code,
    barriers.short_label,
    barriers.choice_order,
    others.choice_code,
    others.short_label,
    others.choice_order
order by
    barriers.choice_order,
    others.choice_order
