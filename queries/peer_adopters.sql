-- What adopters of telework of the size of one government have: items of the DX table beside non-adopters
-- of that size, and their devices and forms, which only adopters are asked for. Size is the band of
-- residents (local_groups); prefectures stand beside prefectures. The difference shows no cause.
-- grain:   one row per DX item with yes or no, then one per device and form; none for an unknown code
-- params:  $code text
-- columns: group_code          band of residents that is compared (1 to 6), or 都道府県
--          item_kind           dx or method
--          item_code           code of the item or choice
--          own_answer          yes, no; null where the government did not answer it
--          adopter_yes_count   adopters of the size that have it
--          adopter_count       adopters of the size that answered
--          other_yes_count     non-adopters of the size that have it; null for methods
--          other_count         non-adopters of the size that answered; null for methods
--          difference_ratio    share of the adopters minus share of the others; null under 5 answers on
--                              either side and for methods
with oneself as (
    select local_groups.*,
    from local_groups
    inner join newest_answers
        on local_groups.round_code = newest_answers.round_code
    where
        local_groups.code = $code
        and (
            local_groups.group_kind = 'size_band'
            or (local_groups.group_kind = 'entity_class' and local_groups.group_code = '都道府県')
        )
),

alike as (
    select
        municipality_status.code,
        municipality_status.round_code,
        municipality_status.status = 'adopted' as is_adopter,
    from local_groups
    inner join oneself
        on
            local_groups.round_code = oneself.round_code
            and local_groups.group_kind = oneself.group_kind
            and local_groups.group_code = oneself.group_code
    inner join municipality_status
        on
            local_groups.round_code = municipality_status.round_code
            and local_groups.code = municipality_status.code
    where has_answered(municipality_status.status)
),

answers as (
    select
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
        item_kind,
        item_code,
        max(if(has_it, 'yes', 'no')) filter (where code = $code) as own_answer,
        count(*) filter (where is_adopter and has_it and code != $code) as adopter_yes_count,
        count(*) filter (where is_adopter and code != $code) as adopter_count,
        count(*) filter (where not is_adopter and has_it and code != $code) as other_yes,
        count(*) filter (where not is_adopter and code != $code) as others,
    from answers
    group by
        item_kind,
        item_code
)

select
    (select any_value(oneself.group_code), from oneself) as group_code,
    item_kind,
    item_code,
    own_answer,
    adopter_yes_count,
    adopter_count,
    if(item_kind = 'dx', other_yes, null) as other_yes_count,
    if(item_kind = 'dx', others, null) as other_count,
    if(
        item_kind = 'dx' and adopter_count >= 5 and others >= 5,
        adopter_yes_count / adopter_count - other_yes / others,
        null
    ) as difference_ratio,
from counted
order by
    item_kind asc,
    difference_ratio desc nulls last,
    adopter_yes_count / nullif(adopter_count, 0) desc nulls last,
    item_code asc
