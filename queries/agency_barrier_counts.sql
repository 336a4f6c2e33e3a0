-- Agencies naming each barrier in one round, beside the printed count.
-- grain:   one row per barrier, in the order of the questionnaire
-- params:  $round_code text
-- columns: barrier_code     choice code of the barrier
--          barrier          wording of the questionnaire
--          agency_count     agencies with a certain mark
--          uncertain_count  agencies whose mark is unreadable; not in agency_count
--          printed_count    count printed in the survey; null where none is printed
--          lost_count       printed_count - agency_count: marks nobody can place
--          agency_ratio     agency_count / agencies asked, 0 to 1
with answers as (
    select
        choice_code,
        answer,
        certainty,
        printed_count,
    from agency_survey
    where
        round_code = $round_code
        and question_code = 'barrier'
),

labels as (
    select
        choice_code,
        choice_order,
        label,
    from agency_choices
    where
        round_code = $round_code
        and question_code = 'barrier'
)

select
    labels.choice_code as barrier_code,
    labels.label as barrier,
    count(*) filter (where answers.answer = 'yes' and answers.certainty = 'certain') as agency_count,
    count(*) filter (where answers.certainty = 'uncertain') as uncertain_count,
    max(answers.printed_count) as printed_count,
    max(answers.printed_count)
    - count(*) filter (where answers.answer = 'yes' and answers.certainty = 'certain') as lost_count,
    count(*) filter (where answers.answer = 'yes' and answers.certainty = 'certain')
    / count(*) as agency_ratio,
from labels
inner join answers
    on labels.choice_code = answers.choice_code
group by
    labels.choice_code,
    labels.label,
    labels.choice_order
order by labels.choice_order
