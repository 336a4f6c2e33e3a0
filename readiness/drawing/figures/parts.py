"""One stacked bar of a whole. Description in, Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.subjects.charts import Part, Parts

_ROLES = theme.ROOMS["light"]
_WIDTH = {False: 560, True: 330}  # px the bar has at least, in the window and on a telephone
_SIZE = 14


def parts(chart: Parts, *, narrow: bool = False) -> go.Figure:
    """Counts side by side with mark and word, as much of them as its part has room for."""
    whole = sum(part.count for part in chart.parts)
    figure = theme.figure(58, barmode="stack", bargap=0, margin={"l": 1, "r": 1, "t": 0, "b": 0})
    for part in chart.parts:
        if not part.count:
            continue
        figure.add_bar(
            x=[part.count],
            y=[""],
            orientation="h",
            marker={"color": _ROLES[part.role], "line": {"color": theme.RULE, "width": 1}},
            text=_text(part, _WIDTH[narrow] * part.count / whole),
            textposition="inside",
            insidetextanchor="middle",
            constraintext="none",
            textangle=0,
            textfont={"color": _ROLES[f"on_{part.role}"], "size": _SIZE},
            hovertext=lettering.folded("<br>".join(part.names), 40),
            hovertemplate="%{hovertext}<extra></extra>",
        )
    figure.update_xaxes(**theme.axis(visible=False, range=[0, whole or 1]))
    figure.update_yaxes(**theme.axis(visible=False))
    return figure


def _text(part: Part, width: float) -> str:
    count = f"<b>{part.count}</b>"
    for text in (f"{count}  {part.mark} {part.short}", f"{count} {part.mark}"):
        if lettering.em(text) * _SIZE + 8 <= width:
            return text
    return count
