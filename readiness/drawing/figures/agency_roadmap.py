"""Planned quarters and the coverage they add up to. Result in, Figure out; no Streamlit, no database.

``coverage``: rows of agency_coverage_by_quarter as planned; ``slipped``: the same with a delay, or None.
``marks``: rows of agency_plan_marks. ``quarters``: rows of agency_plan_by_quarter.
"""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import fiscal_year, is_japanese, said, span_of, t, year_number

_SIGNS = ("①", "②", "③", "④")


@dataclass(frozen=True)
class _Layout:
    """What differs between the window and the telephone; pixels."""

    name: str
    gutter: int
    right: int
    coverage_high: int
    row_high: float
    square: int
    label: int


_WIDE = _Layout("wide", 140, 60, 166, 17.9, 14, 13)
_NARROW = _Layout("narrow", 120, 4, 196, 20.5, 14, 12)


def roadmap(
    coverage: pd.DataFrame,
    slipped: pd.DataFrame | None,
    marks: pd.DataFrame,
    quarters: pd.DataFrame,
    *,
    narrow: bool = False,
) -> go.Figure:
    """Coverage against all agencies and the deadline, over the quarter grid of the agencies.

    ``narrow``: short year labels and a taller coverage.
    """
    planners = list(dict.fromkeys(marks.loc[marks["is_planned"], "agency_name"]))
    others = list(dict.fromkeys(marks.loc[~marks["is_planned"], "agency_name"]))
    rows = {name: n for n, name in enumerate(planners)}
    rows |= {name: len(planners) + 1 + n for n, name in enumerate(others)}
    foot = len(planners) + len(others) + 1
    last_year = int(quarters["fiscal_year"].max())
    layout = _fitted(_NARROW if narrow else _WIDE, rows, last_year)
    grid_high = layout.row_high * (foot + 2)
    figure = theme.figure(
        int(layout.coverage_high + grid_high),
        margin={"l": layout.gutter, "r": layout.right, "t": 2, "b": 0},
    )
    share = grid_high / (layout.coverage_high + grid_high)
    _add_years(figure, layout, quarters)
    _add_coverage(figure, layout, coverage, slipped)
    _add_rows(figure, layout, rows, foot)
    _add_marks(figure, layout, marks, rows, quarters)
    if others:
        _add_separator(figure, layout, len(planners))
    _add_year_totals(figure, layout, quarters, foot)
    asked = int(coverage["agency_count"].iloc[0])
    ready = int(coverage["certain_count"].min())
    figure.update_layout(
        xaxis=theme.axis(visible=False, range=[0, len(coverage)]),
        yaxis=theme.axis(visible=False, range=[foot + 0.5, -1.5], domain=[0, share]),
        yaxis2=theme.axis(
            visible=False, range=[ready - 2.9, asked + 2.2], domain=[share, 1], anchor="x"
        ),
    )
    return figure


def _fitted(layout: _Layout, rows: dict[str, int], last_year: int) -> _Layout:
    """The layout with room for the words beside the plot."""
    totals = t(f"roadmap.totals.{layout.name}")
    beside = [*map(lettering.short, rows), _axis_title(layout), totals]
    right = layout.right
    if layout.name == "wide":
        right = lettering.gutter([_deadline(layout, last_year)], layout.label, right)
    least = layout.gutter if is_japanese() else 90
    return replace(layout, gutter=lettering.gutter(beside, layout.label, least), right=right)


def _axis_title(layout: _Layout) -> str:
    title = t("roadmap.axis")
    if is_japanese() or layout.name == "wide":
        return title
    return lettering.folded(title.replace("<br>", " "), 9)


def _note(figure: go.Figure, x: float, y: float, text: str, **options: Any) -> None:
    base = {"showarrow": False, "font": {"size": 13}, "yref": "y", "xref": "x"}
    figure.add_annotation(x=x, y=y, text=text, **(base | options))


def _add_years(figure: go.Figure, layout: _Layout, quarters: pd.DataFrame) -> None:
    """A line at each turn of the fiscal year, its name between, and the deadline in red at the end."""
    years = list(dict.fromkeys(quarters["fiscal_year"]))
    for n, year in enumerate(years):
        line = {"color": "#999999", "width": 1}
        figure.add_shape(
            type="line", x0=4 * n, x1=4 * n, yref="paper", y0=0, y1=1, line=line, layer="below"
        )
        fields = {"era": fiscal_year(year), "number": year_number(year), "year": year}
        text = t(f"roadmap.year_head.{layout.name}", **fields)
        size = 14 if layout.name == "wide" else 12
        _note(figure, 4 * n + 2, -1, f"<b>{text}</b>", font={"size": size})
    end = 4 * len(years)
    deadline = {"color": theme.DEADLINE, "width": 3}
    figure.add_shape(type="line", x0=end, x1=end, yref="paper", y0=0, y1=1, line=deadline)
    is_wide = layout.name == "wide"
    _note(
        figure,
        end,
        1,
        _deadline(layout, int(years[-1])),
        yref="paper",
        xanchor="left" if is_wide else "right",
        yanchor="top",
        xshift=5 if is_wide else -5,
        align="left",
        font={"size": layout.label, "color": theme.DEADLINE},
    )


