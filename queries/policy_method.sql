-- The telework method for a device, a place and the wish to reach the office LAN.
-- The rules are read in order and the first that fits decides: our arrangement of the sources.
-- grain:   one row
-- params:  $device text, $place text, $lan text
-- columns: method_code  code of the method
--          name         name of the method
--          summary      how it works, in our words
--          reason       why the rule leads to it
--          source_id    where the method is written
select
    telework_methods.method_code,
    telework_methods.name,
    telework_methods.summary,
    method_rules.reason,
    telework_methods.source_id,
from method_rules
inner join telework_methods
    on method_rules.method_code = telework_methods.method_code
where
    method_rules.device in ($device, 'any')
    and method_rules.place in ($place, 'any')
    and method_rules.lan in ($lan, 'any')
order by method_rules.rule_order
limit 1
