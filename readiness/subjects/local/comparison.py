"""One government beside its groups of peers, counted from the queries. Codes in, rows and counts out.

The one place that says who the peers are and in which order they are called.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.subjects.kept import kept
from readiness.subjects.local import governments, rates
from readiness.subjects.local.rates import Rate

NEIGHBOURS = "neighbours"
RULES = ("nearest", "prefecture", NEIGHBOURS, "class_staff", "similar_group", "own")
# The groups in the order of the figure; some only where they are the chosen rule.
_SHOWN = ("prefecture", "class_staff", "similar_group", "nearest", NEIGHBOURS, "own")
_IF_CHOSEN = (NEIGHBOURS, "own")
NEAREST = 15


@dataclass(frozen=True)
class Group:
    """One group of peers; ``rule`` is empty for the nation."""

    rule: str
    rate: Rate
    low: float | None = None
    high: float | None = None
    unanswered: int = 0


def usual_rule(code: str) -> str:
    """Nearness, unless the population that it rests on is unusable: then class and staff."""
    is_near_nobody = bool(code) and kept(queries.peer_nearest, code, 1).empty
    return "class_staff" if is_near_nobody else "nearest"


def ask_ahead(codes: Sequence[str]) -> None:
    """Ask for the rows of many governments' usual comparisons at once."""
    peers = {"peer_rule": RULES[0], "k": NEAREST}
    queries.ahead(queries.peer_nearest, codes, k=1)
    for rule in _SHOWN:
        if rule not in _IF_CHOSEN:
            queries.ahead(queries.peer_summary, codes, **(peers | {"peer_rule": rule}))
    for query in (queries.peer_members, queries.peer_indicators):
        queries.ahead(query, codes, **peers)
    queries.ahead(queries.peer_adopters, codes)


@dataclass(frozen=True)
class Comparison:
    """The peers of ``code`` under ``rule`` in detail, and the other groups beside them."""

    code: str
    k: int
    rule: str
    codes: tuple[str, ...]
    removed: tuple[str, ...]

    def _asked(self, rule: str) -> tuple[str, str, int, str, str]:
        return self.code, rule, self.k, ",".join(self.codes), ",".join(self.removed)

    @cached_property
    def own(self) -> Any:
        """The government itself."""
        return governments.row(self.code)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The nation, then each rule that applies."""
        rules = [rule for rule in _SHOWN if rule not in _IF_CHOSEN or rule == self.rule]
        return (Group("", self._nation()), *map(self._group, rules))

    def _nation(self) -> Rate:
        classes = (rates.DESIGNATED, rates.MUNICIPALITIES)
        if governments.is_prefecture(self.own):
            classes = (rates.PREFECTURES, rates.PREFECTURES)
        return rates.of_classes(governments.newest(), *classes)

    def _group(self, rule: str) -> Group:
        found = next(kept(queries.peer_summary, *self._asked(rule)).itertuples())
        low, high = (
            None if pd.isna(end) else float(end) for end in (found.ratio_low, found.ratio_high)
        )
        rate = Rate(int(found.adopted_count), int(found.answered_count))
        return Group(rule, rate, low, high, int(found.peer_count) - rate.answered)

    @property
    def chosen(self) -> Group:
        """The group under the chosen rule."""
        return next(group for group in self.groups if group.rule == self.rule)

    @cached_property
    def members(self) -> pd.DataFrame:
        """The peers under the chosen rule, most alike first: rows of peer_members."""
        return kept(queries.peer_members, *self._asked(self.rule))

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The DX indicators beside those of the peers: rows of peer_indicators."""
        return kept(queries.peer_indicators, *self._asked(self.rule))

    @cached_property
    def lacked(self) -> pd.DataFrame:
        """Indicators it answered no to, those most common among the peers first."""
        found = self.indicators[self.indicators["own_answer"] == "no"]
        return found.sort_values(["yes_count", "indicator_code"], ascending=[False, True])

    @property
    def order(self) -> str:
        """``most``: who has most of what it lacks first; ``similar``: the most alike first; ``close``: of
        neighbours the closest.
        """
        if self.rule == NEIGHBOURS:
            return "close"
        return "most" if self.own.status == "adopted" and len(self.lacked) else "similar"

    @cached_property
    def asked(self) -> pd.DataFrame:
        """Peers to call: those that have adopted, in ``order``."""
        found = self.members[self.members["status"] == "adopted"]
        if self.order == "most":
            found = found.sort_values(["lacked_item_count", "rank"], ascending=[False, True])
        return found

    @cached_property
    def numbers(self) -> pd.DataFrame:
        """Answers that are numbers: rows of peer_numbers."""
        return kept(queries.peer_numbers, *self._asked(self.rule))

    @cached_property
    def plans(self) -> pd.DataFrame:
        """Planned quarters of the peers: rows of peer_plans."""
        return kept(queries.peer_plans, *self._asked(self.rule))

    @property
    def evacuated(self) -> "pd.Series[bool]":
        """True for peers of the same kind without a distance: their census population is unusable."""
        is_prefecture = self.members["entity_type"] == governments.PREFECTURE
        return self.members["distance"].isna() & (
            is_prefecture == governments.is_prefecture(self.own)
        )
