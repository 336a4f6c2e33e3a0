-- What goes with telework among those of the size of one government: of each item of the DX table, how
-- many that have it and how many that lack it have adopted telework; and the devices and forms of the
-- adopters, which only they are asked for. Size is the band of staff, whatever the type; prefectures, whose
-- staff is not in the roster, stand beside prefectures. The government itself counts. A difference shows
-- no cause.
-- grain:   one row per DX item with yes or no, then one per device and form; none for an unknown code
-- params:  $code text
-- columns: asked_for             the government that is asked for; only where $code has several,
--                                parted by commas
--          group_code            band of staff that is compared (1 to 5), or 都道府県
--          item_kind             dx or method
--          item_code             code of the item or choice
--          own_answer            yes, no; null where the government did not answer it
--          with_count            of the size that have the item and said whether they have adopted
--          with_adopted_count    of those, adopters
--          without_count         of the size that lack the item; null for methods
--          without_adopted_count of those, adopters; null for methods
--          adopter_count         adopters of the size that answered
--          difference_ratio      share of adopters among those that have it minus among those that lack it,
--                                -1 to 1; null under 5 on either side and for methods
--          with_few_codes        who has it where that is one to four: codes, comma-separated
--          without_few_codes     who lacks it where that is one to four
with oneself as (
    select local_groups.*,
    from local_groups
    inner join newest_answers
        on local_groups.round_code = newest_answers.round_code
    where
        list_contains(string_split($code, ','), local_groups.code)
        and (
            local_groups.group_kind = 'staff_band'
            or (local_groups.group_kind = 'entity_class' and local_groups.group_code = '都道府県')
        )
),

sizes as (
    select distinct
        round_code,
        group_kind,
        group_code,
    from oneself
),

alike as (
    select
        local_groups.group_kind,
        local_groups.group_code,
        municipality_status.code,
        municipality_status.round_code,
        municipality_status.status = 'adopted' as is_adopter,
    from local_groups
    inner join sizes
        on
            local_groups.round_code = sizes.round_code
            and local_groups.group_kind = sizes.group_kind
            and local_groups.group_code = sizes.group_code
    inner join municipality_status
        on
            local_groups.round_code = municipality_status.round_code
            and local_groups.code = municipality_status.code
    where has_answered(municipality_status.status)
),

answers as (
    select
        alike.group_kind,
        alike.group_code,
        'dx' as item_kind,
        newest_indicators.indicator_code as item_code,
        alike.code,
        alike.is_adopter,
        newest_indicators.answer = 'yes' as has_it,
    from newest_indicators
    inner join alike
        on newest_indicators.code = alike.code
    where
        newest_indicators.indicator_code != 'telework'
        and newest_indicators.answer in ('yes', 'no')
    union all
    select
        alike.group_kind,
        alike.group_code,
        'method' as item_kind,
        local_said.choice_code as item_code,
        alike.code,
        alike.is_adopter,
        local_said.is_marked as has_it,
    from local_said
    inner join alike
        on
            local_said.round_code = alike.round_code
            and local_said.code = alike.code
    where local_said.question_code in ('device', 'style', 'lan_access')
),

counted as (
    select
        group_kind,
        group_code,
        item_kind,
        item_code,
        count(*) filter (where has_it) as with_count,
        count(*) filter (where has_it and is_adopter) as with_adopted_count,
        count(*) filter (where not has_it) as lacks,
        count(*) filter (where not has_it and is_adopter) as without_adopted,
        count(*) filter (where is_adopter) as adopter_count,
        string_agg(code, ',' order by code) filter (where has_it) as with_codes,
        string_agg(code, ',' order by code) filter (where not has_it) as without_codes,
    from answers
    group by
        group_kind,
        group_code,
        item_kind,
        item_code
)

select
    oneself.code as asked_for,
    counted.group_code,
    counted.item_kind,
    counted.item_code,
    case own.has_it when true then 'yes' when false then 'no' end as own_answer,
    with_count,
    with_adopted_count,
    if(counted.item_kind = 'dx', lacks, null) as without_count,
    if(counted.item_kind = 'dx', without_adopted, null) as without_adopted_count,
    adopter_count,
    if(
        counted.item_kind = 'dx' and with_count >= 5 and lacks >= 5,
        with_adopted_count / with_count - without_adopted / lacks,
        null
    ) as difference_ratio,
    if(counted.item_kind = 'dx' and with_count < 5, with_codes, null) as with_few_codes,
    if(counted.item_kind = 'dx' and lacks < 5, without_codes, null) as without_few_codes,
from counted
inner join oneself
    on
        counted.group_kind = oneself.group_kind
        and counted.group_code = oneself.group_code
left join answers as own
    on
        oneself.code = own.code
        and counted.group_kind = own.group_kind
        and counted.group_code = own.group_code
        and counted.item_kind = own.item_kind
        and counted.item_code = own.item_code
order by
    counted.item_kind asc,
    difference_ratio desc nulls last,
    with_adopted_count / nullif(adopter_count, 0) desc nulls last,
    counted.item_code asc
