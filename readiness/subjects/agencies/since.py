"""その後: what is known of one agency after the baseline, for its karte: the rows of its way over time."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.language.wording import (
    apart,
    fiscal_year,
    known,
    listed,
    number,
    said,
    short_fiscal_year,
    t,
)
from readiness.subjects.agencies import history_lanes
from readiness.subjects.agencies.gss import when
from readiness.subjects.agencies.history import AgencyHistory
from readiness.subjects.agencies.history_facts import at
from readiness.subjects.agencies.of_agency import of_agency
from readiness.subjects.kept import kept
from readiness.subjects.model import Line, Passage

_FOLLOW_UPS = "results_"


def lines(name: str) -> tuple[Line, ...]:
    """State on GSS, every follow-up of the years after the baseline, spending on the own network."""
    gss = _gss(name)
    if gss.empty:
        return ()
    row = next(gss.itertuples())
    state = apart([t(f"gss.status.{row.status}"), when(row)])
    return (
        Line(state, label=t("since.gss"), remark=said(str(row.note))),
        Line(_follow_ups(name) or t("history.no_value"), label=t("since.results")),
        Line(_spending(name) or t("history.spending.none"), label=t("since.spending")),
    )


def since(name: str) -> Passage:
    """The same with a link to everything since 2014."""
    gss = _gss(name)
    if gss.empty:
        return Passage("", ())
    code = f"{int(gss['agency_order'].iloc[0]):02}"
    found = list(lines(name))
    if code in AgencyHistory.choice("agency", {}).options:  # type: ignore[union-attr]
        link = AgencyHistory(agency=code).link
        found.append(Line(t("since.history", name=name), link=link))
    return Passage(t("since.heading"), tuple(found), is_small=True)


def brief(name: str) -> tuple[tuple[str, str], ...]:
    """The same rows where there is little room, on a slide and on paper: label and text."""
    gss = _gss(name)
    if gss.empty:
        return ()
    row = next(gss.itertuples())
    results = apart(
        t(
            "since.brief.year",
            year=short_fiscal_year(int(period[2:])),
            values=listed(map(_brief_value, group.itertuples())),
        )
        for period, group in kept(_later, name).groupby("period")
    )
    return (
        (t("since.results"), results or t("history.no_value")),
        (t("since.brief.gss"), apart([t(f"gss.status.{row.status}"), when(row)])),
        (t("since.brief.spending"), _spending(name, is_brief=True) or t("since.brief.none")),
    )


def source_ids(name: str) -> list[str]:
    """Where these rows were published."""
    rows = of_agency(queries.agency_history, name)
    later = rows["survey"].str.startswith((_FOLLOW_UPS, "gss_", "spending_"))
    texts = rows.loc[later, "source_id"]
    return list(dict.fromkeys(one for text in texts for one in text.split(";")))


def _gss(name: str) -> pd.DataFrame:
    rows = kept(queries.agency_gss_details)
    return rows[(rows["agency_name"] == name) & rows["agency_order"].notna()]


def _later(name: str) -> pd.DataFrame:
    """Rows of the yearly follow-ups after the baseline."""
    rows = of_agency(queries.agency_history, name)
    baseline = str(queries.survey(queries.round_codes("agency")[0])["survey_period"])
    rows = rows[rows["survey"].str.startswith(_FOLLOW_UPS)]
    return rows[rows["period"] > f"FY{int(at(baseline))}"]


def _brief_value(row: Any) -> str:
    value = history_lanes.value_in_words(row)
    pattern = known(f"since.brief.{row.measure}", "")
    if pattern:
        return pattern.format(value=value)
    return t("since.measure", measure=history_lanes.measure(row.measure), values=value)


def _follow_ups(name: str) -> str:
    """``一人当たり日数（本省） 令和2年度 74.4日/年`` of each measure, its years one after the other."""
    return apart(
        t("since.measure", measure=history_lanes.measure(code), values=_years(group.itertuples()))
        for code, group in kept(_later, name).groupby("measure", sort=False)
    )


def _years(rows: Iterable[Any]) -> str:
    return listed(
        t(
            "since.value",
            period=history_lanes.period_in_words(row.period),
            value=history_lanes.value_in_words(row),
            unit=row.unit,
        )
        for row in rows
    )


def _spending(name: str, *, is_brief: bool = False) -> str:
    """Operation by fiscal year, million yen; where two sheets print another amount, both."""
    found = []
    for year, group in kept(history_lanes.spending, name).groupby("fiscal_year"):
        amounts = {number(row.thousand_yen / 1000): row.sheet_year for row in group.itertuples()}
        shown = [
            amount
            if is_brief or len(amounts) == 1
            else t("since.sheet", amount=amount, sheet=sheet)
            for amount, sheet in amounts.items()
        ]
        year_name = (short_fiscal_year if is_brief else fiscal_year)(int(year))
        found.append(f"{year_name} {t('since.or').join(shown)}")
    return listed(found)
