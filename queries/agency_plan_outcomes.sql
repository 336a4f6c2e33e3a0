-- What each agency planned in one round beside what was published about it later.
-- Days are telework days per person and year at the head office, of the last fiscal year published
-- per agency. An agency that was not published has nulls: unknown is not zero.
-- grain:   one row per agency, in the order of establishment (建制順)
-- params:  $round_code text
-- columns: agency_order       place in the order of establishment
--          agency_name        name in full
--          readiness          ready, planned or silent in the round
--          first_fiscal_year  fiscal year of a planner's earliest readable mark; null otherwise
--          first_quarter      its quarter, 1 April-June ... 4 January-March
--          is_first_certain   false if that mark is uncertain
--          fiscal_year        fiscal year of the days
--          days_per_person    telework days per person and year
--          rank               1 = most days, ties share a rank
--          published_count    agencies with published days
--          agency_count       agencies asked in the round
with answers as (
    select
        agency_name,
        bool_or(choice_code = 'all_staff' and answer = 'yes') as is_ready,
        bool_or(choice_code = 'planned_fy2020' and answer = 'yes') as is_planned,
        count(*) over () as agency_count,
    from agency_survey
    where round_code = $round_code
    group by agency_name
),

first_marks as (
    select
        agency_name,
        min((planned_fiscal_year, planned_quarter)) as first_mark,
        arg_min(certainty = 'certain', (planned_fiscal_year, planned_quarter)) as is_certain,
    from agency_survey
    where
        round_code = $round_code
        and question_code = 'plan'
        and answer = 'yes'
    group by agency_name
),

days as (
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
    answers.agency_name,
    case
        when answers.is_ready then 'ready'
        when answers.is_planned then 'planned'
        else 'silent'
    end as readiness,
    case when answers.is_planned then first_marks.first_mark[1] end as first_fiscal_year,
    case when answers.is_planned then first_marks.first_mark[2] end as first_quarter,
    case when answers.is_planned then first_marks.is_certain end as is_first_certain,
    days.fiscal_year,
    days.days_per_person,
    days.value_rank as rank,
    days.published_count,
    answers.agency_count,
from answers
inner join agencies
    on answers.agency_name = agencies.agency_name
left join first_marks
    on answers.agency_name = first_marks.agency_name
left join days
    on answers.agency_name = days.agency_name
order by agencies.agency_order
