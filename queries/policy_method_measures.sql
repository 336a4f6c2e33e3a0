-- Security measures for a device, a place and the wish to reach the office LAN, ◎ first.
-- grain:   one row per measure
-- params:  $device text, $place text, $lan text
-- columns: priority   ◎ important and easy, ○ the others: given by us after the ministry's idea
--          title      the measure
--          detail     how, in our words
--          origin     資料, 整理 (a caution of the document applied to the method) or 提案 (added by us)
--          source_id  where it is written; null for our own proposals
select
    priority,
    title,
    detail,
    origin,
    source_id,
from method_measures
where
    device in ($device, 'any')
    and place in ($place, 'any')
    and lan in ($lan, 'any')
order by
    priority = '○',
    measure_order
