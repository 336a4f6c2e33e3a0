-- How far each agency says it is with remote access, and when it plans to be there.
-- grain:   one row per agency round and agency asked
create table agency_states as
with items as (
    select
        agency_items.round_code,
        agency_items.agency_name,
        bool_or(agency_items.is_answered) as is_answered,
        max(agency_ladder.stage) as highest_stage,
        coalesce(bool_or(agency_ladder.stage = 1), false) as is_planned,
    from agency_items
    left join agency_ladder
        on
            agency_items.choice_code = agency_ladder.stage_code
            and agency_items.answer = 'yes'
    where agency_items.question_code = 'remote_access'
    group by
        agency_items.round_code,
        agency_items.agency_name
),

first_marks as (
    select
        round_code,
        agency_name,
        min(quarter_number) as quarter_number,
        arg_min(certainty = 'certain', quarter_number) as is_certain,
    from agency_marks
    group by
        round_code,
        agency_name
)

select
    items.round_code,
    items.agency_name,
    items.is_answered,
    if(items.is_answered, coalesce(items.highest_stage, 0), null) as stage,
    case
        when not items.is_answered then 'not_answered'
        when items.highest_stage >= 2 then 'ready'
        when items.highest_stage = 1 then 'planned'
        else 'silent'
    end as readiness,
    coalesce(items.highest_stage >= 2, false) as is_ready,
    items.is_planned,
    first_marks.agency_name is not null as has_marks,
    first_marks.quarter_number as first_quarter_number,
    (first_marks.quarter_number - 1) // 4 as first_fiscal_year,
    (first_marks.quarter_number - 1) % 4 + 1 as first_quarter,
    first_marks.is_certain as is_first_certain,
    -- the fiscal quarter that ends with the deadline, counted as fiscal year * 4 + quarter
    year(rounds.deadline_date - interval 3 month) * 4
    + quarter(rounds.deadline_date - interval 3 month) as deadline_quarter,
    count(*) filter (where items.is_answered) over (partition by items.round_code) as answered_count,
    count(*) over (partition by items.round_code) as asked_count,
from items
inner join rounds
    on items.round_code = rounds.round_code
left join first_marks
    on
        items.round_code = first_marks.round_code
        and items.agency_name = first_marks.agency_name
