"""Figures of local answers by round. Result in, Figure out; no Streamlit, no database."""

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import is_japanese, number, t

STATES = ("adopted", "considering", "not_adopted", "unknown", "not_answered")


def quarter_bars(rows: pd.DataFrame) -> go.Figure:
    """Governments by planned quarter, one bar each with its number; the undated ones last.

    ``rows``: planned_fiscal_year, planned_quarter (null = no time stated) and government_count.
    """
    counted = rows.groupby(["planned_fiscal_year", "planned_quarter"], dropna=False)[
        "government_count"
    ].sum()
    labels = [
        t("local_rounds.undated")
        if pd.isna(year)
        else t("local_rounds.quarter_tick", year=int(year), quarter=int(quarter))
        for year, quarter in counted.index
    ]
    figure = theme.figure(330, margin={"l": 4, "r": 4, "t": 24, "b": 44}, bargap=0.35)
    figure.add_bar(
        x=list(range(len(counted))),
        y=counted.to_list(),
        marker={"color": theme.PLANNED, "line": {"color": theme.RULE, "width": 1}},
        text=[number(value) for value in counted],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_xaxes(
        **theme.axis(
            tickvals=list(range(len(counted))), ticktext=labels, showline=True, linecolor=theme.RULE
        )
    )
    figure.update_yaxes(**theme.axis(visible=False, rangemode="tozero"))
    return figure


_FILLS = {
    "adopted": theme.HAS,
    "planned": theme.PLANNED,
    "undated": theme.PALE,
    "not_planned": theme.OTHERS,
    "unknown": theme.PAPER,
    "not_answered": theme.PAPER,
}


def peer_plan_bars(rows: pd.DataFrame) -> go.Figure:
    """Peers by state and planned quarter with their numbers; one's own is labelled in yellow.

    ``rows``: of peer_plans. The quarters between the first and the last planned one are all there.
    """
    dated = rows[rows["plan_state"] == "planned"]
    numbers = (dated["planned_fiscal_year"] * 4 + dated["planned_quarter"] - 1).astype(int)
    bars = []
    for state in _FILLS:
        part = rows[rows["plan_state"] == state]
        if state == "planned" and len(part):
            found = dict(zip(numbers, part.itertuples(), strict=True))
            bars += [
                (
                    state,
                    t("local_rounds.quarter_tick", year=n // 4, quarter=n % 4 + 1),
                    int(found[n].peer_count) if n in found else 0,
                    n in found and bool(found[n].is_own),
                )
                for n in range(numbers.min(), numbers.max() + 1)
            ]
        elif len(part):
            (row,) = part.itertuples()
            label = t(f"local_rounds.plan_tick.{state}")
            bars.append((state, label, int(row.peer_count), bool(row.is_own)))
    figure = theme.figure(196, margin={"l": 4, "r": 4, "t": 40, "b": 40}, bargap=0.35)
    places = list(range(len(bars)))
    figure.add_bar(
        x=places,
        y=[count for _, _, count, _ in bars],
        marker={
            "color": [_FILLS[state] for state, _, _, _ in bars],
            "line": {"color": theme.RULE, "width": 1},
        },
        text=[number(count) for _, _, count, _ in bars],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
    )
    for place, (_, _, count, is_own) in enumerate(bars):
        if is_own:
            figure.add_annotation(
                x=place,
                y=count,
                yshift=35,
                text=t("local_rounds.oneself"),
                showarrow=False,
                font={"size": 12},
                bgcolor=theme.SELECTED,
                bordercolor=theme.INK,
                borderpad=2,
            )
    ticks = [f"<b>{label}</b>" if is_own else label for _, label, _, is_own in bars]
    figure.update_xaxes(
        **theme.axis(tickvals=places, ticktext=ticks, showline=True, linecolor=theme.RULE)
    )
    figure.update_yaxes(**theme.axis(visible=False, rangemode="tozero"))
    return figure


def _status_names(states: list[str]) -> list[str]:
    names = [t(f"status.{state}") for state in states]
    return names if is_japanese() else [lettering.folded(name, 7) for name in names]


def transition_grid(rows: pd.DataFrame) -> go.Figure:
    """Statuses before (rows) and after (columns) with the number of governments in each cell, of those
    that answered both.

    ``rows``: of local_transitions.
    """
    rows = rows[rows["is_compared"]]
    moves = rows.groupby(["earlier_status", "status"]).size()
    shown = [state for state in STATES if state in set(rows["earlier_status"])]
    after = [state for state in STATES if state in set(rows["status"])]
    names, heads = _status_names(shown), _status_names(after)
    gutter = lettering.gutter(names, 12, 96, beside=34)
    top = 40 + 14 * max(map(lettering.lines, heads), default=1)
    figure = theme.figure(330, margin={"l": gutter, "r": 8, "t": top, "b": 8})
    for y, before in enumerate(shown):
        for x, now in enumerate(after):
            count = int(moves.get((before, now), 0))
            has_changed = before != now and count > 0
            figure.add_shape(
                type="rect",
                x0=x - 0.47,
                x1=x + 0.47,
                y0=y - 0.44,
                y1=y + 0.44,
                fillcolor=theme.PLANNED if has_changed else theme.PAPER,
                line={"color": theme.RULE, "width": 1},
                layer="below",
            )
            figure.add_annotation(
                x=x,
                y=y,
                text=f"<b>{number(count)}</b>" if count else t("mark.none"),
                showarrow=False,
                font={"size": 18 if count else 14},
            )
    figure.update_xaxes(
        **theme.axis(
            range=[-0.5, len(after) - 0.5],
            tickvals=list(range(len(after))),
            ticktext=heads,
            tickangle=None if is_japanese() else 0,
            side="top",
            title={"text": t("local_rounds.after"), "font": {"size": 12}},
        )
    )
    figure.update_yaxes(
        **theme.axis(
            range=[len(shown) - 0.5, -0.5],
            tickvals=list(range(len(shown))),
            ticktext=names,
            title={"text": t("local_rounds.before"), "font": {"size": 12}},
        )
    )
    return figure
