-- Agencies with each item of a round, beside the printed count and everybody who answered.
-- grain:   one row per agency round and item
create table agency_totals as
select
    round_code,
    question_code,
    choice_code,
    question_order,
    choice_order,
    label,
    short_label,
    count(*) filter (where is_marked) as agency_count,
    count(*) filter (where is_uncertain) as uncertain_count,
    max(printed_count) as printed_count,
    max(printed_count) - count(*) filter (where is_marked) as lost_count,
    count(*) filter (where is_answered) as answered_count,
    count(*) as asked_count,
    count(*) filter (where is_marked) / nullif(count(*) filter (where is_answered), 0)
        as agency_ratio,
from agency_items
group by
    round_code,
    question_code,
    choice_code,
    question_order,
    choice_order,
    label,
    short_label
