-- Executed spending on one agency's own networks, as the review sheets print it.
-- A system keeps its project number when its name changes. The cost of GSS stands on the Digital
-- Agency's sheet, not split by agency: a smaller amount after a move is no saving.
-- grain:   one row per review sheet, system, fiscal year and kind
-- params:  $agency_name text
-- columns: asked_for       the agency that is asked for; only where $agency_name has several,
--                          parted by commas
--          sheet_year      fiscal year of the review sheet
--          part            part of the agency; null for the agency itself
--          system_name     name on that sheet
--          project_number  number of the project
--          fiscal_year     fiscal year of the spending
--          kind            development or operation
--          thousand_yen    amount executed, thousand yen
--          is_disputed     true if another sheet prints another amount
--          source_id       where it was published
--          note            what a reader has to know
select
    agency_name as asked_for,
    sheet_year,
    part,
    system_name,
    project_number,
    fiscal_year,
    kind,
    thousand_yen,
    min(thousand_yen) over same_spending <> max(thousand_yen) over same_spending as is_disputed,
    source_id,
    note,
from agency_network_spending
where list_contains(string_split($agency_name, ','), agency_name)
window same_spending as (partition by agency_name, project_number, fiscal_year, kind)
order by
    part asc nulls first,
    project_number asc,
    kind desc,
    fiscal_year asc,
    sheet_year asc
