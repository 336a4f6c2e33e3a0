"""The local governments on the home page: adoption by class, over time, and the latest change."""

from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import ESTIMATED, FINAL, PRACTICE
from readiness.language.wording import listed, number, pct, period, short_era_month, signed, t
from readiness.subjects.agencies import provisional
from readiness.subjects.agencies.chapter import Chapter
from readiness.subjects.charts import Blank, Chart, Point, Trend
from readiness.subjects.kept import kept
from readiness.subjects.model import Figure, KeyFigure, Line, Passage, Provenance, Table, View
from readiness.subjects.provenance import of_sources, origin, said

CLASSES = ("都道府県", "指定都市", "市区町村")
_MUNICIPAL = CLASSES[-1]
_APART = (ESTIMATED, PRACTICE)  # never joined to the others, never compared with them
_FEW = 5  # no share of fewer governments


def chapter() -> Chapter:
    """What the newest final round of the local governments says, and those before it."""
    rows = _rows()
    code = queries.latest_round("local")
    now = rows[(rows["round_code"] == code) & (rows["answered_count"] > 0)]
    now = now.set_index("entity_class", drop=False)
    trend = _trend(rows)
    figure = Figure(t("overview.local"), trend, _alt(trend))
    notes = said(_two_rates(now), _break(trend))
    answered = int(now.loc[now.index.isin(CLASSES), "answered_count"].sum())
    missing = () if answered else (t("overview.local.nobody"),)
    return Chapter(
        label=t("overview.local.label"),
        headline=_headline(now),
        provenance=origin(code, t("view.denominator.governments", total=number(answered))),
        key_figures=tuple(_key_figure(now.loc[name]) for name in CLASSES if name in now.index),
        figures={"local": figure},
        passages={
            "change": _change(rows),
            "provisional_local": Passage("", provisional.lines("local")),
        },
        tables={"rounds": _table(rows)},
        views={"trend": _view(rows, trend, figure.alt)},
        notes=notes,
        missing=missing,
    )


def _rows() -> pd.DataFrame:
    """Final rounds in time order; a provisional one is told beside them."""
    rows = kept(queries.local_adoption_by_round)
    return rows[rows["state"] == FINAL]


def _municipal(rows: pd.DataFrame) -> pd.DataFrame:
    is_known = (rows["entity_class"] == _MUNICIPAL) & (rows["answered_count"] > 0)
    return rows[is_known].reset_index(drop=True)


def _share(row: Any) -> str:
    """``60.1%``; of few governments the count."""
    if row["answered_count"] < _FEW:
        count, total = number(row["adopted_count"]), number(row["answered_count"])
        return t("view.of", count=count, total=total)
    return pct(row["adoption_ratio"], 0 if row["adoption_ratio"] in (0, 1) else 1)


def _headline(now: pd.DataFrame) -> str:
    """The municipalities in one sentence; another class where they were not asked."""
    found = [name for name in reversed(CLASSES) if name in now.index]
    if not found:
        return t("overview.local.nobody")
    row = now.loc[found[0]]
    return t(
        "overview.local.sentence",
        entity_class=row["entity_class"],
        answered=number(row["answered_count"]),
        adopted=number(row["adopted_count"]),
        share="" if row["answered_count"] < _FEW else t("overview.local.share", share=_share(row)),
    )


def _key_figure(row: Any) -> KeyFigure:
    label = t(
        "overview.class_metric",
        entity_class=row["entity_class"],
        adopted_count=number(row["adopted_count"]),
        entity_count=number(row["answered_count"]),
    )
    return KeyFigure(label, _share(row))


def _two_rates(now: pd.DataFrame) -> str:
    """The share with and without the designated cities, which stand on different screens."""
    if not {"指定都市", _MUNICIPAL} <= set(now.index):
        return ""
    without, cities = now.loc[_MUNICIPAL], now.loc["指定都市"]
    adopted = without["adopted_count"] + cities["adopted_count"]
    answered = without["answered_count"] + cities["answered_count"]
    if without["answered_count"] < _FEW:
        return ""
    return t(
        "overview.two_rates",
        without=_share(without),
        without_count=number(without["answered_count"]),
        whole=pct(adopted / answered),
        whole_count=number(answered),
    )


