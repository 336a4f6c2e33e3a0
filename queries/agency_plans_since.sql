-- What each agency said in one round beside what is known of it since: names and values, no cause.
-- grain:   one row per agency, in the order of establishment (建制順)
-- params:  $round_code text
-- columns: agency_order           place in the order of establishment
--          agency_name            name in full
--          readiness              ready, planned, silent or not_answered in the round
--          first_fiscal_year      fiscal year of a planner's earliest readable mark; null otherwise
--          first_quarter          its quarter
--          is_first_certain       false if that mark is uncertain
--          teleworker_pct         share of head office staff who teleworked, newest year in hand
--          pct_fiscal_year        its fiscal year; the same for all
--          days_per_person        telework days per person and year, head office, newest year
--          days_fiscal_year       its fiscal year; the same for all
--          gss_status             where it stands on GSS, as in agency_gss
--          gss_month              month of the move; the planned one if uncertain
--          gss_certainty          certain or uncertain
--          barrier_count          barriers named for sure in the round; null where it did not answer
--          is_barrier_uncertain   true if a further mark may be its own
with barriers as (
    select
        agency_name,
        count(*) filter (where is_marked) as barrier_count,
        bool_or(is_uncertain) as is_barrier_uncertain,
    from agency_items
    where
        round_code = $round_code
        and question_code = 'barrier'
        and is_answered
    group by agency_name
),

published as (
    select
        agency_name,
        fiscal_year,
        measure_code,
        value,
    from agency_outcomes
    where
        agency_name <> '政府計'
        and scope = '本省'
        and measure_code in ('teleworker_pct', 'days_per_person')
    qualify fiscal_year = max(fiscal_year) over (partition by measure_code)
),

years as (
    select
        max(fiscal_year) filter (where measure_code = 'teleworker_pct') as pct_fiscal_year,
        max(fiscal_year) filter (where measure_code = 'days_per_person') as days_fiscal_year,
    from published
),

gss as (
    select
        agency_name,
        status,
        month,
        certainty,
    from agency_gss
    qualify sheet_year = max(sheet_year) over (partition by agency_name)
)

select
    agencies.agency_order,
    agencies.agency_name,
    states.readiness,
    if(states.is_planned, states.first_fiscal_year, null) as first_fiscal_year,
    if(states.is_planned, states.first_quarter, null) as first_quarter,
    if(states.is_planned, states.is_first_certain, null) as is_first_certain,
    shares.value as teleworker_pct,
    years.pct_fiscal_year,
    days.value as days_per_person,
    years.days_fiscal_year,
    coalesce(gss.status, 'not_stated') as gss_status,
    gss.month as gss_month,
    gss.certainty as gss_certainty,
    barriers.barrier_count,
    coalesce(barriers.is_barrier_uncertain, false) as is_barrier_uncertain,
from agency_states as states
inner join agencies
    on states.agency_name = agencies.agency_name
cross join years
left join barriers
    on states.agency_name = barriers.agency_name
left join published as shares
    on
        states.agency_name = shares.agency_name
        and shares.measure_code = 'teleworker_pct'
left join published as days
    on
        states.agency_name = days.agency_name
        and days.measure_code = 'days_per_person'
left join gss
    on states.agency_name = gss.agency_name
where states.round_code = $round_code
order by agencies.agency_order
