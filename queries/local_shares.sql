-- Published shares of one question in one round: departments, part-time staff, utilisation.
-- grain:   one row per choice, in the order of the questionnaire; none if the round published none
-- params:  $round_code text, $question_code text
-- columns: choice_code       code of the choice
--          choice            wording of the round
--          choice_ratio      share of the governments of the group, 0 to 1
--          choice_count      governments, null where only a share is printed
--          population_group  governments the share is of
--          government_count  how many those are
--          basis             公表値 or 集計(公表データから)
--          source_id         where it was published
select
    local_published.choice_code,
    local_published.printed_label as choice,
    local_published.printed_pct / 100 as choice_ratio,
    local_published.printed_count as choice_count,
    local_published.population_group,
    local_published.denominator_count as government_count,
    local_published.basis,
    local_published.source_id,
from local_published
inner join choices
    on
        local_published.question_code = choices.question_code
        and local_published.choice_code = choices.choice_code
        and choices.subject = 'local'
where
    local_published.round_code = $round_code
    and local_published.question_code = $question_code
order by choices.choice_order
