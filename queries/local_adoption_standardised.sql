-- Adoption by prefecture beside what its mix of municipalities would lead one to expect: indirect
-- standardisation by class of government and band of staff. Each municipality is expected to adopt
-- at the national ratio of its own class and band.
-- grain:   one row per prefecture from which anybody answered, in code order; none if the round has no
--          per-government answers
-- params:  $round_code text
-- columns: prefecture_code    two digits
--          prefecture_name    name in full
--          observed_count     municipalities that have adopted
--          expected_count     sum of the national ratios of its municipalities' classes and bands
--          expected_variance  variance of that sum if each adopted by chance at its national ratio
--          answered_count     municipalities that answered
--          municipality_count municipalities of the prefecture
--          standardised_ratio observed_count / expected_count; 1 = as expected; null where nobody in
--                             the nation has adopted
with municipalities as (
    select
        municipality_status.prefecture_code,
        municipality_status.prefecture_name,
        has_answered(municipality_status.status) as is_answered,
        municipality_status.status = 'adopted' as is_adopted,
        -- who did not answer is in no denominator
        avg((municipality_status.status = 'adopted')::integer) filter (
            where has_answered(municipality_status.status)
        ) over (
            partition by peer_features.entity_type, peer_features.staff_band
        ) as national_ratio,
    from municipality_status
    inner join peer_features
        on
            municipality_status.round_code = peer_features.round_code
            and municipality_status.code = peer_features.code
    where
        municipality_status.round_code = $round_code
        and municipality_status.entity_class != '都道府県'
)

select
    prefecture_code,
    prefecture_name,
    count(*) filter (where is_adopted) as observed_count,
    sum(national_ratio) filter (where is_answered) as expected_count,
    sum(national_ratio * (1 - national_ratio)) filter (where is_answered) as expected_variance,
    count(*) filter (where is_answered) as answered_count,
    count(*) as municipality_count,
    count(*) filter (where is_adopted)
    / nullif(sum(national_ratio) filter (where is_answered), 0) as standardised_ratio,
from municipalities
group by
    prefecture_code,
    prefecture_name
having count(*) filter (where is_answered) > 0
order by prefecture_code
