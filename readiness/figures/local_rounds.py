"""Figures of local answers by round. Result in, Figure out; no Streamlit, no database."""

import pandas as pd
import plotly.graph_objects as go

from readiness import theme
from readiness.wording import number, t

STATES = ("adopted", "considering", "not_adopted", "unknown")


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


def transition_grid(rows: pd.DataFrame) -> go.Figure:
    """Statuses before (rows) and after (columns) with the number of governments in each cell.

    ``rows``: earlier_status and status, one row per government.
    """
    moves = rows.groupby(["earlier_status", "status"]).size()
    shown = [state for state in STATES if state in set(rows["earlier_status"])]
    after = [state for state in STATES if state in set(rows["status"])]
    figure = theme.figure(330, margin={"l": 96, "r": 8, "t": 54, "b": 8})
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
            ticktext=[t(f"status.{state}") for state in after],
            side="top",
            title={"text": t("local_rounds.after"), "font": {"size": 12}},
        )
    )
    figure.update_yaxes(
        **theme.axis(
            range=[len(shown) - 0.5, -0.5],
            tickvals=list(range(len(shown))),
            ticktext=[t(f"status.{state}") for state in shown],
            title={"text": t("local_rounds.before"), "font": {"size": 12}},
        )
    )
    return figure
