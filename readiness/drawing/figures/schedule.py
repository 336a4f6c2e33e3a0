"""Coverage in steps over the grid of plans it adds up from. Description in, Figure out."""

from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import headed, said
from readiness.subjects.charts import Cell, Grid, Schedule, Steps


@dataclass(frozen=True)
class _Layout:
    """What differs between the window and the telephone; pixels."""

    is_narrow: bool
    gutter: int
    right: int
    coverage_high: int
    row_high: float
    square: int
    label: int


_WIDE = _Layout(False, 140, 60, 166, 17.9, 14, 13)
_NARROW = _Layout(True, 120, 4, 196, 20.5, 14, 12)


def schedule(chart: Schedule, *, narrow: bool = False) -> go.Figure:
    """Coverage against all agencies and the deadline, over the quarter grid of the agencies.

    ``narrow``: short year labels and a taller coverage.
    """
    steps, grid = chart.coverage, chart.plans
    rows = _places(grid)
    foot = len(grid.rows) + len(grid.blocks)
    layout = _fitted(_NARROW if narrow else _WIDE, steps, grid)
    grid_high = layout.row_high * (foot + 2)
    figure = theme.figure(
        int(layout.coverage_high + grid_high),
        margin={"l": layout.gutter, "r": layout.right, "t": 2, "b": 0},
    )
    share = grid_high / (layout.coverage_high + grid_high)
    _add_years(figure, layout, grid)
    _add_deadline(figure, layout, steps)
    _add_coverage(figure, layout, steps)
    _add_rows(figure, layout, grid, rows, foot)
    _add_marks(figure, layout, grid, rows)
    _add_totals(figure, layout, grid, foot)
    lowest = min(steps.start, *steps.certain)
    figure.update_layout(
        xaxis=theme.axis(visible=False, range=[0, len(steps.quarters)]),
        yaxis=theme.axis(visible=False, range=[foot + 0.5, -1.5], domain=[0, share]),
        yaxis2=theme.axis(
            visible=False, range=[lowest - 2.9, steps.target + 2.2], domain=[share, 1], anchor="x"
        ),
    )
    return figure


def _places(grid: Grid) -> list[int]:
    """The line on which each row stands: one line is left free between blocks for their label."""
    places: list[int] = []
    line = 0
    for count in grid.blocks:
        places += range(line, line + count)
        line += count + 1
    return places


def _fitted(layout: _Layout, steps: Steps, grid: Grid) -> _Layout:
    """The layout with room for the words beside the plot."""
    axis = _axis_title(layout, steps)
    beside = [*map(lettering.short, grid.rows), axis, grid.foot_label]
    least = lettering.least_gutter(layout.gutter, 90)
    right = layout.right
    if not layout.is_narrow:
        right = max(right, round(lettering.em(_beside(steps.deadline_label)) * layout.label) + 10)
    return replace(layout, gutter=lettering.gutter(beside, layout.label, least), right=right)


def _axis_title(layout: _Layout, steps: Steps) -> str:
    return lettering.folded_label(steps.axis_label, 9 if layout.is_narrow else 12)


def _beside(deadline: str) -> str:
    """The label of the deadline in the narrow strip right of the plot."""
    return lettering.folded_label(deadline, 4)


def _note(figure: go.Figure, x: float, y: float, text: str, **options: Any) -> None:
    base = {"showarrow": False, "font": {"size": 13}, "yref": "y", "xref": "x"}
    figure.add_annotation(x=x, y=y, text=text, **(base | options))


def _add_years(figure: go.Figure, layout: _Layout, grid: Grid) -> None:
    """A line at each turn of the fiscal year, its name between."""
    line = {"color": theme.RULE_WEAK, "width": 1}
    names = grid.short_groups if layout.is_narrow else tuple(name for name, _ in grid.column_groups)
    x = 0
    for name, (_, width) in zip(names, grid.column_groups, strict=True):
        figure.add_shape(
            type="line", x0=x, x1=x, yref="paper", y0=0, y1=1, line=line, layer="below"
        )
        size = 12 if layout.is_narrow else 14
        _note(figure, x + width / 2, -1, f"<b>{name}</b>", font={"size": size})
        x += width


