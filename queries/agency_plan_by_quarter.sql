-- Agencies with a plan mark in each fiscal quarter the survey asked about.
-- A mark covers more than remote access, so this is not coverage (see agency_coverage_by_quarter).
-- grain:   one row per fiscal quarter that the round is about
-- params:  $round_code text
-- columns: fiscal_year         Japanese fiscal year, April to March
--          quarter             1 April-June ... 4 January-March
--          agency_count        agencies with a readable mark in the quarter, uncertain ones included
--          uncertain_count     those of agency_count whose mark is uncertain
--          cumulative_count    agencies with a mark up to the quarter, each once, at its earlier mark
--          year_count          readable marks in the fiscal year
--          printed_year_count  marks printed for the fiscal year; null where none is printed
--          answered_count      agencies that answered
--          asked_count         agencies asked
with quarters as (
    select
        fiscal_year,
        quarter,
        quarter_number,
    from agency_quarters
    where round_code = $round_code
),

marks as (
    select
        agency_name,
        planned_fiscal_year as fiscal_year,
        planned_quarter as quarter,
        certainty,
        printed_count,
    from agency_marks
    where round_code = $round_code
),

states as (
    select
        first_quarter_number,
        is_answered,
    from agency_states
    where round_code = $round_code
),

years as (
    select
        fiscal_year,
        count(*) as year_count,
        max(printed_count) as printed_year_count,
    from marks
    group by fiscal_year
),

counted as (
    select
        fiscal_year,
        quarter,
        count(distinct agency_name) as agency_count,
        count(distinct agency_name) filter (where certainty = 'uncertain') as uncertain_count,
    from marks
    group by
        fiscal_year,
        quarter
)

select
    quarters.fiscal_year,
    quarters.quarter,
    coalesce(counted.agency_count, 0) as agency_count,
    coalesce(counted.uncertain_count, 0) as uncertain_count,
    (
        select count(*),
        from states
        where states.first_quarter_number <= quarters.quarter_number
    ) as cumulative_count,
    coalesce(years.year_count, 0) as year_count,
    years.printed_year_count,
    (select count(*) filter (where states.is_answered), from states) as answered_count,
    (select count(*), from states) as asked_count,
from quarters
left join counted
    on
        quarters.fiscal_year = counted.fiscal_year
        and quarters.quarter = counted.quarter
left join years
    on quarters.fiscal_year = years.fiscal_year
order by
    quarters.fiscal_year,
    quarters.quarter
