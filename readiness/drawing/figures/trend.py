"""A share over time that breaks where its source changes. Description in, Figure out."""

from datetime import timedelta
from itertools import groupby

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.drawing.scales import share_ticks
from readiness.language import lettering
from readiness.language.wording import month_tick, pct
from readiness.subjects.charts import Point, Trend

_ALONE = timedelta(days=180)  # room beside a single round


def trend(chart: Trend) -> go.Figure:
    """Rounds of one kind joined; one that is estimated or of practice stands apart, unconnected. The
    line breaks where such a round lies between two others.
    """
    figure = theme.figure(208, margin={"l": 40, "r": 8, "t": 14, "b": 38})
    for is_apart, run in groupby(chart.points, lambda point: point.is_estimated):
        if is_apart:
            marker = {"size": 11, "color": theme.PAPER, "line": {"color": theme.HAS, "width": 3}}
            _add(figure, list(run), mode="markers", marker=marker)
        else:
            marker = {"size": 9, "color": theme.HAS}
            line = {"color": theme.HAS, "width": 3}
            _add(figure, list(run), mode="lines+markers", line=line, marker=marker)
    for place, point in enumerate(chart.points):
        _value(figure, point, is_first=place == 0)
    _add_break(figure, chart)
    days = [point.day for point in chart.points]
    margin = (max(days) - min(days)) * 0.09 or _ALONE
    figure.update_xaxes(
        **theme.axis(
            tickvals=days,
            ticktext=[month_tick(day) for day in days],
            range=[min(days) - margin, max(days) + margin],
            tickangle=0,
            showline=True,
            linecolor=theme.RULE,
        )
    )
    ticks = share_ticks(point.ratio for point in chart.points)
    figure.update_yaxes(
        **theme.axis(
            range=[0, ticks[-1] * 1.075],
            tickvals=list(ticks),
            ticktext=[*(pct(tick, 0).removesuffix("%") for tick in ticks[:-1]), pct(ticks[-1], 0)],
            showgrid=True,
            gridcolor=theme.GRID,
        )
    )
    return figure


def _add(figure: go.Figure, points: list[Point], **options: object) -> None:
    figure.add_scatter(
        x=[point.day for point in points],
        y=[point.ratio for point in points],
        hoverinfo="skip",
        **options,
    )


def _value(figure: go.Figure, point: Point, *, is_first: bool) -> None:
    """Left of a rising line, so that no number stands on it."""
    is_above = is_first or point.is_estimated
    remark = f"<br>{lettering.short(point.remark)}" if point.remark else ""
    figure.add_annotation(
        x=point.day,
        y=point.ratio,
        text=point.text + remark,
        showarrow=False,
        xanchor="center" if is_above else "right",
        yshift=26 if remark else 16,
        xshift=0 if is_above else 6,
        font={"size": 14},
    )


def _add_break(figure: go.Figure, chart: Trend) -> None:
    """A dotted divider before the first round that stands apart, with the words that say why."""
    apart = [point for point in chart.points if point.is_estimated and not point.remark]
    if not apart or not chart.break_label:
        return
    first = apart[0].day
    before = [point.day for point in chart.points if point.day < first]
    if before:
        middle = before[-1] + (first - before[-1]) / 2
        line = {"color": theme.RULE, "width": 1, "dash": "dot"}
        figure.add_shape(type="line", x0=middle, x1=middle, yref="paper", y0=0, y1=1, line=line)
    is_last = first == chart.points[-1].day
    figure.add_annotation(
        x=1 if is_last else first,
        xref="paper" if is_last else "x",
        y=0.14,
        yref="paper",
        text=lettering.at_bracket(chart.break_label),
        showarrow=False,
        align="right",
        xanchor="right" if is_last else "center",
        bgcolor=theme.CARD,
        font={"size": 12, "color": theme.MUTED},
    )
