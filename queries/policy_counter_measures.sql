-- Counter-measures and cases for one barrier, those for every barrier last.
-- grain:   one row per measure
-- params:  $subject text, $barrier_code text
-- columns: kind              対策 or 事例
--          title             heading
--          detail            what to do or what was done, in our words
--          origin            資料: the document pairs it with the barrier; 整理: the pairing is ours
--          is_for_any        true if it is for every barrier
--          programme_code    support that belongs to it; null if none
--          programme         name of that support
--          source_id         where it is written
select
    counter_measures.kind,
    counter_measures.title,
    counter_measures.detail,
    counter_measures.origin,
    counter_measures.barrier_code = 'any' as is_for_any,
    counter_measures.programme_code,
    programmes.name as programme,
    counter_measures.source_id,
from counter_measures
left join programmes
    on counter_measures.programme_code = programmes.programme_code
where
    counter_measures.subject = $subject
    and counter_measures.barrier_code in ($barrier_code, 'any')
order by
    counter_measures.barrier_code = 'any',
    counter_measures.measure_order
