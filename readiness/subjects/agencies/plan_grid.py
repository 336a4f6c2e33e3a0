"""The marks of the plans, agencies by quarters: planners above, then marks of agencies outside them."""

from typing import Any

import pandas as pd

from readiness.language.wording import fiscal_year, listed, quarter, t, year_number
from readiness.subjects.charts import Blank, Cell, Chart, Grid, Stretch
from readiness.subjects.model import View


def in_words(marks: pd.DataFrame) -> pd.DataFrame:
    """Rows of agency_plan_marks with words for whether they are planned and how certain they are."""
    return marks.assign(
        is_planned=[t(f"roadmap.planned.{value}") for value in marks["is_planned"]],
        certainty=[t(f"roadmap.certainty.{value}") for value in marks["certainty"]],
    )


def grid(marks: pd.DataFrame, quarters: pd.DataFrame, planners: int) -> Grid:
    """``marks``: rows of agency_plan_marks; ``quarters``: rows of agency_plan_by_quarter, not empty.

    ``planners``: how many agencies say they plan it by the deadline; the rest of the marks stand below.
    """
    own = list(dict.fromkeys(marks.loc[marks["is_planned"], "agency_name"]))
    others = list(dict.fromkeys(marks.loc[~marks["is_planned"], "agency_name"]))
    places = [(row.fiscal_year, row.quarter) for row in quarters.itertuples()]
    years = quarters.groupby("fiscal_year")[["year_count", "printed_year_count"]].max()
    by_place = {
        (row.agency_name, row.planned_fiscal_year, row.planned_quarter): row
        for row in marks.itertuples()
        if row.certainty != "unreadable"
    }
    names = [*own, *others]
    return Grid(
        rows=tuple(names),
        columns=tuple(str(number) for _, number in places),
        cells=tuple(
            tuple(_cell(by_place.get((name, *place))) for place in places) for name in names
        ),
        totals=(),
        total_label="",
        blocks=tuple(count for count in (len(own), len(others)) if count),
        block_labels=tuple(
            label
            for label, count in (
                ("", len(own)),
                (t("roadmap.others", count=planners), len(others)),
            )
            if count
        ),
        legend=t("roadmap.legend", planners=planners),
        column_groups=tuple((_year(int(year)), 4) for year in years.index),
        short_groups=tuple(
            t("roadmap.year_head.short", number=year_number(int(year))) for year in years.index
        ),
        has_upright_columns=False,
        stretches=_stretches(marks, names, years, len(places)),
        foot_label=t("roadmap.totals"),
        foot=tuple(_checked(row, "roadmap.year") for row in years.itertuples()),
        short_foot=tuple(_checked(row, "roadmap.year_short") for row in years.itertuples()),
    )


def view(
    marks: pd.DataFrame, quarters: pd.DataFrame, planners: int, rows: pd.DataFrame, **shared: Any
) -> View:
    """The grid by itself, with the quarter most plans fall into."""
    names = list(dict.fromkeys(marks["agency_name"]))
    chart: Chart = Blank(t("roadmap.no_marks"))
    if len(quarters) and len(marks):
        chart = grid(marks, quarters, planners)
    return View(
        title=t("roadmap.plans"),
        headline=_headline(marks, planners),
        key_figure=t("view.count_of_agencies", count=planners),
        key_label=t("roadmap.plans.key"),
        chart=chart,
        rows=rows,
        alt=t("roadmap.plans.alt", names=listed(names)) if names else t("roadmap.no_marks"),
        **shared,
    )


def _headline(marks: pd.DataFrame, planners: int) -> str:
    dated = marks[marks["is_planned"] & (marks["certainty"] != "unreadable")]
    if dated.empty:
        return t("roadmap.plans.undated" if planners else "roadmap.plans.nobody", planners=planners)
    by_place = dated.groupby(["planned_fiscal_year", "planned_quarter"])["agency_name"].nunique()
    (year, number), count = by_place.idxmax(), int(by_place.max())
    lost = marks.loc[marks["certainty"] == "unreadable", "agency_name"]
    when = quarter(int(year), int(number))
    key = "roadmap.plans.headline" if count > 1 else "roadmap.plans.spread"
    return t(key, planners=planners, quarter=when, count=count) + (
        t("roadmap.plans.unread", names=listed(lost)) if len(lost) else ""
    )


def _cell(row: Any) -> Cell:
    if row is None:
        return Cell(mark="")
    kind = "planned" if row.is_planned else "other"
    year = fiscal_year(int(row.planned_fiscal_year))
    return Cell(
        mark="①②③④"[int(row.planned_quarter) - 1],
        role="has" if row.is_planned else "others",
        is_uncertain=row.certainty != "certain",
        hint=t("roadmap.hint", year=year, quarter=row.planned_quarter)
        + t("gap.parts")
        + t(f"roadmap.hint.{kind}.{row.certainty}"),
    )


def _stretches(
    marks: pd.DataFrame, names: list[str], years: pd.DataFrame, count: int
) -> tuple[Stretch, ...]:
    """Where the one mark of a row that is lost may have stood: the years that print more than is read."""
    is_lost = (years["printed_year_count"] > years["year_count"]).fillna(False)
    lost = [place for place, one in enumerate(is_lost) if one]
    first, last, word = 0, count - 1, "undated"
    if lost:
        first, last, word = 4 * lost[0], 4 * lost[-1] + 3, "lost"
    return tuple(
        Stretch(names.index(name), first, last, t(f"roadmap.{word}"), t(f"roadmap.{word}.short"))
        for name in marks.loc[marks["certainty"] == "unreadable", "agency_name"]
    )


def _year(year: int) -> str:
    return t("roadmap.year_head", era=fiscal_year(year), year=year)


def _checked(row: Any, key: str) -> str:
    """The marks a year prints beside those that can be read."""
    read, printed = int(row.year_count), row.printed_year_count
    if pd.isna(printed):
        return t(f"{key}.unprinted", read=read)
    lost = int(printed) - read
    return t(f"{key}.{'lost' if lost > 0 else 'equal'}", printed=int(printed), read=read, lost=lost)
