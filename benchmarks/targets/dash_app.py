"""The same charts and filter in Plotly Dash, from the same subject and the same drawing."""

import sys

from dash import Dash, Input, Output, dcc, html

from readiness.drawing.figures.draw import drawn
from readiness.subjects.local.methods_and_reasons import MethodsAndReasons

FIGURES = ("reason", "way", "utilisation", "scope")
codes = list(MethodsAndReasons.choice("round", {}).options)  # type: ignore[union-attr]
app = Dash(__name__, serve_locally=True)
app.layout = html.Div(
    [
        html.H1("Dash"),
        dcc.Dropdown(codes, codes[0], id="round", clearable=False),
        *(dcc.Graph(id=name) for name in FIGURES),
    ]
)


@app.callback([Output(name, "figure") for name in FIGURES], Input("round", "value"))
def draw(choice: str) -> list[object]:
    """The four figures of one round."""
    figures = MethodsAndReasons(choice).content.figures
    return [drawn(figures[name].chart) for name in FIGURES]


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=False)
