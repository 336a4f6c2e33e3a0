-- What each government of one group answered to one item of the DX table, and whether it has adopted
-- telework in the newest round: who stands behind a number of peer_adopters.
-- grain:   one row per government of the group that answered both, in code order
-- params:  $indicator_code text, $group_kind text, $group_code text
-- columns: code             six digits
--          prefecture_name  prefecture it lies in
--          name             name of the government
--          answer           yes or no to the item
--          status           adopted, considering or not_adopted
select
    municipality_status.code,
    municipality_status.prefecture_name,
    municipality_status.name,
    newest_indicators.answer,
    municipality_status.status,
from newest_indicators
inner join local_groups
    on newest_indicators.code = local_groups.code
inner join newest_answers
    on local_groups.round_code = newest_answers.round_code
inner join municipality_status
    on
        local_groups.round_code = municipality_status.round_code
        and local_groups.code = municipality_status.code
where
    newest_indicators.indicator_code = $indicator_code
    and newest_indicators.answer in ('yes', 'no')
    and local_groups.group_kind = $group_kind
    and local_groups.group_code = $group_code
    and has_answered(municipality_status.status)
order by municipality_status.code
