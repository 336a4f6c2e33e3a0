-- All that the documents say about each body's move to GSS, bodies outside the 22 included.
-- grain:   one row per body, the 22 in the order of establishment, then the others by month
-- params:  none
-- columns: agency_order          place in the order of establishment; null outside the 22
--          agency_name           name in full
--          status                done, done_within_cabinet_office, in_progress, planned, not_stated
--          month                 year and month of the move or, if date_basis is planned, of the plan
--          fiscal_year           fiscal year of the move; of the plan where not done yet
--          quarter               1 April-June ... 4 January-March
--          date_basis            printed (month of the move), planned (month of the plan, the move
--                                is done all the same), unsure (documents differ) or none
--          earliest_fiscal_year  first fiscal year an undated move can lie in; null otherwise
--          latest_fiscal_year    last fiscal year it can lie in
--          period_text           wording of the newest document on a time that is no month
--          part                  part of the agency that moved before the rest; null otherwise
--          part_month            when that part moved
--          sheet_year            fiscal year of the review sheets the state was read in
--          note                  what the documents say, in our words; empty where nothing is noted
--          source_id             codes of the sources, separated by ;
with newest as (
    select
        agency_name,
        period_text,
    from agency_gss_statements
    where part is null
    qualify stated_in = max(stated_in) over (partition by agency_name)
)

select
    agencies.agency_order,
    agency_gss.agency_name,
    agency_gss.status,
    agency_gss.month,
    agency_gss.fiscal_year,
    agency_gss.quarter,
    case
        when agency_gss.month is null then 'none'
        when agency_gss.certainty = 'certain' then 'printed'
        when agency_gss.month in (
            select statements.month,
            from agency_gss_statements as statements
            where
                statements.agency_name = agency_gss.agency_name
                and statements.statement = 'planned'
        ) then 'planned'
        else 'unsure'
    end as date_basis,
    agency_gss.earliest_fiscal_year,
    agency_gss.latest_fiscal_year,
    newest.period_text,
    agency_gss.part,
    agency_gss.part_month,
    agency_gss.sheet_year,
    coalesce(agency_gss.note, '') as note,
    agency_gss.source_ids as source_id,
from agency_gss
left join agencies
    on agency_gss.agency_name = agencies.agency_name
left join newest
    on agency_gss.agency_name = newest.agency_name
qualify
    agency_gss.sheet_year = max(agency_gss.sheet_year) over (partition by agency_gss.agency_name)
order by
    agencies.agency_order asc nulls last,
    agency_gss.month asc
