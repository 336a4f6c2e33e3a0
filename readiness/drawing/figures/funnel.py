"""Shares by the size of their group, with the limits of chance. Description in, Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.drawing.scales import share_ticks
from readiness.drawing.sides import on_the_left
from readiness.language.wording import said
from readiness.subjects.charts import Funnel

_DASHES = ("dash", "dot")


def funnel(chart: Funnel) -> go.Figure:
    """Points within or beyond the limits; named are those that the description names."""
    figure = theme.figure(380, margin={"l": 44, "r": 14, "t": 8, "b": 40})
    sizes, last = list(chart.sizes), chart.sizes[-1]
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
            y=limit.high[-1],
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
    first = chart.sizes[0]
    left = on_the_left(chart.points, first, last)
    for point in chart.points:
        if point.is_named:
            figure.add_annotation(
                x=point.size,
                y=point.ratio,
                xanchor="right" if point.key in left else "left",
                xshift=-8 if point.key in left else 8,
                text=said(point.label),
                showarrow=False,
                font={"size": 13},
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
    ratios = [point.ratio for point in chart.points]
    ticks, low = share_ticks(ratios), min(ratios) - 0.06
    shown = [tick for tick in ticks if tick >= low and abs(tick - chart.reference) > 0.04]
    figure.update_yaxes(
        **theme.axis(
            range=[max(low, -0.03), max(*ticks, max(ratios) + 0.05)],
            tickvals=[*shown, chart.reference],
            ticktext=[f"{100 * tick:.0f}" for tick in shown] + [f"{100 * chart.reference:.1f}"],
            showgrid=True,
            gridcolor=theme.GRID,
        )
    )
    return figure
