-- Local governments that have adopted telework, by round and class of government.
-- Counted from per-government answers where a round has them, else as published.
-- grain:   one row per round and class, the whole (全団体) last
-- params:  none
-- columns: round_code      code of the round
--          survey_date     as-of date of the round
--          entity_class    都道府県, 指定都市, 市区町村 (without designated cities) or 全団体
--          adopted_count   governments that have adopted
--          entity_count    governments asked
--          adoption_ratio  adopted_count / entity_count, 0 to 1
--          basis           公表値, 集計(公表データから) or 推定(時点)
--          source_id       where it was published
with counted as (
    select
        round_code,
        coalesce(entity_class, '全団体') as entity_class,
        sum(adopted_count)::bigint as adopted_count,
        sum(entity_count)::bigint as entity_count,
        max(basis) as basis,
        max(source_id) as source_id,
    from adoption_counts
    group by grouping sets ((round_code, entity_class), (round_code))
),

published as (
    select
        round_code,
        population_group as entity_class,
        printed_count as adopted_count,
        denominator_count as entity_count,
        basis,
        source_id,
    from local_aggregates
    where
        question_code = 'adoption'
        and choice_code = 'adopted'
        and denominator_count is not null
),

every_round as (
    select *,
    from published
    union all by name
    select *,
    from counted
)

select
    every_round.round_code,
    rounds.survey_date,
    every_round.entity_class,
    every_round.adopted_count,
    every_round.entity_count,
    every_round.adopted_count / every_round.entity_count as adoption_ratio,
    every_round.basis,
    every_round.source_id,
from every_round
inner join rounds
    on every_round.round_code = rounds.round_code
order by
    rounds.survey_date,
    case every_round.entity_class
        when '都道府県' then 1 when '指定都市' then 2 when '市区町村' then 3
        else 4
    end
