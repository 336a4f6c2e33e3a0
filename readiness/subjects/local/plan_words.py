"""Plans of single governments in words: quarters, states, and where the peers stand. Rows in, text out."""

from typing import Any

import pandas as pd

from readiness.language.wording import number, t
from readiness.subjects.charts import Column

# How the states of a plan are coloured, in the order in which they stand.
STATE_ROLES = {
    "adopted": "has",
    "planned": "planned",
    "undated": "uncertain",
    "not_planned": "others",
    "unknown": "paper",
    "not_answered": "paper",
}


def quarter_words(year: float | None, quarter: float | None) -> str:
    """``2027年度第2四半期``, or that no time is stated."""
    if pd.isna(year) or pd.isna(quarter):
        return t("local_rounds.undated")
    return t("intake.quarter", year=int(year or 0), quarter=int(quarter or 0))


def quarter_label(number_of_quarter: int) -> str:
    """A short label of the quarter ``4 * year + quarter - 1``."""
    year, quarter = divmod(number_of_quarter, 4)
    return t("local_rounds.quarter_tick", year=year, quarter=quarter + 1)


def plan_columns(counts: dict[int, int], undated: int) -> tuple[Column, ...]:
    """Every quarter from the first to the last planned one, also those nobody plans; undated ones last."""
    found: list[Column] = []
    if counts:
        found = [
            Column(quarter_label(one), counts.get(one, 0), role="planned")
            for one in range(min(counts), max(counts) + 1)
        ]
    if undated:
        found.append(Column(t("local_rounds.undated"), undated, role="uncertain"))
    return tuple(found)


def quarters_of(rows: pd.DataFrame) -> dict[int, int]:
    """Quarter (4 * year + quarter - 1) -> governments; ``rows``: of local_planned_quarters."""
    dated = rows.dropna(subset="planned_quarter")
    places = (dated["planned_fiscal_year"] * 4 + dated["planned_quarter"] - 1).astype(int)
    counted = dated.groupby(places)["government_count"].sum()
    return {int(place): int(count) for place, count in counted.items()}


def plans_by(rows: pd.DataFrame, group: str) -> pd.DataFrame:
    """Governments by ``group`` (rows) and planned quarter (columns, in time, undated last)."""
    ordered = rows.sort_values(["planned_fiscal_year", "planned_quarter"], na_position="last")
    words = [
        quarter_words(one.planned_fiscal_year, one.planned_quarter) for one in ordered.itertuples()
    ]
    table = ordered.assign(quarter=words).pivot_table(
        index=group, columns="quarter", values="government_count", aggfunc="sum", sort=False
    )
    order = list(dict.fromkeys(rows[group]))
    return table.loc[order, list(dict.fromkeys(words))].fillna(0).astype(int).reset_index()


def state_words(row: pd.Series) -> str:
    """One state of peer_plans in words."""
    if row["plan_state"] == "planned":
        return quarter_words(row["planned_fiscal_year"], row["planned_quarter"])
    return t(f"local_rounds.plan_state.{row['plan_state']}")


def peer_columns(rows: pd.DataFrame) -> tuple[Column, ...]:
    """Peers by state and planned quarter, one's own place marked; ``rows``: of peer_plans."""
    found: list[Column] = []
    for state, role in STATE_ROLES.items():
        part = rows[rows["plan_state"] == state]
        if state == "planned" and len(part):
            found += _planned(part)
        elif len(part):
            (row,) = part.itertuples()
            label = t(f"local_rounds.plan_tick.{state}")
            found.append(Column(label, int(row.peer_count), role, bool(row.is_own)))
    return tuple(found)


def _planned(rows: pd.DataFrame) -> list[Column]:
    places = (rows["planned_fiscal_year"] * 4 + rows["planned_quarter"] - 1).astype(int)
    by_place: dict[int, Any] = dict(zip(places, rows.itertuples(), strict=True))
    return [
        Column(
            quarter_label(one),
            int(by_place[one].peer_count) if one in by_place else 0,
            "planned",
            one in by_place and bool(by_place[one].is_own),
        )
        for one in range(min(by_place), max(by_place) + 1)
    ]


def peer_plan_sentence(rows: pd.DataFrame) -> str:
    """How the peers' plans lie and where one is oneself; "" for a round that asked for none.

    ``rows``: of peer_plans. Who did not answer is named and in no count.
    """
    if rows.empty:
        return ""
    counted = rows.groupby("plan_state")["peer_count"].sum()
    silent = int(counted.get("unknown", 0)) + int(counted.get("not_answered", 0))
    states = ("adopted", "planned", "undated", "not_planned")
    own = rows[rows["is_own"]]
    return t(
        "local_rounds.peer_plans",
        answered=number(rows["answered_count"].iloc[0]),
        own=state_words(own.iloc[0]) if len(own) else t("mark.none"),
        unknown=number(silent),
        **{state: number(counted.get(state, 0)) for state in states},
    )
