-- Telework days per person and year for the whole government, head offices only.
-- grain:   one row per fiscal year published
-- params:  none
-- columns: fiscal_year      Japanese fiscal year, April to March
--          days_per_person  telework days per person and year
--          source_id        where it was published
select
    fiscal_year,
    value as days_per_person,
    source_id,
from agency_outcomes
where
    agency_name = '政府計'
    and scope = '本省'
    and measure_code = 'days_per_person'
order by fiscal_year
