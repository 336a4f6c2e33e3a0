-- What each local government answered to one choice of the questions on methods and barriers.
-- grain:   one row per government that was asked and answered, in code order
-- params:  $round_code text, $choice_code text
-- columns: code             six digits
--          name             name of the government
--          prefecture_name  prefecture it lies in
--          answer           yes or no
select
    local_marks.code,
    municipality_status.name,
    municipality_status.prefecture_name,
    if(local_marks.is_marked, 'yes', 'no') as answer,
from local_marks
inner join municipality_status
    on
        local_marks.round_code = municipality_status.round_code
        and local_marks.code = municipality_status.code
where
    local_marks.round_code = $round_code
    and local_marks.choice_code = $choice_code
order by local_marks.code
