-- How many of the 22 agencies had moved to GSS by the end of each fiscal quarter.
-- The newest sheets count more agencies as done than any quarter's certain_count: they print no day
-- for some and the planned month for others.
-- grain:   one row per fiscal quarter, from the year of the first move to the last dated one
-- params:  none
-- columns: fiscal_year     Japanese fiscal year, April to March
--          quarter         1 April-June ... 4 January-March
--          certain_count   agencies whose month of the move is printed
--          possible_count  at most: also those with a planned month or within the Cabinet Office
--                          group, and undated moves from the first quarter they can lie in
--          agency_count    agencies there are
with moves as (
    select
        agency_gss.certainty = 'certain' and agency_gss.month is not null as is_certain,
        coalesce(
            agency_gss.fiscal_year * 4 + agency_gss.quarter,
            agency_gss.earliest_fiscal_year * 4 + 1,
            0
        ) as quarter_number,
        agency_gss.quarter is not null as is_dated,
    from agency_gss
    inner join agencies
        on agency_gss.agency_name = agencies.agency_name
    where agency_gss.status in ('done', 'done_within_cabinet_office')
    qualify
        agency_gss.sheet_year = max(agency_gss.sheet_year) over (partition by agencies.agency_name)
),

span as (
    select
        (min(quarter_number) - 1) // 4 as first_fiscal_year,
        max(quarter_number) as last_quarter_number,
    from moves
    where is_dated
),

quarters as (
    select unnest(range(first_fiscal_year * 4 + 1, last_quarter_number + 1)) as quarter_number,
    from span
)

select
    ((quarters.quarter_number - 1) // 4)::integer as fiscal_year,
    ((quarters.quarter_number - 1) % 4 + 1)::integer as quarter,
    count(*) filter (
        where moves.is_certain and moves.quarter_number <= quarters.quarter_number
    ) as certain_count,
    count(*) filter (where moves.quarter_number <= quarters.quarter_number) as possible_count,
    (select count(*), from agencies) as agency_count,
from quarters
cross join moves
group by quarters.quarter_number
order by quarters.quarter_number
