"""Classes and states of the map as boxes with the number of prefectures in each. Description in, Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.subjects.charts import AreaKey, AreaMap

_ROLES = theme.ROOMS["light"]
_ON_CLASS = {f"c{place}": ink for place, ink in enumerate(theme.ON_CLASSES)}
_EM = {False: 74.0, True: 44.0}  # em of all boxes side by side, in the window and on a telephone


def map_legend(chart: AreaMap, *, narrow: bool = False) -> go.Figure:
    """A box for each class and state, its number in it and its words below."""
    room = _EM[narrow] / max(len(chart.keys), 1)
    labels = [_label(key, room) for key in chart.keys]
    lines = max(map(lettering.lines, labels), default=1)
    figure = theme.figure(28 + 18 * lines, margin={"l": 1, "r": 1, "t": 1, "b": 4 + 18 * lines})
    for place, key in enumerate(chart.keys):
        figure.add_shape(
            type="rect",
            x0=place + 0.03,
            x1=place + 0.97,
            y0=0,
            y1=1,
            fillcolor=_ROLES[key.role],
            line={"color": theme.RULE, "width": 1},
            layer="below",
        )
    middles = [place + 0.5 for place in range(len(chart.keys))]
    theme.write(
        figure,
        middles,
        [0.5] * len(middles),
        [f"{key.mark}<b>{len(chart.of_key(place))}</b>" for place, key in enumerate(chart.keys)],
        size=14,
        position="middle center",
        color=[_ON_CLASS.get(key.role, theme.INK) for key in chart.keys],
    )
    figure.update_xaxes(
        **theme.axis(
            range=[0, max(len(middles), 1)], tickvals=middles, ticktext=labels, tickangle=0
        )
    )
    figure.update_yaxes(**theme.axis(visible=False, range=[0, 1]))
    return figure


def _label(key: AreaKey, room: float) -> str:
    """The words of a key, broken after the sign of a span or where the box ends."""
    if lettering.em(key.short) <= room:
        return key.short
    for sign in ("～", "–"):
        if sign in key.short:
            return key.short.replace(sign, f"{sign}<br>")
    return lettering.folded(key.short, room)
