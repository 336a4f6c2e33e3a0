-- One agency against the questionnaire: what it has, lacks, names, and what would lift its stage.
-- grain:   one row per item, items as printed
-- params:  $round_code text, $agency_name text
-- columns: kind          remote_access, communication or barrier
--          choice_code   code of the item
--          item          short wording of the item
--          answer        yes, no, not_stated or unknown
--          certainty     certain or uncertain
--          agency_count  agencies with a certain mark
--          lost_count    printed marks nobody can place; null where no total is printed
--          asked_count   agencies asked
--          agency_ratio  agency_count / asked_count, 0 to 1
--          next_stage    stage that a yes here would give; null where it would not lift the agency
with labels as (
    select
        question_code,
        choice_code,
        choice_order,
        short_label,
        question_order,
        case
            when question_code = 'remote_access'
                then list_position(['planned_fy2020', 'all_staff', 'diet_work', 'minister_use'], choice_code)
        end as item_stage,
    from agency_choices
    where
        round_code = $round_code
        and question_order is not null
),

counted as (
    select
        question_code,
        choice_code,
        count(*) filter (where answer = 'yes' and certainty = 'certain') as agency_count,
        max(printed_count) as printed_count,
        count(*) as asked_count,
    from agency_survey
    where round_code = $round_code
    group by
        question_code,
        choice_code
),

own as (
    select
        question_code,
        choice_code,
        answer,
        certainty,
    from agency_survey
    where
        round_code = $round_code
        and agency_name = $agency_name
),

own_stage as (
    select coalesce(max(labels.item_stage), 0) as stage,
    from own
    inner join labels
        on
            own.question_code = labels.question_code
            and own.choice_code = labels.choice_code
    where own.answer = 'yes'
)

select
    own.question_code as kind,
    own.choice_code,
    labels.short_label as item,
    own.answer,
    own.certainty,
    counted.agency_count,
    counted.printed_count - counted.agency_count as lost_count,
    counted.asked_count,
    counted.agency_count / counted.asked_count as agency_ratio,
    case when labels.item_stage > own_stage.stage then labels.item_stage end as next_stage,
from own
inner join labels
    on
        own.question_code = labels.question_code
        and own.choice_code = labels.choice_code
inner join counted
    on
        own.question_code = counted.question_code
        and own.choice_code = counted.choice_code
cross join own_stage
order by
    labels.question_order,
    labels.choice_order
