"""Classes of a map and ticks of an axis that fit the values they are made for. Values in, limits out."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor

from readiness.language.wording import number, pct, t
from readiness.subjects.charts import AreaKey

CLASS_COUNT = 6
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
_TINY = 1e-9


def limits_for(values: Sequence[float], usual: Sequence[float] = ()) -> tuple[float, ...]:
    """At most five limits, evenly apart on round numbers. ``usual`` ones are kept as long as no class
    of theirs holds more than half of the values.
    """
    if usual and not _is_lopsided(values, usual):
        return tuple(usual)
    ordered = sorted(values)
    if len(ordered) < 2 or ordered[0] == ordered[-1]:
        return tuple(usual)
    low, high = (ordered[round(part * (len(ordered) - 1))] for part in (0.1, 0.9))
    step = _step((high - low) / (CLASS_COUNT - 2) or (ordered[-1] - ordered[0]) / CLASS_COUNT)
    middle = floor(ordered[len(ordered) // 2] / step + 0.5 + _TINY)
    limits = [round(step * (middle + place), 4) for place in range(-2, 3)]
    # A limit that every value or none reaches parts nothing.
    return tuple(limit for limit in limits if ordered[0] < limit <= ordered[-1])


def _is_lopsided(values: Sequence[float], limits: Sequence[float]) -> bool:
    places = [class_of(value, limits) for value in values]
    return any(places.count(place) * 2 > len(places) for place in set(places))


def _step(least: float) -> float:
    return next((step for step in _STEPS if step >= least - _TINY), _STEPS[-1])


def class_of(value: float, limits: Sequence[float]) -> int:
    """0 for below the first limit ... ``len(limits)`` for the last limit and above."""
    return bisect_right(limits, value + _TINY)


def keys(limits: Sequence[float], words: "Words") -> tuple[AreaKey, ...]:
    """Words and roles of the classes between the limits, lowest first."""
    if not limits:
        return (AreaKey(t("local.class.all"), t("local.class.all"), "c3"),)
    labels = [
        t("prefecture_map.class.below", high=words.tick(limits[0])),
        *(_between(low, high, words) for low, high in pairwise(limits)),
        t("local.class.whole")
        if words.is_share and limits[-1] == 1
        else t("prefecture_map.class.above", low=words.tick(limits[-1])),
    ]
    count = len(labels)
    roles = [f"c{round(place * (CLASS_COUNT - 1) / (count - 1))}" for place in range(count)]
    return tuple(AreaKey(label, label, role) for label, role in zip(labels, roles, strict=True))


def _between(low: float, high: float, words: "Words") -> str:
    is_ten = words.is_share and round(high - low, 4) == 0.1 and round(low * 100) % 10 == 0
    key = "prefecture_map.class.tens" if is_ten else "prefecture_map.class.between"
    bare = words.tick(low).removesuffix("%")
    return t(key, low=words.tick(low), bare=bare, high=words.tick(high))


def ticks_for(values: Sequence[float], words: "Words") -> tuple[tuple[float, str], ...]:
    """Four to six round ticks around the values; a share stays between 0 and 1."""
    low, high = min(values), max(values)
    step = _step(max((high - low) / 4, 0.05 if words.is_share else _STEPS[0]))
    first, last = floor(low / step + _TINY), ceil(high / step - _TINY)
    if first == last:
        first, last = first - 1, last + 1
    ends = [round(step * place, 4) for place in range(first, last + 1)]
    if words.is_share:
        ends = [end for end in ends if 0 <= end <= 1]
    return tuple((end, words.tick(end)) for end in ends)


class Words:
    """How the values of a measure are written: in a row, on a tick."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    @property
    def is_share(self) -> bool:
        """Whether values are shares of 0 to 1."""
        return self.kind == "share"

    def printed(self, value: float) -> str:
        """``60.6%``, ``84`` or ``1.25``."""
        if self.is_share:
            return pct(value)
        return number(value) if self.kind == "count" else f"{value:.2f}"

    def tick(self, value: float) -> str:
        """As short as a tick."""
        if self.is_share:
            return pct(value, 0)
        return number(value) if self.kind == "count" else f"{value:.2f}"
