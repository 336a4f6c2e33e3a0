"""Ranking of the prefectures with their intervals, and the legend of the map. No Streamlit."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from readiness import theme
from readiness.wording import pct, t

ROW_HEIGHT = 18.5


def class_of(ratio: float) -> int:
    """Which of the six classes a share of 0 to 1 is in: below 40 %, then by 10 points."""
    return min(max(int(ratio * 10 + 1e-9) - 3, 0), 5)


def mutually_overlapping(rows: pd.DataFrame) -> int:
    """How many prefectures, from the top of the ranking, have intervals that all overlap.

    ``rows`` in ranked order with ratio_low and ratio_high; two intervals that touch overlap.
    """
    shared = rows["ratio_low"].cummax() <= rows["ratio_high"].cummin()
    return int(shared.cummin().sum())


def ranking(rows: pd.DataFrame, nation_ratio: float, selected: str = "") -> go.Figure:
    """One column of the ranking: a dot with its 95 % interval per prefecture, best first.

    ``rows``: prefecture_code, prefecture_name, adoption_ratio, ratio_low, ratio_high (0 to 1) and
    adoption_rank, in ranked order. ``nation_ratio`` is the dotted line; a ``selected`` code is
    bold on yellow and the others turn grey.
    """
    figure = theme.figure(
        int(len(rows) * ROW_HEIGHT) + 30, margin={"l": 102, "r": 50, "t": 26, "b": 4}
    )
    places = list(range(len(rows)))
    is_selected = (rows["prefecture_code"] == selected).tolist()
    dots = [theme.HAS if chosen or not selected else theme.RULE for chosen in is_selected]
    figure.add_scatter(
        x=rows["adoption_ratio"],
        y=places,
        mode="markers",
        marker={"size": 9, "color": dots},
        customdata=[
            t(
                "prefecture_map.hover",
                name=row.prefecture_name,
                ratio=pct(row.adoption_ratio),
                low=pct(row.ratio_low),
                high=pct(row.ratio_high),
                adopted_count=row.adopted_count,
                municipality_count=row.municipality_count,
            )
            for row in rows.itertuples()
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for place, (row, chosen) in enumerate(zip(rows.itertuples(), is_selected, strict=True)):
        ink = theme.INK if chosen or not selected else theme.MUTED
        bold = "<b>{}</b>" if chosen else "{}"
        if chosen:
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
        figure.add_shape(
            type="line",
            x0=row.ratio_low,
            x1=row.ratio_high,
            y0=place,
            y1=place,
            line={"color": theme.RULE, "width": 2},
            layer="below",
        )
        for text, position, shift, anchor, size, colour in (
            (str(row.adoption_rank), 0, -82, "right", 13, theme.MUTED),
            (bold.format(row.prefecture_name), 0, -8, "right", 13, ink),
            (bold.format(pct(row.adoption_ratio)[:-1]), 1, 46, "right", 14, ink),
        ):
            figure.add_annotation(
                text=text,
                x=position,
                xref="paper",
                xshift=shift,
                xanchor=anchor,
                y=place,
                showarrow=False,
                font={"size": size, "color": colour},
            )
    figure.add_shape(
        type="line",
        x0=nation_ratio,
        x1=nation_ratio,
        y0=-0.7,
        y1=len(rows) - 0.3,
        line={"color": theme.RULE, "width": 1, "dash": "dot"},
        layer="below",
    )
    figure.update_xaxes(
        **theme.axis(
            range=[0.2, 1.02],
            side="top",
            tickvals=[0.2, nation_ratio, 1],
            ticktext=["20", t("prefecture_map.nation_tick", pct=pct(nation_ratio)[:-1]), "100%"],
        )
    )
    figure.update_yaxes(**theme.axis(visible=False, range=[len(rows) - 0.4, -0.7]))
    return figure


def legend(labels: Sequence[str], counts: Sequence[int]) -> go.Figure:
    """The classes of the map as boxes with the number of prefectures in each."""
    figure = theme.figure(46, margin={"l": 1, "r": 1, "t": 1, "b": 22})
    for place, (label, count) in enumerate(zip(labels, counts, strict=True)):
        figure.add_shape(
            type="rect",
            x0=place + 0.03,
            x1=place + 0.97,
            y0=0,
            y1=1,
            fillcolor=theme.CLASSES[place],
            line={"color": theme.RULE, "width": 1},
            layer="below",
        )
        figure.add_annotation(
            x=place + 0.5,
            y=0.5,
            text=f"<b>{count}</b>",
            showarrow=False,
            font={"size": 14, "color": theme.ON_CLASSES[place]},
        )
        figure.add_annotation(
            x=place + 0.5, y=0, yshift=-11, text=label, showarrow=False, font={"size": 12}
        )
    figure.update_xaxes(**theme.axis(visible=False, range=[0, len(labels)]))
    figure.update_yaxes(**theme.axis(visible=False, range=[0, 1]))
    return figure
