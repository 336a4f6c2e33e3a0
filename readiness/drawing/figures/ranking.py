"""Dots with intervals, highest first, beside a reference. Description in, Figure out."""

from collections.abc import Sequence

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import said
from readiness.subjects.charts import Ranking, RankRow

ROW_HEIGHT = 18.5
COLUMN = 24  # rows in one column; the rest stands in a second one
_FIGURE_SPACE = "\u2007"  # as wide as a digit
_RANK, _BESIDE, _TAIL = 22, 32, 50  # px: rank, gap before the plot, value behind it
_WIDE = 604  # px that two columns were drawn for; the window stretches them
_NARROW = 358  # px of a telephone
_TICK = 13.0  # px of the letters of ticks


def ranking(chart: Ranking, *, narrow: bool = False) -> go.Figure:
    """One column of rows, or two where there are many and the window is wide; all on one axis."""
    rows = chart.rows
    is_double = len(rows) > COLUMN and not narrow
    parts = [rows[:COLUMN], rows[COLUMN:]] if is_double else [rows]
    gutter = lettering.gutter((said(row.label) for row in rows), 13, 102, beside=_BESIDE)
    high = int(max(map(len, parts)) * ROW_HEIGHT) + 30
    widest = max([5, *(len(row.text) for row in rows)])
    tail = _TAIL + 6 * max(0, widest - 5)
    figure = theme.figure(high, margin={"l": gutter, "r": tail, "t": 26, "b": 4})
    # Between two columns lie the values of the first and the names of the second.
    between = (gutter + tail) / max(_WIDE - gutter - tail, 1)
    end = (1 - between) / 2 if is_double else 1.0
    for place, part in enumerate(parts):
        domain = (0.0, end) if place == 0 else (1 - end, 1.0)
        room = ((_NARROW if narrow else _WIDE) - gutter - tail) * (domain[1] - domain[0])
        _column(figure, chart, part, place + 1, domain, gutter, widest, room)
    return figure


def _column(
    figure: go.Figure,
    chart: Ranking,
    rows: Sequence[RankRow],
    number: int,
    domain: tuple[float, float],
    gutter: int,
    widest: int,
    room: float,
) -> None:
    axis = "" if number == 1 else str(number)
    x, y = f"x{axis}", f"y{axis}"
    places = list(range(len(rows)))
    shared = {"xaxis": x, "yaxis": y, "cliponaxis": False}
    low, high = chart.ticks[0][0], chart.ticks[-1][0]
    # One line with gaps instead of a shape for each row.
    ends = [(row.low, row.high, None) for row in rows]
    figure.add_scatter(
        x=[end for interval in ends for end in interval],
        y=[place for place in places for _ in range(3)],
        mode="lines",
        line={"color": theme.RULE, "width": 2},
        hoverinfo="skip",
        **shared,
    )
    figure.add_scatter(
        x=[row.value for row in rows],
        y=places,
        mode="markers",
        marker={"size": 9, "color": theme.HAS},
        customdata=[row.key for row in rows],
        text=[row.hint for row in rows],
        hovertemplate="%{text}<extra></extra>",
        unselected={"marker": {"opacity": 1}},
        **shared,
    )
    span = high - low
    left, right = low - span * 0.03, high + span * 0.03
    for at, texts, position, size in (
        (left, [said(row.label) + theme.EN_SPACE for row in rows], "middle left", 13),
        (right, [row.text.rjust(widest, _FIGURE_SPACE) for row in rows], "middle right", 14),
    ):
        figure.add_scatter(
            x=[at] * len(rows),
            y=places,
            mode="text",
            text=texts,
            textposition=position,
            textfont={"size": size, "color": theme.INK},
            hoverinfo="skip",
            **shared,
        )
    ticks = dict(_ticks(chart, room))
    if chart.reference is not None:
        figure.add_shape(
            type="line",
            xref=x,
            yref=y,
            x0=chart.reference,
            x1=chart.reference,
            y0=-0.7,
            y1=len(rows) - 0.3,
            line={"color": theme.RULE, "width": 1, "dash": "dot"},
            layer="below",
        )
    figure.update_layout(
        {
            f"xaxis{axis}": theme.axis(
                range=(left, right),
                domain=domain,
                anchor=y,
                side="top",
                tickvals=list(ticks),
                ticktext=list(ticks.values()),
                tickangle=0,
            ),
            f"yaxis{axis}": theme.axis(
                range=[max(len(rows), min(COLUMN, len(chart.rows))) - 0.4, -0.7],
                anchor=x,
                tickvals=places,
                ticktext=[str(row.rank) for row in rows],
                tickfont={"size": 13, "color": theme.MUTED},
                ticklabelstandoff=gutter - _RANK,
            ),
        }
    )


def _ticks(chart: Ranking, room: float) -> list[tuple[float, str]]:
    """The ends of an axis ``room`` px long and the reference; an end that its label would touch gives
    way.
    """
    ends = [chart.ticks[0], chart.ticks[-1]]
    if chart.reference is None:
        return ends
    span = ends[1][0] - ends[0][0]
    own = lettering.em(chart.reference_label)
    ends = [
        (value, label)
        for value, label in ends
        if abs(value - chart.reference) / span * room
        > (own + lettering.em(label)) / 2 * _TICK + _TICK / 2
    ]
    return [*ends, (chart.reference, chart.reference_label)]
