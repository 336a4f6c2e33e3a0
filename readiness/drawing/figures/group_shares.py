"""Shares of groups with their intervals, one row each. Description in, Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import pct
from readiness.subjects.charts import GroupShare, GroupShares

ROW_HEIGHT = 24
_STEP = 0.2  # of the axis


def group_shares(chart: GroupShares, *, narrow: bool = False) -> go.Figure:
    """One row per group: dot and interval, the chosen one on yellow, the reference dotted."""
    rows = chart.rows
    given = [row.label for row in rows]
    labels, gutter = (given, 0) if narrow else lettering.fitted(given, 13, 276, at_most=312)
    high = 46 if narrow else max(ROW_HEIGHT, 16 * max(map(lettering.lines, labels)) + 6)
    margin = {"l": 8, "r": 150} if narrow else {"l": gutter, "r": 166}
    figure = theme.figure(len(rows) * high + 26, margin=margin | {"t": 2, "b": 24})
    if chart.reference is not None:
        figure.add_shape(
            type="line",
            x0=chart.reference,
            x1=chart.reference,
            y0=-0.5,
            y1=len(rows) - 0.5,
            line={"color": theme.RULE, "width": 1, "dash": "dot"},
            layer="below",
        )
    line = 0.18 if narrow else 0
    for place, (label, row) in enumerate(zip(labels, rows, strict=True)):
        if row.is_chosen:
            _chosen(figure, place)
        if row.ratio is not None:
            _dot(figure, row, place + line)
        shown = f"<b>{label}</b>" if row.is_chosen else label
        _words(figure, shown, place, narrow, is_label=True)
        _words(figure, _value(row), place, narrow, is_label=False, is_long=row.ratio is None)
    # A share below 20 % is never cut off: the axis then begins at 0.
    ends = [end for row in rows if row.ratio is not None for end in (row.ratio, row.low or 1.0)]
    first = _STEP if min(ends, default=1.0) >= _STEP else 0.0
    ticks = [first + _STEP * step for step in range(round((1 - first) / _STEP) + 1)]
    figure.update_xaxes(
        **theme.axis(
            range=[first - 0.02, 1.02],
            tickvals=ticks,
            ticktext=[pct(tick, 0).removesuffix("%") for tick in ticks[:-1]] + ["100%"],
        )
    )
    figure.update_yaxes(**theme.axis(visible=False, range=[len(rows) - 0.5, -0.5]))
    return figure


def _value(row: GroupShare) -> str:
    return row.text if row.ratio is None else f"<b>{row.text}</b>  {row.count}"


def _chosen(figure: go.Figure, place: int) -> None:
    figure.add_shape(
        type="rect",
        xref="paper",
        x0=-3,
        x1=3,
        y0=place - 0.5,
        y1=place + 0.5,
        fillcolor=theme.SELECTED,
        line_width=0,
        layer="below",
    )


def _dot(figure: go.Figure, row: GroupShare, y: float) -> None:
    """A dot on its interval; a whole has none."""
    if row.low is not None:
        figure.add_scatter(
            x=[row.low, row.high],
            y=[y] * 2,
            mode="lines",
            line={"color": theme.RULE, "width": 2},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[row.ratio],
        y=[y],
        mode="markers",
        marker={"size": 11, "color": theme.ROOMS["light"][row.role]},
        hovertemplate=f"{row.label} {_value(row)}<extra></extra>",
    )


def _words(
    figure: go.Figure,
    text: str,
    place: int,
    narrow: bool,
    *,
    is_label: bool,
    is_long: bool = False,
) -> None:
    """A label left of the axis and its value at the right; above it in the narrow layout."""
    position, shift, anchor, y = 1, 10, "left", float(place)
    if narrow:
        y = place - 0.22 if is_label else place + 0.18
        position, shift = (0, 0) if is_label or is_long else (1, 8)
    elif is_label:
        position, shift, anchor = 0, -10, "right"
    elif is_long:
        position, shift = 0, 6
    figure.add_annotation(
        text=text,
        x=position,
        xref="paper",
        xanchor=anchor,
        xshift=shift,
        y=y,
        showarrow=False,
        align="right",
        font={"size": 12 if narrow else 13},
    )
