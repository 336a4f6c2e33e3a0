-- How many governments of each group mark each choice of the questions on barriers, methods, LAN and plans.
-- grain:   one row per group and choice with answers; none if the round has no answers per government
-- params:  $round_code text, $group_kind text, $question_code text
-- columns: group_code      class, type, band of staff (1 to 5), band of residents (1 to 6) or prefecture
--          choice_code     code of the choice; of a plan its quarter (2026q4), undated or not_planned
--          choice          wording of the questionnaire
--          named_count     governments that mark it
--          answered_count  governments of the group that answered the question
--          ratio           named_count / answered_count, 0 to 1; null under 5 answers
--          ratio_low       lower end of its 95 % Wilson interval; null under 5 answers
--          ratio_high      upper end of its 95 % Wilson interval; null under 5 answers
with counted as (
    select
        local_groups.group_code,
        local_groups.group_order,
        local_said.choice_code,
        local_said.choice_order,
        any_value(local_said.choice) as choice,
        count(*) filter (where local_said.is_marked) as named_count,
        count(*) as n,
        if(n >= 5, named_count / n, null) as p,
    from local_said
    inner join local_groups
        on
            local_said.round_code = local_groups.round_code
            and local_said.code = local_groups.code
    where
        local_said.round_code = $round_code
        and local_groups.group_kind = $group_kind
        and local_said.question_code = $question_code
    group by
        local_groups.group_code,
        local_groups.group_order,
        local_said.choice_code,
        local_said.choice_order
)

select
    group_code,
    choice_code,
    choice,
    named_count,
    n as answered_count,
    p as ratio,
    wilson_low(p, n) as ratio_low,
    wilson_high(p, n) as ratio_high,
from counted
order by
    group_order,
    choice_order
