"""The same charts and one choice in Plotly Dash, from the same subject and the same drawing.

Arguments: the port and the name of the change, ``round``. Dash has no deck.gl: governments on a map are marks
of Plotly, without outlines; areas are left out.
"""

import sys

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from benchmarks.changes import CHANGES
from readiness.drawing.figures.draw import drawn
from readiness.subjects.charts import Chart, SpotMap

change = CHANGES[sys.argv[2]]
app = Dash(__name__, serve_locally=True)
app.layout = html.Div(
    [
        html.H1("Dash"),
        dcc.Dropdown(list(change.values), change.values[1], id="choice", clearable=False),
        *(dcc.Graph(id=name) for name in change.figures),
    ]
)


def plotted(chart: Chart) -> go.Figure:
    """As our screen draws it; a map as marks."""
    if not isinstance(chart, SpotMap):
        return drawn(chart)
    return go.Figure(
        go.Scatter(
            x=[one.longitude for one in chart.spots],
            y=[one.latitude for one in chart.spots],
            text=[one.name for one in chart.spots],
            mode="markers",
        )
    )


@app.callback([Output(name, "figure") for name in change.figures], Input("choice", "value"))
def draw(value: str) -> list[object]:
    """The figures with one value chosen."""
    figures = change.subject(value).content.figures
    return [plotted(figures[name].chart) for name in change.figures]


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=False)
