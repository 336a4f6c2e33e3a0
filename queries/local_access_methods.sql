-- How local governments that have adopted telework do it, as published for one round or counted
-- from its answers per government.
-- Until 2020 the survey asked about devices, from 2021 about styles: the two are not comparable.
-- grain:   one row per method; none if the round published none
-- params:  $round_code text
-- columns: method_kind        device or style
--          access_method_code choice code of the method
--          access_method      wording of the round
--          method_ratio       share of the governments that have adopted, 0 to 1 (several answers)
--          government_count   governments the share is of
--          lan_access_ratio   of those with the device, the share that can reach the office LAN;
--                             null where it was not published
--          basis              公表値, 集計(公表データから) or 練習用
--          source_id          where it was published
with published as (
    select
        question_code,
        choice_code,
        printed_label,
        printed_pct / 100 as printed_ratio,
        denominator_count,
        basis,
        source_id,
    from local_published
    where
        round_code = $round_code
        and question_code in ('device', 'style', 'lan_access')
),

lan_access as (
    select
        choice_code,
        printed_ratio,
    from published
    where question_code = 'lan_access'
),

labels as (
    select
        question_code,
        choice_code,
        choice_order,
    from choices
    where subject = 'local'
)

select
    published.question_code as method_kind,
    published.choice_code as access_method_code,
    published.printed_label as access_method,
    published.printed_ratio as method_ratio,
    published.denominator_count as government_count,
    lan_access.printed_ratio as lan_access_ratio,
    published.basis,
    published.source_id,
from published
inner join labels
    on
        published.question_code = labels.question_code
        and published.choice_code = labels.choice_code
left join lan_access
    on
        published.question_code = 'device'
        and published.choice_code = lan_access.choice_code
where published.question_code != 'lan_access'
order by
    published.question_code,
    labels.choice_order
