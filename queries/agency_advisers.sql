-- Agencies that could advise one agency, and what makes each worth asking. One that did not answer asks
-- nobody and is asked by nobody.
-- grain:   one row per reason to ask, item and adviser
-- params:  $round_code text, $agency_name text
-- columns: asked_for     the agency that is asked for; only where $agency_name has several,
--                        parted by commas
--          reason        one_above (on the next stage that anybody is on), has_item (has what this
--                        one lacks) or same_barrier (named the same barrier, is ahead all the same)
--          choice_code   code of item lacked or barrier shared; '' for one_above
--          item          its short wording; the stage's number for one_above
--          agency_order  place of the adviser in the order of establishment
--          adviser_name  name in full
--          stage         its stage, 0 to 4; null where it did not answer that question
with stages as (
    select
        agency_name,
        stage,
    from agency_states
    where round_code = $round_code
),

items as (
    select *,
    from agency_items
    where round_code = $round_code
),

own_stage as (
    select
        agency_name as asked_for,
        stage,
    from stages
    where list_contains(string_split($agency_name, ','), agency_name)
),

ahead as (
    select
        own_stage.asked_for,
        stages.agency_name,
        stages.stage,
        min(stages.stage) over (partition by own_stage.asked_for) as lowest_stage,
    from stages
    inner join own_stage
        on stages.stage > own_stage.stage
),

reasons as (
    select
        asked_for,
        'one_above' as reason,
        '' as choice_code,
        agency_name,
    from ahead
    where stage = lowest_stage
    union all by name
    select
        own.agency_name as asked_for,
        if(own.question_code = 'barrier', 'same_barrier', 'has_item') as reason,
        own.choice_code,
        others.agency_name,
    from items as own
    inner join items as others
        on
            own.question_code = others.question_code
            and own.choice_code = others.choice_code
            and own.agency_name <> others.agency_name
    left join ahead
        on
            own.agency_name = ahead.asked_for
            and others.agency_name = ahead.agency_name
    where
        list_contains(string_split($agency_name, ','), own.agency_name)
        and others.is_marked
        and (
            (own.is_equipment and own.is_missing)
            or (own.question_code = 'barrier' and own.is_marked and ahead.agency_name is not null)
        )
)

select
    reasons.asked_for,
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
