"""The signs of one agency on the line of time, one shape per survey, and the same in words."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from readiness.language.wording import apart, fiscal_year, listed, period, said, short_period, t
from readiness.subjects.agencies.gss import DONE, when
from readiness.subjects.agencies.history_facts import Facts, at
from readiness.subjects.charts import Sign

STAGES = {"試行": "trial", "本格": "full"}


def signs(facts: Facts, name: str) -> tuple[Sign, ...]:
    """Everything known of one agency, in time order."""
    return (
        *_rules(facts, name),
        *_survey(facts, name),
        *_results(facts, name),
        *moved(facts, name),
    )


def _rules(facts: Facts, name: str) -> list[Sign]:
    rule = facts.value(name, "rule", "rules_2015")
    stage = facts.value(name, "telework_stage")
    found = []
    if rule:
        kind = STAGES.get(rule, "word")
        word = t(f"history.sign.{STAGES[rule]}") if rule in STAGES else t("history.sign.rule")
        found.append(Sign(kind, 2015, 2016, word, hint=t("history.hint.rule", value=word)))
    if facts.values(name, "all_staff_eligible"):
        word = t("history.sign.eligible")
        found.append(Sign("flag", 2016.05, 2016.25, word, hint=t("history.hint.eligible")))
    if stage:
        word = t(f"history.sign.{STAGES[stage]}")
        hint = t("history.hint.stage_2016", value=word)
        found.append(Sign(STAGES[stage], 2016.28, 2016.66, word, hint=hint))
    return found


def _survey(facts: Facts, name: str) -> list[Sign]:
    """Number of reasons and stage at the survey, then the planned quarters."""
    row, end = facts.since.loc[name], facts.survey_year + 1
    count, lost = int(row["barrier_count"]), bool(row["is_barrier_uncertain"])
    text = (f"{count}?" if count else "?") if lost else str(count)
    kind = "reasons_lost" if lost else "reasons" if count else "reasons_none"
    hint = t("history.hint.reasons", count=count) + (t("history.hint.reasons_lost") if lost else "")
    found = [Sign(kind, end - 0.34, end - 0.16, text, hint=hint)] if row_answered(row) else []
    found.append(_stage(facts, facts.round_code, facts.stages.loc[name], end - 0.16))
    for code, stages in facts.later.items():
        if not isinstance(stages.loc[name, "readiness"], str):
            continue  # not asked in this round
        start = at(facts.period_of(code))
        found.append(_stage(facts, code, stages.loc[name], start - 0.09))
    return [*found, *plans(facts, name)]


def row_answered(row: Any) -> bool:
    """Whether the agency answered the baseline."""
    return bool(row["readiness"] != "not_answered")


def stage_number(stage: Any) -> str:
    """``3``; empty for an agency that did not answer."""
    return "" if pd.isna(stage["stage"]) else str(int(stage["stage"]))


def _stage(facts: Facts, round_code: str, stage: Any, start: float) -> Sign:
    month, number = period(facts.period_of(round_code)), stage_number(stage)
    hint = t("history.hint.stage", month=month, stage=number, name=said(stage["stage_name"]))
    kind = f"stage_{number}" if number else "none"
    if round_code in facts.provisional:
        hint += t("history.provisional")
        kind += "_provisional" if number else ""
    return Sign(kind, start, start + 0.18, number or t("mark.none"), hint=hint)


def plans(facts: Facts, name: str) -> list[Sign]:
    """The marks of one agency's schedule."""
    found = []
    for mark in facts.marks[facts.marks["agency_name"] == name].itertuples():
        if mark.certainty == "unreadable":
            year = facts.survey_year + 2
            found.append(
                Sign("lost", year, year + 1, t("history.sign.lost"), hint=t("history.hint.lost"))
            )
            continue
        start = mark.planned_fiscal_year + (mark.planned_quarter - 1) / 4
        kind = "plan" if mark.is_planned else "other_plan"
        if mark.certainty != "certain":
            kind += "_unsure"
        quarter = t(
            "history.quarter",
            year=fiscal_year(int(mark.planned_fiscal_year)),
            q=mark.planned_quarter,
        )
        key = "plan" if mark.is_planned else "other_plan"
        hint = t(f"history.hint.{key}", quarter=quarter)
        if mark.certainty != "certain":
            hint += t("history.hint.unsure")
        number = "①②③④"[int(mark.planned_quarter) - 1]
        found.append(Sign(kind, start, start + 0.25, number, hint=hint))
    return found


