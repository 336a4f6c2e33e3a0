"""What the agencies planned beside the days that came of it: names and values where there are few.

A planner is early or late by its first certain mark; a mark that is hard to read decides nothing.
"""

import pandas as pd

from readiness.data import queries
from readiness.language import lettering
from readiness.language.wording import fiscal_year, listed, t
from readiness.subjects.agencies import outcome
from readiness.subjects.agencies.chapter import Chapter
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.charts import Bar, Bars, Blank, Chart
from readiness.subjects.kept import kept
from readiness.subjects.model import Figure, KeyFigure, Table, View
from readiness.subjects.provenance import of_source, of_sources, said

GROUPS = ("ready", "early", "median", "late", "planned", "unreadable", "silent", "not_answered")


def chapter(survey: Survey) -> Chapter:
    """Days per person of every agency under the group of its plan."""
    rows = kept(queries.agency_plan_outcomes, survey.code)
    rows = rows.assign(group=groups(survey, rows))
    known = rows.dropna(subset=["days_per_person"])
    year = fiscal_year(int(known["fiscal_year"].iloc[0])) if len(known) else ""
    headline = _headline(rows)
    chart = _bars(rows)
    alt = _alt(rows, year)
    notes = said(_note(rows, year), survey.note("moj"), t("overview.outcome.covid"))
    provenance = survey.origin()
    if len(known):
        government = kept(queries.agency_days_per_person)["source_id"]
        later = of_sources(list(dict.fromkeys(government)))["source"]
        source = f"{provenance.source}{t('list.separator')}{later}"
        publisher = of_source(queries.survey(survey.code)["source_id"])["publisher"]
        provenance = survey.origin(
            as_of=t("agency_karte.as_of", survey=provenance.as_of, year=year),
            denominator=t("agency_karte.denominator", asked=survey.denominator, known=len(known)),
            source=source,
            publisher=publisher,
        )
    table = rows[["agency_name", "days_per_person", "rank"]].assign(
        readiness=[t(f"agency_patterns.group.{name}") for name in rows["group"]]
    )
    table = table[["agency_name", "readiness", "days_per_person", "rank"]]
    value = t("view.of", count=len(known), total=len(rows))
    key = KeyFigure(t("agency_patterns.outcome.key"), value)
    view = View(
        title=t("view.agency_outcome"),
        headline=headline,
        key_figure=key.value,
        key_label=key.label,
        chart=chart,
        rows=table,
        alt=alt,
        provenance=provenance,
        caution=t("agency_patterns.outcome.caution"),
        notes=notes,
    )
    file_name = t(
        "agency_patterns.file_name", view=t("agency_patterns.view.outcome"), as_of=survey.day
    )
    return Chapter(
        label="",
        headline=headline,
        provenance=provenance,
        key_figures=(key,),
        figures={"shown": Figure("", chart, alt)},
        tables={"rows": Table("", table, file_name)},
        views={"outcome": view},
        notes=(t("agency_patterns.outcome.caution"), *notes),
    )


def groups(survey: Survey, rows: pd.DataFrame) -> list[str]:
    """The group of each agency: by its plan against the median of the planners' certain quarters; where
    fewer than five have one, planners are one group.
    """
    marks = kept(queries.agency_plan_marks, survey.code)
    certain = marks[marks["is_planned"] & (marks["certainty"] == "certain")]
    numbers = certain["planned_fiscal_year"] * 4 + certain["planned_quarter"]
    first = numbers.groupby(certain["agency_name"]).min().astype(int)
    middle = first.sort_values().iloc[(len(first) - 1) // 2] if len(first) >= outcome.FEW else None
    return [
        readiness if readiness != "planned" else _of_planner(first.get(name), middle)
        for name, readiness in zip(rows["agency_name"], rows["readiness"], strict=True)
    ]


def _of_planner(number: int | None, middle: int | None) -> str:
    if number is None:
        return "unreadable"
    if middle is None:
        return "planned"
    return "median" if number == middle else "early" if number < middle else "late"


def _headline(rows: pd.DataFrame) -> str:
    """Names and values of those before and after the median; so few allow no conclusion."""
    if not rows["days_per_person"].notna().any():
        return t("view.agency_days.none")
    parts = [
        t(f"agency_patterns.sentence.{name}", count=len(part), days=outcome.middle(part))
        for name in ("early", "late")
        if len(part := rows[rows["group"] == name])
    ]
    if not parts:
        return t("agency_patterns.sentence.no_groups")
    return "".join((*parts, t("agency_patterns.sentence.no_conclusion")))


def _bars(rows: pd.DataFrame) -> Chart:
    if not rows["days_per_person"].notna().any():
        return Blank(t("view.agency_days.none"))
    made = []
    for name in GROUPS:
        part = rows[rows["group"] == name].sort_values(
            "days_per_person", ascending=False, na_position="last", kind="stable"
        )
        if len(part):
            made.append((_heading(name, part), tuple(_bar(row) for row in part.itertuples())))
    return Bars(
        tuple(made),
        maximum=float(rows["days_per_person"].max()) * 1.08,
        unit=t("view.unit.days"),
        is_dense=True,
    )


def _heading(group: str, rows: pd.DataFrame) -> str:
    """The group, how many it has, and the median where it has enough values."""
    known = rows["days_per_person"].dropna()
    head = t(
        "agency_patterns.group_head", group=t(f"agency_patterns.group.{group}"), asked=len(rows)
    )
    if len(known) < outcome.FEW:
        return head
    median = outcome.one_decimal(known.median())
    return head + t("agency_patterns.group_median", median=median)


def _bar(row: object) -> Bar:
    name, days = row.agency_name, row.days_per_person  # type: ignore[attr-defined]
    value = None if pd.isna(days) else float(days)
    text = t("outcome.none") if value is None else f"{value:.1f}"
    return Bar(lettering.short(name), value, text, key=name, hint=name)


def _alt(rows: pd.DataFrame, year: str) -> str:
    values = listed(
        t(
            "agency_patterns.outcome.value",
            name=row.agency_name,
            days=t("outcome.not_held")
            if pd.isna(row.days_per_person)
            else f"{row.days_per_person:.1f}",
        )
        for row in rows.itertuples()
    )
    return t("agency_patterns.outcome.alt", values=values, year=year)


def _note(rows: pd.DataFrame, year: str) -> str:
    """How many agencies we have days of, and of which none."""
    missing = rows.loc[rows["days_per_person"].isna(), "agency_name"]
    return t(
        "agency_patterns.note.outcome",
        year=year,
        asked=len(rows),
        known=len(rows) - len(missing),
    ) + (t("agency_patterns.note.outcome.missing", names=listed(missing)) if len(missing) else "")
