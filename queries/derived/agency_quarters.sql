-- The fiscal quarters that a round is about: those it offered for a plan, or where it does not say, from
-- its earliest mark to its latest.
-- grain:   one row per agency round and fiscal quarter; none for a round without years and marks
create table agency_quarters as
with marked as (
    select
        round_code,
        min(planned_fiscal_year) as first_fiscal_year,
        max(planned_fiscal_year) as last_fiscal_year,
    from agency_marks
    group by round_code
),

years as (
    select
        rounds.round_code,
        unnest(range(
            coalesce(rounds.plan_first_fiscal_year, marked.first_fiscal_year),
            coalesce(rounds.plan_last_fiscal_year, marked.last_fiscal_year) + 1
        )) as fiscal_year,
    from rounds
    left join marked
        on rounds.round_code = marked.round_code
    where rounds.subject = 'agency'
)

select
    years.round_code,
    years.fiscal_year,
    numbers.quarter,
    years.fiscal_year * 4 + numbers.quarter as quarter_number,
from years
cross join (select unnest([1, 2, 3, 4]) as quarter,) as numbers
