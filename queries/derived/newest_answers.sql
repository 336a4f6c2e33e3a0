-- The newest round with answers per government.
-- grain:   one row; a null code without such a round
create table newest_answers as
select max_by(rounds.round_code, rounds.survey_period) as round_code,
from rounds
where rounds.round_code in (select municipality_status.round_code, from municipality_status)
