-- Agencies that could advise one agency, and what makes each worth asking.
-- grain:   one row per reason to ask, item and adviser
-- params:  $round_code text, $agency_name text
-- columns: reason        one_above (on the next stage that anybody is on), has_item (has what this
--                        one lacks) or same_barrier (named the same barrier, is ahead all the same)
--          choice_code   item lacked or barrier shared; '' for one_above
--          item          its short wording; the stage's number for one_above
--          agency_order  place of the adviser in the order of establishment
--          adviser_name  name in full
--          stage         its stage, 0 to 4
with answers as (
    select
        agency_name,
        question_code,
        choice_code,
        answer,
        certainty,
        case
            when question_code = 'remote_access' and answer = 'yes'
                then list_position(['planned_fy2020', 'all_staff', 'diet_work', 'minister_use'], choice_code)
        end as item_stage,
    from agency_survey
    where
        round_code = $round_code
        and question_code in ('remote_access', 'communication', 'barrier')
),

stages as (
    select
        agency_name,
        coalesce(max(item_stage), 0) as stage,
    from answers
    group by agency_name
),

own_stage as (
    select stage,
    from stages
    where agency_name = $agency_name
),

ahead as (
    select
        agency_name,
        stage,
    from stages
    where stage > (select own_stage.stage, from own_stage)
),

own_answers as (
    select
        question_code,
        choice_code,
        answer,
    from answers
    where
        agency_name = $agency_name
        and certainty = 'certain'
),

marks_of_others as (
    select
        agency_name,
        question_code,
        choice_code,
    from answers
    where
        agency_name <> $agency_name
        and answer = 'yes'
        and certainty = 'certain'
        and choice_code <> 'planned_fy2020'
),

reasons as (
    select
        'one_above' as reason,
        '' as choice_code,
        agency_name,
    from ahead
    where stage = (select min(lowest.stage), from ahead as lowest)
    union all by name
    select
        'has_item' as reason,
        marks_of_others.choice_code,
        marks_of_others.agency_name,
    from own_answers
    inner join marks_of_others
        on
            own_answers.question_code = marks_of_others.question_code
            and own_answers.choice_code = marks_of_others.choice_code
    where
        own_answers.question_code <> 'barrier'
        and own_answers.answer <> 'yes'
    union all by name
    select
        'same_barrier' as reason,
        marks_of_others.choice_code,
        marks_of_others.agency_name,
    from own_answers
    inner join marks_of_others
        on
            own_answers.question_code = marks_of_others.question_code
            and own_answers.choice_code = marks_of_others.choice_code
    inner join ahead as ahead_of_own
        on marks_of_others.agency_name = ahead_of_own.agency_name
    where
        own_answers.question_code = 'barrier'
        and own_answers.answer = 'yes'
)

select
    reasons.reason,
    reasons.choice_code,
    coalesce(choices.short_label, stages.stage::varchar) as item,
    agencies.agency_order,
    reasons.agency_name as adviser_name,
    stages.stage,
from reasons
inner join agencies
    on reasons.agency_name = agencies.agency_name
inner join stages
    on reasons.agency_name = stages.agency_name
left join agency_choices as choices
    on
        choices.round_code = $round_code
        and reasons.choice_code = choices.choice_code
order by
    case reasons.reason when 'one_above' then 1 when 'has_item' then 2 else 3 end asc,
    choices.question_code desc nulls first,
    choices.choice_order asc,
    agencies.agency_order asc
