"""Values of one measure on a line, oneself and a reference among them. Description in, Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language.wording import apart
from readiness.subjects.charts import Dot, Strip

_LINE, _WORDS = 0.45, 1.32  # heights of the values and of the words over them
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def strip(chart: Strip) -> go.Figure:
    """A tick per value, oneself as a yellow diamond, the reference as a grey disc with its words."""
    highest = max((dot.value for dot in chart.dots), default=0.0) or 1.0
    figure = theme.figure(64, margin={"l": 6, "r": 12, "t": 0, "b": 20})
    others = [dot for dot in chart.dots if dot.role == "others"]
    figure.add_scatter(
        x=[dot.value for dot in others],
        y=[_LINE] * len(others),
        mode="markers",
        marker={"symbol": "line-ns", "size": 24, "line": {"width": 2, "color": theme.RULE}},
        text=[apart([dot.label, dot.text]) for dot in others],
        hovertemplate="%{text}<extra></extra>",
    )
    for dot in chart.dots:
        if dot.role == "reference":
            _point(figure, dot, "circle", 11, theme.NATION)
            figure.add_annotation(
                x=dot.value,
                y=_WORDS,
                text=dot.text,
                showarrow=False,
                font={"size": 12},
                xanchor="center" if dot.value < highest * 0.75 else "right",
            )
        elif dot.role == "own":
            _point(figure, dot, "diamond", 16, theme.ONESELF)
    step = next((one for one in _STEPS if highest / one <= 5), _STEPS[-1])
    ticks = [step * place for place in range(int(highest / step) + 1)]
    figure.update_xaxes(
        **theme.axis(
            range=[0, highest * 1.06],
            tickvals=ticks,
            ticktext=[*map(str, ticks[:-1]), f"{ticks[-1]}{chart.unit}"],
            showline=True,
            linecolor=theme.RULE,
        )
    )
    figure.update_yaxes(**theme.axis(visible=False, range=[0, 1.6]))
    return figure


def _point(figure: go.Figure, dot: Dot, symbol: str, size: int, color: str) -> None:
    line = {"color": theme.INK, "width": 1.5}
    figure.add_scatter(
        x=[dot.value],
        y=[_LINE],
        mode="markers",
        marker={"symbol": symbol, "size": size, "color": color, "line": line},
        hoverinfo="skip",
    )
