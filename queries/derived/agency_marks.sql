-- The readable marks of the agencies' plans.
-- grain:   one row per round, agency and quarter marked
create table agency_marks as
select
    round_code,
    agency_name,
    planned_fiscal_year,
    planned_quarter,
    planned_fiscal_year * 4 + planned_quarter as quarter_number,
    certainty,
    printed_count,
from agency_survey
where
    question_code = 'plan'
    and answer = 'yes'
