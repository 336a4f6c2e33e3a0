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
with labels as (
    select
        question_code,
        choice_code,
        choice_order,
        short_label,
        case question_code
            when 'remote_access' then 1 when 'communication' then 2
            else 3
        end as question_order,
    from agency_choices
    where
        round_code = $round_code
        and question_code in ('remote_access', 'communication', 'barrier')
),

counted as (
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
    labels.short_label as item,
    counted.agency_count,
    counted.uncertain_count,
    counted.printed_count,
    counted.printed_count - counted.agency_count as lost_count,
    counted.asked_count,
    counted.agency_count / counted.asked_count as agency_ratio,
from counted
inner join labels
    on
        counted.question_code = labels.question_code
        and counted.choice_code = labels.choice_code
order by
    labels.question_order,
    labels.choice_order
