"""A table of marks for a telephone: what is a column there is a row here. Description in, Figure out."""

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.drawing.figures.grid import Placed, add_cells, ink, is_lit, places
from readiness.language import lettering
from readiness.subjects.charts import Grid

_GAP = 0.55  # columns between blocks


def grid_narrow(chart: Grid) -> go.Figure:
    """Names beside their rows, short item names stacked over the columns, totals at the foot; a line of
    its own above each group of rows.
    """
    x_of = places(chart.blocks, _GAP)
    names = chart.short_columns or chart.columns
    items = chart.short_rows or chart.rows
    lines, heads = _lines(chart)
    foot = (lines[-1] if lines else 0) + 1
    gutter = lettering.gutter([*names, *(head for _, head in heads)], 12, 116, beside=4)
    legend = _legend(chart, gutter)
    names_high = max(28 + lettering.upright_height(items, 12, 14), 16 * lettering.lines(legend) + 6)
    figure = theme.figure(
        int(names_high + 23.4 * (foot + 1.4)),
        margin={"l": gutter, "r": 4, "t": int(names_high), "b": 0},
    )
    cells = [
        Placed(x, y, cell, row, column, is_lit(chart.lit_rows, place))
        for place, (x, row, line) in enumerate(zip(x_of, chart.rows, chart.cells, strict=True))
        for y, column, cell in zip(map(float, lines), chart.columns, line, strict=True)
    ]
    add_cells(figure, cells, 15, (12, 11))
    _add_legend(figure, legend, gutter)
    for place, (line_of, name) in enumerate(zip(lines, names, strict=True)):
        lit = is_lit(chart.lit_columns, place)
        _label(figure, line_of, f"<b>{name}</b>" if chart.lit_columns and lit else name, ink(lit))
    for line_of, head in heads:
        _label(figure, line_of, f"<b>{head}</b>", theme.MUTED)
    _label(figure, foot, f"<b>{chart.total_label}</b>", theme.INK)
    for place, x in enumerate(x_of):
        color = ink(is_lit(chart.lit_rows, place))
        total = chart.bars[place] if chart.bars else None
        text = f"<b>{total.text}</b>" if total else ""
        if total and total.lost:
            text = f"<b>{total.count}<br>{total.text.removeprefix(str(total.count))}</b>"
        for y, words, anchor in (
            (-0.5, lettering.upright(items[place]), "bottom"),
            (foot, {"text": text}, "middle"),
        ):
            figure.add_annotation(
                x=x,
                y=y,
                yanchor=anchor,
                showarrow=False,
                font={"size": 12, "color": color},
                **words,
            )
    figure.update_xaxes(**theme.axis(visible=False, range=[-0.5, x_of[-1] + 0.5]))
    figure.update_yaxes(**theme.axis(visible=False, range=[foot + 0.9, -0.5]))
    return figure


def _lines(chart: Grid) -> tuple[list[int], list[tuple[int, str]]]:
    """The line of each row, and the lines with the name of a group, (line, name)."""
    if not chart.column_groups:
        return list(range(len(chart.columns))), []
    lines: list[int] = []
    heads: list[tuple[int, str]] = []
    line = 0
    for name, count in chart.column_groups:
        if name:
            heads.append((line, name))
        line += 1
        lines += range(line, line + count)
        line += count
    return lines, heads


def _legend(chart: Grid, gutter: int) -> str:
    """Sign and word of each state, as wide as the names."""
    return "<br>".join(
        lettering.folded(f"{one.cell.mark} {one.word}", gutter / 12) for one in chart.entries
    )


def _add_legend(figure: go.Figure, legend: str, gutter: int) -> None:
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        xshift=-gutter,
        y=-0.5,
        yanchor="bottom",
        text=legend,
        align="left",
        showarrow=False,
        font={"size": 12},
    )


def _label(figure: go.Figure, y: float, text: str, color: str) -> None:
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="right",
        y=y,
        text=text,
        showarrow=False,
        font={"size": 12, "color": color},
    )
