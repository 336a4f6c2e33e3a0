-- The tables that the shown indicators of municipalities come from, the newest first.
-- grain:   one row per table
-- params:  none
-- columns: edition           round that brought it along; local-2023-10 is the table of data/
--          survey_date       date of that round; null for the table of data/
--          source_id         its source
--          published_period  when it was published
--          indicator_count   indicators shown from it
select
    newest_indicators.edition,
    any_value(rounds.survey_date) as survey_date,
    any_value(newest_indicators.source_id) as source_id,
    any_value(sources.published_period) as published_period,
    count(distinct newest_indicators.indicator_code) as indicator_count,
from newest_indicators
inner join sources
    on newest_indicators.source_id = sources.source_id
left join rounds
    on newest_indicators.edition = rounds.round_code
where newest_indicators.indicator_code != 'telework'
group by newest_indicators.edition
order by newest_indicators.edition desc
