-- What became of each local government between two rounds: its status and its plan. Who did not answer
-- both is not compared: no change is said of it.
-- grain:   one row per government of both rounds, in code order; none unless both rounds have
--          answers per government
-- params:  $earlier_round text, $round_code text
-- columns: code                 six digits with the check digit
--          prefecture_name      name in full
--          name                 name in full
--          entity_class         都道府県, 指定都市 or 市区町村
--          earlier_status       adopted, considering, not_adopted, unknown or not_answered in the
--                               earlier round
--          status               the same in the later round
--          planned_fiscal_year  fiscal year planned in the earlier round; null where none was
--          planned_quarter      its quarter
--          plan_outcome         done (adopted since), slipped (due before the later survey date, not
--                               adopted), dropped (not adopted, no longer considering, not yet due),
--                               kept (still considering, not yet due) or none (no plan with a time, or
--                               not compared)
--          is_compared          true if it answered both rounds
--          compared_count       governments that answered both rounds
with earlier as (
    select
        code,
        status as earlier_status,
        planned_fiscal_year,
        planned_quarter,
        -- First day after the planned quarter: a quarter is over before its plan has slipped.
        make_date(planned_fiscal_year, 4, 1)
        + to_months(3 * planned_quarter) as due_date,
    from municipality_status
    where round_code = $earlier_round
),

later as (
    select
        municipality_status.code,
        municipality_status.prefecture_name,
        municipality_status.name,
        municipality_status.entity_class,
        municipality_status.status,
        rounds.survey_date,
    from municipality_status
    inner join rounds
        on municipality_status.round_code = rounds.round_code
    where municipality_status.round_code = $round_code
)

select
    later.code,
    later.prefecture_name,
    later.name,
    later.entity_class,
    earlier.earlier_status,
    later.status,
    earlier.planned_fiscal_year,
    earlier.planned_quarter,
    case
        when earlier.due_date is null then 'none'
        when not has_answered(later.status) then 'none'
        when later.status = 'adopted' then 'done'
        when earlier.due_date <= later.survey_date then 'slipped'
        when later.status = 'considering' then 'kept'
        else 'dropped'
    end as plan_outcome,
    has_answered(later.status) and has_answered(earlier.earlier_status) as is_compared,
    count(*) filter (
        where has_answered(later.status) and has_answered(earlier.earlier_status)
    ) over () as compared_count,
from later
inner join earlier
    on later.code = earlier.code
order by later.code
