-- The indicators beside telework that map, peers and side by side show: of each indicator the newest
-- table that has it for at least half of the prefectures, or of the municipalities. A table of one
-- prefecture renews nobody's comparison.
-- grain:   one row per government and indicator; edition is the round that brought it along
create table newest_indicators as
with every_edition as (
    -- The table of data/ is older than a round of its own date that is published later.
    select
        'local-2023-10' as edition,
        *,
    from local_dx_indicators
    union all by name
    select published_indicators.*,
    from published_indicators
    inner join answers_of_rounds
        on published_indicators.edition = answers_of_rounds.round_code
    -- A round whose answers are still coming in renews nobody's comparison either.
    where answers_of_rounds.is_final
),

governments as (
    select distinct
        code,
        entity_class = '都道府県' as is_prefecture,
    from municipality_status
),

asked as (
    select
        is_prefecture,
        count(*) as asked_count,
    from governments
    group by is_prefecture
),

given as (
    select
        every_edition.edition,
        every_edition.indicator_code,
        governments.is_prefecture,
        count(*) as given_count,
    from every_edition
    inner join governments
        on every_edition.code = governments.code
    group by
        every_edition.edition,
        every_edition.indicator_code,
        governments.is_prefecture
),

chosen as (
    select
        given.indicator_code,
        given.is_prefecture,
        max(given.edition) as edition,
    from given
    inner join asked
        on given.is_prefecture = asked.is_prefecture
    where given.given_count * 2 >= asked.asked_count
    group by
        given.indicator_code,
        given.is_prefecture
)

select
    every_edition.edition,
    every_edition.code,
    every_edition.indicator_code,
    every_edition.category,
    every_edition.indicator,
    every_edition.answer,
    every_edition.value_pct,
    every_edition.numerator_count,
    every_edition.denominator_count,
    every_edition.printed_value,
    every_edition.source_id,
from every_edition
inner join governments
    on every_edition.code = governments.code
inner join chosen
    on
        every_edition.edition = chosen.edition
        and every_edition.indicator_code = chosen.indicator_code
        and governments.is_prefecture = chosen.is_prefecture
