-- Where each of the 22 agencies stands on the common government network and terminals (GSS).
-- Of every agency the newest review sheet in hand; a state that no document mentions is not "no".
-- grain:   one row per agency, in the order of establishment (建制順)
-- params:  none
-- columns: agency_order  place in the order of establishment, 1 to 22
--          agency_name   name in full
--          status        done, done_within_cabinet_office, in_progress, planned or not_stated
--          month         year and month of the move; the planned month if certainty is uncertain
--          fiscal_year   Japanese fiscal year of the move; of the plan where not done yet
--          quarter       1 April-June ... 4 January-March
--          certainty     certain, or uncertain: month is the planned one or no date is printed
--          source_id     codes of the sources, separated by ;
select
    agencies.agency_order,
    agencies.agency_name,
    agency_gss.status,
    agency_gss.month,
    agency_gss.fiscal_year,
    agency_gss.quarter,
    agency_gss.certainty,
    agency_gss.source_ids as source_id,
from agency_gss
inner join agencies
    on agency_gss.agency_name = agencies.agency_name
qualify agency_gss.sheet_year = max(agency_gss.sheet_year) over (partition by agencies.agency_name)
order by agencies.agency_order
