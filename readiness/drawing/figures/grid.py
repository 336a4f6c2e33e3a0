"""A table of marks: items by agencies, with what each row comes to. Description in, Figure out.

What is not looked at is dimmed, not removed.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.subjects.charts import Cell, Grid, Total

_ENTRY_HIGH = 21.5  # pixels of a line of the legend in the corner
_LEAST_LEGEND = 130
FAINT = 0.2  # opacity of what is not looked at
DIMMED = "#767676"  # the palest grey that still reads: 4.5:1
_ROLES = theme.ROOMS["light"]
_BLOCK_GAP = 0.6  # rows between blocks
_GRID_END, _COUNTS, _BARS = 0.675, (0.69, 0.752), (0.768, 0.89)


class Placed(NamedTuple):
    """A cell, where it is drawn, its row and its column in words, and whether it is looked at."""

    x: float
    y: float
    cell: Cell
    row: str
    column: str
    is_lit: bool


def places(blocks: Sequence[int], gap: float) -> list[float]:
    """Places of rows, with a gap between blocks."""
    found: list[float] = []
    place = 0.0
    for count in blocks:
        found += [place + n for n in range(count)]
        place += count + gap
    return found


def is_lit(lit: Sequence[int], place: int) -> bool:
    """Whether a row or column is looked at: all of them where none is named."""
    return not lit or place in lit


def ink(lit: bool) -> str:
    """Colour of words."""
    return theme.INK if lit else DIMMED


def add_cells(
    figure: go.Figure, cells: Sequence[Placed], size: float, sign_sizes: tuple[int, int]
) -> None:
    """One trace per look; ``sign_sizes``: of signs on a filled square and of others."""
    looks: dict[tuple[str, str, bool], list[Placed]] = {}
    for one in cells:
        role = "" if one.cell.is_uncertain else one.cell.role
        looks.setdefault((one.cell.mark, role, one.is_lit), []).append(one)
    for (mark, role, lit), alike in looks.items():
        fill = _ROLES[role] if role else "rgba(0,0,0,0)"
        figure.add_scatter(
            x=[one.x for one in alike],
            y=[one.y for one in alike],
            mode="markers+text",
            marker={"symbol": "square", "size": size, "color": fill},
            text=[mark] * len(alike),
            textfont={"size": sign_sizes[0 if role else 1], "color": sign_ink(alike[0].cell)},
            customdata=[[one.column, one.row, one.cell.hint] for one in alike],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>"
            f"{mark} %{{customdata[2]}}<extra></extra>",
            opacity=1 if lit else FAINT,
        )
    for one in cells:
        if one.cell.is_uncertain:
            _dotted_square(figure, one.x, one.y, size / 2, is_bright=one.is_lit)


def sign_ink(cell: Cell) -> str:
    """Colour of a sign: a plain one without ground is quiet."""
    if cell.is_uncertain:
        return theme.INK
    if cell.role:
        return _ROLES[f"on_{cell.role}"]
    return theme.INK if cell.mark.isdigit() else theme.RULE


def _dotted_square(
    figure: go.Figure, x: float, y: float, half: float, *, is_bright: bool = True
) -> None:
    figure.add_shape(
        type="rect",
        xsizemode="pixel",
        ysizemode="pixel",
        xanchor=x,
        yanchor=y,
        x0=-half,
        x1=half,
        y0=-half,
        y1=half,
        line={"color": theme.OBSTACLE, "width": 2, "dash": "dot"},
        opacity=1 if is_bright else FAINT,
    )


def grid(chart: Grid) -> go.Figure:
    """Columns under upright names, rows beside their labels, and at the right of each row its count, the
    bar of the whole and the printed total.
    """
    y_of = places(chart.blocks, _BLOCK_GAP)
    groups_high = _groups_high(chart)
    top, last = -0.6, y_of[-1]
    gutter = lettering.gutter(chart.rows, 13, 205)
    names = chart.short_columns or chart.columns
    legend_high = max(_LEAST_LEGEND, _ENTRY_HIGH * len(chart.entries) + 4)
    names_high = 6 + max(lettering.upright_height(names, 12, 15.5) + groups_high, legend_high)
    figure = theme.figure(
        int(names_high + 21.3 * (last + 0.5 - top)),
        margin={"l": gutter, "r": 0, "t": int(names_high), "b": 0},
    )
    cells = [
        Placed(x, y, cell, row, column, is_lit(chart.lit_rows, place))
        for place, (y, row, line) in enumerate(zip(y_of, chart.rows, chart.cells, strict=True))
        for x, (column, cell) in enumerate(zip(chart.columns, line, strict=True))
    ]
    add_cells(figure, cells, 19, (14, 14))
    for place, name in enumerate(names):
        _name_over_column(figure, chart, place, name, top, groups_high)
    _add_groups(figure, chart, top, groups_high)
    heads = [
        f'<span style="color:{ink(is_lit(chart.lit_rows, place))}">{row}</span>'
        for place, row in enumerate(chart.rows)
    ]
    _add_totals(figure, chart, y_of)
    _add_rules(figure, chart, y_of, gutter, top)
    _add_legend(figure, chart, gutter)
    _add_total_heads(figure, chart, top)
    figure.update_layout(
        xaxis=theme.axis(
            visible=False, range=[-0.5, len(chart.columns) - 0.5], domain=[0, _GRID_END]
        ),
        xaxis2=theme.axis(visible=False, range=[0, max(1, chart.whole)], domain=_BARS, anchor="y"),
        xaxis3=theme.axis(visible=False, range=[0, 2], domain=_COUNTS, anchor="y"),
        yaxis=theme.axis(
            range=[last + 0.5, top], tickvals=y_of, ticktext=heads, tickfont={"size": 13}
        ),
    )
    return figure


def _groups_high(chart: Grid) -> int:
    """Pixels of the names of column groups, which stand between the columns' names and the cells."""
    lines = max((lettering.lines(_group(*group)) for group in chart.column_groups), default=0)
    return 15 * lines + 4 if lines else 0


