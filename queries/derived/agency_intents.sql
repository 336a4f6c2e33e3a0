-- What each agency says about remote access for all staff itself, and how long it may take.
-- grain:   one row per round and agency
create table agency_intents as
select
    agency_survey.round_code,
    agency_survey.agency_name,
    bool_or(
        agency_survey.choice_code = 'all_staff' and agency_survey.answer = 'yes'
    ) as is_ready,
    bool_or(
        agency_survey.choice_code = 'planned_fy2020' and agency_survey.answer = 'yes'
    ) as is_planned,
    -- the fiscal quarter that ends with the deadline, counted as fiscal year * 4 + quarter
    any_value(
        year(rounds.deadline_date - interval 3 month) * 4
        + quarter(rounds.deadline_date - interval 3 month)
    ) as deadline_quarter,
from agency_survey
inner join rounds
    on agency_survey.round_code = rounds.round_code
where agency_survey.question_code = 'remote_access'
group by
    agency_survey.round_code,
    agency_survey.agency_name
