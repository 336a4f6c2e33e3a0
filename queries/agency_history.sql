-- Everything published about one agency since 2014, survey by survey, on one line of time.
-- The surveys ask different questions: rows of different surveys are never one series.
-- grain:   one row per period, survey, measure and value
-- params:  $agency_name text
-- columns: asked_for  the agency that is asked for; only where $agency_name has several,
--                     parted by commas
--          period     year, month, day or fiscal year (FY2019) the value stands for
--          survey     rules_2015, practice_2016, code of a round, results_<fiscal year>,
--                     gss_<sheet year> or spending_<sheet year>
--          measure    rule, telework_stage, all_staff_eligible; stage, barrier, communication, plan
--                     (…_uncertain: the mark cannot be placed for sure); teleworker_pct,
--                     days_per_person … (_regional, _all, _ministry by scope); gss_status, gss_month,
--                     gss_planned_month, gss_part_month, gss_planned_year; development_ and
--                     operation_<project number>
--          value      as published, number or word
--          unit       unit of a number, 段階 for a stage, 区分 for a word
--          source_id  where it was published; several are separated by ;
select
    agency_name as asked_for,
    period,
    survey,
    measure,
    value,
    unit,
    source_id,
from history_rows
where list_contains(string_split($agency_name, ','), agency_name)
order by
    sort_period,
    survey,
    measure,
    value