def _group(name: str, width: int) -> str:
    """The name of a column group in the room of its columns, 31 px each."""
    return lettering.folded_year(name, width * 31 / 12)


def _name_over_column(
    figure: go.Figure, chart: Grid, place: int, shown: str, top: float, shift: int
) -> None:
    lit = is_lit(chart.lit_columns, place)
    is_bold = bool(chart.lit_columns) and lit
    whole = chart.columns[place]
    figure.add_annotation(
        x=place,
        y=top,
        yanchor="bottom",
        yshift=shift,
        showarrow=False,
        font={"size": 12, "color": ink(lit)},
        hovertext=None if shown == whole else whole,
        **lettering.upright(f"<b>{shown}</b>" if is_bold else shown),
    )


def _add_groups(figure: go.Figure, chart: Grid, top: float, high: int) -> None:
    """Names of column groups over their columns, and a line between two groups."""
    x = -0.5
    for name, width in chart.column_groups:
        if x > 0:
            line = {"color": theme.RULE_WEAK, "width": 1}
            figure.add_shape(type="line", x0=x, x1=x, yref="paper", y0=0, y1=1, line=line)
        figure.add_annotation(
            x=x + width / 2,
            y=top,
            yanchor="bottom",
            yshift=2,
            text=_group(name, width),
            showarrow=False,
            font={"size": 12},
        )
        x += width
    if high:
        line = {"color": theme.RULE_WEAK, "width": 1}
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=_GRID_END,
            yanchor=top,
            ysizemode="pixel",
            y0=high,
            y1=high,
            line=line,
        )


def _add_totals(figure: go.Figure, chart: Grid, y_of: Sequence[float]) -> None:
    """Right of each row its count, the bar of the whole, and the printed total."""
    rows = [
        (total, y, is_lit(chart.lit_rows, place))
        for place, (total, y) in enumerate(zip(chart.bars, y_of, strict=True))
        if total is not None
    ]
    inks = [ink(lit) for _, _, lit in rows]
    opacities = [1 if lit else FAINT for _, _, lit in rows]
    figure.add_bar(
        x=[total.count for total, _, _ in rows],
        y=[y for _, y, _ in rows],
        xaxis="x2",
        orientation="h",
        width=0.58,
        marker={"color": [_ROLES[total.role] for total, _, _ in rows], "opacity": opacities},
        hoverinfo="skip",
    )
    for (total, y, _), opacity in zip(rows, opacities, strict=True):
        _outline(figure, chart.whole, total, y, opacity)
    heights = [y for _, y, _ in rows]
    middle = {"position": "middle center", "xaxis": "x3"}
    texts = [f"<b>{total.text}</b>" for total, _, _ in rows]
    theme.write(figure, [1] * len(rows), heights, texts, size=16, color=inks, **middle)
    printed = [theme.EN_SPACE * 2 + _verdict(total) for total, _, _ in rows]
    ends = [chart.whole] * len(rows)
    theme.write(figure, ends, heights, printed, size=13, color=inks, xaxis="x2")


