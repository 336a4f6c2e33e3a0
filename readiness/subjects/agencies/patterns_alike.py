"""Agencies that gave the same answers, by what they have or by what stops them. Rows in, words out."""

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import COUNTED
from readiness.language.wording import listed, t
from readiness.subjects.agencies import advice, answers
from readiness.subjects.agencies.chapter import Chapter
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.charts import Bar, Bars, Blank, Chart
from readiness.subjects.kept import kept
from readiness.subjects.model import KeyFigure, Table, View
from readiness.subjects.provenance import said


def equipment(survey: Survey) -> Chapter:
    """By access methods, a plan and tools."""
    return _chapter(survey, "equipment")


def barrier(survey: Survey) -> Chapter:
    """By the reasons named."""
    return _chapter(survey, "barrier")


def _chapter(survey: Survey, kind: str) -> Chapter:
    rows = kept(queries.agency_patterns, survey.code)
    rows = rows[rows["kind"] == kind].reset_index(drop=True)
    items = _items(rows)
    headline = _headline(survey, rows, items, kind)
    notes = said(t("agency_patterns.note"), survey.note("lost_pairs") if kind == "barrier" else "")
    provenance = survey.origin(basis=COUNTED)
    shown = rows.assign(items=items)[["agency_count", "agency_names", "items"]]
    table = rows[["items", "uncertain_items", "agency_count", "agency_names"]]
    label = t(f"agency_patterns.alike.{kind}")
    value = t("agency_patterns.alike.count", count=len(rows)) if len(rows) else t("mark.none")
    chart = _shared(survey, rows, items)
    alt = listed(
        t("agency_patterns.alike.value", items=one, count=row.agency_count, names=row.agency_names)
        for one, row in zip(items, rows.itertuples(), strict=True)
    )
    view = View(
        title=t(f"view.agency_alike.{kind}"),
        headline=headline,
        key_figure=value,
        key_label=label,
        chart=chart,
        rows=table,
        alt=alt or headline,
        provenance=provenance,
        notes=notes,
        aside_heading=t("agency_patterns.alike.names"),
        aside=_names(chart),
    )
    file_name = t(
        "agency_patterns.file_name", view=t(f"agency_patterns.view.{kind}"), as_of=survey.day
    )
    return Chapter(
        label="",
        headline=headline,
        provenance=provenance,
        key_figures=(KeyFigure(label, value),),
        tables={"open": Table("", shown, file_name), "rows": Table("", table, file_name)},
        views={kind: view},
        notes=notes,
    )


def _items(rows: pd.DataFrame) -> list[str]:
    """The items of each pattern, those that cannot be read apart."""
    return [
        t(
            "agency_patterns.items.uncertain",
            items=row.items or t("mark.none"),
            uncertain=row.uncertain_items,
        )
        if row.uncertain_items
        else row.items or t("agency_patterns.items.none")
        for row in rows.itertuples()
    ]


def _headline(survey: Survey, rows: pd.DataFrame, items: list[str], kind: str) -> str:
    if rows.empty:
        return t("agency.nobody_answered", asked=survey.asked)
    fields = {
        "kind": t(f"agency_patterns.kind.{kind}"),
        "asked": int(rows["agency_count"].sum()),
        "patterns": len(rows),
    }
    text = t("agency_patterns.sentence.groups", **fields)
    best = int(rows["agency_count"].max())
    tops = [one for one, n in zip(items, rows["agency_count"], strict=True) if n == best]
    if best == 1 or len(tops) > 1:
        key = "agency_patterns.sentence.groups.nobody"
        return text + (t(key) if best == 1 else "")
    return text + t("agency_patterns.sentence.groups.top", items=tops[0], count=best)


def _shared(survey: Survey, rows: pd.DataFrame, items: list[str]) -> Chart:
    """Bars of the patterns that several agencies share with their names, the others counted together."""
    if rows.empty:
        return Blank(t("agency.nobody_answered", asked=survey.asked))
    shared = rows[rows["agency_count"] > 1]
    alone = rows[rows["agency_count"] == 1]
    bars = [
        _bar(_short(survey, items[int(row.Index)]), row.agency_count, _shortly(row.agency_names))
        for row in shared.itertuples()
    ]
    if len(alone):
        words = t("agency_patterns.alike.alone", count=len(alone))
        bars.append(_bar(words, len(alone), advice.shortly(alone["agency_names"]), "others"))
    highest = max(bar.value or 0 for bar in bars)
    return Bars(
        ((t("agency_patterns.alike.group"), tuple(bars)),),
        maximum=highest,
        unit=t("view.unit.agencies"),
    )


def _short(survey: Survey, items: str) -> str:
    """The items of a pattern by their short words."""
    for _, row in survey.counts.iterrows():
        items = items.replace(row["item"], answers.column_item(row["choice_code"], row["item"]))
    return items


def _shortly(names: str) -> str:
    return advice.shortly(names.split(t("list.separator")))


def _bar(items: str, count: int, names: str, role: str = "has") -> Bar:
    return Bar(items, float(count), str(count), role, hint=names)


def _names(chart: Chart) -> tuple[tuple[str, str], ...]:
    """Who shares each pattern; those with one of their own stand in the table."""
    if not isinstance(chart, Bars):
        return ()
    every = [bar for _, bars in chart.groups for bar in bars]
    return tuple((bar.label, bar.hint) for bar in every if bar.role != "others")
