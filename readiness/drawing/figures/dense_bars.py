"""Many short bars to be seen at once: counts of a whole with one's own mark, values, small plots side by
side. Description in, Figure out.
"""

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import t
from readiness.subjects.charts import Bar, Bars

_ROLES = theme.ROOMS["light"]
_LEAST_ROWS = 6  # a card of few rows is as high as its neighbours
_FEW = 12  # so many rows have room to breathe
_HEAD, _GAP = 1.15, 0.25  # rows of a group's heading, and between groups
_MARKED_GUTTER, _GUTTER, _TAIL = 204, 150, 56


class _Row(NamedTuple):
    bar: Bar
    y: float


def dense_bars(chart: Bars, *, narrow: bool = False) -> go.Figure:
    """Groups below each other; more than two groups of counts stand as small plots side by side."""
    is_counted = any(bar.whole is not None for _, bars in chart.groups for bar in bars)
    if is_counted and len(chart.groups) > 2:
        return _panels(chart, columns=1 if narrow else 3)
    rows, heads, high = _places(chart)
    is_airy = len(rows) <= _FEW
    pixels, size = (21.0, 13) if is_airy else (16.4, 12)
    gutter = _gutter(rows, size)
    lines = max(high, _LEAST_ROWS if is_airy else 0)
    figure = theme.figure(
        int(lines * pixels) + (0 if is_airy else 4),
        margin={"l": gutter, "r": _TAIL if is_counted else 40, "t": 0, "b": 0},
        barmode="overlay",
    )
    _add_bars(figure, rows, 0.6 if is_airy else 0.72)
    is_marked = any(row.bar.mark for row in rows)
    for row in rows:
        label = _label(row.bar, lettering.room(gutter - (16 if is_marked else 0), size, 12))
        is_own = is_marked and row.bar.role != "others"
        _text(figure, row.y, f"<b>{label}</b>" if is_own else label, -8, size, anchor="right")
        if row.bar.mark:
            _text(figure, row.y, row.bar.mark, -gutter, 16)
        _value(figure, row, size)
    for y, head in heads:
        _text(figure, y, f"<b>{head}</b>", -gutter, 13)
    figure.update_xaxes(**theme.axis(visible=False, range=[0, chart.maximum or 1]))
    figure.update_yaxes(**theme.axis(visible=False, range=[lines - 0.5, -0.5]))
    return figure


def _places(chart: Bars) -> tuple[list[_Row], list[tuple[float, str]], float]:
    """Rows and headings with their places, and how many rows high all of it is."""
    rows: list[_Row] = []
    heads: list[tuple[float, str]] = []
    place = 0.0
    for heading, bars in chart.groups:
        if heading:
            heads.append((place, heading))
            place += _HEAD
        rows += [_Row(bar, place + n) for n, bar in enumerate(bars)]
        place += len(bars) + (_GAP if heading else 0)
    return rows, heads, place


def _gutter(rows: Sequence[_Row], size: int) -> int:
    if any(row.bar.mark for row in rows):
        return _MARKED_GUTTER
    return lettering.gutter([_label(row.bar, 100) for row in rows], size, _GUTTER)


def _label(bar: Bar, room: float) -> str:
    """The label, or its short form where it is wider than ``room`` em."""
    return bar.short if bar.short and lettering.em(bar.label) > room else bar.label