def _add_deadline(figure: go.Figure, layout: _Layout, steps: Steps) -> None:
    """The deadline in red at the end of the last quarter, where the round names one."""
    if not steps.deadline_label:
        return
    end = len(steps.quarters)
    line = {"color": theme.DEADLINE, "width": 3}
    figure.add_shape(type="line", x0=end, x1=end, yref="paper", y0=0, y1=1, line=line)
    is_wide = not layout.is_narrow
    _note(
        figure,
        end,
        1,
        _beside(steps.deadline_label) if is_wide else steps.deadline_label,
        yref="paper",
        xanchor="left" if is_wide else "right",
        yanchor="top",
        xshift=5 if is_wide else -5,
        align="left",
        font={"size": layout.label, "color": theme.DEADLINE},
    )


def _line(steps: Steps, counts: tuple[int, ...]) -> tuple[list[int], list[int]]:
    """x and y of a step line: a count holds from the end of its quarter to the end of the next."""
    return list(range(len(counts) + 1)), [steps.start, *counts]


def _add_coverage(figure: go.Figure, layout: _Layout, steps: Steps) -> None:
    end = len(steps.quarters)
    goal = {"color": theme.INK, "width": 2}
    figure.add_shape(
        type="line", x0=0, x1=end, yref="y2", y0=steps.target, y1=steps.target, line=goal
    )
    label = {"yref": "y2", "font": {"size": layout.label}}
    _note(figure, 0, steps.target, steps.target_label, xanchor="left", xshift=6, yshift=9, **label)
    _note(
        figure,
        0,
        (steps.target + steps.start) / 2,
        _axis_title(layout, steps),
        xref="paper",
        xanchor="right",
        xshift=-10,
        align="right",
        **label,
    )
    _add_band(figure, steps)
    if steps.undelayed:
        _add_step(figure, steps, steps.undelayed, theme.HAS_WEAK)
    _add_step(figure, steps, steps.covered, theme.NAVY if steps.undelayed else theme.HAS)
    _add_values(figure, layout, steps)


def _add_band(figure: go.Figure, steps: Steps) -> None:
    """From the certain to the possible count, with a dotted line under the certain one."""
    x, low = _line(steps, steps.certain)
    _, high = _line(steps, steps.possible)
    shared = {"x": x, "yaxis": "y2", "mode": "lines", "hoverinfo": "skip"}
    dots = {"shape": "hv", "width": 1, "color": theme.RULE, "dash": "dot"}
    figure.add_scatter(y=low, line=dots, **shared)
    figure.add_scatter(
        y=high,
        line={"shape": "hv", "width": 0},
        fill="tonexty",
        fillcolor=theme.UNCERTAIN,
        **shared,
    )


def _add_step(figure: go.Figure, steps: Steps, counts: tuple[int, ...], color: str) -> None:
    x, y = _line(steps, counts)
    figure.add_scatter(
        x=x,
        y=y,
        yaxis="y2",
        mode="lines",
        line={"shape": "hv", "width": 3, "color": color},
        hoverinfo="skip",
    )


def _add_values(figure: go.Figure, layout: _Layout, steps: Steps) -> None:
    """Counts at the start, at each turn of the year where they rise, and at the end."""
    x, y = _line(steps, steps.covered)
    label = {"yref": "y2", "font": {"size": 14}}
    start = headed(f"<b>{steps.start}</b>", steps.start_label)
    _note(figure, 0, steps.start, start, xanchor="left", xshift=6, yshift=-10, **label)
    if not (layout.is_narrow and steps.undelayed):
        for n in range(4, len(x) - 1, 4):
            if y[n] > y[n - 1]:
                _note(figure, n, y[n], f"<b>{y[n]}</b>", xanchor="right", xshift=-5, **label)
    right = {"xanchor": "right", "xshift": -6}
    end = headed(f"<b>{steps.end}</b>", steps.end_label)
    if not steps.undelayed:
        _note(figure, x[-1], steps.possible[-1], end, yshift=10, **right, **label)
        return
    undelayed = headed(f"<b>{steps.undelayed_end}</b>", steps.undelayed_label)
    highest = max(steps.undelayed[-1], steps.possible[-1])
    _note(figure, x[-1], highest, undelayed, yshift=10, **right, **label)
    late = label | {"font": {"size": 14, "color": theme.NAVY}}
    _note(figure, x[-1], steps.certain[-1], end, yshift=-13, **right, **late)