def _trend(rows: pd.DataFrame) -> Chart:
    municipal = _municipal(rows)
    if municipal.empty:
        return Blank(t("overview.local.no_trend"))
    return Trend(
        points=tuple(
            Point(
                label=short_era_month(row.survey_date),
                day=row.survey_date.date(),
                ratio=row.adoption_ratio,
                text=pct(row.adoption_ratio),
                is_estimated=row.basis in _APART,
                remark=row.basis if row.basis == PRACTICE else "",
            )
            for row in municipal.itertuples()
        ),
        series_labels=(t("view.local_trend.published"), t("view.local_trend.estimated")),
        break_label=t("view.local_trend.break") if _has_estimated(municipal) else "",
    )


def _has_estimated(municipal: pd.DataFrame) -> bool:
    return bool((municipal["basis"] == ESTIMATED).any())


def _alt(trend: Chart) -> str:
    if isinstance(trend, Blank):
        return trend.reason
    assert isinstance(trend, Trend)
    values = listed(f"{point.label} {point.text}" for point in trend.points)
    return t("view.local_trend.alt", values=values) + (
        t("view.local_trend.alt.apart") if trend.break_label else ""
    )


def _break(trend: Chart) -> str:
    is_broken = isinstance(trend, Trend) and trend.break_label
    return t("view.local_trend.note") if is_broken else ""


def _change(rows: pd.DataFrame) -> Passage:
    """The last two rounds whose figures may be compared; none where there are not two."""
    municipal = _municipal(rows)
    alike = municipal[~municipal["basis"].isin(_APART)].tail(2)
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
    return Passage("", (Line(text, label=t("overview.change.label")),))


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


def _view(rows: pd.DataFrame, trend: Chart, alt: str) -> View:
    municipal = _municipal(rows)
    title = t("view.local_trend")
    if municipal.empty:
        return View(
            title=title,
            headline=alt,
            key_figure=t("mark.none"),
            key_label="",
            chart=trend,
            rows=municipal,
            alt=alt,
            provenance=origin(queries.latest_round("local"), ""),
        )
    joined = municipal[~municipal["basis"].isin(_APART)]
    first, last = (joined if len(joined) else municipal).iloc[[0, -1]].to_dict("records")
    now = municipal.iloc[-1]
    is_apart = now["basis"] in _APART
    provenance: Provenance = origin(
        now["round_code"],
        t("view.denominator.each_round"),
        as_of=_span(municipal),
        published="",
        basis=listed(dict.fromkeys(municipal["basis"])),
        is_practice=bool((municipal["basis"] == PRACTICE).any()),
        **of_sources(list(dict.fromkeys(municipal["source_id"]))),
    )
    return View(
        title=title,
        headline=t(
            "view.local_trend.headline",
            first=period(f"{first['survey_date']:%Y-%m}"),
            first_ratio=pct(first["adoption_ratio"]),
            last=period(f"{last['survey_date']:%Y-%m}"),
            last_ratio=pct(last["adoption_ratio"]),
        )
        + (t("view.local_trend.headline_break") if is_apart and len(joined) else ""),
        key_figure=_share(now),
        key_label=t(
            "view.of", count=number(now["adopted_count"]), total=number(now["answered_count"])
        )
        + (t("view.local_trend.key") if now["basis"] == ESTIMATED else ""),
        chart=trend,
        rows=rows[
            ["survey_date", "entity_class", "adopted_count", "answered_count", "adoption_ratio"]
        ].assign(survey_date=[day.date() for day in rows["survey_date"]], basis=rows["basis"]),
        alt=alt,
        caution=t("view.local_trend.caution") if now["basis"] == ESTIMATED else "",
        notes=said(_break(trend)),
        provenance=provenance,
    )


def _span(municipal: pd.DataFrame) -> str:
    """``2020年3月～2023年10月（最後は推定）``."""
    first, last = municipal["survey_date"].iloc[0], municipal["survey_date"].iloc[-1]
    text = t("view.span", first=period(f"{first:%Y-%m}"), last=period(f"{last:%Y-%m}"))
    is_estimated = municipal["basis"].iloc[-1] == ESTIMATED
    return text + (t("view.last_estimated") if is_estimated else "")
