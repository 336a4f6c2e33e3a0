-- What each local government answered to the questions on methods and barriers, with answers per
-- government. Blank answers are no rows: unknown is never no.
-- grain:   one row per round, government, question (device, style, reason, lan_access) and choice
create table local_marks as
with answered as (
    select
        round_code,
        code,
        'reason' as question_code,
        barrier_codes as marked_codes,
    from municipality_status
    where
        status in ('not_adopted', 'considering')
        and barrier_codes is not null
    union all
    select
        municipality_status.round_code,
        municipality_status.code,
        questions.question_code,
        municipality_status.access_method_codes as marked_codes,
    from municipality_status
    cross join (select unnest(['device', 'style']) as question_code,) as questions
    where
        municipality_status.status = 'adopted'
        and municipality_status.access_method_codes is not null
),

offered as (
    select
        round_code,
        question_code,
        choice_code,
        choice_order,
        label as choice,
    from local_choices
    where question_code in ('device', 'style', 'reason')
)

select
    answered.round_code,
    answered.code,
    answered.question_code,
    offered.choice_code,
    offered.choice,
    offered.choice_order,
    list_contains(answered.marked_codes, offered.choice_code) as is_marked,
from answered
inner join offered
    on
        answered.round_code = offered.round_code
        and answered.question_code = offered.question_code
union all
-- Asked of those that have the device: the LAN of the office from it.
select
    local_answers.round_code,
    local_answers.code,
    'lan_access' as question_code,
    'lan_access_' || local_answers.choice_code as choice_code,
    offered.choice,
    100 + offered.choice_order as choice_order,
    local_answers.value = 'yes' as is_marked,
from local_answers
inner join offered
    on
        local_answers.round_code = offered.round_code
        and local_answers.choice_code = offered.choice_code
        and offered.question_code = 'device'
where local_answers.question_code = 'lan_access';
