"""The survey's table as a figure: agencies x items. Result in, Figure out; no Streamlit, no database.

``answers``: rows of agency_answers. ``counts``: rows of agency_item_counts. ``agencies``: names in the
order to draw. ``item``: choice code of the one item in focus, or "" for all; the rest is dimmed, not
removed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import said, t

_BLOCKS = ("remote_access", "communication", "barrier")
_LEGEND_HIGH = 130  # pixels of the six states in the corner
_FAINT = 0.2  # opacity of what the chosen item does not concern


@dataclass(frozen=True)
class _State:
    """How one answer looks: sign, its colour, fill of the square ("" for none)."""

    sign: str
    ink: str
    fill: str = ""


_STATES = {
    "yes": _State(theme.YES, theme.PAPER, theme.HAS),
    "obstacle": _State(theme.YES, theme.INK, theme.OBSTACLE),
    "planned": _State(theme.PLAN, theme.INK, theme.PLANNED),
    "no": _State(theme.NO, theme.RULE),
    "none": _State(theme.NONE, theme.RULE),
    "unreadable": _State(theme.UNREADABLE, theme.INK),
    "not_answered": _State(theme.NOT_ANSWERED, theme.MUTED),
}


def state_of(question_code: str, choice_code: str, answer: str, certainty: str) -> str:
    """Name of the state one answer is drawn in."""
    if answer == "not_answered":
        return answer
    if certainty == "uncertain" or answer == "unknown":
        return "unreadable"
    if answer != "yes":
        return "no" if answer == "no" else "none"
    if question_code == "barrier":
        return "obstacle"
    return "planned" if choice_code == "planned_fy2020" else "yes"


def with_states(answers: pd.DataFrame) -> pd.DataFrame:
    """``answers`` and the column ``state``."""
    columns = ["question_code", "choice_code", "answer", "certainty"]
    states = [state_of(*row) for row in answers[columns].itertuples(index=False)]
    return answers.assign(state=states)


def concerned(answers: pd.DataFrame, item: str) -> set[str]:
    """Agencies with a mark, or a mark nobody can read, at ``item``; all of them without an item."""
    if not item:
        return set(answers["agency_name"])
    rows = with_states(answers[answers["choice_code"] == item])
    return set(rows.loc[~rows["state"].isin(["no", "none", "not_answered"]), "agency_name"])


def places_of(counts: pd.DataFrame, gap: float) -> dict[str, float]:
    """Choice code -> place along the axis of items, a gap between the three blocks."""
    places: dict[str, float] = {}
    place = 0.0
    for _, block in counts.groupby("question_code", sort=False):
        for choice_code in block["choice_code"]:
            places[choice_code] = place
            place += 1
        place += gap
    return places


def add_cells(
    figure: go.Figure, cells: pd.DataFrame, size: float, sign_sizes: tuple[int, int]
) -> None:
    """One trace per state and brightness; ``cells``: x, y, state, is_bright, agency_name, item."""
    for (state, is_bright), rows in cells.groupby(["state", "is_bright"], sort=False):
        look = _STATES[state]
        square = {"symbol": "square", "size": size, "color": look.fill or "rgba(0,0,0,0)"}
        figure.add_scatter(
            x=rows["x"],
            y=rows["y"],
            mode="markers+text",
            marker=square,
            text=[look.sign] * len(rows),
            textfont={"size": sign_sizes[0 if look.fill else 1], "color": look.ink},
            customdata=[[said(row.agency_name), said(row.item)] for row in rows.itertuples()],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>"
            f"{look.sign} {t(f'agency_matrix.state.{state}')}<extra></extra>",
            opacity=1 if is_bright else _FAINT,
        )
    half = size / 2
    for row in cells[cells["state"] == "unreadable"].itertuples():
        _dotted_square(figure, row.x, row.y, half, is_bright=row.is_bright)


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
        opacity=1 if is_bright else _FAINT,
    )


def ink_of(is_bright: bool) -> str:
    return theme.INK if is_bright else "#767676"  # the palest grey that still reads: 4.5:1


def count_text(row: Any) -> str:
    """``8``, or ``14＋2`` where two printed marks cannot be placed."""
    lost = row.lost_count
    count = row.agency_count
    return str(count) if pd.isna(lost) or lost == 0 else f"{count}{t('mark.plus')}{lost}"


def _fill_of(question_code: str, choice_code: str) -> str:
    return _STATES[state_of(question_code, choice_code, "yes", "certain")].fill


def matrix_wide(
    answers: pd.DataFrame,
    counts: pd.DataFrame,
    agencies: Sequence[str],
    item: str = "",
    order_label: str = "",
    order_values: Sequence[str] = (),
) -> go.Figure:
    """Agencies as columns, items as rows, and at the right count, bar of all agencies, printed total.

    ``order_values`` (one short text per agency, named ``order_label``) stand between names and cells.
    """
    places = places_of(counts, 0.6)
    last = max(places.values())
    is_tall = any("<br>" in value for value in order_values)
    top = -0.6 - (1.5 if is_tall else 1) * bool(order_values)
    rows_high = last + 0.5 - top
    labels = [*map(said, counts["item"]), order_label]
    gutter = lettering.gutter(labels, 13, 205)
    shown = [lettering.short(name) for name in agencies]
    names_high = 6 + max(lettering.upright_height(shown, 12, 15.5), _LEGEND_HIGH)
    figure = theme.figure(
        int(names_high + 21.3 * rows_high),
        margin={"l": gutter, "r": 0, "t": int(names_high), "b": 0},
    )
    grid_end = 0.675
    lit = concerned(answers, item)
    cells = with_states(answers).assign(
        x=lambda rows: rows["agency_name"].map({name: n for n, name in enumerate(agencies)}),
        y=lambda rows: rows["choice_code"].map(places),
        is_bright=lambda rows: (rows["choice_code"] == item) | (item == ""),
    )
    add_cells(figure, cells, 19, (14, 14))
    for n, name in enumerate(agencies):
        _name_over_column(figure, n, name, top, is_bright=name in lit, is_bold=bool(item))
        if order_values:
            figure.add_annotation(
                x=n, y=(top - 0.6) / 2, text=order_values[n], showarrow=False, font={"size": 12}
            )
    rows = counts.assign(
        y=counts["choice_code"].map(places),
        is_bright=[item in ("", code) for code in counts["choice_code"]],
    )
    heads = {row.y: _inked(said(row.item), ink_of(row.is_bright)) for row in rows.itertuples()}
    if order_values:
        heads[(top - 0.6) / 2] = _inked(order_label, theme.MUTED)
    _add_row_totals(figure, rows)
    _add_rules(figure, counts, places, gutter, top)
    _add_legend(figure, gutter, set(cells["state"]))
    _add_total_heads(figure, int(counts["answered_count"].max()), top)
    figure.update_layout(
        xaxis=theme.axis(visible=False, range=[-0.5, len(agencies) - 0.5], domain=[0, grid_end]),
        xaxis2=theme.axis(
            visible=False,
            range=[0, max(1, int(counts["answered_count"].max()))],
            domain=[0.768, 0.89],
            anchor="y",
        ),
        xaxis3=theme.axis(visible=False, range=[0, 2], domain=[0.69, 0.752], anchor="y"),
        yaxis=theme.axis(
            range=[last + 0.5, top],
            tickvals=list(heads),
            ticktext=list(heads.values()),
            tickfont={"size": 13},
        ),
    )
    return figure


def _inked(text: str, ink: str) -> str:
    return f'<span style="color:{ink}">{text}</span>'


def _name_over_column(
    figure: go.Figure, x: float, name: str, top: float, *, is_bright: bool, is_bold: bool
) -> None:
    shown = lettering.short(name)
    figure.add_annotation(
        x=x,
        y=top,
        yanchor="bottom",
        showarrow=False,
        font={"size": 12, "color": ink_of(is_bright)},
        hovertext=None if shown == name else said(name),
        **lettering.upright(f"<b>{shown}</b>" if is_bold and is_bright else shown),
    )


def _add_row_totals(figure: go.Figure, rows: pd.DataFrame) -> None:
    """At the right of each row its count, the bar of all agencies and the printed total.

    ``rows``: those of agency_item_counts, with y and is_bright.
    """
    inks = [ink_of(is_bright) for is_bright in rows["is_bright"]]
    opacities = [1 if is_bright else _FAINT for is_bright in rows["is_bright"]]
    fills = map(_fill_of, rows["question_code"], rows["choice_code"])
    figure.add_bar(
        x=rows["agency_count"],
        y=rows["y"],
        xaxis="x2",
        orientation="h",
        width=0.58,
        marker={"color": list(fills), "opacity": opacities},
        hoverinfo="skip",
    )
    verdicts = []
    for row, opacity in zip(rows.itertuples(), opacities, strict=True):
        lost = 0 if pd.isna(row.lost_count) else int(row.lost_count)
        count, asked = int(row.agency_count), int(row.answered_count)
        outline = {"type": "rect", "xref": "x2", "y0": row.y - 0.29, "y1": row.y + 0.29}
        rule = {"color": theme.OTHERS, "width": 1}
        figure.add_shape(**outline, x0=0, x1=asked, line=rule, opacity=opacity)
        if lost:
            rule = {"color": theme.OBSTACLE, "width": 2, "dash": "dot"}
            figure.add_shape(**outline, x0=count, x1=count + lost, line=rule, opacity=opacity)
        verdict = t("agency_matrix.printed.none")
        if not pd.isna(row.printed_count):
            key = "agency_matrix.printed.lost" if lost else "agency_matrix.printed.equal"
            verdict = t(key, printed=row.printed_count, lost=lost)
        verdicts.append(theme.EN_SPACE * 2 + verdict)
    texts = [f"<b>{count_text(row)}</b>" for row in rows.itertuples()]
    middle = {"position": "middle center", "xaxis": "x3"}
    theme.write(figure, [1] * len(rows), rows["y"], texts, size=16, color=inks, **middle)
    theme.write(
        figure, rows["answered_count"], rows["y"], verdicts, size=13, color=inks, xaxis="x2"
    )


def _add_rules(
    figure: go.Figure, counts: pd.DataFrame, places: dict[str, float], gutter: int, top: float
) -> None:
    """A line above each block, over the gutter too; one more above a row of order values."""
    firsts = counts.groupby("question_code", sort=False)["choice_code"].first()
    heights = [places[code] - (0.6 if n == 0 else 0.8) for n, code in enumerate(firsts)]
    for y in {*heights, top}:
        line = {"color": "#999999", "width": 1}
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


def _add_legend(figure: go.Figure, gutter: int, found: set[str]) -> None:
    """Sign and word of each state, in the empty corner over the gutter; no answer only if ``found``."""
    shown = [state for state in _STATES if state != "not_answered" or state in found]
    for n, state in enumerate(reversed(shown)):
        look = _STATES[state]
        shift = 12 + 21.5 * n
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
        if look.fill:
            figure.add_shape(**square, fillcolor=look.fill, line={"width": 0})
        elif state == "unreadable":
            figure.add_shape(**square, line={"color": theme.OBSTACLE, "width": 2, "dash": "dot"})
        for x, text, anchor, color in (
            (15 - gutter, look.sign, "center", look.ink),
            (36 - gutter, t(f"agency_matrix.state.{state}"), "left", theme.INK),
        ):
            figure.add_annotation(
                x=0,
                y=1,
                xref="paper",
                yref="paper",
                xanchor=anchor,
                yanchor="middle",
                xshift=x,
                yshift=shift,
                text=text,
                showarrow=False,
                font={"size": 12, "color": color},
            )


def _add_total_heads(figure: go.Figure, asked: int, top: float) -> None:
    for x, key in ((0.721, "count"), (0.829, "of_all"), (0.905, "printed")):
        figure.add_annotation(
            x=x,
            xref="paper",
            xanchor="left" if key == "printed" else "center",
            y=top,
            yanchor="bottom",
            yshift=6,
            text=t(f"agency_matrix.head.{key}", asked=asked),
            showarrow=False,
            font={"size": 12, "color": theme.MUTED},
        )
