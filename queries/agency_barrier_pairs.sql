-- Barriers named together: counts of agencies, not correlations, which 22 agencies could not carry.
-- grain:   one row per unordered pair of barriers, in the order of the questionnaire
-- params:  $round_code text
-- columns: barrier_code        choice code of the first barrier
--          barrier             its short wording
--          other_barrier_code  choice code of the second barrier
--          other_barrier       its short wording
--          agency_count        agencies with certain marks at both
--          uncertain_count     agencies with a mark at one and an unreadable one at the other
--          agency_names        the agencies of agency_count, in the order of establishment
with marks as (
    select
        agency_survey.agency_name,
        agencies.agency_order,
        agency_survey.choice_code,
        choices.choice_order,
        choices.short_label,
        agency_survey.answer = 'yes' and agency_survey.certainty = 'certain' as is_named,
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
        and agency_survey.question_code = 'barrier'
)

select
    marks.choice_code as barrier_code,
    marks.short_label as barrier,
    others.choice_code as other_barrier_code,
    others.short_label as other_barrier,
    count(*) filter (where marks.is_named and others.is_named) as agency_count,
    count(*) filter (
        where (marks.is_named and others.is_uncertain) or (marks.is_uncertain and others.is_named)
    ) as uncertain_count,
    coalesce(
        string_agg(marks.agency_name, '、' order by marks.agency_order)
        filter (where marks.is_named and others.is_named),
        ''
    ) as agency_names,
from marks
inner join marks as others
    on
        marks.agency_name = others.agency_name
        and marks.choice_order < others.choice_order
group by
    marks.choice_code,
    marks.short_label,
    marks.choice_order,
    others.choice_code,
    others.short_label,
    others.choice_order
order by
    marks.choice_order,
    others.choice_order
