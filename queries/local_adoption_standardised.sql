-- Adoption by prefecture beside what its mix of municipalities would lead one to expect: indirect
-- standardisation by class of government and band of staff. Each municipality is expected to adopt
-- at the national ratio of its own class and band.
-- grain:   one row per prefecture, in code order; none if the round has no per-government answers
-- params:  $round_code text
-- columns: prefecture_code    two digits
--          prefecture_name    name in full
--          observed_count     municipalities that have adopted
--          expected_count     sum of the national ratios of its municipalities' classes and bands
--          standardised_ratio observed_count / expected_count; 1 = as expected
with municipalities as (
    select
        municipality_status.prefecture_code,
        municipality_status.prefecture_name,
        if(municipality_status.status = 'adopted', 1, 0) as is_adopted,
        avg(if(municipality_status.status = 'adopted', 1, 0)) over (
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
        -- who did not answer is in no denominator
        and municipality_status.status != 'unknown'
)

select
    prefecture_code,
    prefecture_name,
    sum(is_adopted)::integer as observed_count,
    sum(national_ratio) as expected_count,
    sum(is_adopted) / sum(national_ratio) as standardised_ratio,
from municipalities
group by
    prefecture_code,
    prefecture_name
order by prefecture_code
