-- The linter has no grammar for table macros.
-- noqa: disable=all
-- How many municipalities of each prefecture mark each choice of the questions on barriers (of_reasons)
-- or on methods, of those that answered it: the one count behind local_reasons_by_prefecture and
-- local_methods_by_prefecture.
create macro marks_by_prefecture(asked_round, of_reasons) as table
select
    municipality_status.prefecture_code,
    any_value(municipality_status.prefecture_name) as prefecture_name,
    local_marks.question_code,
    local_marks.choice_code,
    local_marks.choice_order,
    any_value(local_marks.choice) as choice,
    count(*) filter (where local_marks.is_marked) as named_count,
    count(*) as answered_count,
    named_count / answered_count as ratio,
    wilson_low(ratio, answered_count) as ratio_low,
    wilson_high(ratio, answered_count) as ratio_high,
from local_marks
inner join municipality_status
    on
        local_marks.round_code = municipality_status.round_code
        and local_marks.code = municipality_status.code
where
    local_marks.round_code = asked_round
    and (local_marks.question_code = 'reason') = of_reasons
    and municipality_status.entity_class != '都道府県'
group by
    municipality_status.prefecture_code,
    local_marks.question_code,
    local_marks.choice_code,
    local_marks.choice_order
