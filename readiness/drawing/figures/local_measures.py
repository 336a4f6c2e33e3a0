"""What the prefecture map can show: one measure as values, classes, words and an axis.

Rows of a query in, rows of the map and the ranking out; no Streamlit, no database.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import Any

import pandas as pd

from readiness.language.wording import is_japanese, number, pct, t

ADOPTION, COUNT, STANDARDISED, POINTS = "ratio", "count", "standardised", "points"
PLANNED, REACHED = "planned", "reached"
PLANS = (PLANNED, REACHED)
INDICATORS = (
    "organisation policy cio deputy_cio staff_development training external_talent ai rpa"
    " my_number_card online_26 online_32"
).split()
MEDIANS = ("my_number_card", "online_26", "online_32")
CODES = (ADOPTION, COUNT, STANDARDISED, POINTS, *(f"dx_{item}" for item in INDICATORS))


@dataclass(frozen=True)
class Measure:
    """How a measure is classed and drawn: five limits make six classes, ``ticks`` bound the axis."""

    code: str
    limits: tuple[float, ...]
    ticks: tuple[float, float]
    printed: Callable[[float], str]
    tick: Callable[[float], str]

    def class_of(self, value: float) -> int:
        """0 for below the first limit ... 5 for the last limit and above."""
        return sum(value >= limit - 1e-9 for limit in self.limits)

    def class_labels(self) -> list[str]:
        """Words for the six classes."""
        limits = [self.tick(limit) for limit in self.limits]
        between = [
            t("prefecture_map.class.between", low=low, high=high) for low, high in pairwise(limits)
        ]
        if not is_japanese():
            between = [
                t("span", low=low.removesuffix("%"), high=high) for low, high in pairwise(limits)
            ]
        elif self.code in (ADOPTION, REACHED):
            between = [t("prefecture_map.class.tens", low=low) for low in limits[:-1]]
        return [
            t("prefecture_map.class.below", high=limits[0]),
            *between,
            t("prefecture_map.class.above", low=limits[-1]),
        ]


def fitting(shape: Measure, values: pd.Series) -> Measure:
    """``shape`` with an axis wide enough for ``values``: a round that few answered goes to extremes."""
    low, high = shape.ticks
    if len(values):
        low = low if values.min() >= low else 0
        high = high if values.max() <= high else ceil(values.max() * 10) / 10
    return replace(shape, ticks=(low, high))


def _whole_pct(value: float) -> str:
    return pct(value, 0)


def _plain_pct(value: float) -> str:
    return pct(value)[:-1]


def _times(value: float) -> str:
    return f"{value:.2f}"


def measure(code: str) -> Measure:
    """The measure of a code of ``CODES`` or ``PLANS``."""
    if code == COUNT:
        return Measure(code, (10, 15, 20, 25, 30), (0, 90), number, number)
    if code == STANDARDISED:
        return Measure(code, (0.7, 0.85, 1, 1.15, 1.3), (0.4, 1.6), _times, _times)
    if code == ADOPTION:
        return Measure(code, (0.4, 0.5, 0.6, 0.7, 0.8), (0.2, 1), _plain_pct, _whole_pct)
    if code == REACHED:
        return Measure(code, (0.4, 0.5, 0.6, 0.7, 0.8), (0, 1), _plain_pct, _whole_pct)
    if code == PLANNED:
        return Measure(code, (0.05, 0.1, 0.2, 0.35, 0.5), (0, 1), _plain_pct, _whole_pct)
    return Measure(code, (0.2, 0.35, 0.5, 0.65, 0.8), (0, 1), _plain_pct, _whole_pct)


def title(code: str) -> str:
    """Name of the measure in the box."""
    if code.startswith("dx_"):
        return t("prefecture_map.measure.dx", item=t(f"peers.item.{code[3:]}"))
    return t(f"prefecture_map.measure.{code}")


def rows(code: str, source: pd.DataFrame) -> pd.DataFrame:
    """prefecture_code, prefecture_name, value, low, high, rank, printed and words, best first.

    ``source`` are the rows of the measure's query: local_adoption_by_prefecture,
    local_adoption_standardised, local_indicator_by_prefecture or local_plans_by_prefecture.
    A prefecture without a value has no rank and is left out.
    """
    column = {
        ADOPTION: "adoption_ratio",
        COUNT: "adopted_count",
        STANDARDISED: "standardised_ratio",
        PLANNED: "plan_ratio",
        REACHED: "reached_ratio",
    }.get(code, "indicator_ratio")
    source = source[source[column].notna()]
    ends = f"{column}_" if code in PLANS else "ratio_"
    shape = measure(code)
    has_interval = code not in (COUNT, STANDARDISED)
    found = pd.DataFrame(
        {
            "prefecture_code": source["prefecture_code"],
            "prefecture_name": source["prefecture_name"],
            "value": source[column].astype(float),
            "low": source[f"{ends}low"] if has_interval else None,
            "high": source[f"{ends}high"] if has_interval else None,
            "printed": [shape.printed(value) for value in source[column]],
            "words": [_words(code, row, shape) for row in source.itertuples()],
        }
    )
    found["rank"] = found["value"].rank(ascending=False, method="min").astype(int)
    return found.sort_values(["rank", "prefecture_code"]).reset_index(drop=True)


def _words(code: str, row: Any, shape: Measure) -> str:
    if code in (ADOPTION, COUNT):
        return t(
            "prefecture_map.pointer",
            name=row.prefecture_name,
            ratio=pct(row.adoption_ratio),
            adopted_count=row.adopted_count,
            municipality_count=row.answered_count,
        )
    if code == STANDARDISED:
        return t(
            "prefecture_map.pointer_standardised",
            name=row.prefecture_name,
            ratio=_times(row.standardised_ratio),
            observed=row.observed_count,
            expected=f"{row.expected_count:.1f}",
        )
    if code in PLANS:
        return t(
            f"prefecture_map.pointer_{code}",
            name=row.prefecture_name,
            ratio=pct(row.plan_ratio if code == PLANNED else row.reached_ratio),
            adopted=row.adopted_count,
            planned=row.planned_count,
            undated=row.undated_count,
            not_adopted=row.not_adopted_count,
            answered=row.answered_count,
        )
    return t(
        "prefecture_map.pointer_item",
        name=row.prefecture_name,
        value=pct(row.indicator_ratio),
        count=row.answered_count,
    )


def reference(code: str, source: pd.DataFrame) -> float | None:
    """The value of all who answered, the dotted line of the ranking; none for counts and medians."""
    if source.empty:
        return None
    if code == PLANNED:
        not_adopted = source["not_adopted_count"].sum()
        return float(source["planned_count"].sum() / not_adopted) if not_adopted else None
    if code == REACHED:
        reached = source["adopted_count"] + source["planned_count"]
        return float(reached.sum() / source["answered_count"].sum())
    if code == STANDARDISED:
        return 1.0
    if code == ADOPTION:
        return float(source["adopted_count"].sum() / source["answered_count"].sum())
    if code == COUNT or code.removeprefix("dx_") in MEDIANS:
        return None
    return float(source["yes_count"].sum() / source["answered_count"].sum())


def sentence(code: str, ranked: pd.DataFrame, nation: float | None) -> str:
    """The screen in one sentence for every measure but adoption, which has its own."""
    first, last = ranked.iloc[0], ranked.iloc[-1]
    unit = "%" if code.startswith("dx_") else ""
    kind = "dx" if code.startswith("dx_") else code
    if code.removeprefix("dx_") in MEDIANS:
        kind = "median"
    return t(
        f"prefecture_map.sentence.{kind}",
        item=title(code),
        nation=pct(nation) if nation is not None else "",
        first=first["prefecture_name"],
        first_value=first["printed"] + unit,
        last=last["prefecture_name"],
        last_value=last["printed"] + unit,
    )
