-- Local governments that have adopted telework, by round and class of government.
-- Counted from per-government answers where a round has them, else as published. A change counts only
-- governments that answered both rounds.
-- grain:   one row per round and class asked, the whole (全団体) last
-- params:  none
-- columns: round_code      code of the round
--          state           final (確報) or provisional (速報)
--          survey_date     as-of date of the round
--          entity_class    都道府県, 指定都市, 市区町村 (without designated cities) or 全団体
--          adopted_count   governments that have adopted
--          answered_count  governments that answered
--          entity_count    governments asked
--          adoption_ratio  adopted_count / answered_count, 0 to 1; null where nobody answered
--          previous_round_code  newest earlier final round with figures of the class; null without one
--          compared_count  governments that answered both rounds; null where either has totals alone
--          change_ratio    share now - share then among those compared, -1 to 1; of rounds with totals
--                          alone the difference of their shares; null where nothing compares
--          basis           公表値, 集計(公表データから), 推定(時点) or 練習用
--          source_id       where it was published
with counted as (
    select
        round_code,
        coalesce(entity_class, '全団体') as entity_class,
        sum(adopted_count)::bigint as adopted_count,
        sum(answered_count)::bigint as answered_count,
        sum(entity_count)::bigint as entity_count,
        max(basis) as basis,
        max(source_id) as source_id,
    from local_adoption_counts
    group by grouping sets ((round_code, entity_class), (round_code))
),

published as (
    select
        round_code,
        population_group as entity_class,
        printed_count as adopted_count,
        denominator_count as answered_count,
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
    answers_of_rounds.state,
    rounds.survey_date,
    every_round.entity_class,
    every_round.adopted_count,
    every_round.answered_count,
    every_round.entity_count,
    every_round.adopted_count / nullif(every_round.answered_count, 0) as adoption_ratio,
    local_compared.previous_round_code,
    local_compared.compared_count,
    local_compared.change_ratio,
    every_round.basis,
    every_round.source_id,
from every_round
inner join rounds
    on every_round.round_code = rounds.round_code
inner join answers_of_rounds
    on every_round.round_code = answers_of_rounds.round_code
left join local_compared
    on
        every_round.round_code = local_compared.round_code
        and every_round.entity_class = local_compared.entity_class
order by
    rounds.survey_date,
    case every_round.entity_class
        when '都道府県' then 1 when '指定都市' then 2 when '市区町村' then 3
        else 4
    end
