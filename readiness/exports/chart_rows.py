"""The numbers of any figure as rows under words, one datum a cell, for its CSV. Description in, rows out."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from readiness.language.wording import said, t
from readiness.subjects.charts import (
    AreaMap,
    Bars,
    Blank,
    Chart,
    Columns,
    Course,
    Courses,
    Funnel,
    Grid,
    GroupShares,
    Ladder,
    Lanes,
    Moves,
    Parts,
    PeerStrips,
    Ranking,
    Schedule,
    SpotMap,
    Stack,
    Steps,
    Strip,
    Timeline,
    Trend,
)

Row = Mapping[str, Any]


def rows_of(chart: Chart) -> pd.DataFrame:
    """One row per bar, dot, cell, sign or area; columns that say nothing are left out."""
    rows = pd.DataFrame([dict(row) for row in _rows(chart)])
    said_something = [name for name in rows if not rows[name].isin(["", None]).all()]
    shown = rows[said_something].rename(columns={n: t(f"figure.{n}") for n in said_something})
    texts = [name for name in shown if pd.api.types.is_string_dtype(shown[name])]
    return shown.assign(**{name: shown[name].map(said, na_action="ignore") for name in texts})


def _rows(chart: Chart) -> Iterable[Row]:
    match chart:
        case Bars():
            for group, bars in chart.groups:
                for bar in bars:
                    yield {
                        "group": group,
                        "label": bar.label,
                        "state": bar.mark,
                        "value": bar.value,
                        "low": bar.low,
                        "high": bar.high,
                        "compared": bar.tick,
                        "text": bar.words,
                    }
        case Columns():
            yield from ({"label": one.label, "value": one.count} for one in chart.columns)
        case Ladder():
            yield from ({"label": label, "value": count} for label, count in chart.steps)
        case Moves():
            for before, counts in zip(chart.before, chart.counts, strict=True):
                for after, count in zip(chart.after, counts, strict=True):
                    yield {"group": before, "label": after, "value": count}
        case Timeline():
            for event in chart.events:
                yield {"when": event.when, "label": event.title, "text": event.about}
        case Strip():
            yield from ({"label": d.label, "value": d.value, "text": d.text} for d in chart.dots)
        case Parts():
            for part in chart.parts:
                for name in part.names:
                    yield {"group": part.label, "state": part.mark, "label": name}
        case Steps():
            yield from _steps(chart)
        case Schedule():
            yield from _steps(chart.coverage)
            yield from _rows(chart.plans)
        case Trend():
            for point in chart.points:
                yield {"label": point.label, "value": point.ratio, "text": point.text}
        case Grid():
            for label, cells in zip(chart.rows, chart.cells, strict=True):
                for column, cell in zip(chart.columns, cells, strict=True):
                    yield {"label": label, "column": column, "text": cell.mark}
        case Stack():
            for brick in chart.bricks:
                when = None if brick.quarter is None else chart.quarters[brick.quarter]
                yield {"when": when, "label": brick.name, "text": brick.text or brick.hint}
        case Courses():
            rows = (*chart.rows, chart.total) if chart.total else chart.rows
            yield from _signs(rows, chart.years, chart.first_year)
        case Lanes():
            yield from _signs(chart.lanes, chart.years, chart.first_year)
        case AreaMap():
            for area in chart.areas:
                group = chart.keys[area.place].label
                yield {
                    "code": area.code,
                    "label": area.name,
                    "value": area.value,
                    "group": group,
                    "text": area.text,
                }
        case SpotMap():
            for spot in chart.spots:
                state = t(f"status.{spot.state}")
                yield {"code": spot.code, "label": spot.name, "state": state}
        case Ranking():
            for row in chart.rows:
                yield {
                    "rank": row.rank,
                    "label": row.label,
                    "value": row.value,
                    "low": row.low,
                    "high": row.high,
                    "text": row.text,
                }
        case GroupShares():
            for share in chart.rows:
                yield {
                    "label": share.label,
                    "value": share.ratio,
                    "low": share.low,
                    "high": share.high,
                    "text": share.text,
                    "count": share.count,
                }
        case PeerStrips():
            for strip in chart.strips:
                values = zip(strip.values, strip.texts, strict=False)
                for value, text in values:
                    yield {"group": strip.label, "value": value, "text": text}
                if strip.own is not None:
                    own = {"state": t("figure.own"), "value": strip.own, "text": strip.own_text}
                    yield {"group": strip.label, **own}
        case Funnel():
            for dot in chart.points:
                yield {"label": dot.label, "count": dot.size, "value": dot.ratio, "text": dot.hint}
        case Blank():
            yield {"text": chart.reason}


def _steps(chart: Steps) -> Iterable[Row]:
    for name, values in zip(
        chart.series_labels, (chart.certain, chart.covered, chart.possible), strict=True
    ):
        for when, value in zip(chart.quarters, values, strict=False):
            yield {"group": name, "when": when, "value": value}


def _signs(
    courses: Iterable[Course], years: tuple[tuple[str, str], ...], first_year: int
) -> Iterable[Row]:
    for course in courses:
        for sign in course.signs:
            place = min(max(int(sign.start - first_year), 0), len(years) - 1)
            text = " ".join(filter(None, (sign.text, sign.beside))) or sign.hint
            yield {
                "label": course.label,
                "when": years[place][0],
                "value": sign.value,
                "text": text,
            }
