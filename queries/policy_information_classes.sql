-- Kinds of information on the LGWAN side and what the notice of 2020-08-18 says for telework.
-- grain:   one row per kind, most confidential first
-- params:  none
-- columns: class_code             code of the kind
--          name                   kind of information
--          confidentiality_level  3 is the highest
--          systems                systems that hold it, for example
--          rule_code              bulk_forbidden, decide, careful or unreadable
--          printed_rule           what the notice says, in our words
--          source_id              where it is written
select
    class_code,
    name,
    confidentiality_level,
    systems,
    rule_code,
    printed_rule,
    source_id,
from information_classes
order by class_order
