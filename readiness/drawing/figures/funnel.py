"""Shares by the size of their group, with the limits of chance. Description in, Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.drawing.scales import share_ticks
from readiness.drawing.sides import Spot, sides
from readiness.language.wording import said
from readiness.subjects.charts import Funnel

_DASHES = ("dash", "dot")
# Side -> Plotly's anchors of a name, and how far it is moved.
_PLACES = {
    "right": {"xanchor": "left", "xshift": 8},
    "left": {"xanchor": "right", "xshift": -8},
    "above": {"yanchor": "bottom", "yshift": 4},
    "below": {"yanchor": "top", "yshift": -4},
}
# Pixels of the plot in half of a small window and on a telephone; a larger one has more room.
_LIMIT_LETTERS = 65  # pixels of the name of a limit
_WIDE, _NARROW, _HEIGHT = 520, 265, 332


def funnel(chart: Funnel, *, narrow: bool = False) -> go.Figure:
    """Points within or beyond the limits; named are those that the description names."""
    figure = theme.figure(380, margin={"l": 44, "r": 14, "t": 8, "b": 40})
    sizes, last = list(chart.sizes), chart.sizes[-1]
    width = _NARROW if narrow else _WIDE
    for limit, dash in zip(chart.limits, _DASHES, strict=True):
        for values in (limit.low, limit.high):
            figure.add_scatter(
                x=sizes,
                y=list(values),
                mode="lines",
                line={"color": theme.RULE, "width": 1, "dash": dash},
                hoverinfo="skip",
            )
        figure.add_annotation(
            x=last,
            y=limit.high[
                -1 - round(len(sizes) * _LIMIT_LETTERS / width)
            ],  # where the name begins, the line is highest
            text=limit.label,
            xanchor="right",
            yshift=9,
            showarrow=False,
            font={"size": 12, "color": theme.MUTED},
        )
    figure.add_hline(y=chart.reference, line={"color": theme.RULE, "width": 1})
    figure.add_scatter(
        x=[point.size for point in chart.points],
        y=[point.ratio for point in chart.points],
        mode="markers",
        marker={"size": 9, "color": theme.HAS, "line": {"color": theme.PAPER, "width": 1}},
        customdata=[point.hint for point in chart.points],
        hovertemplate="%{customdata}<extra></extra>",
    )
    ratios = [point.ratio for point in chart.points]
    ticks, low = share_ticks(ratios), min(ratios) - 0.06
    shown = [tick for tick in ticks if tick >= low and abs(tick - chart.reference) > 0.04]
    bottom, top = max(low, -0.03), max(*ticks, max(ratios) + 0.05)
    first = sizes[0]
    spots = [
        Spot(
            point.key,
            width * (point.size - first + 1) / (last - first + 2),
            _HEIGHT * (top - point.ratio) / (top - bottom),
            said(point.label) if point.is_named else "",
        )
        for point in chart.points
    ]
    side_of = sides(spots, width=width, height=_HEIGHT, letters=13, gap=8)
    for point, spot in zip(chart.points, spots, strict=True):
        if spot.name:
            figure.add_annotation(
                x=point.size,
                y=point.ratio,
                text=spot.name,
                showarrow=False,
                font={"size": 13},
                **_PLACES[side_of[point.key]],
            )
    figure.update_xaxes(
        **theme.axis(
            range=[first - 1, last + 1],
            nticks=6,
            tickangle=0,
            showline=True,
            linecolor=theme.RULE,
            title={"text": chart.axis_label, "font": {"size": 12}},
        )
    )
    figure.update_yaxes(
        **theme.axis(
            range=[bottom, top],
            tickvals=[*shown, chart.reference],
            ticktext=[f"{100 * tick:.0f}" for tick in shown] + [f"{100 * chart.reference:.1f}"],
            showgrid=True,
            gridcolor=theme.GRID,
        )
    )
    return figure
