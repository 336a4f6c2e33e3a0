-- Which questions to local governments have published totals, by round.
-- grain:   one row per round and question, in time order
-- params:  none
-- columns: round_code     code of the round
--          survey_date    as-of date of the round
--          round_label    name of the round
--          state          final (確報) or provisional (速報)
--          question_code  adoption, plan, device, lan_access, style, department, ...
--          item_count     choices with a printed figure or printed words
--          figure_count   choices with a printed figure
select
    local_published.round_code,
    rounds.survey_date,
    rounds.label as round_label,
    answers_of_rounds.state,
    local_published.question_code,
    count(*) as item_count,
    count(coalesce(local_published.printed_pct, local_published.printed_count)) as figure_count,
from local_published
inner join rounds
    on local_published.round_code = rounds.round_code
inner join answers_of_rounds
    on local_published.round_code = answers_of_rounds.round_code
group by
    local_published.round_code,
    rounds.survey_date,
    rounds.label,
    answers_of_rounds.state,
    local_published.question_code
order by
    rounds.survey_date,
    local_published.question_code