def _results(facts: Facts, name: str) -> list[Sign]:
    """What each year's survey of telework says of the agency, or that it is not in hand."""
    found = []
    years = [year for _, year in facts.results]
    most = facts.most_days
    for (measure, year), values in facts.results.items():
        # Two measures of one year share its column.
        half = 0.5 if years.count(year) > 1 else 1.0
        start = year + (0.5 if half < 1 and measure == "days_per_person" else 0.0)
        kind = "share" if measure == "teleworker_pct" else "days"
        value = values.get(name)
        if value is None:
            hint = f"{fiscal_year(year)} {t('history.no_value')}"
            found.append(Sign("none", start, start + half, t("mark.none"), hint=hint))
            continue
        shown = f"{value:g}%" if kind == "share" else f"{value:.1f}"
        length = value / 100 if kind == "share" else value / most
        words = f"{value:g}" if kind == "share" else f"{value:.1f}"
        hint = t(f"history.hint.{kind}", year=fiscal_year(year), value=words)
        found.append(Sign(kind, start, start + half, shown, value=length, hint=hint))
    return found


def moved(facts: Facts, name: str) -> list[Sign]:
    """When the agency moved to GSS, or what is said of it."""
    row = facts.gss.loc[name]
    end = float(facts.sheet_year + 1)
    found = []
    if isinstance(row["part_month"], str):
        start = at(row["part_month"])
        text, hint = (
            t("history.sign.part", part=row["part"], month=say(row["part_month"]))
            for say in (short_period, period)
        )
        found.append(Sign("part", start, start, beside=text, hint=hint))
    hint = apart([t(f"gss.status.{row['status']}"), when(row), said(row["note"])])
    if row["status"] in DONE and isinstance(row["month"], str):
        kind = "moved" if row["date_basis"] == "printed" else "moved_planned"
        start = at(row["month"])
        found.append(Sign(kind, start, start, beside=when(row, say=short_period), hint=hint))
    elif row["status"] in DONE:
        first, last = row["earliest_fiscal_year"], row["latest_fiscal_year"]
        first = facts.sheet_year - 1 if pd.isna(first) else int(first)
        last = first + 1 if pd.isna(last) else int(last)
        found.append(Sign("undated", first, last + 0.35, t("history.sign.undated"), hint=hint))
    elif row["status"] != "not_stated":
        found.append(Sign("note", end - 1, end, when(row, say=short_period), hint=hint))
    else:
        found.append(Sign("silent", end - 1, end, "", hint=hint))
    return found


def heads(facts: Facts) -> tuple[tuple[str, str, float, float], ...]:
    """The surveys over their years."""
    survey = facts.survey_year + 1
    years = sorted({year for _, year in facts.results})
    first = last = years[0]
    while last + 1 in years:
        last += 1
    spans = {
        "practice": (2015.03, survey - 0.36),
        "survey": (survey - 0.34, first - 0.03),
        "results": (first + 0.03, last + 0.97),
        "gss": (last + 2.03, facts.sheet_year + 0.97),
    }
    return tuple(
        (t(f"history.head.{name}"), t(f"history.head.{name}.sub"), *span)
        for name, span in spans.items()
    )


