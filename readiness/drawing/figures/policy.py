"""Figures of targets, companies and prefectures. Result in, Figure out; no Streamlit, no database."""

import re
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.drawing.figures import methods
from readiness.language import lettering
from readiness.language.wording import apart, is_japanese, number, period, said, t


def amount(value: float) -> str:
    """``34.5`` with its decimal, ``2,000`` without one."""
    return number(value) if float(value).is_integer() else f"{value:,.1f}"


def quantity(value: str, unit: str) -> str:
    """A number with its unit: ``34.5%``, ``2,000団体``, ``2,000 bodies``."""
    return t(
        "policy.quantity.percent" if unit == "%" else "policy.quantity", amount=value, unit=unit
    )


def gap(value: float) -> str:
    """The distance to the target with its sign: ``−318``, ``+202,000``."""
    return ("+" if value > 0 else "−" if value < 0 else "±") + amount(abs(value))


def target_text(row: Any) -> str:
    """Value, target, distance and verdict of one target, two lines."""
    if pd.isna(row.target_value):
        value = t("policy.no_target_value")
    elif pd.isna(row.shown_value):
        value = t("policy.no_actual", target=quantity(amount(row.target_value), row.unit))
    else:
        value = t(
            "policy.value",
            actual=amount(row.shown_value),
            target=quantity(amount(row.target_value), row.unit),
            gap=gap(row.gap_value),
        )
    when = "" if pd.isna(row.shown_value) else t("policy.when", period=period(row.shown_period))
    return f"{value}<br>{t(f'policy.verdict.{row.verdict}')}{when}"


def _name(row: Any, narrow: bool) -> str:
    """The target and its date; a narrow screen leaves out the date and what stands in brackets."""
    if narrow:
        return re.split(r"（| \(", str(row.target_name))[0]
    return apart([row.target_name, f"<span style='color:{theme.MUTED}'>{said(row.period)}</span>"])


_WIDE_EM, _NARROW_EM = 31.0, 22.0  # of 13 px letters, beside the texts and on a telephone


def _beside(row: Any, narrow: bool) -> str:
    text = target_text(row)
    return apart([said(row.period), text]) if narrow else text


def _lines(text: str, width: float) -> list[str]:
    """A text of several lines, each folded."""
    return [lettering.folded(line, width) for line in text.split("<br>")]


def _above(narrow: bool) -> dict[str, Any]:
    """Where a name stands over its bar; a Latin one may have two lines and grows upwards."""
    if is_japanese():
        return {"yshift": 22 if narrow else 15}
    return {"yanchor": "bottom", "yshift": 8}


def _below(narrow: bool) -> dict[str, Any]:
    """Where the values stand: below the bar on a telephone, else at its height."""
    if is_japanese():
        return {"yshift": -27 if narrow else 4}
    return {"yanchor": "top", "yshift": -8} if narrow else {"yshift": 8}


def target_bars(targets: pd.DataFrame, *, narrow: bool = False) -> go.Figure:
    """Actual / target of each target, a dark tick at the target; a value from before its date is dotted.

    ``targets``: rows of ``guidance.policy.tracked``.
    """
    names = [_name(row, narrow) for row in targets.itertuples()]
    texts = [_beside(row, narrow) for row in targets.itertuples()]
    row_height, tail = 78 if narrow else 37, 282
    # What reaches above and below the middle of a bar is drawn for rows of this height.
    drawn_for = row_height
    if not is_japanese():
        size = 12 if narrow else 13
        tail = lettering.gutter(texts, 13, tail)
        names = [lettering.folded(one, _NARROW_EM if narrow else _WIDE_EM) for one in names]
        if narrow:
            texts = ["<br>".join(_lines(one, _NARROW_EM * 13 / size)) for one in texts]
            row_height = (
                34 + 16 * max(map(lettering.lines, names)) + 15 * max(map(lettering.lines, texts))
            )
        else:
            row_height = 21 + 16 * max(map(lettering.lines, names))
    scale = drawn_for / row_height
    reach = (0.12 if narrow else 0.22) * scale
    thick = (0.1 if narrow else 0.19) * scale
    figure = theme.figure(
        row_height * len(targets) + 20,
        bargap=1 - (0.2 if narrow else 0.38) * scale,
        margin={"l": 0, "r": 8 if narrow else tail, "t": 8, "b": 0},
    )
    ratios = (targets["shown_value"] / targets["target_value"]).fillna(0)
    final = targets["is_at_target"].fillna(False).astype(bool)
    positions = list(range(len(targets)))
    figure.add_bar(
        x=ratios.where(final, 0),
        y=positions,
        orientation="h",
        marker={"color": theme.HAS},
        hoverinfo="skip",
    )
    for position, row, ratio in zip(positions, targets.itertuples(), ratios, strict=True):
        if ratio and not row.is_at_target:
            figure.add_shape(
                type="rect",
                x0=0,
                x1=ratio,
                y0=position - thick,
                y1=position + thick,
                fillcolor=theme.UNCERTAIN,
                line={"color": theme.RULE, "width": 1, "dash": "dot"},
            )
        if not pd.isna(row.target_value):
            figure.add_shape(
                type="line",
                x0=1,
                x1=1,
                y0=position - reach,
                y1=position + reach,
                line={"color": theme.INK, "width": 3},
            )
        figure.add_annotation(
            x=0,
            xref="paper",
            y=position,
            text=names[position],
            showarrow=False,
            align="left",
            xanchor="left",
            font={"size": 13},
            **_above(narrow),
        )
        figure.add_annotation(
            x=0 if narrow else 1,
            xref="paper",
            y=position,
            text=texts[position],
            showarrow=False,
            align="left",
            xanchor="left",
            xshift=0 if narrow else 10,
            font={"size": 12 if narrow else 13},
            **_below(narrow),
        )
    widest = max(1.1, float(ratios.max()) * 1.02)
    figure.update_xaxes(**theme.axis(visible=False, range=[0, widest]))
    top = 0.75
    if not is_japanese():
        top = (12 + 16 * max(map(lettering.lines, names))) / row_height
    figure.update_yaxes(
        **theme.axis(visible=False, range=[len(targets) - (0.25 if narrow else 0.5), -top])
    )
    return figure


