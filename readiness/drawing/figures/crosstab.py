"""A table of counts, rows against columns. Description in, Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.subjects.charts import Grid

_FEW_COLUMNS = 5
_WIDE = 900  # px of the columns of a table over the whole window


def crosstab(chart: Grid, *, narrow: bool = False) -> go.Figure:
    """Counts on a ground the deeper the larger they are; the count of a whole row stands in a frame."""
    rows = chart.short_rows if narrow and chart.short_rows else chart.rows
    has_notes = any(cell.note for line in chart.cells for cell in line)
    beside = [lettering.folded(name, (7 if has_notes else 9) if narrow else 100) for name in rows]
    below, turn = _below(chart, narrow, has_notes)
    least = 100 if narrow else 168
    if has_notes and not narrow:
        least = max(least, round(13 * max(map(lettering.em, beside))) + 14)
    margin = {"l": lettering.gutter(beside, 13, least), "r": 8, "t": 4, "b": 62}
    if turn:
        margin["b"] = lettering.gutter(below, 12, 62)
    high = 46 if has_notes else 54
    figure = theme.figure(max(300, high * len(rows) + margin["b"]), margin=margin)
    # On a telephone counts stand in narrow columns only where they have room.
    shows_notes = not narrow or len(chart.columns) <= _FEW_COLUMNS
    figure.add_heatmap(
        z=[
            [cell.level if cell.role and cell.mark else None for cell in line]
            for line in chart.cells
        ],
        zmin=0,
        zmax=1,
        colorscale=theme.TINTS[_role(chart)],
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
            text = f"<b>{text}</b>" if cell.is_whole else text
            if cell.note and shows_notes:
                text += f'<br><span style="font-size:{10 if narrow else 12}px">{cell.note}</span>'
            figure.add_annotation(
                x=x,
                y=y,
                text=text,
                # The words of a cell that can be picked must not catch the click.
                hovertext="" if cell.key else cell.hint,
                showarrow=False,
                font={"size": 12 if narrow and cell.note else 15},
            )
    _picks(figure, chart)
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


def _role(chart: Grid) -> str:
    """What the ground of its counts means."""
    roles = {cell.role for line in chart.cells for cell in line}
    return next((role for role in theme.TINTS if role in roles), "obstacle")


def _picks(figure: go.Figure, chart: Grid) -> None:
    """Unseen marks over the cells that can be picked; the pointer finds their hints there."""
    found = [
        (x, y, cell)
        for y, line in enumerate(chart.cells)
        for x, cell in enumerate(line)
        if cell.key
    ]
    if not found:
        return
    figure.add_scatter(
        x=[x for x, _, _ in found],
        y=[y for _, y, _ in found],
        mode="markers",
        marker={"size": 40, "symbol": "square", "opacity": 0},
        customdata=[cell.key for _, _, cell in found],
        text=[cell.hint for _, _, cell in found],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _below(chart: Grid, narrow: bool, has_notes: bool) -> tuple[list[str], int]:
    """Names under the columns and the angle they are turned by: whole Latin words are wider than the
    columns, so the shortest are used, upright on a telephone.
    """
    if has_notes and not narrow:
        # Such a table has the whole width of the window.
        room = _WIDE / len(chart.columns) / 12 - 1
        return [lettering.folded(name, max(5, room)) for name in chart.columns], 0
    if lettering.stands_upright():
        wide = (2 if has_notes and len(chart.columns) > _FEW_COLUMNS else 3) if narrow else 5
        return [lettering.folded(name, wide) for name in _columns(chart, narrow)], 0
    short = chart.short_columns or chart.columns
    if narrow:
        return list(short), -90
    return [lettering.folded(name, 6) for name in short], 0


def _columns(chart: Grid, narrow: bool) -> tuple[str, ...]:
    return chart.short_rows if narrow and chart.short_rows else chart.columns
