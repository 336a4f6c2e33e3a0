-- When the peers of one government plan to begin telework, in the newest round with answers per
-- government; oneself is counted apart.
-- grain:   one row per state and planned quarter that the government or a peer is in: adopted, planned
--          (by time), undated, not_planned, unknown, not_answered; none if the round asked for no plans
-- params:  $code text, $peer_rule text, $k integer, $codes text, $removed text
-- columns: asked_for            the government that is asked for; only where $code has several,
--                               parted by commas
--          plan_state           adopted, planned (considering, with a quarter), undated (considering,
--                               no time stated), not_planned, unknown or not_answered
--          planned_fiscal_year  Japanese fiscal year of a plan, April to March; null otherwise
--          planned_quarter      1 April-June ... 4 January-March; null otherwise
--          peer_count           peers in that state
--          answered_count       peers that answered
--          asked_count          peers under the rule
--          is_own               true for the state of the government itself
with shown as (
    select *,
    from peers_and_oneself($code, $peer_rule, $k, $codes, $removed)
),

states as (
    select
        municipality_status.code,
        case
            when municipality_status.status = 'adopted' then 'adopted'
            when not has_answered(municipality_status.status) then municipality_status.status
            when municipality_status.status = 'not_adopted' then 'not_planned'
            when municipality_status.planned_fiscal_year is null then 'undated'
            else 'planned'
        end as plan_state,
        if(municipality_status.status = 'considering', planned_fiscal_year, null)
            as planned_fiscal_year,
        if(municipality_status.status = 'considering', planned_quarter, null) as planned_quarter,
    from municipality_status
    inner join newest_answers
        on municipality_status.round_code = newest_answers.round_code
    inner join local_plan_rounds
        on municipality_status.round_code = local_plan_rounds.round_code
),

found as (
    select
        states.*,
        shown.asked_for,
        shown.is_own as is_oneself,
    from states
    inner join shown
        on states.code = shown.code
)

select
    asked_for,
    plan_state,
    planned_fiscal_year,
    planned_quarter,
    count(*) filter (where not is_oneself) as peer_count,
    (
        sum(count(*) filter (where not is_oneself and has_answered(plan_state))) over same_asked
    )::bigint as answered_count,
    (sum(count(*) filter (where not is_oneself)) over same_asked)::bigint as asked_count,
    bool_or(is_oneself) as is_own,
from found
group by
    asked_for,
    plan_state,
    planned_fiscal_year,
    planned_quarter
window same_asked as (partition by asked_for)
order by
    list_position(['adopted', 'planned', 'undated', 'not_planned', 'unknown', 'not_answered'], plan_state),
    planned_fiscal_year,
    planned_quarter
