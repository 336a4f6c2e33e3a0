-- Survey rounds, each subject in time order.
-- grain:   one row per round
-- params:  none
-- columns: round_code        code of the round
--          subject           agency or local
--          label             name of the round
--          survey_period     as-of date or month
--          published_period  year, month or day of publication; null where unknown
--          state             final (確報) or provisional (速報, answers are still coming in)
--          answered_count    respondents that answered its leading question: remote access of agencies,
--                            adoption of local governments; null where only totals were published
--          asked_count       respondents asked; null where only totals were published
--          answer_share      answered_count / asked_count, 0 to 1
--          basis             公表値 or 推定(時点)
--          deadline_date     deadline the round's plans are held against; null where there is none
--          source_id         where it was published
--          note              what a reader has to know
select
    rounds.round_code,
    rounds.subject,
    rounds.label,
    rounds.survey_period,
    rounds.published_period,
    answers_of_rounds.state,
    answers_of_rounds.answered_count,
    answers_of_rounds.asked_count,
    answers_of_rounds.answer_share,
    rounds.basis,
    rounds.deadline_date,
    rounds.source_id,
    rounds.note,
from rounds
inner join answers_of_rounds
    on rounds.round_code = answers_of_rounds.round_code
order by
    rounds.subject,
    rounds.survey_period