def _deadline(layout: _Layout, year: int) -> str:
    era = fiscal_year(year)
    return t(f"roadmap.deadline.{layout.name}", era=era, head=era[:-2], tail=era[-2:])


def _steps(coverage: pd.DataFrame, column: str) -> tuple[list[int], list[int]]:
    """x and y of a step line: a count holds from the end of its quarter to the end of the next."""
    ready = int(coverage["certain_count"].iloc[0])
    return list(range(len(coverage) + 1)), [ready, *(int(count) for count in coverage[column])]


def _add_coverage(
    figure: go.Figure, layout: _Layout, coverage: pd.DataFrame, slipped: pd.DataFrame | None
) -> None:
    asked = int(coverage["agency_count"].iloc[0])
    end = len(coverage)
    goal = {"color": theme.INK, "width": 2}
    figure.add_shape(type="line", x0=0, x1=end, yref="y2", y0=asked, y1=asked, line=goal)
    label = {"yref": "y2", "font": {"size": layout.label}}
    _note(
        figure,
        0,
        asked,
        t("roadmap.goal", asked=asked),
        xanchor="left",
        xshift=6,
        yshift=9,
        **label,
    )
    _note(
        figure,
        0,
        (asked + coverage["certain_count"].iloc[0]) / 2,
        _axis_title(layout),
        xref="paper",
        xanchor="right",
        xshift=-10,
        align="right",
        **label,
    )
    _add_band(figure, coverage)
    _add_step(figure, coverage, theme.HAS if slipped is None else theme.HAS_WEAK, 3)
    if slipped is not None:
        _add_step(figure, slipped, theme.NAVY, 3)
    _add_values(figure, layout, coverage, slipped)


def _add_band(figure: go.Figure, coverage: pd.DataFrame) -> None:
    """From the certain to the possible count, with a dotted line under the certain one."""
    x, low = _steps(coverage, "certain_count")
    _, high = _steps(coverage, "possible_count")
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


def _add_step(figure: go.Figure, coverage: pd.DataFrame, color: str, width: int) -> None:
    x, y = _steps(coverage, "covered_count")
    figure.add_scatter(
        x=x,
        y=y,
        yaxis="y2",
        mode="lines",
        line={"shape": "hv", "width": width, "color": color},
        hoverinfo="skip",
    )


def span(row: Any) -> str:
    """``16～17``, or one number where nothing is unreadable."""
    return span_of(int(row["certain_count"]), int(row["possible_count"]))


def _add_values(
    figure: go.Figure, layout: _Layout, coverage: pd.DataFrame, slipped: pd.DataFrame | None
) -> None:
    """Counts at the start, at each turn of the year where they rise, and at the deadline."""
    x, y = _steps(coverage, "covered_count")
    label = {"yref": "y2", "font": {"size": 14}}
    _note(
        figure,
        0,
        y[0],
        t("roadmap.ready", count=y[0]),
        xanchor="left",
        xshift=6,
        yshift=-10,
        **label,
    )
    turns = range(4, len(x) - 1, 4) if slipped is None or layout.name == "wide" else ()
    for n in turns:
        if y[n] > y[n - 1]:
            _note(figure, n, y[n], f"<b>{y[n]}</b>", xanchor="right", xshift=-5, **label)
    last = coverage.iloc[-1]
    right = {"xanchor": "right", "xshift": -6}
    _note(
        figure,
        x[-1],
        int(last["possible_count"]),
        t("roadmap.as_planned", span=span(last)),
        yshift=10,
        **right,
        **label,
    )
    if slipped is not None:
        _note(
            figure,
            x[-1],
            int(slipped["certain_count"].iloc[-1]),
            t("roadmap.slipped", span=span(slipped.iloc[-1])),
            yshift=-13,
            **right,
            **(label | {"font": {"size": 14, "color": theme.NAVY}}),
        )


