"""Counts side by side, and moves between states. Description in, Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import number, t
from readiness.subjects.charts import Columns, Moves

_ROLES = theme.ROOMS["light"]
_HEIGHT, _NUMBER = 196, 24


def columns(chart: Columns, *, narrow: bool = False) -> go.Figure:
    """Upright bars with their numbers; one's own place has a label in yellow.

    Labels that would overlap stand on end.
    """
    labels = [one.label for one in chart.columns]
    has_own = any(one.is_own for one in chart.columns)
    room = (340 if narrow else 560) / max(len(labels), 1)
    is_upright = max((lettering.em(one) for one in labels), default=0) * 12 > room
    longest = max((lettering.em(one) for one in labels), default=0)
    below = round(longest * 12) + 14 if is_upright else 16 * max(map(lettering.lines, labels)) + 12
    top = _NUMBER + (24 if has_own else 0)
    figure = theme.figure(
        _HEIGHT + top + below, margin={"l": 4, "r": 4, "t": top, "b": below}, bargap=0.35
    )
    places = list(range(len(labels)))
    figure.add_bar(
        x=places,
        y=[one.count for one in chart.columns],
        marker={
            "color": [_ROLES[one.role] for one in chart.columns],
            "line": {"color": theme.RULE, "width": 1},
        },
        text=[number(one.count) for one in chart.columns],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        hoverinfo="skip",
    )
    for place, one in enumerate(chart.columns):
        if one.is_own:
            figure.add_annotation(
                x=place,
                y=one.count,
                yshift=35,
                text=chart.own_label,
                showarrow=False,
                font={"size": 12},
                bgcolor=theme.SELECTED,
                bordercolor=theme.INK,
                borderpad=2,
            )
    figure.update_xaxes(
        **theme.axis(
            tickvals=places,
            ticktext=[f"<b>{one.label}</b>" if one.is_own else one.label for one in chart.columns],
            tickangle=-90 if is_upright else 0,
            showline=True,
            linecolor=theme.RULE,
        )
    )
    highest = max((one.count for one in chart.columns), default=0)
    figure.update_yaxes(**theme.axis(visible=False, range=[0, highest or 1]))
    return figure


def moves(chart: Moves, *, narrow: bool = False) -> go.Figure:
    """States before (rows) and after (columns) with the count in each cell; who moved is tinted."""
    names = [lettering.folded_label(name, 7) for name in chart.before]
    heads = [lettering.folded_label(name, 7) for name in chart.after]
    gutter = max(96, round(max(map(lettering.em, names), default=0) * 12) + 34)
    top = 40 + 14 * max(map(lettering.lines, heads), default=1)
    figure = theme.figure(
        top + (60 if narrow else 70) * len(names) + 8,
        margin={"l": gutter, "r": 8, "t": top, "b": 8},
    )
    for y, counts in enumerate(chart.counts):
        for x, count in enumerate(counts):
            has_moved = count > 0 and not chart.same[y][x]
            figure.add_shape(
                type="rect",
                x0=x - 0.47,
                x1=x + 0.47,
                y0=y - 0.44,
                y1=y + 0.44,
                fillcolor=_ROLES["moved"] if has_moved else theme.PAPER,
                line={"color": theme.RULE, "width": 1},
                layer="below",
            )
            figure.add_annotation(
                x=x,
                y=y,
                text=f"<b>{number(count)}</b>" if count else t("mark.none"),
                showarrow=False,
                font={"size": 18 if count else 14},
            )
    figure.update_xaxes(
        **theme.axis(
            range=[-0.5, len(heads) - 0.5],
            tickvals=list(range(len(heads))),
            ticktext=heads,
            tickangle=0,
            side="top",
            title={"text": chart.after_label, "font": {"size": 12}},
        )
    )
    figure.update_yaxes(
        **theme.axis(
            range=[len(names) - 0.5, -0.5],
            tickvals=list(range(len(names))),
            ticktext=names,
            title={"text": chart.before_label, "font": {"size": 12}},
        )
    )
    return figure
