-- Published values of one question over time; where the question changed, another series begins.
-- grain:   one row per series and time
-- params:  none
-- columns: series_code    code of the series
--          series_name    what was asked
--          theme          company or employed
--          period         when, as published
--          fiscal_year    its year, for an axis
--          value          as published
--          unit           unit of the value
--          is_gap_before  true if years between the last value and this one are not in hand
--          confirmed_by   document, press, copy or secondary: where the value was read
--          source_id      where it was published
--          note           what a reader has to know about the series
with valued as (
    select
        indicator_series.series_code,
        indicator_series.series_order,
        indicator_series.series_name,
        indicator_series.theme,
        context_indicators.period,
        context_indicators.period[1:4]::integer as fiscal_year,
        context_indicators.value,
        context_indicators.unit,
        context_indicators.source_id,
        indicator_series.note,
    from indicator_series
    inner join context_indicators
        on
            indicator_series.topic = context_indicators.topic
            and indicator_series.measure = context_indicators.measure
            and indicator_series.population_group = context_indicators.population_group
    where context_indicators.value is not null
)

select
    valued.series_code,
    valued.series_name,
    valued.theme,
    valued.period,
    valued.fiscal_year,
    valued.value,
    valued.unit,
    coalesce(
        valued.fiscal_year
        > lag(valued.fiscal_year) over (
            partition by valued.series_code
            order by valued.period
        ) + 1,
        false
    ) as is_gap_before,
    sources.confirmed_by,
    valued.source_id,
    valued.note,
from valued
inner join sources
    on valued.source_id = sources.source_id
order by
    valued.series_order,
    valued.period
