"""Figures of methods and reasons. Result in, Figure out; no Streamlit, no database."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import apart, headed, listed, number, pct, said, t

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


_LAYOUTS: dict[str, dict[str, Any]] = {
    "reason": {"kind": "obstacle", "row_height": 31},
    "way": {"kind": "value", "row_height": 36},
    "utilisation": {"kind": "value", "row_height": 23, "gutter": 150, "tail": 56},
    "scope": {"kind": "value", "row_height": 27, "gutter": 148},
}


def card_bars(card: str, rows: pd.DataFrame, *, narrow: bool = False) -> go.Figure:
    """The bars of one card, taller in the narrow layout."""
    layout = dict(_LAYOUTS[card])
    if card == "way" and rows["part_ratio"].notna().any():
        layout["row_height"] = 42
    if "gutter" in layout:
        return _beside(rows, **layout)
    if narrow:
        layout["row_height"] += 10
    return share_bars(rows, **layout)


def _beside(rows: pd.DataFrame, *, row_height: int, gutter: int, **layout: Any) -> go.Figure:
    """``share_bars`` with labels at the left, folded where Latin words need more room."""
    labels, gutter = lettering.fitted(rows["choice"], 13, gutter, at_most=gutter + 24)
    row_height = max(row_height, 16 * max(map(lettering.lines, labels)) + 6)
    return share_bars(rows.assign(choice=labels), row_height=row_height, gutter=gutter, **layout)


def headline(ways: pd.DataFrame, reasons: pd.DataFrame, way_round: str, reason_round: str) -> str:
    """The screen in one sentence: leading method and leading reason, each with its round."""
    parts = []
    for rows, name, key in ((ways, way_round, "way"), (reasons, reason_round, "reason")):
        if rows.empty:
            parts.append(t(f"methods.no_{key}"))
            continue
        top = rows.loc[rows["choice_ratio"].idxmax()]
        parts.append(
            t(
                f"methods.top_{key}",
                choice=said(top["choice"]).split("(")[0].strip(),
                ratio=pct(top["choice_ratio"]),
                round=name,
            )
        )
    return "".join(parts)


def heading(name: str, rows: pd.DataFrame, shown: str, previous: str) -> str:
    """A card's heading: what, in which round, of how many, against which round before."""
    if rows.empty:
        return name
    first = rows.iloc[0]
    of = t("methods.of", group=first["population_group"], count=number(first["government_count"]))
    before = t("methods.before", round=previous) if rows["previous_ratio"].notna().any() else ""
    return headed(name, f":small[:gray[{apart([shown, of])}{before}]]")


def share_alt(name: str, round_name: str, rows: pd.DataFrame) -> str:
    """The bars of ``share_bars`` in words."""
    values = listed(f"{row.choice} {pct(row.choice_ratio)}" for row in rows.itertuples())
    return t("methods.alt", question=name, round=round_name, values=values)


def plan_heading(shown: str) -> str:
    """The heading of the plans, with their round."""
    return headed(t("methods.plan"), f":small[:gray[{shown}]]")


def plan_bars(plans: pd.DataFrame, row_height: int) -> go.Figure:
    """Bars of what the non-adopters of one class plan; ``plans``: rows of the query local_plans."""
    rows = pd.DataFrame(
        {
            "choice": plans["plan"],
            "choice_ratio": plans["plan_ratio"],
            "previous_ratio": float("nan"),
            "is_reworded": False,
            "value_text": [
                t(
                    "methods.plan_value",
                    count=number(row.government_count),
                    ratio=pct(row.plan_ratio),
                )
                for row in plans.itertuples()
            ],
        }
    )
    return _beside(rows, kind="planned", row_height=row_height, gutter=176, tail=112)


def plan_alt(plans: pd.DataFrame) -> str:
    """The bars of ``plan_bars`` in words."""
    return t(
        "methods.plan_alt",
        values=listed(f"{row.plan} {number(row.government_count)}" for row in plans.itertuples()),
    )


def plan_notes(plans: pd.DataFrame) -> str:
    """Denominator of the bars, and the plans of the classes that have no bars of their own."""
    municipal = plans[plans["entity_class"] == "市区町村"]
    others = plans[plans["entity_class"] != "市区町村"]
    parts = [t("methods.plan_of", count=number(municipal["government_count"].sum()))]
    for entity_class, rows in others.groupby("entity_class"):
        values = listed(f"{row.plan} {number(row.government_count)}" for row in rows.itertuples())
        parts.append(t("methods.plan_others", entity_class=entity_class, values=values))
    return "".join(parts)


def plan_words(plans: pd.DataFrame) -> str:
    """Plans of a round that printed words instead of figures, as a Markdown list."""
    lines = [
        t(
            "methods.plan_line",
            entity_class=row.entity_class,
            plan=row.plan,
            text=row.printed_text,
        )
        for row in plans.itertuples()
    ]
    return "\n".join([*lines, "", t("methods.plan_in_words")])


def scope_rows(department: pd.DataFrame, part_time: pd.DataFrame) -> pd.DataFrame:
    """Departments and part-time staff, two single-answer questions, as the rows of one figure."""
    return pd.concat(
        [
            rows.assign(
                choice=[t(f"methods.{key}_row", choice=choice) for choice in rows["choice"]]
            )
            for key, rows in (("department", department), ("part_time", part_time))
        ],
        ignore_index=True,
    )


def effects(rows: pd.DataFrame) -> str:
    """The effects that adopters named, with their shares; empty where the round published none."""
    if rows.empty:
        return ""
    values = listed(f"{r.choice} {pct(r.choice_ratio)}" for r in rows.itertuples())
    return t("methods.effects", values=values)


def sum_note(rows: pd.DataFrame, card: str) -> str:
    """Says so where printed single-answer shares do not add up to 100: 46.1 + 53.7 = 99.8."""
    total = round(float(rows["choice_ratio"].sum()) * 100, 1)
    if rows.empty or total == 100:
        return ""
    shares = " + ".join(f"{ratio * 100:.1f}" for ratio in rows["choice_ratio"])
    return t("methods.sum", question=t(f"methods.{card}"), shares=shares, total=f"{total:.1f}")
