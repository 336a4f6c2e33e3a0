-- The governments most like one government by standardised population, staff, fiscal strength and
-- area (see derived/peer_features.sql for the method).
-- grain:   one row per government, nearest first; at most $k; none where the distance is undefined
-- params:  $code text, $k integer
-- columns: asked_for the government that is asked for; only where $code has several,
--                    parted by commas
--          rank     1 = most alike
--          code     six digits with the check digit
--          name     name in full
--          distance root of the summed squares of the standardised differences
--          status   adopted, considering, not_adopted, unknown or not_answered
select
    peers.asked_for,
    peers.rank,
    peers.code,
    municipality_status.name,
    peers.distance,
    municipality_status.status,
from peer_set($code, 'nearest', $k, '', '') as peers
inner join municipality_status
    on
        peers.round_code = municipality_status.round_code
        and peers.code = municipality_status.code
order by peers.rank
