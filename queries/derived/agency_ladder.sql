-- The survey's own ladder, each step with the choice that gives it; no weights. A plan is called by its
-- choice, which names the deadline of the round.
-- grain:   one row per stage, 0 to 4
create table agency_ladder as
select
    steps.stage,
    steps.stage_code,
    steps.stage_name,
from (
    values
    (0, 'none', '予定の記載なし'),
    (1, 'planned_fy2020', null),
    (2, 'all_staff', '全職員が利用可能'),
    (3, 'diet_work', '国会対応業務に活用'),
    (4, 'minister_use', '政務も活用')
) as steps (stage, stage_code, stage_name)
