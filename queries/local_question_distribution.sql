-- Published answers to one question of the survey, from the latest final round that printed figures.
-- grain:   one row per choice, in the order of the questionnaire; none for an unknown question
-- params:  $question_code text
-- columns: round_code       round that asked last
--          choice_code      code of the choice
--          choice           wording of the round
--          choice_ratio     share of the governments of the group, 0 to 1
--          population_group governments the share is of
--          government_count how many those are; null where it was not printed
--          basis            公表値 or 集計(公表データから)
--          source_id        where it was published
with answers as (
    select
        local_published.*,
        rounds.survey_period,
    from local_published
    inner join rounds
        on local_published.round_code = rounds.round_code
    inner join answers_of_rounds
        on local_published.round_code = answers_of_rounds.round_code
    where
        answers_of_rounds.is_final
        and local_published.question_code = $question_code
        -- plans of the designated cities are three governments: too few for a distribution
        and local_published.population_group not in ('指定都市', '都道府県', '全団体')
        and (
            local_published.printed_pct is not null
            or local_published.printed_count is not null
        )
),

latest as (
    select *,
    from answers
    qualify rank() over (order by survey_period desc) = 1
),

with_group as (
    select
        *,
        coalesce(
            printed_pct / 100, printed_count / sum(printed_count) over ()
        ) as choice_ratio,
        if(printed_pct is null, (sum(printed_count) over ())::integer, denominator_count)
            as group_count,
    from latest
)

select
    with_group.round_code,
    with_group.choice_code,
    with_group.printed_label as choice,
    with_group.choice_ratio,
    with_group.population_group,
    with_group.group_count as government_count,
    with_group.basis,
    with_group.source_id,
from with_group
inner join choices
    on
        -- access to the LAN is asked of each device
        if(with_group.question_code = 'lan_access', 'device', with_group.question_code)
        = choices.question_code
        and with_group.choice_code = choices.choice_code
        and choices.subject = 'local'
order by choices.choice_order
