-- Where each data file comes from.
-- grain:   one row per file
-- params:  none
-- columns: file        name in data/
--          title       what it holds
--          publisher   who published the figures
--          published   when
--          as_of       what point in time they describe
--          licence     terms of use
--          source_ids  codes of the sources, comma-separated
--          built_by    command that makes the file
--          sha256      checksum of the file
select
    file,
    title,
    publisher,
    published,
    as_of,
    licence,
    array_to_string(source_ids, ', ') as source_ids,
    built_by,
    sha256,
from provenance
order by file
