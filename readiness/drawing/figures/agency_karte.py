"""One agency on one sheet: ladder, items, days. Result in, Figure out; no Streamlit, no database."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import apart, headed, is_japanese, known, said, t
from readiness.subjects.agencies.answers import state_of
from readiness.subjects.stage_words import stage_label

_MARKS = {
    "yes": theme.YES,
    "obstacle": theme.YES,
    "planned": theme.PLAN,
    "no": theme.NO,
    "none": theme.NONE,
    "unreadable": theme.UNREADABLE,
    "not_answered": theme.NOT_ANSWERED,
}
_FILLS = {"yes": theme.HAS, "obstacle": theme.OBSTACLE, "planned": theme.PLANNED}


def _label(figure: go.Figure, y: float, text: str, shift: float, **options: Any) -> None:
    """Text in the gutter left of the bars, ``shift`` px from their start."""
    base = {"xref": "paper", "xanchor": "right", "showarrow": False, "font": {"size": 13}}
    figure.add_annotation(x=0, y=y, text=text, xshift=shift, **(base | options))


def _count(figure: go.Figure, x: float, y: float, text: str) -> None:
    figure.add_annotation(
        x=x,
        y=y,
        text=text,
        xanchor="left",
        xshift=7,
        showarrow=False,
        font={"size": 14},
    )


def _own_mark(agency_name: str) -> str:
    """The arrow at one's own bar with the name, left out where it is a long Latin one."""
    name = lettering.short(agency_name)
    is_long = not is_japanese() and lettering.em(name) > 6
    return headed("", "◀" if is_long else f"◀ {name}")


def ladder(stages: pd.DataFrame, agency_name: str) -> go.Figure:
    """Agencies on each stage, the highest on top; the agency's own stage in navy with its name.

    ``stages``: rows of agency_stage.
    """
    own = stages.set_index("agency_name").loc[agency_name, "stage"]
    counts = stages["stage"].value_counts()
    names = [headed(str(stage), stage_label(stage, stages)) for stage in range(5)]
    gutter = lettering.gutter(names, 13, 166)
    figure = theme.figure(5 * 22, margin={"l": gutter, "r": 4, "t": 0, "b": 0}, bargap=0.42)
    for stage in range(5):
        count, is_own = int(counts.get(stage, 0)), bool(pd.notna(own) and stage == own)
        figure.add_bar(
            x=[count],
            y=[stage],
            orientation="h",
            marker={"color": theme.NAVY if is_own else theme.PLANNED},
            hoverinfo="skip",
        )
        name = names[stage]
        _label(figure, stage, f"<b>{name}</b>" if is_own else name, -8)
        mark = _own_mark(agency_name) if is_own else ""
        _count(figure, count, stage, f"<b>{count}</b>{mark}")
    # Room at the right for the longest own name; bars start at 0.
    figure.update_xaxes(**theme.axis(visible=False, range=[0, max([1, *counts]) * 2.1]))
    figure.update_yaxes(**theme.axis(visible=False, range=[-0.5, 4.5]))
    return figure


def items(gap: pd.DataFrame) -> go.Figure:
    """Own mark, item, and how many agencies have it; coloured only where the agency has it itself.

    ``gap``: rows of agency_gap, one kind of question or several.
    """
    asked = int(gap["answered_count"].max())
    gutter = 204
    figure = theme.figure(
        21 * max(len(gap), 6),
        margin={"l": gutter, "r": 56, "t": 0, "b": 0},
        barmode="stack",
        bargap=0.4,
    )
    for y, row in enumerate(gap.itertuples()):
        state = state_of(row.kind, row.choice_code, row.answer, row.certainty)
        lost = 0 if pd.isna(row.lost_count) else int(row.lost_count)
        is_own = state in _FILLS
        figure.add_bar(
            x=[row.agency_count],
            y=[y],
            orientation="h",
            marker={"color": _FILLS.get(state, theme.OTHERS)},
            hoverinfo="skip",
        )
        edge = {"type": "rect", "y0": y - 0.3, "y1": y + 0.3}
        figure.add_shape(**edge, x0=0, x1=asked, line={"color": theme.OTHERS, "width": 1})
        if lost:
            dots = {"color": theme.OBSTACLE, "width": 2, "dash": "dot"}
            figure.add_shape(**edge, x0=row.agency_count, x1=row.agency_count + lost, line=dots)
        _label(figure, y, _MARKS[state], -gutter, xanchor="left", font={"size": 16})
        item = _item(row, lettering.room(gutter - 16, 13, 12))
        _label(figure, y, f"<b>{item}</b>" if is_own else item, -8)
        text = f"{row.agency_count}{t('mark.plus')}{lost}" if lost else str(row.agency_count)
        _count(figure, asked, y, f"<b>{text}</b>")
    figure.update_xaxes(**theme.axis(visible=False, range=[0, asked]))
    figure.update_yaxes(**theme.axis(visible=False, range=[max(len(gap), 6) - 0.5, -0.5]))
    return figure


def _item(row: Any, width: float) -> str:
    """Wording of an item, or its short name where that is wider than ``width`` em."""
    item = said(row.item)
    if is_japanese() or lettering.em(item) <= width:
        return item
    short = known(f"agency_matrix.short.{row.choice_code}", item)
    return known(f"agency_status.barrier.{row.choice_code}", short)


def days_strip(outcomes: pd.DataFrame, agency_name: str, government: float) -> go.Figure:
    """One tick per published agency, oneself as a yellow diamond, the government as a grey disc.

    ``outcomes``: rows of agency_plan_outcomes; an agency without a value has no tick.
    """
    published = outcomes.dropna(subset=["days_per_person"])
    top = max(float(published["days_per_person"].max()), government) * 1.06
    figure = theme.figure(64, margin={"l": 6, "r": 12, "t": 0, "b": 20})
    figure.add_scatter(
        x=published["days_per_person"],
        y=[0.45] * len(published),
        mode="markers",
        marker={"symbol": "line-ns", "size": 24, "line": {"width": 2, "color": theme.RULE}},
        text=published["agency_name"].map(said),
        hovertemplate=apart(["%{text}", "%{x:.1f}"]) + "<extra></extra>",
    )
    _point(figure, government, t("agency_karte.government", days=government), "circle", theme.RULE)
    own = published.loc[published["agency_name"] == agency_name, "days_per_person"]
    if len(own):
        days = float(own.iloc[0])
        _point(figure, days, "", "diamond", theme.ONESELF)
    figure.update_xaxes(
        **theme.axis(
            range=[0, top],
            tickvals=[0, 20, 40, 60, 80],
            ticktext=["0", "20", "40", "60", t("agency_karte.days_tick", days=80)],
            showline=True,
            linecolor=theme.RULE,
        )
    )
    figure.update_yaxes(**theme.axis(visible=False, range=[0, 1.6]))
    return figure


def _point(figure: go.Figure, x: float, text: str, symbol: str, color: str) -> None:
    size = 16 if symbol == "diamond" else 11
    figure.add_scatter(
        x=[x],
        y=[0.45],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": size,
            "color": color,
            "line": {"color": theme.INK, "width": 1.5},
        },
        hoverinfo="skip",
    )
    if text:
        figure.add_annotation(
            x=x, y=1.32, text=text, showarrow=False, font={"size": 12, "color": theme.INK}
        )
