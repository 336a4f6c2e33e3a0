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
select
    municipality_status.prefecture_code,
    any_value(municipality_status.prefecture_name) as prefecture_name,
    local_marks.choice_code,
    any_value(local_marks.choice) as choice,
    count(*) filter (where local_marks.is_marked) as named_count,
    count(*) as answered_count,
    named_count / answered_count as ratio,
from local_marks
inner join municipality_status
    on
        local_marks.round_code = municipality_status.round_code
        and local_marks.code = municipality_status.code
where
    local_marks.round_code = $round_code
    and local_marks.question_code != 'reason'
    and municipality_status.entity_class != '都道府県'
group by
    municipality_status.prefecture_code,
    local_marks.question_code,
    local_marks.choice_code,
    local_marks.choice_order
order by
    municipality_status.prefecture_code,
    local_marks.question_code,
    local_marks.choice_order
