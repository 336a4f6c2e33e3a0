-- Share of the municipalities with telework that use each device and form of telework, and of those
-- that have a device, that reach the office LAN with it; by prefecture.
-- grain:   one row per prefecture with answers and method; none if the round has no answers per government
-- params:  $round_code text
-- columns: prefecture_code  two digits
--          prefecture_name  name in full
--          choice_code      device or form of telework; lan_access_ and a device for the LAN
--          choice           wording of the questionnaire; of the device where it is the LAN
--          named_count      municipalities that use it
--          answered_count   municipalities with telework that answered; for the LAN: that have the device
--          ratio            named_count / answered_count, 0 to 1
--          ratio_low        lower end of its 95 % Wilson interval, 0 to 1
--          ratio_high       upper end of its 95 % Wilson interval, 0 to 1
select
    prefecture_code,
    prefecture_name,
    choice_code,
    choice,
    named_count,
    answered_count,
    ratio,
    ratio_low,
    ratio_high,
from marks_by_prefecture($round_code, false)
order by
    prefecture_code,
    question_code,
    choice_order
