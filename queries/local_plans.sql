-- What local governments that have not adopted telework plan, as published for one round or counted
-- from its answers per government.
-- grain:   one row per class of government and plan; none if the round published no plans
-- params:  $round_code text
-- columns: entity_class       class or size class of government
--          plan_code          choice code of the plan
--          plan               wording of the survey
--          planned_fiscal_year first fiscal year the plan names; null where it names none
--          government_count   governments that gave the plan; null where only words are printed
--          plan_ratio         government_count / non-adopters of the class, 0 to 1
--          printed_text       what is printed where no figure is, such as 約3割 of the class
--          basis              公表値 or 集計(公表データから)
--          source_id          where it was published
with plans as (
    select
        population_group,
        choice_code,
        printed_label,
        printed_count,
        printed_text,
        basis,
        source_id,
    from local_published
    where
        round_code = $round_code
        and question_code = 'plan'
),

labels as (
    select
        choice_code,
        choice_order,
    from choices
    where
        subject = 'local'
        and question_code = 'plan'
)

select
    plans.population_group as entity_class,
    plans.choice_code as plan_code,
    plans.printed_label as plan,
    case plans.choice_code
        when 'within_first_year' then year(rounds.survey_date - interval 3 month)
        when 'following_year_or_later' then year(rounds.survey_date - interval 3 month) + 1
    end as planned_fiscal_year,
    plans.printed_count as government_count,
    plans.printed_count
    / nullif(sum(plans.printed_count) over (partition by plans.population_group), 0) as plan_ratio,
    plans.printed_text,
    plans.basis,
    plans.source_id,
from plans
inner join rounds
    on rounds.round_code = $round_code
inner join labels
    on plans.choice_code = labels.choice_code
order by
    plans.population_group,
    labels.choice_order
