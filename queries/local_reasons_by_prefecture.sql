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
from marks_by_prefecture($round_code, true)
order by
    prefecture_code,
    question_code,
    choice_order
