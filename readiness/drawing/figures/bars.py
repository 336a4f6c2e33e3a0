"""Horizontal bars in groups. Description in, Figure out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.typesetting import wrap
from readiness.language.wording import said
from readiness.subjects.charts import Bar, Bars

SIZE = 13  # px of labels and values
_BESIDE = 15.0  # em; wider labels stand above their bars
_LEAST_BESIDE = 84  # px
_ROOM = {False: 480, True: 310}  # px of a label above its bar, in the window and on a telephone
_BELOW = 10.0  # em; on a telephone wider values stand below their bars
_ROLES = theme.ROOMS["light"]


@dataclass(frozen=True)
class _Row:
    """A bar, or the heading of a group without one, with its words and the pixels it takes."""

    bar: Bar | None
    label: str
    value: str
    above: int
    thick: int
    below: int

    @property
    def height(self) -> int:
        return self.above + self.thick + self.below


def bars(chart: Bars, *, narrow: bool = False) -> go.Figure:
    """The bars; short labels stand left of them and long ones above, values at the right or, on a
    telephone, below. A tick is a dark line, a reference a dotted one through all bars.
    """
    every = [bar for _, group in chart.groups for bar in group]
    is_above = max((lettering.em(_label(bar)) for bar in every), default=0) > _BESIDE
    values = [_value(bar) for bar in every]
    widest = max((lettering.em(value) for value in values), default=0)
    is_below = narrow and widest > _BELOW
    rows = _rows(chart, is_above=is_above, is_below=is_below, narrow=narrow)
    gutter = 0
    if not is_above:
        labels = max((lettering.em(row.label) for row in rows if row.bar), default=0)
        gutter = max(_LEAST_BESIDE, round(labels * SIZE) + 12)
    tail = 8 if is_below else round(widest * SIZE) + 14
    figure = theme.figure(
        sum(row.height for row in rows) + 6, margin={"l": gutter, "r": tail, "t": 2, "b": 4}
    )
    _draw(figure, chart, rows, gutter, is_above=is_above, is_below=is_below)
    total = sum(row.height for row in rows)
    figure.update_xaxes(**theme.axis(visible=False, range=[0, chart.maximum or 1]))
    figure.update_yaxes(**theme.axis(visible=False, range=[total, 0]))
    return figure


def _label(bar: Bar) -> str:
    return f"{bar.mark} {said(bar.label)}" if bar.mark else said(bar.label)


def _value(bar: Bar, room: float = 0) -> str:
    """Text in bold and remark; in lines of at most ``room`` px if there is any."""
    lines = f"{bar.text}{bar.remark}".split("\n")
    if room:
        lines = [part for line in lines for part in wrap(line, SIZE, room)]
    text = "<br>".join(lines)
    return f"<b>{bar.text}</b>{text[len(bar.text) :]}" if text.startswith(bar.text) else text


def _folded(text: str, room: float) -> str:
    return "<br>".join(wrap(text, SIZE, room))


def _rows(chart: Bars, *, is_above: bool, is_below: bool, narrow: bool) -> list[_Row]:
    has_headings = len(chart.groups) > 1
    rows: list[_Row] = []
    for heading, group in chart.groups:
        if has_headings:
            lines = [f"<b>{line}</b>" for line in wrap(said(heading), SIZE, _ROOM[narrow])]
            rows.append(_Row(None, "<br>".join(lines), "", 5, 16 * len(lines), 1))
        for bar in group:
            label, value = _label(bar), _value(bar, _ROOM[True] if is_below else 0)
            above, thick, below = 2, 17, 3
            if is_above:
                label = _folded(label, _ROOM[narrow])
                # Without a value there is no bar to stand above.
                thick = 0 if bar.value is None else 12
                above, below = 2 + 16 * lettering.lines(label), 3
            else:
                label = _folded(label, _BESIDE * SIZE)
                thick = max(thick, 16 * lettering.lines(label))
            if is_below:
                below += 2 + 16 * lettering.lines(value)
            else:
                # The first of two lines stands beside the label above the bar.
                room = thick + (above - 2 if is_above else 0)
                below = max(below, 16 * lettering.lines(value) - room)
            rows.append(_Row(bar, label, value, above, thick, below))
    return rows


def _draw(
    figure: go.Figure,
    chart: Bars,
    rows: Sequence[_Row],
    gutter: int,
    *,
    is_above: bool,
    is_below: bool,
) -> None:
    top = 0
    drawn: list[tuple[_Row, float]] = []
    labels: list[tuple[float, str]] = []
    beside: list[tuple[float, str]] = []
    first = None
    for row in rows:
        middle = top + row.above + row.thick / 2
        if row.bar is None:
            _heading(figure, middle, row.label, gutter)
        else:
            first = middle - row.thick if first is None else first
            drawn.append((row, middle))
            labels.append((top + row.above / 2 + 1 if is_above else middle, row.label))
            low = middle + row.thick / 2 + 3 + 8 * lettering.lines(row.value)
            up = 8.0 * (lettering.lines(row.value) - 1) if is_above else 0.0
            if is_above and not row.thick:
                up = row.above / 2 - 1
            beside.append((low if is_below else middle - up, row.value))
        top += row.height
    if chart.is_ratio and chart.maximum == 1:
        _add(figure, drawn, [1.0] * len(drawn), theme.PAPER, outline=theme.GRID)
    _bars(figure, drawn)
    for row, middle in drawn:
        if row.bar is not None and row.bar.tick is not None and row.bar.value is not None:
            _tick(figure, row, middle, 0 if is_above else 2)
        if row.bar is not None and row.bar.low is not None:
            _interval(figure, row.bar, middle + row.thick / 2 + 2)
    if chart.reference is not None:
        line = {"color": theme.NATION, "width": 2, "dash": "dot"}
        figure.add_shape(
            type="line", x0=chart.reference, x1=chart.reference, y0=first or 0, y1=top, line=line
        )
    _texts(figure, labels, gutter=gutter, is_left=not is_above)
    maximum = chart.maximum or 1
    places = [0.0 if is_below else maximum] * len(beside)
    gap = "" if is_below else theme.EN_SPACE
    texts = [gap + text.replace("<br>", f"<br>{gap}") for _, text in beside]
    theme.write(figure, places, [y for y, _ in beside], texts, size=SIZE)


def _texts(
    figure: go.Figure, labels: Sequence[tuple[float, str]], *, gutter: int, is_left: bool
) -> None:
    """Labels of the bars: ending left of the plot, or beginning at its edge above the bars."""
    theme.write(
        figure,
        [0] * len(labels),
        [y for y, _ in labels],
        [text.replace("<br>", f"{theme.EN_SPACE}<br>") + theme.EN_SPACE for _, text in labels]
        if is_left
        else [text for _, text in labels],
        size=SIZE,
        position="middle left" if is_left else "middle right",
    )


def _heading(figure: go.Figure, y: float, text: str, gutter: int) -> None:
    figure.add_annotation(
        x=0,
        xref="paper",
        xshift=-gutter,
        y=y,
        text=text,
        showarrow=False,
        xanchor="left",
        align="left",
        font={"size": SIZE, "color": theme.MUTED},
    )


def _add(
    figure: go.Figure,
    drawn: Sequence[tuple[_Row, float]],
    values: Sequence[float],
    color: Any,
    *,
    outline: str = "",
) -> None:
    keys = [row.bar.key if row.bar else "" for row, _ in drawn]
    # A bar that can be picked answers the pointer, and stays as it is when another one is picked.
    picks: dict[str, Any] = {"hoverinfo": "skip"}
    if any(keys):
        picks = {"hoverinfo": "none", "customdata": keys, "unselected": {"marker": {"opacity": 1}}}
    figure.add_bar(
        x=values,
        y=[middle for _, middle in drawn],
        width=[row.thick for row, _ in drawn],
        orientation="h",
        marker={"color": color, "line": {"color": outline or color, "width": 1 if outline else 0}},
        **picks,
    )
    figure.update_layout(barmode="overlay")


def _bars(figure: go.Figure, drawn: Sequence[tuple[_Row, float]]) -> None:
    """Solid bars; a bar with a part is pale with the part on it; an uncertain one is grey and dotted."""
    solid = [(row, y) for row, y in drawn if row.bar and row.bar.role != "uncertain"]
    _add(
        figure,
        solid,
        [row.bar.value or 0 for row, _ in solid if row.bar],
        [
            _ROLES[row.bar.role] if row.bar.part is None else theme.HAS_WEAK
            for row, _ in solid
            if row.bar
        ],
    )
    parts = [(row, y) for row, y in solid if row.bar and row.bar.part is not None]
    if parts:
        values = [(row.bar.value or 0) * (row.bar.part or 0) for row, _ in parts if row.bar]
        _add(figure, parts, values, theme.HAS)
    for row, middle in drawn:
        if row.bar and row.bar.role == "uncertain" and row.bar.value:
            figure.add_shape(
                type="rect",
                x0=0,
                x1=row.bar.value,
                y0=middle - row.thick / 2,
                y1=middle + row.thick / 2,
                fillcolor=theme.UNCERTAIN,
                line={"color": theme.RULE, "width": 1, "dash": "dot"},
            )


def _tick(figure: go.Figure, row: _Row, middle: float, over: float) -> None:
    """A dark line through the bar, ``over`` px beyond it: none where letters stand above."""
    assert row.bar is not None
    for colour, width in ((theme.PAPER, 7), (theme.INK, 3)):  # seen on dark bars too
        figure.add_shape(
            type="line",
            x0=row.bar.tick,
            x1=row.bar.tick,
            y0=middle - row.thick / 2 - over,
            y1=middle + row.thick / 2 + over,
            line={"color": colour, "width": width},
        )


def _interval(figure: go.Figure, bar: Bar, y: float) -> None:
    """A dark line below the bar, from the low to the high end of its interval."""
    line = {"color": theme.INK, "width": 2}
    figure.add_shape(type="line", x0=bar.low, x1=bar.high, y0=y, y1=y, line=line)
