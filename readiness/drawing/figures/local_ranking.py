"""Ranking of the prefectures with their intervals, and the legend of the map. No Streamlit."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.drawing.figures.local_measures import Measure
from readiness.language import lettering
from readiness.language.wording import said, t

ROW_HEIGHT = 18.5
_FIGURE_SPACE = "\u2007"  # as wide as a digit


def mutually_overlapping(rows: pd.DataFrame) -> int:
    """How many prefectures, from the top of the ranking, have intervals that all overlap.

    ``rows`` in ranked order with low and high; two intervals that touch overlap.
    """
    shared = rows["low"].cummax() <= rows["high"].cummin()
    return int(shared.cummin().sum())


def ranking(
    rows: pd.DataFrame,
    measure: Measure,
    nation: float | None,
    selected: str = "",
    *,
    tick_key: str = "prefecture_map.nation_tick",
) -> go.Figure:
    """One column of the ranking: a dot with its 95 % interval, if any, per prefecture.

    ``rows``: local_measures.rows, or a part of them. ``nation`` is the dotted line, called by
    ``tick_key``; a ``selected`` code is bold on yellow and the others turn grey.
    """
    gutter = lettering.gutter(map(said, rows["prefecture_name"]), 13, 102, beside=32)
    figure = theme.figure(
        int(len(rows) * ROW_HEIGHT) + 30, margin={"l": gutter, "r": 50, "t": 26, "b": 4}
    )
    places = list(range(len(rows)))
    is_selected = (rows["prefecture_code"] == selected).tolist()
    dots = [theme.HAS if chosen or not selected else theme.RULE for chosen in is_selected]
    # One line with gaps instead of 47 shapes.
    ends = [(row.low, row.high, None) for row in rows.itertuples()]
    figure.add_scatter(
        x=[end for interval in ends for end in interval],
        y=[place for place in places for _ in range(3)],
        mode="lines",
        line={"color": theme.RULE, "width": 2},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=rows["value"],
        y=places,
        mode="markers",
        marker={"size": 9, "color": dots},
        customdata=rows["words"].tolist(),
        hovertemplate="%{customdata}<extra></extra>",
    )
    names, values, widest = [], [], max([5, *map(len, rows["printed"])])
    for place, (row, chosen) in enumerate(zip(rows.itertuples(), is_selected, strict=True)):
        ink = theme.INK if chosen or not selected else theme.MUTED
        look = f'<span style="color:{ink}">{{}}</span>'
        if chosen:
            look = "<b>{}</b>"
            figure.add_shape(
                type="rect",
                xref="paper",
                yref="y",
                x0=-1,
                x1=2,
                y0=place - 0.5,
                y1=place + 0.5,
                fillcolor=theme.SELECTED,
                line_width=0,
                layer="below",
            )
        names.append(look.format(said(row.prefecture_name)) + theme.EN_SPACE)
        values.append(look.format(row.printed.rjust(widest, _FIGURE_SPACE)))
    low, high = measure.ticks
    left, right = low - (high - low) * 0.03, high + (high - low) * 0.03
    theme.write(figure, [left] * len(rows), places, names, size=13, position="middle left")
    theme.write(figure, [right] * len(rows), places, values, size=14)
    ticks = {low: measure.tick(low).removesuffix("%"), high: measure.tick(high)}
    if nation is not None:
        ticks[nation] = t(tick_key, value=measure.printed(nation))
        figure.add_shape(
            type="line",
            x0=nation,
            x1=nation,
            y0=-0.7,
            y1=len(rows) - 0.3,
            line={"color": theme.RULE, "width": 1, "dash": "dot"},
            layer="below",
        )
    figure.update_xaxes(
        **theme.axis(
            range=(left, right),
            side="top",
            tickvals=list(ticks),
            ticktext=list(ticks.values()),
        )
    )
    figure.update_yaxes(
        **theme.axis(
            range=[len(rows) - 0.4, -0.7],
            tickvals=places,
            ticktext=[str(rank) for rank in rows["rank"]],
            tickfont={"size": 13, "color": theme.MUTED},
            ticklabelstandoff=gutter - 20,
        )
    )
    return figure


@dataclass(frozen=True)
class Box:
    """One box of the legend: its words, how many prefectures, its fill, its text, its sign."""

    label: str
    count: int
    fill: str
    ink: str
    sign: str = ""


def boxes(labels: Sequence[str], counts: Sequence[int]) -> list[Box]:
    """The classes of the map as boxes of its legend."""
    return [
        Box(*of, theme.CLASSES[place], theme.ON_CLASSES[place])
        for place, of in enumerate(zip(labels, counts, strict=True))
    ]


def unanswered_box(count: int) -> Box:
    """The state of the prefectures from which nobody answered: grey, with a dash."""
    return Box(t("prefecture_map.class.unanswered"), count, theme.UNCERTAIN, theme.INK, theme.NONE)


def finished_box(count: int) -> Box:
    """The state of the prefectures where nobody is left to plan: white, with a ring."""
    return Box(t("prefecture_map.class.finished"), count, theme.PAPER, theme.INK, theme.YES)


def legend(shown: Sequence[Box]) -> go.Figure:
    """The classes and states of the map as boxes with the number of prefectures in each."""
    lines = 1 + max(box.label.count("<br>") for box in shown)
    figure = theme.figure(28 + 18 * lines, margin={"l": 1, "r": 1, "t": 1, "b": 4 + 18 * lines})
    for place, box in enumerate(shown):
        figure.add_shape(
            type="rect",
            x0=place + 0.03,
            x1=place + 0.97,
            y0=0,
            y1=1,
            fillcolor=box.fill,
            line={"color": theme.RULE, "width": 1},
            layer="below",
        )
    middles = [place + 0.5 for place in range(len(shown))]
    counts = [f"{box.sign}<b>{box.count}</b>" for box in shown]
    inks = [box.ink for box in shown]
    theme.write(
        figure, middles, [0.5] * len(shown), counts, size=14, position="middle center", color=inks
    )
    labels = {"tickvals": middles, "ticktext": [box.label for box in shown], "tickangle": 0}
    figure.update_xaxes(**theme.axis(range=[0, len(shown)], **labels))
    figure.update_yaxes(**theme.axis(visible=False, range=[0, 1]))
    return figure