def actuals_by_year(actuals: pd.DataFrame) -> go.Figure:
    """Published values of each target by time; every target has a scale of its own and its line.

    ``actuals``: rows of the query policy_target_actuals that have a value.
    """
    lines = 0
    bars: list[tuple[int, Any, float]] = []
    heads: list[tuple[int, Any, int, float]] = []
    for _, rows in actuals.groupby("target_code", sort=False):
        scale = max(rows["actual_value"].max(), rows["target_value"].max())
        heads.append((lines, rows.iloc[0], len(rows), scale))
        for offset, row in enumerate(rows.itertuples(), start=1):
            bars.append((lines + offset, row, scale))
        lines += len(rows) + 1
    times = lettering.gutter((period(row.actual_period) for _, row, _ in bars), 12, 76)
    margin = {"l": times, "r": 84, "t": 0, "b": 0}
    figure = theme.figure(25 * lines + 4, bargap=0.35, margin=margin)
    figure.add_bar(
        x=[row.actual_value / scale for _, row, scale in bars],
        y=[position for position, _, _ in bars],
        orientation="h",
        marker={"color": [theme.HAS if row.is_at_target else theme.PLANNED for _, row, _ in bars]},
        hoverinfo="skip",
    )
    for position, row, _ in bars:
        for text, x, anchor, shift in (
            (period(row.actual_period), 0, "right", -8),
            (f"<b>{amount(row.actual_value)}</b>", 1, "left", 8),
        ):
            figure.add_annotation(
                x=x,
                xref="paper",
                y=position,
                text=text,
                showarrow=False,
                xanchor=anchor,
                xshift=shift,
                font={"size": 12 if x == 0 else 13},
            )
    for position, row, count, scale in heads:
        figure.add_annotation(
            x=0,
            xref="paper",
            y=position,
            text=t(
                "policy.head",
                name=t(f"policy.short.{row.target_code}"),
                target=quantity(amount(row.target_value), row.unit),
            ),
            showarrow=False,
            xanchor="left",
            xshift=-times,
            font={"size": 13},
        )
        figure.add_shape(
            type="line",
            x0=row.target_value / scale,
            x1=row.target_value / scale,
            y0=position + 0.55,
            y1=position + count + 0.45,
            line={"color": theme.INK, "width": 2},
        )
    figure.update_xaxes(**theme.axis(visible=False, range=[0, 1.02]))
    figure.update_yaxes(**theme.axis(visible=False, range=[lines - 0.4, -0.6]))
    return figure


def rate_bars(
    rows: pd.DataFrame, *, nation: float | None = None, gutter: int = 110, row_height: int = 25
) -> go.Figure:
    """Shares by group (``rows``: label, ratio), with a dotted line at the nation's share."""
    labels, gutter = lettering.fitted(rows["label"], 13, gutter, at_most=max(gutter, 150))
    row_height = max(row_height, 16 * max(map(lettering.lines, labels)) + 6)
    shares = pd.DataFrame(
        {
            "choice": labels,
            "choice_ratio": list(rows["ratio"]),
            "previous_ratio": float("nan"),
            "is_reworded": False,
        }
    )
    figure = methods.share_bars(shares, kind="value", row_height=row_height, gutter=gutter, tail=60)
    if nation is not None:
        figure.add_vline(x=nation, line={"color": theme.NATION, "width": 2, "dash": "dot"})
    return figure
