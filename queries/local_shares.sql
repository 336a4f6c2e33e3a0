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
    local_aggregates.choice_code,
    local_aggregates.printed_label as choice,
    local_aggregates.printed_pct / 100 as choice_ratio,
    local_aggregates.printed_count as choice_count,
    local_aggregates.population_group,
    local_aggregates.denominator_count as government_count,
    local_aggregates.basis,
    local_aggregates.source_id,
from local_aggregates
inner join choices
    on
        local_aggregates.question_code = choices.question_code
        and local_aggregates.choice_code = choices.choice_code
        and choices.subject = 'local'
where
    local_aggregates.round_code = $round_code
    and local_aggregates.question_code = $question_code
order by choices.choice_order
