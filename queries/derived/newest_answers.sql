-- The newest final round with answers per government: the one that nation, maps and peers rest on. While
-- all of them are provisional, the newest of those.
-- grain:   one row; a null code without such a round
create table newest_answers as
select
    max_by(
        rounds.round_code, (answers_of_rounds.is_final, rounds.survey_period)
    ) as round_code,
from rounds
inner join answers_of_rounds
    on rounds.round_code = answers_of_rounds.round_code
where
    rounds.subject = 'local'
    and answers_of_rounds.asked_count is not null
