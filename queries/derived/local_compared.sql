-- Adoption beside the newest earlier final round of the same kind (fictional rounds with fictional ones).
-- Where both have answers per government only those count that answered both. Where one has totals alone,
-- the shares are compared if everybody of the class answered now; nobody knows how many answered both.
-- grain:   one row per round and class with an earlier round; class 全団体 is the whole
create table local_compared as
with totals as (
    select
        round_code,
        coalesce(entity_class, '全団体') as entity_class,
        sum(adopted_count)::bigint as adopted_count,
        sum(answered_count)::bigint as answered_count,
        sum(entity_count)::bigint as entity_count,
        true as has_answers,
    from local_adoption_counts
    group by grouping sets ((round_code, entity_class), (round_code))
    union all by name
    select
        round_code,
        population_group as entity_class,
        printed_count as adopted_count,
        denominator_count as answered_count,
        denominator_count as entity_count,
        false as has_answers,
    from local_aggregates
    where
        question_code = 'adoption'
        and choice_code = 'adopted'
        and denominator_count is not null
),

dated as (
    select
        totals.*,
        rounds.survey_period,
        rounds.basis = '練習用' as is_practice,
        answers_of_rounds.is_final,
    from totals
    inner join rounds
        on totals.round_code = rounds.round_code
    inner join answers_of_rounds
        on totals.round_code = answers_of_rounds.round_code
),

beside as (
    select
        later.round_code,
        later.entity_class,
        arg_max(earlier.round_code, earlier.survey_period) as previous_round_code,
        any_value(later.has_answers) and arg_max(earlier.has_answers, earlier.survey_period)
            as is_paired,
        any_value(later.answered_count = later.entity_count) as is_complete,
        any_value(later.adopted_count / nullif(later.answered_count, 0)) as ratio,
        arg_max(
            earlier.adopted_count / nullif(earlier.answered_count, 0), earlier.survey_period
        ) as previous_ratio,
    from dated as later
    inner join dated as earlier
        on
            later.entity_class = earlier.entity_class
            and later.is_practice = earlier.is_practice
            and later.survey_period > earlier.survey_period
    where
        earlier.is_final
        and earlier.answered_count > 0
    group by
        later.round_code,
        later.entity_class
),

pairs as (
    select distinct
        round_code,
        previous_round_code,
    from beside
    where is_paired
),

counted as (
    select
        pairs.round_code,
        pairs.previous_round_code,
        coalesce(later.entity_class, '全団体') as entity_class,
        count(*) as compared_count,
        count(*) filter (where later.status = 'adopted') as adopted_count,
        count(*) filter (where earlier.status = 'adopted') as previous_adopted_count,
    from pairs
    inner join municipality_status as later
        on pairs.round_code = later.round_code
    inner join municipality_status as earlier
        on
            pairs.previous_round_code = earlier.round_code
            and later.code = earlier.code
    where
        has_answered(later.status)
        and has_answered(earlier.status)
    group by grouping sets (
        (pairs.round_code, pairs.previous_round_code, later.entity_class),
        (pairs.round_code, pairs.previous_round_code)
    )
)

select
    beside.round_code,
    beside.entity_class,
    beside.previous_round_code,
    if(beside.is_paired, coalesce(counted.compared_count, 0), null) as compared_count,
    case
        when beside.is_paired
            then
                (counted.adopted_count - counted.previous_adopted_count)
                / nullif(counted.compared_count, 0)
        when beside.is_complete then beside.ratio - beside.previous_ratio
    end as change_ratio,
from beside
left join counted
    on
        beside.round_code = counted.round_code
        and beside.previous_round_code = counted.previous_round_code
        and beside.entity_class = counted.entity_class
