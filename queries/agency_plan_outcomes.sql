-- What each agency planned in one round beside what was published about it later.
-- Days are telework days per person and year at the head office, of the last fiscal year published
-- per agency. An agency that was not published has nulls: unknown is not zero.
-- grain:   one row per agency, in the order of establishment (建制順)
-- params:  $round_code text
-- columns: agency_order       place in the order of establishment
--          agency_name        name in full
--          readiness          ready, planned, silent or not_answered in the round
--          first_fiscal_year  fiscal year of a planner's earliest readable mark; null otherwise
--          first_quarter      its quarter, 1 April-June ... 4 January-March
--          is_first_certain   false if that mark is uncertain
--          fiscal_year        fiscal year of the days
--          days_per_person    telework days per person and year
--          rank               1 = most days, ties share a rank
--          published_count    agencies with published days
--          answered_count     agencies that answered in the round
--          asked_count        agencies asked in it
with days as (
    select
        agency_name,
        fiscal_year,
        value as days_per_person,
        rank() over (order by value desc) as value_rank,
        count(*) over () as published_count,
    from agency_outcomes
    where
        measure_code = 'days_per_person'
        and scope = '本省'
        and agency_name <> '政府計'
        and fiscal_year = (
            select max(last_year.fiscal_year),
            from agency_outcomes as last_year
            where
                last_year.measure_code = 'days_per_person'
                and last_year.agency_name <> '政府計'
        )
)

select
    agencies.agency_order,
    states.agency_name,
    states.readiness,
    if(states.is_planned, states.first_fiscal_year, null) as first_fiscal_year,
    if(states.is_planned, states.first_quarter, null) as first_quarter,
    if(states.is_planned, states.is_first_certain, null) as is_first_certain,
    days.fiscal_year,
    days.days_per_person,
    days.value_rank as rank,
    days.published_count,
    states.answered_count,
    states.asked_count,
from agency_states as states
inner join agencies
    on states.agency_name = agencies.agency_name
left join days
    on states.agency_name = days.agency_name
where states.round_code = $round_code
order by agencies.agency_order
