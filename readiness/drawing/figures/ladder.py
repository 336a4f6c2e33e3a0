"""How many stand on each step of a ladder, and oneself. Description in, Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import headed
from readiness.subjects.charts import Ladder

_ROLES = theme.ROOMS["light"]


def ladder(chart: Ladder, *, narrow: bool = False) -> go.Figure:
    """The highest step on top; one's own in the colour of oneself among bars, with an arrow and, where
    there is room, the name.
    """
    gutter = lettering.gutter([label for label, _ in chart.steps], 13, 166)
    count = len(chart.steps)
    figure = theme.figure(count * 22, margin={"l": gutter, "r": 4, "t": 0, "b": 0}, bargap=0.42)
    for step, (label, number) in enumerate(chart.steps):
        is_own = step == chart.own
        figure.add_bar(
            x=[number],
            y=[step],
            orientation="h",
            marker={"color": _ROLES["own" if is_own else "group"]},
            hoverinfo="skip",
        )
        shared = {"y": step, "showarrow": False}
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="right",
            xshift=-8,
            text=f"<b>{label}</b>" if is_own else label,
            font={"size": 13},
            **shared,
        )
        own = "◀" if narrow else lettering.pointed(chart.own_label)
        arrow = headed("", own) if is_own else ""
        figure.add_annotation(
            x=number,
            xanchor="left",
            xshift=7,
            text=f"<b>{number}</b>{arrow}",
            font={"size": 14},
            **shared,
        )
    # Room at the right for the longest own name; bars start at 0.
    highest = max(1, *(number for _, number in chart.steps))
    figure.update_xaxes(**theme.axis(visible=False, range=[0, highest * 2.1]))
    figure.update_yaxes(**theme.axis(visible=False, range=[-0.5, count - 0.5]))
    return figure