def legend(facts: Facts) -> tuple[tuple[str, str, str], ...]:
    """(kind, text in the shape, words) of the line under the rows."""
    provisional = (
        (("stage_3_provisional", "3", t("round_state.provisional")),) if facts.provisional else ()
    )
    return (
        ("flag", t("history.sign.eligible"), t("history.legend.eligible")),
        ("reasons", "3", t("history.legend.reasons")),
        ("stage_3", "3", t("history.legend.stage")),
        *provisional,
        ("plan", "④", t("history.legend.plan")),
        ("plan_unsure", "①", t("history.legend.plan_unsure")),
        ("other_plan", "①", t("history.legend.other_plan")),
        ("moved", "", t("history.legend.moved")),
        ("moved_planned", "", t("history.legend.moved_planned")),
        ("part", "", t("history.legend.part")),
        ("undated", "", t("history.legend.undated")),
    )


def totals(facts: Facts) -> tuple[Sign, ...]:
    """The government as a whole under the rows."""
    trials = facts.total("trial_rule_agency_count", 2015, "府省庁等")
    full = facts.total("full_scale_agency_count", 2016, "府省庁等")
    stages = facts.stages["stage"].value_counts().sort_index()
    share, days = (
        facts.total("teleworker_pct", facts.pct_year),
        facts.total("days_per_person", facts.days_year),
    )
    listed_in = {
        year: facts.total("gss_listed_count", year, "府省庁等")
        for year in (facts.sheet_year - 1, facts.sheet_year)
    }
    found = []
    if trials is not None:
        found.append(Sign("word", 2015, 2016, t("history.total.trials", count=int(trials))))
    if full is not None:
        text = t("history.total.practice", full=int(full), trial=len(facts.names) - int(full))
        found.append(Sign("word", 2016, facts.survey_year + 1, text))
    by_stage = listed(
        t("history.total.stage", stage=int(stage), count=count) for stage, count in stages.items()
    )
    start = facts.survey_year + 1
    found.append(Sign("word", start, facts.pct_year, by_stage))
    if share is not None:
        found.append(Sign("word", facts.pct_year, facts.pct_year + 1, f"{share:g}%"))
    if days is not None:
        text = t("history.days", days=f"{days:.1f}")
        found.append(Sign("word", facts.days_year, facts.days_year + 1, text))
    if all(count is not None for count in listed_in.values()):
        text = t(
            "history.total.gss",
            earlier=facts.sheet_year - 1,
            later=facts.sheet_year,
            **dict(
                zip(("before", "after"), (int(n or 0) for n in listed_in.values()), strict=True)
            ),
        )
        found.append(Sign("word", facts.days_year + 2, facts.sheet_year + 1, text))
    return tuple(found)


def first_plan(row: Any) -> str:
    """``H30④`` of the earliest planned quarter; empty without one."""
    if row["readiness"] != "planned":
        return ""
    if pd.isna(row["first_fiscal_year"]):
        return t("history.plan.unreadable")
    number = "①②③④"[int(row["first_quarter"]) - 1]
    key = "history.plan.short" if row["is_first_certain"] else "history.plan.short.unsure"
    return t(key, year=fiscal_year(int(row["first_fiscal_year"])), number=number)


def in_columns(facts: Facts, name: str) -> dict[str, Any]:
    """One agency as a row of a table, in words."""
    row, gss = facts.since.loc[name], facts.gss.loc[name]
    rule, stage = facts.value(name, "rule"), facts.value(name, "telework_stage")
    own = facts.stages.loc[name]
    missing = t("history.no_value")
    return {
        "agency_name": name,
        "rule_2015": rule or missing,
        "stage_2016": stage or missing,
        "all_staff_2016": t(f"view.yes_no.{bool(facts.values(name, 'all_staff_eligible'))}"),
        "stage": t("history.stage", stage=stage_number(own), name=said(own["stage_name"])),
        "barrier_count": int(row["barrier_count"]),
        "plan": first_plan(row) or t("history.plans.none"),
        "teleworker_pct": row["teleworker_pct"],
        "days_per_person": row["days_per_person"],
        "gss_status": t(f"gss.status.{gss['status']}"),
        "gss_month": when(gss),
    }


def in_words(found: Iterable[Sign]) -> str:
    """The signs of one agency in a line, for those who do not see the drawing."""
    return listed(sign.hint for sign in found if sign.hint)
