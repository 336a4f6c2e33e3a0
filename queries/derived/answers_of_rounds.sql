-- How far each round is: final (確報) or provisional (速報, still coming in), and who answered of those
-- asked. What data/ brings is final. Of a round of which only totals were published nobody knows who
-- answered: null.
-- grain:   one row per round
create table answers_of_rounds as
with answers as (
    select
        round_code,
        count(*) filter (where has_answered(status)) as answered_count,
        count(*) as asked_count,
    from municipality_status
    group by round_code
    union all by name
    select
        round_code,
        any_value(answered_count) as answered_count,
        any_value(asked_count) as asked_count,
    from agency_states
    group by round_code
)

select
    rounds.round_code,
    coalesce(round_states.state, 'final') as state,
    answers.answered_count,
    answers.asked_count,
    answers.answered_count / nullif(answers.asked_count, 0) as answer_share,
    coalesce(round_states.state, 'final') = 'final' as is_final,
from rounds
left join round_states
    on rounds.round_code = round_states.round_code
left join answers
    on rounds.round_code = answers.round_code
