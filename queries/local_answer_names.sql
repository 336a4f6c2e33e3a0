-- What each local government answered to one choice of the questions on methods, barriers and plans; all of
-- them, or those behind one bar, cell or area.
-- grain:   one row per government that was asked and answered, in code order
-- params:  $round_code text, $choice_code text, $other_code text, $group_kind text, $group_code text
-- columns: code             six digits
--          name             name of the government
--          prefecture_name  prefecture it lies in
--          answer           yes or no; with $other_code of those that answered both, yes if both are marked
select
    one.code,
    municipality_status.name,
    municipality_status.prefecture_name,
    if(one.is_marked and coalesce(other.is_marked, true), 'yes', 'no') as answer,
from local_said as one
inner join municipality_status
    on
        one.round_code = municipality_status.round_code
        and one.code = municipality_status.code
left join local_said as other
    on
        one.round_code = other.round_code
        and one.code = other.code
        and other.choice_code = $other_code
where
    one.round_code = $round_code
    and one.choice_code = $choice_code
    and (
        $other_code = ''
        or other.code is not null
    )
    and (
        $group_kind = ''
        or exists (
            select 1,
            from local_groups
            where
                local_groups.round_code = one.round_code
                and local_groups.code = one.code
                and local_groups.group_kind = $group_kind
                and local_groups.group_code = $group_code
        )
    )
order by one.code