def _add_bars(
    figure: go.Figure, rows: Sequence[_Row], thick: float, axes: dict[str, str] | None = None
) -> None:
    """The bars, the outline of the whole around each count, and dots where marks are lost."""
    on = axes or {}
    figure.add_bar(
        x=[row.bar.value or 0 for row in rows],
        y=[row.y for row in rows],
        width=thick,
        orientation="h",
        marker={"color": [_ROLES[row.bar.role] for row in rows]},
        hovertext=[row.bar.hint for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        **({"xaxis": on["xref"], "yaxis": on["yref"]} if on else {}),
    )
    for row in rows:
        if row.bar.whole is None:
            continue
        edge = {"type": "rect", "y0": row.y - thick / 2, "y1": row.y + thick / 2, **on}
        figure.add_shape(**edge, x0=0, x1=row.bar.whole, line={"color": theme.OTHERS, "width": 1})
        if row.bar.lost:
            dots = {"color": theme.OBSTACLE, "width": 2, "dash": "dot"}
            value = row.bar.value or 0
            figure.add_shape(**edge, x0=value, x1=value + row.bar.lost, line=dots)


def _value(figure: go.Figure, row: _Row, size: int) -> None:
    """A count at the end of its whole, a value at the end of its bar."""
    bar = row.bar
    text, x = bar.text, bar.value or 0
    if bar.whole is not None:
        lost = f"{t('mark.plus')}{bar.lost:g}" if bar.lost else ""
        text, x = f"<b>{bar.value or 0:g}{lost}</b>", bar.whole
    figure.add_annotation(
        x=x,
        y=row.y,
        text=text,
        xanchor="left",
        xshift=6,
        showarrow=False,
        font={"size": size + 1 if bar.whole is not None else size},
    )


def _text(
    figure: go.Figure, y: float, text: str, shift: float, size: int, *, anchor: str = "left"
) -> None:
    """Words in the gutter, ``shift`` px from the start of the bars."""
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor=anchor,
        xshift=shift,
        y=y,
        text=text,
        showarrow=False,
        font={"size": size},
    )


def _panels(chart: Bars, columns: int) -> go.Figure:
    """One small plot per group, ``columns`` of them side by side."""
    lines = -(-len(chart.groups) // columns)
    most = max(len(bars) for _, bars in chart.groups)
    figure = theme.figure(200 * lines, margin={"l": 4, "r": 4, "t": 0, "b": 0}, barmode="overlay")
    gutter = 0.155 * 3 / columns if columns > 1 else 0.42
    for n, (heading, bars) in enumerate(chart.groups):
        line, column = divmod(n, columns)
        left, bottom = column / columns, 1 - (line + 1) / lines
        suffix = "" if n == 0 else str(n + 1)
        domain = [left + gutter * 0.62, left + 1 / columns - 0.01]
        figure.update_layout(
            {
                f"xaxis{suffix}": theme.axis(
                    visible=False,
                    range=[0, (chart.maximum or 1) * 1.45],
                    domain=domain,
                    anchor=f"y{suffix}",
                ),
                f"yaxis{suffix}": theme.axis(
                    visible=False,
                    range=[most - 0.4, -1.6],
                    domain=[bottom + 0.01, bottom + 1 / lines - 0.02],
                    anchor=f"x{suffix}",
                ),
            }
        )
        _panel(figure, heading, bars, most, {"xref": f"x{suffix}", "yref": f"y{suffix}"})
    return figure


def _panel(
    figure: go.Figure, heading: str, bars: Sequence[Bar], most: int, axes: dict[str, str]
) -> None:
    figure.add_annotation(
        x=0,
        y=-1.1,
        text=f"<b>{heading}</b>",
        xanchor="left",
        xshift=-84,
        showarrow=False,
        font={"size": 14},
        **axes,
    )
    _add_bars(figure, [_Row(bar, float(n)) for n, bar in enumerate(bars)], 0.6, axes)
    for n, bar in enumerate(bars):
        shared = {"y": n, "showarrow": False, "font": {"size": 12}, **axes}
        figure.add_annotation(x=0, text=bar.label, xanchor="right", xshift=-6, **shared)
        end = bar.whole or bar.value or 0
        text = bar.text.replace(" / ", "</b> / ", 1)
        bold = f"<b>{text}" if "</b>" in text else f"<b>{text}</b>"
        figure.add_annotation(x=end, text=bold, xanchor="left", xshift=6, **shared)
