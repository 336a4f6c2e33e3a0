-- What one document said about the move to GSS, and what a later one said of the same body.
-- Documents: 2023-08 (annual report of the Digital Agency), 2024 and 2025 (review sheets).
-- grain:   one row per body, or part of one, of which at least one of the two documents speaks
-- params:  $earlier text, $later text
-- columns: agency_order       place in the order of establishment; null outside the 22
--          agency_name        name in full
--          part               part of the agency that is meant; null for the agency itself
--          earlier_statement  done, done_within_cabinet_office, in_progress, planned or not_stated;
--                             null where the earlier document was not read or does not speak of it
--          earlier_month      month the earlier document names, of the move or of the plan
--          earlier_text       its wording of a time that is no month
--          later_statement    the same of the later document
--          later_month        month the later document names
--          later_text         its wording of a time that is no month
--          outcome            done (since then), slipped (later than the month planned), started,
--                             changed (another time is named), announced (for the first time),
--                             unchanged, or not_stated (the later document does not speak of it)
--          earlier_source_id  where the earlier statement was published
--          later_source_id    where the later one was
with earlier as (
    select *,
    from agency_gss_statements
    where stated_in = $earlier
),

later as (
    select *,
    from agency_gss_statements
    where stated_in = $later
),

paired as (
    select
        coalesce(later.agency_name, earlier.agency_name) as agency_name,
        coalesce(later.part, earlier.part) as part,
        earlier.statement as earlier_statement,
        earlier.month as earlier_month,
        earlier.period_text as earlier_text,
        later.statement as later_statement,
        later.month as later_month,
        later.period_text as later_text,
        coalesce(starts_with(earlier.statement, 'done'), false) as was_done,
        coalesce(starts_with(later.statement, 'done'), false) as is_done,
        earlier.source_id as earlier_source_id,
        later.source_id as later_source_id,
    from earlier
    full outer join later
        on
            earlier.agency_name = later.agency_name
            and earlier.part is not distinct from later.part
)

select
    agencies.agency_order,
    paired.agency_name,
    paired.part,
    paired.earlier_statement,
    paired.earlier_month,
    paired.earlier_text,
    paired.later_statement,
    paired.later_month,
    paired.later_text,
    case
        when coalesce(paired.later_statement, 'not_stated') = 'not_stated' then 'not_stated'
        when paired.is_done and paired.was_done then 'unchanged'
        when paired.later_month > paired.earlier_month then 'slipped'
        when paired.is_done then 'done'
        when coalesce(paired.earlier_statement, 'not_stated') = 'not_stated' then 'announced'
        when paired.earlier_statement = 'planned' and paired.later_statement = 'in_progress'
            then 'started'
        when
            coalesce(paired.earlier_month, '') <> coalesce(paired.later_month, '')
            or coalesce(paired.earlier_text, '') <> coalesce(paired.later_text, '')
            then 'changed'
        else 'unchanged'
    end as outcome,
    paired.earlier_source_id,
    paired.later_source_id,
from paired
left join agencies
    on paired.agency_name = agencies.agency_name
order by
    agencies.agency_order asc nulls last,
    paired.agency_name asc,
    paired.part asc nulls first
