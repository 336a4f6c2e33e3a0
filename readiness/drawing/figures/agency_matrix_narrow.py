"""The survey's table for a telephone: agencies as rows. Result in, Figure out; see agency_matrix."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.drawing.figures.agency_matrix import (
    add_cells,
    concerned,
    count_text,
    ink_of,
    places_of,
    with_states,
)
from readiness.language import lettering
from readiness.language.wording import is_japanese, known, said, t


def matrix_narrow(
    answers: pd.DataFrame, counts: pd.DataFrame, agencies: Sequence[str], item: str = ""
) -> go.Figure:
    """Agencies as rows, short item names stacked over the columns, totals at the foot."""
    places = places_of(counts, 0.55)
    last = max(places.values())
    short_names = {row.choice_code: _short_name(row) for row in counts.itertuples()}
    gutter = lettering.gutter(map(lettering.short, agencies), 12, 116, beside=4)
    names_high = 28 + lettering.upright_height(short_names.values(), 12, 14)
    figure = theme.figure(
        int(names_high + 23.4 * (len(agencies) + 1.4)),
        margin={"l": gutter, "r": 4, "t": int(names_high), "b": 0},
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
        shown = lettering.short(name)
        text = f"<b>{shown}</b>" if item and name in lit else shown
        _narrow_label(figure, n, text, ink_of(name in lit))
    _narrow_label(figure, foot, f"<b>{t('agency_matrix.sum')}</b>", theme.INK)
    for row in counts.itertuples():
        ink = ink_of(item in ("", row.choice_code))
        x = places[row.choice_code]
        plus = t("mark.plus")
        sum_text = {"text": f"<b>{count_text(row).replace(plus, f'<br>{plus}')}</b>"}
        for y, words, anchor in (
            (-0.5, lettering.upright(short_names[row.choice_code]), "bottom"),
            (foot, sum_text, "middle"),
        ):
            figure.add_annotation(
                x=x,
                y=y,
                yanchor=anchor,
                showarrow=False,
                font={"size": 12, "color": ink},
                **words,
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
    """Short column name from the catalogue; an item of a later survey gets its first letters."""
    item = said(str(row.item))
    return known(f"agency_matrix.short.{row.choice_code}", item[: 4 if is_japanese() else 12])
