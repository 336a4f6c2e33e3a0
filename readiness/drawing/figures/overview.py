"""Figures of the overview. Result in, Figure out; no Streamlit, no database."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from readiness.definitions.contracts import ESTIMATED, FINAL, PRACTICE
from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import is_japanese, listed, pct, said, short_era_month, t

STATES = ("ready", "planned", "silent")
NOT_ANSWERED = "not_answered"


def readiness_counts(stages: pd.DataFrame) -> dict[str, int]:
    """Agencies by ``readiness`` of the query agency_stage, in the order of STATES; without an answer last,
    where there are any.
    """
    return {state: int((stages["readiness"] == state).sum()) for state in _states(stages)}


def _states(stages: pd.DataFrame) -> tuple[str, ...]:
    is_missing = (stages["readiness"] == NOT_ANSWERED).any()
    return (*STATES, NOT_ANSWERED) if is_missing else STATES


def readiness_names(stages: pd.DataFrame, name_of: Callable[[str], str] = said) -> dict[str, str]:
    """Names of the agencies by state; a silent one with plan marks carries the mark of its note.

    ``name_of``: said, or lettering.short where there is little room.
    """
    return {
        state: listed(
            name_of(row.agency_name)
            + t("overview.has_marks") * (state == "silent" and row.has_marks)
            for row in stages[stages["readiness"] == state].itertuples()
        )
        for state in _states(stages)
    }


_APART = (ESTIMATED, PRACTICE)


def last_comparable(rounds: pd.DataFrame) -> tuple[Any, Any]:
    """The last two rounds whose figures may be compared: estimated, fictional and provisional ones may
    not.
    """
    is_alike = ~rounds["basis"].isin(_APART) & (rounds["state"] == FINAL)
    before, after = rounds[is_alike].tail(2).itertuples()
    return before, after


def readiness_bar(counts: dict[str, int], *, narrow: bool = False) -> go.Figure:
    """One bar of all agencies: ``ready``, ``planned`` and ``silent`` counts, side by side.

    The narrow layout writes the mark without its word, which stands above the bar already.
    """
    label = "overview.bar_narrow" if narrow else "overview.bar"
    figure = theme.figure(58, barmode="stack", bargap=0, margin={"l": 1, "r": 1, "t": 0, "b": 0})
    fills = {
        "ready": theme.HAS,
        "planned": theme.PLANNED,
        "silent": theme.PAPER,
        NOT_ANSWERED: theme.CARD,
    }
    inks = {
        "ready": theme.PAPER,
        "planned": theme.INK,
        "silent": theme.INK,
        NOT_ANSWERED: theme.MUTED,
    }
    for state, count in counts.items():
        figure.add_bar(
            x=[count],
            y=[""],
            orientation="h",
            marker={"color": fills[state], "line": {"color": theme.RULE, "width": 1}},
            text=f"<b>{count}</b>  {t(f'{label}.{state}')}",
            textposition="inside",
            insidetextanchor="middle",
            constraintext="none",
            textangle=0,
            textfont={"color": inks[state], "size": 14},
            hoverinfo="skip",
        )
    figure.update_xaxes(**theme.axis(visible=False, range=[0, sum(counts.values())]))
    figure.update_yaxes(**theme.axis(visible=False))
    return figure


def _month_tick(day: date) -> str:
    """``R2<br>10月``; ``Oct<br>’20``, narrow enough for two rounds in a year on a telephone."""
    month = short_era_month(day)
    if is_japanese():
        return month.replace(".", "<br>") + t("date.month_suffix")
    return f"{month.split()[0]}<br>’{day:%y}"


def adoption_trend(rounds: pd.DataFrame) -> go.Figure:
    """Adoption ratio by round; an estimated or fictional round stands apart, unconnected.

    ``rounds``: survey_date, adoption_ratio (0 to 1) and basis of one class of government, in time
    order. The line breaks where such a round lies between two others.
    """
    rounds = rounds.assign(is_estimated=rounds["basis"].isin(_APART))
    published = rounds[~rounds["is_estimated"]]
    estimated = rounds[rounds["is_estimated"]]
    joined = rounds.assign(adoption_ratio=rounds["adoption_ratio"].where(~rounds["is_estimated"]))
    joined = joined.loc[published.index.min() : published.index.max()]
    figure = theme.figure(208, margin={"l": 40, "r": 8, "t": 14, "b": 38})
    figure.add_scatter(
        x=joined["survey_date"],
        y=joined["adoption_ratio"],
        connectgaps=False,
        mode="lines+markers",
        line={"color": theme.HAS, "width": 3},
        marker={"size": 9, "color": theme.HAS},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=estimated["survey_date"],
        y=estimated["adoption_ratio"],
        mode="markers",
        marker={"size": 11, "color": theme.PAPER, "line": {"color": theme.HAS, "width": 3}},
        hoverinfo="skip",
    )
    for row in rounds.itertuples():
        figure.add_annotation(
            x=row.survey_date,
            y=row.adoption_ratio,
            text=pct(row.adoption_ratio)
            + (f"<br>{lettering.short(row.basis)}" if row.basis == PRACTICE else ""),
            showarrow=False,
            xanchor="center" if row.Index == rounds.index[0] or row.is_estimated else "right",
            yshift=26 if row.basis == PRACTICE else 16,
            xshift=0 if row.Index == rounds.index[0] or row.is_estimated else 6,
            font={"size": 14},
        )
    if not published.empty and not estimated.empty:
        first = estimated["survey_date"].min()
        earlier = published.loc[published["survey_date"] < first, "survey_date"]
        last = earlier.max() if len(earlier) else first
        figure.add_vline(
            x=last + (first - last) / 2, line={"color": theme.RULE, "width": 1, "dash": "dot"}
        )
        figure.add_annotation(
            x=first,
            y=0.13,
            text=t("overview.trend_break"),
            showarrow=False,
            align="right",
            xanchor="right" if first == rounds["survey_date"].max() else "center",
            xshift=(36 if is_japanese() else 20) if first == rounds["survey_date"].max() else 0,
            bgcolor=theme.CARD,
            font={"size": 12, "color": theme.MUTED},
        )
    dates = rounds["survey_date"]
    margin = (dates.max() - dates.min()) * 0.09
    years = {} if is_japanese() else {"tickangle": 0, "tickfont": {"size": 11}}
    figure.update_xaxes(
        **theme.axis(
            tickvals=list(dates),
            ticktext=[_month_tick(day) for day in dates],
            range=[dates.min() - margin, dates.max() + margin],
            **years,
            showline=True,
            linecolor=theme.RULE,
        )
    )
    figure.update_yaxes(
        **theme.axis(
            range=[0, 0.86],
            tickvals=[0, 0.2, 0.4, 0.6, 0.8],
            ticktext=["0", "20", "40", "60", "80%"],
            showgrid=True,
            gridcolor=theme.GRID,
        )
    )
    return figure
