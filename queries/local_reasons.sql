-- Why local governments have not adopted telework (several answers), as published for one round or
-- counted from its answers per government.
-- grain:   one row per reason, highest share first; none if the round published no reasons
-- params:  $round_code text
-- columns: reason_code        choice code of the reason, the same in every round
--          reason             wording of the round
--          reason_ratio       share of the governments that have not adopted, 0 to 1
--          government_count   governments the share is of
--          previous_ratio     share in the final round before, null where it was not published
--          is_reworded        true if the wording differs from the round before
--          basis              公表値 or 集計(公表データから)
--          source_id          where it was published
with every_round as (
    select
        local_published.round_code,
        local_published.choice_code,
        local_published.printed_label,
        local_published.printed_pct / 100 as reason_ratio,
        local_published.denominator_count,
        local_published.basis,
        local_published.source_id,
        rounds.survey_date,
        answers_of_rounds.is_final,
    from local_published
    inner join rounds
        on local_published.round_code = rounds.round_code
    inner join answers_of_rounds
        on local_published.round_code = answers_of_rounds.round_code
    where local_published.question_code = 'reason'
),

with_previous as (
    select
        *,
        lag(reason_ratio) over (partition by choice_code order by survey_date) as previous_ratio,
        lag(printed_label) over (partition by choice_code order by survey_date) as previous_label,
    from every_round
    -- Nothing is compared with a round whose answers are still coming in.
    where
        is_final
        or round_code = $round_code
)

select
    choice_code as reason_code,
    printed_label as reason,
    reason_ratio,
    denominator_count as government_count,
    previous_ratio,
    coalesce(printed_label != previous_label, false) as is_reworded,
    basis,
    source_id,
from with_previous
where round_code = $round_code
order by reason_ratio desc
