-- Adoption counted once at load: the trend stays flat however many rounds the history holds.
-- grain:   one row per round, class of government and prefecture
create table local_adoption_counts as
select
    round_code,
    entity_class,
    prefecture_code,
    any_value(prefecture_name) as prefecture_name,
    count(*) filter (where status = 'adopted') as adopted_count,
    count(*) filter (where has_answered(status)) as answered_count,
    count(*) as entity_count,
    max(basis) as basis,
    max(source_id) as source_id,
from municipality_status
group by
    round_code,
    entity_class,
    prefecture_code
