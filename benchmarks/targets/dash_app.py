"""The same charts and filter in Plotly Dash, from the same queries and figure functions."""

import sys

from dash import Dash, Input, Output, dcc, html

from readiness.data import queries
from readiness.definitions import rounds
from readiness.drawing.figures import methods

QUESTIONS = {
    "reason": ("reason",),
    "way": ("device", "style"),
    "utilisation": ("utilisation",),
    "department": ("department", "part_time"),
}
published = queries.local_published_questions()
codes = sorted(published["round_code"].unique(), reverse=True)
app = Dash(__name__, serve_locally=True)
app.layout = html.Div(
    [
        html.H1("Dash"),
        dcc.Dropdown([rounds.LATEST, *codes], rounds.LATEST, id="round", clearable=False),
        *(dcc.Graph(id=name) for name in QUESTIONS),
    ]
)


@app.callback([Output(name, "figure") for name in QUESTIONS], Input("round", "value"))
def draw(choice: str) -> list[object]:
    """The four figures of one round."""
    figures = []
    for name, questions in QUESTIONS.items():
        code = rounds.shown_round(published, questions, choice)
        rows = queries.local_shares(code, questions[0]) if code else published.iloc[:0]
        if code and rows.empty:
            rows = queries.local_shares(code, questions[-1])
        empty = rows.assign(choice_ratio=[], choice=[]) if rows.empty else rows
        beside = rounds.beside_previous(empty, empty.iloc[:0]) if len(empty) else None
        figures.append(
            methods.share_bars(
                beside, kind="obstacle" if name == "reason" else "value", row_height=30
            )
            if beside is not None
            else {"data": [], "layout": {"title": {"text": choice}}}
        )
    return figures


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=False)
