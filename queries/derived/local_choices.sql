-- Choices that each round could offer: one that was asked for the first time later is none of it.
-- grain:   one row per local round, question and choice
create table local_choices as
select
    rounds.round_code,
    choices.question_code,
    choices.choice_code,
    choices.choice_order,
    choices.label,
from choices
inner join rounds
    on
        rounds.subject = 'local'
        and coalesce(choices.first_asked, '') <= rounds.survey_period
where choices.subject = 'local'
