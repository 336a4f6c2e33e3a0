-- What was published later about one agency, with its rank among the agencies published.
-- An agency without a published value has no row: unknown is not zero.
-- grain:   one row per fiscal year, scope and measure
-- params:  $agency_name text
-- columns: asked_for         the agency that is asked for; only where $agency_name has several,
--                            parted by commas
--          fiscal_year       Japanese fiscal year, April to March
--          scope             本省, 地方局等, 全体 or 省全体
--          measure           days_per_person, teleworker_pct, telework_stage ...
--          unit              unit of value
--          value             as published; null where the value is a word
--          value_text        the word; null where the value is a number
--          rank              1 = largest, ties share a rank; null for words
--          ranked_count      agencies with a published number, the government's total left out
--          government_value  the whole government's value; null where none is published
--          source_id         where it was published
with published as (
    select
        period,
        fiscal_year,
        agency_name,
        scope,
        measure_code,
        unit,
        value,
        value_text,
        source_id,
    from agency_outcomes
),

ranked as (
    select
        *,
        rank() over (
            partition by
                period,
                scope,
                measure_code
            order by value desc
        ) as value_rank,
        count(value) over (
            partition by
                period,
                scope,
                measure_code
        ) as ranked_count,
    from published
    where agency_name <> '政府計'
),

government as (
    select
        period,
        scope,
        measure_code,
        value,
    from published
    where agency_name = '政府計'
)

select
    ranked.agency_name as asked_for,
    ranked.fiscal_year,
    ranked.scope,
    ranked.measure_code as measure,
    ranked.unit,
    ranked.value,
    ranked.value_text,
    case when ranked.value is not null then ranked.value_rank end as rank,
    case when ranked.value is not null then ranked.ranked_count end as ranked_count,
    government.value as government_value,
    ranked.source_id,
from ranked
left join government
    on
        ranked.period = government.period
        and ranked.scope = government.scope
        and ranked.measure_code = government.measure_code
where list_contains(string_split($agency_name, ','), ranked.agency_name)
order by
    ranked.fiscal_year desc,
    ranked.measure_code asc,
    case ranked.scope when '本省' then 1 when '地方局等' then 2 else 3 end asc
