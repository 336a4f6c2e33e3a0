"""The local governments on the home page: adoption by class, over time, and the latest change."""

from dataclasses import replace
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.language.wording import number, pct, period, short_era_month, signed, t
from readiness.subjects.agencies import provisional
from readiness.subjects.agencies.chapter import Chapter
from readiness.subjects.local import series
from readiness.subjects.local.rates import (
    DESIGNATED,
    FEWEST_FOR_SHARE,
    MUNICIPALITIES,
    PREFECTURES,
)
from readiness.subjects.model import Figure, KeyFigure, Line, Passage, Table
from readiness.subjects.provenance import origin, said

CLASSES = (PREFECTURES, DESIGNATED, MUNICIPALITIES)


def chapter() -> Chapter:
    """What the newest final round of the local governments says, and those before it."""
    rows, municipal = series.final_rows(), series.Series(MUNICIPALITIES)
    code = queries.latest_round("local")
    now = rows[(rows["round_code"] == code) & (rows["answered_count"] > 0)]
    now = now.set_index("entity_class", drop=False)
    figure = Figure(t("overview.local"), municipal.trend, municipal.alt)
    notes = said(_two_rates(now), *municipal.notes)
    answered = int(now.loc[now.index.isin(CLASSES), "answered_count"].sum())
    missing = () if answered else (t("overview.local.nobody"),)
    return Chapter(
        label=t("overview.local.label"),
        headline=_headline(now),
        provenance=origin(code, t("view.denominator.governments", total=number(answered))),
        key_figures=tuple(_key_figure(now.loc[name]) for name in CLASSES if name in now.index),
        figures={"local": figure},
        passages={
            "change": _change(municipal.joined),
            "provisional_local": Passage("", provisional.lines("local")),
        },
        tables={"rounds": _table(rows)},
        views={"trend": replace(municipal.view(), notes=notes)},
        notes=notes,
        missing=missing,
    )


def _headline(now: pd.DataFrame) -> str:
    """The municipalities in one sentence; another class where they were not asked."""
    found = [name for name in reversed(CLASSES) if name in now.index]
    if not found:
        return t("overview.local.nobody")
    row = now.loc[found[0]]
    share = ""
    if row["answered_count"] >= FEWEST_FOR_SHARE:
        share = t("overview.local.share", share=series.share(row))
    return t(
        "overview.local.sentence",
        entity_class=row["entity_class"],
        answered=number(row["answered_count"]),
        adopted=number(row["adopted_count"]),
        share=share,
    )


def _key_figure(row: Any) -> KeyFigure:
    label = t(
        "overview.class_metric",
        entity_class=row["entity_class"],
        adopted_count=number(row["adopted_count"]),
        entity_count=number(row["answered_count"]),
    )
    return KeyFigure(label, series.share(row))


def _two_rates(now: pd.DataFrame) -> str:
    """The share with and without the designated cities, which stand on different screens."""
    if not {DESIGNATED, MUNICIPALITIES} <= set(now.index):
        return ""
    without, cities = now.loc[MUNICIPALITIES], now.loc[DESIGNATED]
    adopted = without["adopted_count"] + cities["adopted_count"]
    answered = without["answered_count"] + cities["answered_count"]
    if without["answered_count"] < FEWEST_FOR_SHARE:
        return ""
    return t(
        "overview.two_rates",
        without=series.share(without),
        without_count=number(without["answered_count"]),
        whole=pct(adopted / answered),
        whole_count=number(answered),
    )


def _change(joined: pd.DataFrame) -> Passage:
    """The last two rounds whose figures may be compared, none where there are not two; all bodies."""
    alike = joined.tail(2)
    if len(alike) < 2:
        return Passage("", ())
    before, after = alike.iloc[0], alike.iloc[1]
    text = t(
        "overview.change",
        before=short_era_month(before["survey_date"]),
        after=short_era_month(after["survey_date"]),
        before_count=number(before["adopted_count"]),
        after_count=number(after["adopted_count"]),
        change=signed(after["adopted_count"] - before["adopted_count"]),
    )
    whole = Line(t("overview.series"), link="local_rounds?view=series")
    return Passage("", (Line(text, label=t("overview.change.label")), whole))


def _table(rows: pd.DataFrame) -> Table:
    shown = rows[
        [
            "survey_date",
            "entity_class",
            "adopted_count",
            "answered_count",
            "adoption_ratio",
            "basis",
        ]
    ].reset_index(drop=True)
    days = rows["survey_date"]
    span = {"first": f"{days.min():%Y-%m}", "last": f"{days.max():%Y-%m}"} if len(rows) else {}
    ends = {name: period(day) for name, day in span.items()} or {"first": "", "last": ""}
    return Table("", shown, t("overview.file_name", **ends))
