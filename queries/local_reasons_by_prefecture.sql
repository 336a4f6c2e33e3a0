-- Share of the municipalities without telework that name each barrier, by prefecture.
-- grain:   one row per prefecture with answers and barrier; none if the round has no answers per government
-- params:  $round_code text
-- columns: prefecture_code  two digits
--          prefecture_name  name in full
--          choice_code      barrier
--          choice           wording of the questionnaire
--          named_count      municipalities without telework that name it
--          answered_count   municipalities without telework that answered the question
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
    and local_marks.question_code = 'reason'
    and municipality_status.entity_class != '都道府県'
group by
    municipality_status.prefecture_code,
    local_marks.choice_code,
    local_marks.choice_order
order by
    municipality_status.prefecture_code,
    local_marks.choice_order
