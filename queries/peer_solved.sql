-- Peers that named, in an earlier round, a barrier that one government names in the newest one, and have
-- adopted telework since; with the devices and forms they use. Fictional rounds stand beside fictional
-- ones only.
-- grain:   one row per barrier, peer and method of it, the most alike peer first; one row without a method
--          for a peer that stated none
-- params:  $code text, $peer_rule text, $k integer, $codes text, $removed text
-- columns: choice_code      barrier
--          choice           wording of the questionnaire
--          code             the peer, six digits
--          name             its name
--          prefecture_name  prefecture it lies in
--          method_code      device or form it uses; null where it stated none
--          method           wording of the questionnaire
with newest as (
    select
        rounds.round_code,
        rounds.survey_period,
        rounds.basis = '練習用' as is_practice,
    from rounds
    inner join newest_answers
        on rounds.round_code = newest_answers.round_code
),

own as (
    select
        local_marks.choice_code,
        local_marks.choice,
        local_marks.choice_order,
    from local_marks
    inner join newest
        on local_marks.round_code = newest.round_code
    where
        local_marks.code = $code
        and local_marks.question_code = 'reason'
        and local_marks.is_marked
),

peers as (
    select
        members.code,
        members.rank as peer_rank,
        municipality_status.name,
        municipality_status.prefecture_name,
    from peer_set($code, $peer_rule, $k, $codes, $removed) as members
    inner join municipality_status
        on
            members.round_code = municipality_status.round_code
            and members.code = municipality_status.code
    where municipality_status.status = 'adopted'
),

earlier as (
    select distinct
        local_marks.code,
        local_marks.choice_code,
    from local_marks
    inner join rounds
        on local_marks.round_code = rounds.round_code
    inner join newest
        on
            rounds.survey_period < newest.survey_period
            and (rounds.basis = '練習用') = newest.is_practice
    where
        local_marks.question_code = 'reason'
        and local_marks.is_marked
),

methods as (
    select
        local_marks.code,
        local_marks.choice_code,
        local_marks.choice,
        local_marks.question_code,
        local_marks.choice_order,
    from local_marks
    inner join newest
        on local_marks.round_code = newest.round_code
    where
        local_marks.question_code in ('device', 'style')
        and local_marks.is_marked
)

select
    own.choice_code,
    own.choice,
    peers.code,
    peers.name,
    peers.prefecture_name,
    methods.choice_code as method_code,
    methods.choice as method,
from own
inner join earlier
    on own.choice_code = earlier.choice_code
inner join peers
    on earlier.code = peers.code
left join methods
    on peers.code = methods.code
order by
    own.choice_order,
    peers.peer_rank,
    methods.question_code,
    methods.choice_order
