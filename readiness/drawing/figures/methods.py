"""Figures of methods and reasons. Result in, Figure out; no Streamlit, no database."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language.wording import pct, t

_BAR = {"obstacle": theme.OBSTACLE, "value": theme.HAS, "planned": theme.PLANNED}


def change(row: Any) -> str:
    """``　+6.7`` points against the round before, ``※`` if reworded; empty where nothing compares."""
    if math.isnan(row.previous_ratio):
        return ""
    points = f"{(row.choice_ratio - row.previous_ratio) * 100:+.1f}".replace("-", "−")
    mark = t("methods.reworded_mark") if row.is_reworded else ""
    return t("methods.change", points=points, mark=mark)


def share_bars(
    rows: pd.DataFrame, *, kind: str, row_height: int, gutter: int = 0, tail: int = 116
) -> go.Figure:
    """One bar per row, share written at its right with the change since the round before.

    ``rows``: choice, choice_ratio (0 to 1), previous_ratio (dark tick, null = none), is_reworded and, optional,
    part_ratio (share of the bar that is filled darker), value_text (instead of the share).
    ``kind`` is obstacle, value or planned; ``gutter`` px hold the labels, 0 puts them above the bars;
    ``tail`` px hold the values.
    """
    figure = theme.figure(
        row_height * len(rows) + 4,
        barmode="overlay",
        bargap=0.28 if gutter else 0.62,
        margin={"l": gutter, "r": tail, "t": 0 if gutter else 10, "b": 0},
    )
    order = list(range(len(rows)))
    parts = rows["part_ratio"] if "part_ratio" in rows else pd.Series(float("nan"), rows.index)
    has_part = parts.notna().any()
    figure.add_bar(
        x=[1] * len(rows),
        y=order,
        orientation="h",
        marker={"color": theme.PAPER, "line": {"color": theme.GRID, "width": 1}},
        hoverinfo="skip",
    )
    figure.add_bar(
        x=rows["choice_ratio"],
        y=order,
        orientation="h",
        marker={"color": [_BAR[kind] if whole else theme.HAS_WEAK for whole in parts.isna()]},
        hoverinfo="skip",
    )
    if has_part:
        figure.add_bar(
            x=rows["choice_ratio"] * parts.fillna(0),
            y=order,
            orientation="h",
            marker={"color": theme.HAS},
            hoverinfo="skip",
        )
    reach = 0.36 if gutter else 0.19
    values = []
    for position, row in zip(order, rows.itertuples(), strict=True):
        text = getattr(row, "value_text", "") or f"<b>{pct(row.choice_ratio)}</b>{change(row)}"
        if has_part and not math.isnan(row.part_ratio):
            text += "<br>" + t("methods.lan", ratio=pct(row.part_ratio))
        values.append(text)
        if not math.isnan(row.previous_ratio):
            figure.add_shape(
                type="line",
                x0=row.previous_ratio,
                x1=row.previous_ratio,
                y0=position - reach - 0.06,
                y1=position + reach + 0.06,
                line={"color": theme.INK, "width": 3},
            )
    labels = [choice.replace("~", t("span", low="", high="")) for choice in rows["choice"]]
    beside = labels if gutter else [""] * len(labels)
    theme.label_rows(figure, beside, values, above=0.5, below=0.5)
    if not gutter:
        theme.write(figure, [0] * len(rows), [n - 0.43 for n in order], labels, size=13)
    figure.update_xaxes(**theme.axis(visible=False, range=[0, 1]))
    return figure
