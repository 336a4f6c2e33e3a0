"""The survey's table for a telephone: agencies as rows. Result in, Figure out; see agency_matrix."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from readiness import theme
from readiness.figures.agency_matrix import (
    add_cells,
    concerned,
    count_text,
    ink_of,
    places_of,
    stacked,
    with_states,
)
from readiness.wording import catalogue, t


def matrix_narrow(
    answers: pd.DataFrame, counts: pd.DataFrame, agencies: Sequence[str], item: str = ""
) -> go.Figure:
    """Agencies as rows, short item names stacked over the columns, totals at the foot."""
    places = places_of(counts, 0.55)
    last = max(places.values())
    short_names = {row.choice_code: _short_name(row) for row in counts.itertuples()}
    gutter, names_high = 116, 28 + 14 * max(len(name) for name in short_names.values())
    figure = theme.figure(
        int(names_high + 23.4 * (len(agencies) + 1.4)),
        margin={"l": gutter, "r": 4, "t": names_high, "b": 0},
    )
    lit = concerned(answers, item)
    cells = with_states(answers).assign(
        x=lambda rows: rows["choice_code"].map(places),
        y=lambda rows: rows["agency_name"].map({name: n for n, name in enumerate(agencies)}),
        is_bright=lambda rows: (rows["choice_code"] == item) | (item == ""),
    )
    add_cells(figure, cells, 15, (12, 11))
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        xshift=-gutter,
        y=-0.5,
        yanchor="bottom",
        text=t("agency_matrix.legend"),
        align="left",
        showarrow=False,
        font={"size": 12},
    )
    foot = len(agencies)
    for n, name in enumerate(agencies):
        text = f"<b>{name}</b>" if item and name in lit else name
        _narrow_label(figure, n, text, ink_of(name in lit))
    _narrow_label(figure, foot, f"<b>{t('agency_matrix.sum')}</b>", theme.INK)
    for row in counts.itertuples():
        ink = ink_of(item in ("", row.choice_code))
        x = places[row.choice_code]
        for y, text, anchor in (
            (-0.5, stacked(short_names[row.choice_code]), "bottom"),
            (foot, f"<b>{count_text(row).replace('＋', '<br>＋')}</b>", "middle"),
        ):
            figure.add_annotation(
                x=x,
                y=y,
                yanchor=anchor,
                text=text,
                showarrow=False,
                font={"size": 12, "color": ink},
            )
    figure.update_xaxes(**theme.axis(visible=False, range=[-0.5, last + 0.5]))
    figure.update_yaxes(**theme.axis(visible=False, range=[foot + 0.9, -0.5]))
    return figure


def _narrow_label(figure: go.Figure, y: float, text: str, color: str) -> None:
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="right",
        y=y,
        text=text,
        showarrow=False,
        font={"size": 12, "color": color},
    )


def _short_name(row: Any) -> str:
    """Short column name from the catalogue; an item of a later survey gets its first four letters."""
    choice_code, item = row.choice_code, row.item
    return catalogue().get(f"agency_matrix.short.{choice_code}", str(item)[:4])
