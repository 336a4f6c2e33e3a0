-- Every readable plan mark of one round, with what the agency says about remote access itself.
-- grain:   one row per mark; an agency that plans remote access but has no readable mark has one row
--          with a null quarter
-- params:  $round_code text
-- columns: agency_order         place in the order of establishment
--          agency_name          name in full
--          is_planned           true if the agency plans remote access by the deadline
--          planned_fiscal_year  Japanese fiscal year of the mark; null where none is readable
--          planned_quarter      1 April-June ... 4 January-March; null where none is readable
--          certainty            certain, uncertain or unreadable
select
    agencies.agency_order,
    agencies.agency_name,
    agency_states.is_planned,
    agency_marks.planned_fiscal_year,
    agency_marks.planned_quarter,
    coalesce(agency_marks.certainty, 'unreadable') as certainty,
from agency_states
inner join agencies
    on agency_states.agency_name = agencies.agency_name
left join agency_marks
    on
        agency_states.round_code = agency_marks.round_code
        and agency_states.agency_name = agency_marks.agency_name
where
    agency_states.round_code = $round_code
    and (agency_states.is_planned or agency_marks.agency_name is not null)
order by
    agencies.agency_order,
    agency_marks.planned_fiscal_year,
    agency_marks.planned_quarter