def _add_rows(figure: go.Figure, layout: _Layout, rows: dict[str, int], foot: int) -> None:
    """Agency names in the gutter and a hairline through each row."""
    for name, y in rows.items():
        line = {"color": theme.GRID, "width": 1}
        figure.add_shape(
            type="line", xref="paper", x0=0, x1=1, y0=y, y1=y, line=line, layer="below"
        )
        shown = lettering.short(name)
        whole = {} if shown == name else {"hovertext": said(name)}
        _gutter_label(figure, y, shown, layout.label, theme.INK, **whole)
    _gutter_label(figure, foot, t(f"roadmap.totals.{layout.name}"), layout.label, theme.MUTED)


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


def _years_with_lost_marks(quarters: pd.DataFrame) -> list[int]:
    """Places (0 for the first year) of the years that print more marks than can be read."""
    years = quarters.groupby("fiscal_year")[["year_count", "printed_year_count"]].max()
    lost = (years["printed_year_count"] > years["year_count"]).fillna(False)
    return [n for n, is_lost in enumerate(lost) if is_lost]


def _add_marks(
    figure: go.Figure,
    layout: _Layout,
    marks: pd.DataFrame,
    rows: dict[str, int],
    quarters: pd.DataFrame,
) -> None:
    """Filled = planner, dotted = uncertain, grey outline = more than remote access, bar = unreadable."""
    first_year = int(quarters["fiscal_year"].min())
    readable = marks[marks["certainty"] != "unreadable"]
    for (is_planned, certainty), group in readable.groupby(["is_planned", "certainty"]):
        x = (group["planned_fiscal_year"] - first_year) * 4 + group["planned_quarter"] - 0.5
        y = group["agency_name"].map(rows)
        is_certain = certainty == "certain"
        color = theme.HAS if is_planned else theme.RULE
        is_filled = is_planned and is_certain
        figure.add_scatter(
            x=x,
            y=y,
            mode="markers+text",
            marker={
                "symbol": "square",
                "size": layout.square,
                "color": color if is_filled else theme.PAPER,
                "line": {"color": color, "width": 2 if is_certain else 0},
            },
            text=[_SIGNS[quarter - 1] for quarter in group["planned_quarter"]],
            textfont={"size": 13, "color": theme.PAPER if is_filled else theme.INK},
            customdata=[
                [said(row.agency_name), fiscal_year(row.planned_fiscal_year), row.planned_quarter]
                for row in group.itertuples()
            ],
            hovertemplate="%{customdata[0]}<br>"
            + t("roadmap.hover", year="%{customdata[1]}", quarter="%{customdata[2]}")
            + "<br>"
            + t(f"roadmap.hover.{'planned' if is_planned else 'other'}.{certainty}")
            + "<extra></extra>",
        )
        if not is_certain:
            for mark_x, mark_y in zip(x, y, strict=True):
                _dotted_square(figure, mark_x, mark_y, layout.square / 2 + 0.5, color)
    lost_years = _years_with_lost_marks(quarters)
    for row in marks[marks["certainty"] == "unreadable"].itertuples():
        start, end, word = 0, len(quarters), "undated"
        if lost_years:
            start, end, word = 4 * lost_years[0], 4 * lost_years[-1] + 4, "unreadable"
        text = t(f"roadmap.{word}.{layout.name}")
        _unreadable_bar(figure, rows[row.agency_name], start, end, text)


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


def _unreadable_bar(figure: go.Figure, y: int, start: int, end: int, text: str) -> None:
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


def _add_separator(figure: go.Figure, layout: _Layout, y: int) -> None:
    """Where the planners end: the marks below are of agencies outside them."""
    _note(
        figure,
        0,
        y,
        t("roadmap.others", count=y),
        xref="paper",
        xanchor="left",
        xshift=-layout.gutter,
        bgcolor=theme.PAPER,
        font={"size": 12, "color": theme.MUTED},
    )


def _add_year_totals(figure: go.Figure, layout: _Layout, quarters: pd.DataFrame, foot: int) -> None:
    years = quarters.groupby("fiscal_year")[["year_count", "printed_year_count"]].max()
    for n, row in enumerate(years.itertuples()):
        read, printed = int(row.year_count), row.printed_year_count
        key = "equal"
        if pd.isna(printed):
            key, printed = "unprinted", 0
        elif printed > read:
            key = "lost"
        text = t(
            f"roadmap.year.{key}.{layout.name}", printed=printed, read=read, lost=printed - read
        )
        _note(
            figure,
            4 * n + 2,
            foot,
            text,
            font={"size": 12, "color": theme.MUTED},
            bgcolor=theme.PAPER,
        )