def _add_rows(figure: go.Figure, layout: _Layout, grid: Grid, rows: list[int], foot: int) -> None:
    """Names in the gutter, a hairline through each row, and what a block is above it."""
    for name, y in zip(grid.rows, rows, strict=True):
        line = {"color": theme.GRID, "width": 1}
        figure.add_shape(
            type="line", xref="paper", x0=0, x1=1, y0=y, y1=y, line=line, layer="below"
        )
        shown = lettering.short(name)
        whole = {} if shown == name else {"hovertext": said(name)}
        _gutter_label(figure, y, shown, layout.label, theme.INK, **whole)
    line_of_block = 0
    for label, count in zip(grid.block_labels, grid.blocks, strict=True):
        if label:
            _note(
                figure,
                0,
                line_of_block - 1,
                f"<b>{label}</b>",
                xref="paper",
                xanchor="left",
                xshift=-layout.gutter,
                bgcolor=theme.PAPER,
                font={"size": 12, "color": theme.MUTED},
            )
        line_of_block += count + 1
    _gutter_label(figure, foot, grid.foot_label, layout.label, theme.MUTED)


def _gutter_label(
    figure: go.Figure, y: float, text: str, size: int, color: str, **options: Any
) -> None:
    _note(
        figure,
        0,
        y,
        text,
        xref="paper",
        xanchor="right",
        xshift=-10,
        font={"size": size, "color": color},
        **options,
    )


def _add_marks(figure: go.Figure, layout: _Layout, grid: Grid, rows: list[int]) -> None:
    """Filled = planner, dotted = uncertain, grey outline = of another agency, bar = unreadable."""
    groups: dict[tuple[str, bool], list[tuple[float, int, str, Cell]]] = {}
    for name, y, cells in zip(grid.rows, rows, grid.cells, strict=True):
        for place, cell in enumerate(cells):
            if cell.mark:
                groups.setdefault((cell.role, cell.is_uncertain), []).append(
                    (place + 0.5, y, name, cell)
                )
    for (role, is_uncertain), marks in groups.items():
        color = theme.HAS if role == "has" else theme.RULE
        is_filled = role == "has" and not is_uncertain
        figure.add_scatter(
            x=[x for x, *_ in marks],
            y=[y for _, y, *_ in marks],
            mode="markers+text",
            marker={
                "symbol": "square",
                "size": layout.square,
                "color": color if is_filled else theme.PAPER,
                "line": {"color": color, "width": 0 if is_uncertain else 2},
            },
            text=[cell.mark for *_, cell in marks],
            textfont={"size": 13, "color": theme.PAPER if is_filled else theme.INK},
            customdata=[[said(name), cell.hint] for *_, name, cell in marks],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
        )
        if is_uncertain:
            for x, y, *_ in marks:
                _dotted_square(figure, x, y, layout.square / 2 + 0.5, color)
    for stretch in grid.stretches:
        _bar(
            figure,
            rows[stretch.row],
            stretch.first,
            stretch.last + 1,
            stretch.short if layout.is_narrow else stretch.text,
        )


def _dotted_square(figure: go.Figure, x: float, y: float, half: float, color: str) -> None:
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
        line={"color": color, "width": 2, "dash": "dot"},
    )


def _bar(figure: go.Figure, y: int, start: int, end: int, text: str) -> None:
    figure.add_shape(
        type="rect",
        x0=start + 0.1,
        x1=end - 0.1,
        y0=y - 0.42,
        y1=y + 0.42,
        fillcolor=theme.UNCERTAIN,
        line={"color": theme.RULE, "width": 1, "dash": "dot"},
    )
    _note(figure, (start + end) / 2, y, text, font={"size": 12})


def _add_totals(figure: go.Figure, layout: _Layout, grid: Grid, foot: int) -> None:
    x = 0
    texts = grid.short_foot if layout.is_narrow else grid.foot
    for text, (_, width) in zip(texts, grid.column_groups, strict=True):
        _note(
            figure,
            x + width / 2,
            foot,
            text,
            font={"size": 12, "color": theme.MUTED},
            bgcolor=theme.PAPER,
        )
        x += width
