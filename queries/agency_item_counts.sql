-- Agencies with each item of one round (access methods, tools, barriers) beside the printed count.
-- grain:   one row per item, items as printed
-- params:  $round_code text
-- columns: question_code    remote_access, communication or barrier
--          choice_code      code of the item
--          item             short wording of the item
--          agency_count     agencies with a certain mark
--          uncertain_count  agencies whose mark is unreadable; not in agency_count
--          printed_count    count printed in the survey; null where none is printed
--          lost_count       printed_count - agency_count: marks nobody can place; null without a print
--          asked_count      agencies asked
--          agency_ratio     agency_count / asked_count, 0 to 1
with counted as (
    select
        question_code,
        choice_code,
        count(*) filter (where answer = 'yes' and certainty = 'certain') as agency_count,
        count(*) filter (where certainty = 'uncertain') as uncertain_count,
        max(printed_count) as printed_count,
        count(*) as asked_count,
    from agency_survey
    where round_code = $round_code
    group by
        question_code,
        choice_code
)

select
    counted.question_code,
    counted.choice_code,
    agency_choices.short_label as item,
    counted.agency_count,
    counted.uncertain_count,
    counted.printed_count,
    counted.printed_count - counted.agency_count as lost_count,
    counted.asked_count,
    counted.agency_count / counted.asked_count as agency_ratio,
from counted
inner join agency_choices
    on
        counted.question_code = agency_choices.question_code
        and counted.choice_code = agency_choices.choice_code
where
    agency_choices.round_code = $round_code
    and agency_choices.question_order is not null
order by
    agency_choices.question_order,
    agency_choices.choice_order
