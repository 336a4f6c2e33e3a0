"""The survey's table as a grid, items by agencies, in one of several orders. Rows in, grid out."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from readiness.language import lettering
from readiness.language.wording import fiscal_year, known, said, short_fiscal_year, t
from readiness.subjects.agencies import answers
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.charts import Cell, Grid, Total

ORDERS = ("establishment", "stage", "missing", "plan")
_COLUMNS = {"stage": "stage", "missing": "missing_count"}


@dataclass(frozen=True)
class Order:
    """Agencies in an order, with the cell that says each one's value and groups of equal values.

    In the order of establishment there are neither cells nor groups.
    """

    names: tuple[str, ...]
    cells: tuple[Cell, ...] = ()
    groups: tuple[tuple[str, int], ...] = ()
    short_groups: tuple[str, ...] = ()


def ordered(survey: Survey, order: str) -> Order:
    """Ties, and who has no value, in the order of establishment; who has not answered comes last."""
    profile = survey.profile
    if order == "plan":
        return _by_plan(profile)
    if order not in _COLUMNS:
        return Order(tuple(profile["agency_name"]))
    column = _COLUMNS[order]
    rows = profile.sort_values(
        [column, "agency_order"], ascending=[False, True], na_position="last"
    )
    values = [_value(value) for value in rows[column]]
    return Order(tuple(rows["agency_name"]), tuple(values))


def _value(value: Any) -> Cell:
    if pd.isna(value):
        return answers.cell("not_answered")
    return Cell(str(int(value)))


def _by_plan(profile: pd.DataFrame) -> Order:
    by = profile["first_fiscal_year"] * 4 + profile["first_quarter"]
    rows = profile.assign(by=by).sort_values(["by", "agency_order"], na_position="last")
    years = [_year(row) for row in rows.itertuples()]
    groups = tuple((year, len(list(same))) for year, same in groupby(years))
    short = tuple(
        "" if year is None else short_fiscal_year(year)
        for year, _ in groupby(rows["first_fiscal_year"].astype("Int64"), key=_or_none)
    )
    cells = tuple(map(_quarter, rows.itertuples()))
    return Order(tuple(rows["agency_name"]), cells, groups, short)


def _or_none(year: Any) -> int | None:
    return None if pd.isna(year) else int(year)


def _year(row: Any) -> str:
    return "" if pd.isna(row.first_fiscal_year) else fiscal_year(int(row.first_fiscal_year))


def _quarter(row: Any) -> Cell:
    """``①``; a planner without a readable mark is unreadable, anybody else without one states none."""
    if pd.notna(row.first_fiscal_year):
        return Cell(
            "①②③④"[int(row.first_quarter) - 1],
            "planned" if row.is_planned else "others",
            is_uncertain=not row.is_first_certain,
            hint=_year(row)
            + t("gap.parts")
            + t("agency_status.quarter", quarter=row.first_quarter),
        )
    if pd.isna(row.stage):
        return answers.cell("not_answered")
    return answers.cell("unreadable" if row.is_planned else "none")


def grid(survey: Survey, order: str, item: str) -> Grid:
    """``item``: choice code of the item that is looked at, or empty; the others are dimmed."""
    by = ordered(survey, order)
    counts = survey.counts
    rows = survey.answers.assign(state=answers.states(survey.answers))
    state_at = rows.set_index(["choice_code", "agency_name"])["state"].to_dict()
    codes = list(counts["choice_code"])
    cells = [tuple(answers.cell(state_at[code, name]) for name in by.names) for code in codes]
    above = [by.cells] if by.cells else []
    return Grid(
        rows=(*(t(f"agency_status.order_value.{order}") for _ in above), *counts["item"]),
        short_rows=(
            *(t(f"agency_status.order_short.{order}") for _ in above),
            *map(_short, codes, counts["item"]),
        ),
        columns=by.names,
        short_columns=tuple(map(lettering.short, by.names)),
        cells=(*above, *cells),
        totals=(*("" for _ in above), *(answers.total(row) for _, row in counts.iterrows())),
        total_label=t("view.agency_matrix.total"),
        blocks=(
            *(1 for _ in above),
            *map(int, counts.groupby("question_code", sort=False).size()),
        ),
        legend=answers.legend_line(rows["state"]),
        column_groups=by.groups,
        short_groups=by.short_groups,
        bars=(*(None for _ in above), *(_total(survey, row) for _, row in counts.iterrows())),
        bar_heads=tuple(
            t(f"agency_matrix.head.{name}", asked=survey.answered)
            for name in ("count", "of_all", "printed")
        ),
        whole=survey.answered,
        entries=answers.legend(rows["state"]),
        lit_rows=(codes.index(item) + len(above),) if item else (),
        lit_columns=_concerned(by.names, lambda name: state_at[item, name]) if item else (),
    )


def _short(code: str, item: str) -> str:
    """Short column name; an item of a later survey gets its first letters."""
    return known(f"agency_matrix.short.{code}", lettering.beginning(said(item), 4, 12))


def _concerned(names: tuple[str, ...], state_of: Callable[[str], str]) -> tuple[int, ...]:
    """Places of the agencies with a mark, or a mark nobody can read."""
    return tuple(
        place
        for place, name in enumerate(names)
        if answers.is_marked(state_of(name)) or state_of(name) == "unreadable"
    )


def _total(survey: Survey, row: Any) -> Total:
    lost = answers.lost(row)
    printed = t("agency_matrix.printed.none")
    if pd.notna(row["printed_count"]):
        key = "agency_matrix.printed.lost" if lost else "agency_matrix.printed.equal"
        printed = t(key, printed=int(row["printed_count"]), lost=lost)
    elif not survey.is_printed:
        printed = ""
    state = answers.state_of(row["question_code"], row["choice_code"], "yes", "certain")
    count = int(row["agency_count"])
    return Total(count, lost, answers.short_total(row), printed, answers.role(state))
