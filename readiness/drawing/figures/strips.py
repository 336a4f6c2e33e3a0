"""Where one lies among others, feature by feature. Description in, Figure out."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.subjects.charts import PeerStrip, PeerStrips

# State -> symbol, colour, size, width of its line.
_MARKS: dict[str, tuple[str, str, int, float]] = {
    "adopted": ("circle", theme.HAS, 9, 0),
    "not_adopted": ("x-thin-open", theme.INK, 8, 2.4),
    "considering": ("x-thin-open", theme.INK, 8, 2.4),
    "unknown": ("line-ew-open", theme.RULE, 8, 2.4),
    "not_answered": ("square-open", theme.RULE, 8, 1.6),
}


def strips(chart: PeerStrips) -> go.Figure:
    """One strip per feature, smallest to largest; oneself is the diamond."""
    rows = chart.strips
    gutter = lettering.gutter((row.label for row in rows), 13, 92)
    figure = theme.figure(
        len(rows) * 41 + 6, margin={"l": gutter, "r": 16, "t": 4, "b": 2}, hovermode="closest"
    )
    for place, row in enumerate(rows):
        _strip(figure, row, place)
    figure.update_xaxes(**theme.axis(visible=False, range=[-0.03, 1.03]))
    figure.update_yaxes(**theme.axis(visible=False, range=[len(rows) - 0.45, -0.6]))
    return figure


def _strip(figure: go.Figure, row: PeerStrip, place: int) -> None:
    everyone = [*row.values, *([] if row.own is None else [row.own])]
    low, high = min(everyone), max(everyone)
    span = (high - low) or 1

    def at(values: Sequence[float]) -> list[float]:
        return [(value - low) / span for value in values]

    figure.add_shape(
        type="line",
        x0=0,
        x1=1,
        y0=place,
        y1=place,
        line={"color": theme.OTHERS, "width": 1},
        layer="below",
    )
    for state in dict.fromkeys(row.states):
        symbol, colour, size, width = _MARKS[state]
        chosen = [n for n, one in enumerate(row.states) if one == state]
        figure.add_scatter(
            x=at([row.values[n] for n in chosen]),
            y=[place] * len(chosen),
            mode="markers",
            marker={
                "symbol": symbol,
                "size": size,
                "color": colour,
                "line": {"width": width, "color": colour},
            },
            customdata=[row.texts[n] for n in chosen],
            hovertemplate="%{customdata}<extra></extra>",
        )
    if row.own is not None:
        (own,) = at([row.own])
        _own(figure, row, own, place)
    texts = dict(zip(row.values, row.texts, strict=True))
    for x, value, anchor in ((0, low, "left"), (1, high, "right")):
        if value == row.own:
            continue  # its own value already stands above the diamond
        _note(
            figure,
            texts[value],
            x=x,
            y=place,
            yshift=-14,
            xanchor=anchor,
            font={"size": 12, "color": theme.MUTED},
        )
    _note(figure, row.label, x=0, xref="paper", xshift=-10, xanchor="right", y=place)


def _own(figure: go.Figure, row: PeerStrip, x: float, place: int) -> None:
    figure.add_scatter(
        x=[x],
        y=[place],
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 15,
            "color": theme.ONESELF,
            "line": {"color": theme.INK, "width": 1},
        },
        hoverinfo="skip",
    )
    anchor = "left" if x < 0.12 else "right" if x > 0.88 else "center"
    _note(figure, f"<b>{row.own_text}</b>", x=x, y=place, yshift=17, xanchor=anchor)


def _note(figure: go.Figure, text: str, **options: Any) -> None:
    figure.add_annotation(text=text, **({"showarrow": False, "font": {"size": 13}} | options))
