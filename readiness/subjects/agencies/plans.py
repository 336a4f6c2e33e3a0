"""One agency's plan in words: its quarters, what is left to the deadline, before or after the median."""

from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.language.wording import fiscal_year, listed, t
from readiness.subjects.agencies.of_agency import of_agency
from readiness.subjects.agencies.outcome import FEW
from readiness.subjects.agencies.survey import Survey


def rows_of(survey: Survey, name: str) -> pd.DataFrame:
    """Rows of agency_plan: one per mark of the agency."""
    return of_agency(queries.agency_plan, name, round_code=survey.code)


def lines(survey: Survey, name: str) -> list[str]:
    """One line per mark; or that there is none."""
    planners = survey.profile[survey.profile["is_planned"]]
    has_median = planners["first_fiscal_year"].notna().sum() >= FEW
    found = [
        _line(row, len(planners), has_median=bool(has_median))
        for row in rows_of(survey, name).itertuples()
    ]
    return found or [t("agency_karte.plan.none")]


def _line(row: Any, planners: int, *, has_median: bool) -> str:
    if row.certainty == "unreadable":
        return t("agency_karte.plan.unreadable")
    when = _when(row)
    if row.certainty == "uncertain":
        when += t("agency_karte.plan.uncertain")
    if not row.is_planned:
        return t("agency_karte.plan.other", when=when, planned=planners)
    rest = [] if pd.isna(row.quarters_left) else [_left(int(row.quarters_left))]
    if has_median:
        rest.append(_against_median(int(row.median_difference)))
    return t("gap.heading").join(part for part in (when, listed(rest)) if part)


def _when(row: Any) -> str:
    era = fiscal_year(int(row.planned_fiscal_year))
    return t("agency_karte.plan.quarter", era=era, quarter=int(row.planned_quarter))


def _left(quarters: int) -> str:
    return t(f"agency_karte.left.{'late' if quarters < 0 else 'in_time'}", count=abs(quarters))


def _against_median(difference: int) -> str:
    key = "same" if difference == 0 else "before" if difference < 0 else "after"
    return t(f"agency_karte.median.{key}", count=abs(difference))


def quarters(survey: Survey, name: str) -> str:
    """The quarters alone, ``平成30年度①``; one hard to read with ？, one outside the plans in brackets."""
    return listed(_cells(survey, name)) or t("agency_karte.plan.none")


def first_quarter(survey: Survey, name: str) -> str:
    """The earliest of the quarters and how many more there are, for a narrow cell."""
    cells = _cells(survey, name)
    if not cells:
        return t("agency_karte.plan.none")
    more = len(cells) - 1
    return cells[0] + (t("view.agency_compare.plan.more", count=more) if more else "")


def _cells(survey: Survey, name: str) -> list[str]:
    return [_cell(row) for row in rows_of(survey, name).itertuples()]


def _cell(row: Any) -> str:
    if row.certainty == "unreadable":
        return t("agency_karte.plan.cell_unreadable")
    mark = "①②③④"[int(row.planned_quarter) - 1]
    uncertain = t("mark.unreadable") if row.certainty == "uncertain" else ""
    key = "own" if row.is_planned else "other"
    return t(
        f"view.agency_compare.plan.{key}",
        year=fiscal_year(int(row.planned_fiscal_year)),
        quarter=mark + uncertain,
    )
