"""What came of an agency and of the plans: days and shares published later, in words. Rows in, words out."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.language import lettering
from readiness.language.wording import apart, fiscal_year, listed, number, said, t
from readiness.subjects.agencies.of_agency import of_agency
from readiness.subjects.charts import Blank, Chart, Dot, Strip
from readiness.subjects.kept import kept

SCOPES = ("本省", "地方局等", "全体")
FEW = 5  # no median of fewer: names and values instead


def rows_of(name: str) -> pd.DataFrame:
    """Rows of agency_outcome: what was published later about one agency."""
    return of_agency(queries.agency_outcome, name)


def government_days() -> float | None:
    """Days per person at the head offices of the whole government, of the last year published."""
    rows = kept(queries.agency_days_per_person)
    return float(rows["days_per_person"].iloc[-1]) if len(rows) else None


def newest_days(outcome: pd.DataFrame) -> pd.DataFrame:
    """Days per person of the last fiscal year published, by scope."""
    days = outcome[outcome["measure"] == "days_per_person"]
    return days[days["fiscal_year"] == days["fiscal_year"].max()].set_index("scope")


def days_line(outcome: pd.DataFrame) -> str:
    """One part per scope, each with its rank among those we hold."""
    days = newest_days(outcome)
    if days.empty:
        return t("outcome.not_held")
    return apart(
        t(
            "agency_karte.days.scope",
            scope=scope,
            days=f"{days.loc[scope, 'value']:.1f}",
            rank=days.loc[scope, "rank"],
            of=days.loc[scope, "ranked_count"],
        )
        if scope in days.index
        else t("agency_karte.days.scope_none", scope=scope)
        for scope in SCOPES
    )


def days_of(outcome: pd.DataFrame) -> str:
    """``80.8日（1位／20）``: the days at the head office."""
    days = newest_days(outcome)
    if SCOPES[0] not in days.index:
        return t("outcome.not_held")
    row = days.loc[SCOPES[0]]
    value = {"value": f"{row['value']:.1f}", "rank": row["rank"], "of": row["ranked_count"]}
    return t("outcome.days", **value)


def share_of(outcome: pd.DataFrame) -> str:
    """``63%（3位／10）``: staff who teleworked in FY2019; our copy has those of half or more."""
    share = outcome[outcome["measure"] == "teleworker_pct"]
    if share.empty:
        return t("outcome.not_held")
    row = share.iloc[0]
    return t("outcome.share", value=number(row["value"]), rank=row["rank"], of=row["ranked_count"])


def share_line(outcome: pd.DataFrame) -> str:
    """The share with its year, and which shares are in our hands."""
    share = outcome[outcome["measure"] == "teleworker_pct"]
    key = "agency_karte.share" if len(share) else "agency_karte.share.none"
    return t(key, year=fiscal_year(2019), value=share_of(outcome))


def strip(outcomes: pd.DataFrame, own: str) -> Chart:
    """Days of every agency we hold, one's own and the government's; rows of agency_plan_outcomes."""
    known = outcomes.dropna(subset=["days_per_person"])
    government = government_days()
    if known.empty:
        return Blank(t("outcome.not_held"))
    dots = [
        Dot(row.agency_name, float(row.days_per_person), f"{row.days_per_person:.1f}")
        for row in known.itertuples()
    ]
    if government is not None:
        text = t("agency_karte.government", days=f"{government:.1f}")
        dots.append(Dot(text, government, text, "reference"))
    dots += [
        Dot(row.agency_name, float(row.days_per_person), f"{row.days_per_person:.1f}", "own")
        for row in known[known["agency_name"] == own].itertuples()
    ]
    return Strip(tuple(dots), t("view.unit.days"))


def strip_alt(outcomes: pd.DataFrame, name: str, outcome: pd.DataFrame) -> str:
    """Range of the days, the government's and one's own."""
    known = outcomes["days_per_person"].dropna()
    if known.empty:
        return t("outcome.not_held")
    government = government_days()
    return t(
        "agency_karte.days_alt",
        known=len(known),
        low=f"{known.min():.1f}",
        high=f"{known.max():.1f}",
        government=t("mark.none") if government is None else f"{government:.1f}",
        own=f"{said(name)} {days_line(outcome)}",
    )


def one_decimal(value: float) -> str:
    """Rounded half up, as the published tables are."""
    return f"{int(value * 10 + 0.5) / 10:.1f}"


def middle(rows: pd.DataFrame) -> str:
    """The median of the days of a group, or, of few, each name with its days; ``rows``: of
    agency_plan_outcomes.
    """
    known = rows.dropna(subset=["days_per_person"])
    if len(known) >= FEW:
        return t("outcome.median", days=one_decimal(known["days_per_person"].median()))
    if known.empty:
        return t("outcome.not_held")
    return values(known.itertuples())


def values(rows: Iterable[Any]) -> str:
    """``内閣官房 69.9日、復興庁 12.0日``."""
    return listed(
        t("outcome.value", name=lettering.short(row.agency_name), days=f"{row.days_per_person:.1f}")
        for row in rows
    )


def source_ids(outcome: pd.DataFrame) -> list[str]:
    """The sources of the days and the share shown of one agency, and of the government's days."""
    shown = outcome[outcome["measure"].isin(["days_per_person", "teleworker_pct"])]
    government = kept(queries.agency_days_per_person)["source_id"]
    return list(dict.fromkeys([*government, *shown["source_id"]]))
