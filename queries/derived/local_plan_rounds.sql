-- Rounds whose answers say more than adopted or not: only then is "no plan" an answer.
-- grain:   one row per such round
create table local_plan_rounds as
select distinct round_code,
from municipality_status
where status = 'considering'
union
select distinct round_code,
from local_answers
where
    question_code = 'adoption'
    and choice_code = 'none_or_undecided'