def _verdict(total: Total) -> str:
    return f"<b>{total.printed}</b>" if total.lost and total.printed else total.printed


def _outline(figure: go.Figure, whole: int, total: Total, y: float, opacity: float) -> None:
    outline = {"type": "rect", "xref": "x2", "y0": y - 0.29, "y1": y + 0.29}
    rule = {"color": theme.OTHERS, "width": 1}
    figure.add_shape(**outline, x0=0, x1=whole, line=rule, opacity=opacity)
    if total.lost:
        dots = {"color": theme.OBSTACLE, "width": 2, "dash": "dot"}
        ends = {"x0": total.count, "x1": total.count + total.lost}
        figure.add_shape(**outline, **ends, line=dots, opacity=opacity)


def _add_rules(
    figure: go.Figure, chart: Grid, y_of: Sequence[float], gutter: int, top: float
) -> None:
    """A line above each block, over the gutter too."""
    firsts = [sum(chart.blocks[:n]) for n in range(len(chart.blocks))]
    heights = {y_of[first] - (_BLOCK_GAP if n == 0 else 0.8) for n, first in enumerate(firsts)}
    for y in {*heights, top}:
        line = {"color": theme.RULE_WEAK, "width": 1}
        figure.add_shape(type="line", xref="paper", x0=0, x1=1, y0=y, y1=y, line=line)
        figure.add_shape(
            type="line",
            xref="paper",
            xsizemode="pixel",
            xanchor=0,
            x0=-gutter,
            x1=0,
            y0=y,
            y1=y,
            line=line,
        )


def _add_legend(figure: go.Figure, chart: Grid, gutter: int) -> None:
    """Sign and word of each state, in the empty corner over the gutter."""
    for n, entry in enumerate(reversed(chart.entries)):
        shift = 12 + _ENTRY_HIGH * n
        square = {
            "type": "rect",
            "xref": "paper",
            "yref": "paper",
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "xanchor": 0,
            "yanchor": 1,
            "x0": 4 - gutter,
            "x1": 26 - gutter,
            "y0": shift - 9,
            "y1": shift + 9,
        }
        if entry.cell.is_uncertain:
            figure.add_shape(**square, line={"color": theme.OBSTACLE, "width": 2, "dash": "dot"})
        elif entry.cell.role:
            figure.add_shape(**square, fillcolor=_ROLES[entry.cell.role], line={"width": 0})
        for x, text, anchor, color in (
            (15 - gutter, entry.cell.mark, "center", sign_ink(entry.cell)),
            (36 - gutter, entry.word, "left", theme.INK),
        ):
            _in_corner(figure, x, shift, text, xanchor=anchor, font={"size": 12, "color": color})


def _in_corner(figure: go.Figure, x: float, y: float, text: str, **options: Any) -> None:
    figure.add_annotation(
        x=0,
        y=1,
        xref="paper",
        yref="paper",
        yanchor="middle",
        xshift=x,
        yshift=y,
        text=text,
        showarrow=False,
        **options,
    )


def _add_total_heads(figure: go.Figure, chart: Grid, top: float) -> None:
    anchors = ((0.721, "center"), (0.829, "center"), (0.905, "left"))
    for (x, anchor), text in zip(anchors, chart.bar_heads, strict=False):
        figure.add_annotation(
            x=x,
            xref="paper",
            xanchor=anchor,
            y=top,
            yanchor="bottom",
            yshift=6,
            text=text,
            showarrow=False,
            font={"size": 12, "color": theme.MUTED},
        )
