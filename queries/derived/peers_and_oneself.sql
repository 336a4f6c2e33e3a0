-- The linter has no grammar for table macros.
-- noqa: disable=all
-- The peers of peer_set, and each government asked for beside them. Columns: asked_for, code and is_own (true
-- for the government itself).
create macro peers_and_oneself(own_code, peer_rule, nearest_count, own_codes, removed_codes) as table
select
    asked_for,
    code,
    false as is_own,
from peer_set(own_code, peer_rule, nearest_count, own_codes, removed_codes)
union all by name
select
    unnest(string_split(own_code, ',')) as asked_for,
    asked_for as code,
    true as is_own
