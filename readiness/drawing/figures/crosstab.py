"""A table of counts, rows against columns. Description in, Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.subjects.model import Grid


def crosstab(chart: Grid, *, narrow: bool = False) -> go.Figure:
    """Counts on a ground the deeper the larger they are; the count of a whole row stands in a frame."""
    rows = chart.short_rows if narrow and chart.short_rows else chart.rows
    beside = [lettering.folded(name, 9 if narrow else 100) for name in rows]
    below, turn = _below(chart, narrow)
    margin = {"l": lettering.gutter(beside, 13, 100 if narrow else 168), "r": 8, "t": 4, "b": 62}
    if turn:
        margin["b"] = lettering.gutter(below, 12, 62)
    figure = theme.figure(max(300, 54 * len(rows) + margin["b"]), margin=margin)
    figure.add_heatmap(
        z=[
            [cell.level if cell.role and cell.mark else None for cell in line]
            for line in chart.cells
        ],
        zmin=0,
        zmax=1,
        colorscale=theme.TINTS["obstacle"],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    between = lettering.breakable_plus(narrow)
    for y, line in enumerate(chart.cells):
        for x, cell in enumerate(line):
            if not cell.mark:
                continue
            if cell.is_whole:
                frame = {"x0": x - 0.47, "x1": x + 0.47, "y0": y - 0.47, "y1": y + 0.47}
                figure.add_shape(type="rect", line={"color": theme.RULE, "width": 1}, **frame)
            text = between(cell.mark)
            figure.add_annotation(
                x=x,
                y=y,
                text=f"<b>{text}</b>" if cell.is_whole else text,
                hovertext=cell.hint,
                showarrow=False,
                font={"size": 15},
            )
    labels = {"tickmode": "array"}
    figure.update_xaxes(
        **theme.axis(
            ticktext=below,
            tickvals=list(range(len(below))),
            range=[-0.5, len(below) - 0.5],
            tickangle=turn,
            **labels,
        )
    )
    figure.update_yaxes(
        **theme.axis(
            ticktext=beside,
            tickvals=list(range(len(beside))),
            range=[len(beside) - 0.5, -0.5],
            tickfont={"size": 13},
            **labels,
        )
    )
    return figure


def _below(chart: Grid, narrow: bool) -> tuple[list[str], int]:
    """Names under the columns and the angle they are turned by: whole Latin words are wider than the
    columns, so the shortest are used, upright on a telephone.
    """
    if lettering.stands_upright():
        return [lettering.folded(name, 3 if narrow else 5) for name in _columns(chart, narrow)], 0
    short = chart.short_columns or chart.columns
    if narrow:
        return list(short), -90
    return [lettering.folded(name, 6) for name in short], 0


def _columns(chart: Grid, narrow: bool) -> tuple[str, ...]:
    return chart.short_rows if narrow and chart.short_rows else chart.columns
