"""Stages of the agencies in two rounds. Result in, Figure out; no Streamlit, no database."""

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import is_japanese, said, t


def stage_transitions(changes: pd.DataFrame) -> go.Figure:
    """Agencies by stage then (rows, highest on top) and stage now (columns); the diagonal stayed.

    ``changes``: rows of agency_changes; agencies of one round only are left out.
    """
    known = changes.dropna(subset=["earlier_stage", "stage"])
    moves = known.groupby(["earlier_stage", "stage"])["agency_name"].agg(["size", list])
    names = [t(f"agency_patterns.stage.{stage}") for stage in range(5)]
    beside = [f"{stage} {name}" for stage, name in enumerate(names)]
    below = [f"{stage}<br>{_two_lines(name)}" for stage, name in enumerate(names)]
    gutter = lettering.gutter(beside, 12, 84)
    under = lettering.gutter(names, 12, 56)  # Latin names are turned on a telephone
    figure = theme.figure(300, margin={"l": gutter, "r": 4, "t": 0, "b": under})
    for earlier in range(5):
        for now in range(5):
            fill = theme.CARD if now == earlier else theme.PLANNED if now > earlier else theme.PAPER
            count, movers = 0, []
            if (earlier, now) in moves.index:
                count, movers = moves.loc[(earlier, now)]
            figure.add_shape(
                type="rect",
                x0=now - 0.47,
                x1=now + 0.47,
                y0=earlier - 0.45,
                y1=earlier + 0.45,
                fillcolor=fill if count else theme.PAPER,
                line={"color": theme.RULE if count else theme.GRID, "width": 1},
            )
            figure.add_annotation(
                x=now,
                y=earlier,
                text=f"<b>{count}</b>" if count else "0",
                hovertext="<br>".join(map(said, movers)),
                showarrow=False,
                font={"size": 16, "color": theme.INK if count else "#767676"},
            )
    ticks = {"tickvals": list(range(5)), "range": [-0.5, 4.5]}
    turn = {"tickangle": 0} if is_japanese() else {"autotickangles": [0, -90]}
    figure.update_xaxes(**theme.axis(ticktext=below, **turn, **ticks))
    figure.update_yaxes(**theme.axis(ticktext=beside, **ticks))
    return figure


def _two_lines(name: str) -> str:
    """A stage under its column: two letters and the rest in Japanese, in one line in Latin."""
    return f"{name[:2]}<br>{name[2:]}" if is_japanese() else name
