-- Governments without telework that name each barrier, by class and band of staff.
-- grain:   one row per class, band of staff and barrier with answers; none without answers per government
-- params:  $round_code text
-- columns: entity_class    都道府県, 指定都市 or 市区町村
--          staff_band      1 = up to 100, 2 = 101-300, 3 = 301-500, 4 = 501-1,000, 5 = 1,001 and more
--                          general administrative staff; null where their number is not in the roster
--          choice_code     barrier
--          named_count     governments without telework that name it
--          answered_count  governments without telework that answered the question
select
    municipality_status.entity_class,
    peer_features.staff_band,
    local_marks.choice_code,
    count(*) filter (where local_marks.is_marked) as named_count,
    count(*) as answered_count,
from local_marks
inner join municipality_status
    on
        local_marks.round_code = municipality_status.round_code
        and local_marks.code = municipality_status.code
inner join peer_features
    on
        local_marks.round_code = peer_features.round_code
        and local_marks.code = peer_features.code
where
    local_marks.round_code = $round_code
    and local_marks.question_code = 'reason'
group by
    municipality_status.entity_class,
    peer_features.staff_band,
    local_marks.choice_code,
    local_marks.choice_order
order by
    list_position(['都道府県', '指定都市', '市区町村'], municipality_status.entity_class),
    peer_features.staff_band nulls first,
    local_marks.choice_order
