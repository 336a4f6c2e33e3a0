"""One comparison with peers, made from the queries: what the screen of a local government shows."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.drawing import maps
from readiness.drawing.figures import peer_shares
from readiness.drawing.figures.peer_shares import Feature, Share
from readiness.language.wording import listed, number, period, said, t
from readiness.subjects import numbers, peer_readings
from readiness.subjects.local_answers import peer_plan_sentence

_RULES_IN_FIGURE = ("prefecture", "class_staff", "similar_group", "nearest", "own")
_MOST_ITEMS = 5


@dataclass(frozen=True)
class Comparison:
    """One government, its groups of peers, the chosen group in detail."""

    own: Any
    groups: list[Share]
    chosen: Share
    members: pd.DataFrame
    asked: pd.DataFrame
    indicators: pd.DataFrame
    lacked: pd.DataFrame
    is_evacuated: bool
    plan_line: str
    number_lines: list[str]

    @property
    def name(self) -> str:
        """Name that is unique in Japan."""
        return peer_readings.full_name(self.own)

    @property
    def order(self) -> str:
        """``most``: those with the most of the items it lacks; ``similar``: the most alike first."""
        return "most" if self.own.status == "adopted" and len(self.lacked) else "similar"

    @property
    def sentence(self) -> str:
        """The screen in one sentence."""
        first = next(self.asked.itertuples(), None)
        return peer_readings.sentence(self.own, self.chosen, self.lacked, first)

    @property
    def readings(self) -> list[str]:
        """Every group in words."""
        return [peer_readings.reading(group, self.own.status) for group in self.groups]

    @property
    def items(self) -> list[tuple[str, int, int]]:
        """What it lacks: wording, peers that have it, peers that answered. Telework comes first."""
        found = [
            (peer_readings.item_label(row.indicator_code), int(row.yes_count), int(row.peer_count))
            for row in self.lacked.itertuples()
            if row.peer_count
        ]
        if self.own.status == "not_adopted" and self.chosen.peer_count:
            telework = peer_readings.item_label("telework")
            found.insert(0, (telework, self.chosen.adopted_count, self.chosen.peer_count))
        return found

    @property
    def shown_items(self) -> list[tuple[str, int, int]]:
        """The items that fit the card; the line on the rest takes the place of the last."""
        return self.items[: _MOST_ITEMS if len(self.items) <= _MOST_ITEMS else _MOST_ITEMS - 1]

    @property
    def notes(self) -> list[str]:
        """What the card of missing items has to say besides its bars."""
        unknown = self.indicators[self.indicators["own_answer"] == "not_surveyed"]
        said = []
        if len(self.items) > len(self.shown_items):
            said.append(t("peers.step_more", count=len(self.items) - len(self.shown_items)))
        if not self.items and unknown.empty:
            answered = int(self.indicators["own_answer"].notna().sum())
            said.append(t("peers.step_done", count=answered))
        if len(unknown):
            names = [peer_readings.item_label(code) for code in unknown["indicator_code"]]
            said.append(t("peers.step_unknown", items=listed(names)))
        return said

    @property
    def step_alt(self) -> str:
        """The bars of the missing items in words."""
        words = listed(
            t("peers.step_item", item=item, have=have, count=count)
            for item, have, count in self.items
        )
        return t("peers.step_alt", items=words)

    @property
    def strips_alt(self) -> str:
        """The strips of features in words."""
        values = listed(
            t(
                "peers.strips_value",
                label=feature.label,
                own=t("mark.none") if feature.own is None else feature.printed(feature.own),
                low=feature.printed(min(feature.values)),
                high=feature.printed(max(feature.values)),
            )
            for feature in self.features
        )
        return t("peers.strips_alt", values=values)

    def share_figure(self, narrow: bool) -> Any:
        """The groups of peers."""
        nation, rule = self.groups[0].ratio or 0.0, self.chosen.rule
        return peer_shares.shares(self.groups, nation, rule, narrow)

    def step_figure(self, narrow: bool) -> Any:
        """The missing items."""
        return peer_shares.lacked_items(self.shown_items, narrow)

    def deck(self) -> Any:
        """The small map of the peers."""
        (oneself,) = maps.placed(pd.DataFrame([self.own]))
        return maps.among_peers(oneself, maps.placed(self.members))

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The rows under the figures, by the name of their table."""
        place = ["latitude", "longitude"]
        return {
            "ask": self.asked.drop(columns=place),
            "members": self.members.drop(columns=place),
            "indicators": peer_readings.indicator_table(self.indicators),
        }

    @property
    def features(self) -> list[Feature]:
        """Where it lies among the chosen peers."""
        return peer_readings.features(self.own, self.members, self.is_evacuated)

    @property
    def leaves_out_evacuated(self) -> bool:
        """Whether some peers have no usable population."""
        return bool(peer_readings.evacuated(self.own, self.members).any())


def compare(local_round: str, code: str, rule: str, k: int, codes: str, removed: str) -> Comparison:
    """The comparison of ``code`` with its peers under every rule, ``rule`` in detail."""
    governments = queries.local_governments(local_round)
    own = next(governments[governments["code"] == code].itertuples(index=False))
    groups = [_nation(governments, own)]
    for each in _RULES_IN_FIGURE:
        if each == "own" and rule != "own":
            continue
        summary = next(queries.peer_summary(code, each, k, codes, removed).itertuples())
        label = peer_readings.rule_label(each, own, summary.peer_count or k)
        groups.append(
            peer_readings.share(each, label, summary, peer_readings.why_no_peers(each, own))
        )
    members = queries.peer_members(code, rule, k, codes, removed)
    indicators = queries.peer_indicators(code, rule, k, codes, removed)
    lacked = peer_readings.lacked_items(indicators)
    asked = members[members["status"] == "adopted"]
    if own.status == "adopted" and len(lacked):
        asked = asked.sort_values(["lacked_item_count", "rank"], ascending=[False, True])
    chosen = next(group for group in groups if group.rule == rule)
    is_evacuated = is_near_nobody(code)
    plans = peer_plan_sentence(queries.peer_plans(code, rule, k, codes, removed))
    as_of = period(local_round.removeprefix("local-"))
    counted = queries.peer_numbers(code, rule, k, codes, removed)
    return Comparison(
        own,
        groups,
        chosen,
        members,
        asked,
        indicators,
        lacked,
        is_evacuated,
        t("peers.plans_line", line=plans) if plans else "",
        numbers.lines(counted, "peers", as_of),
    )


def is_near_nobody(code: str) -> bool:
    """Whether nearness cannot be computed for this government: its population is unusable."""
    return bool(queries.peer_nearest(code, 1).empty)


def _nation(governments: pd.DataFrame, own: Any) -> Share:
    is_prefecture = own.entity_class == "都道府県"
    same_kind = governments[(governments["entity_class"] == "都道府県") == is_prefecture]
    adopted = int((same_kind["status"] == "adopted").sum())
    ratio = adopted / len(same_kind)
    kind = "prefectures" if is_prefecture else "municipalities"
    return Share("", t(f"peers.nation.{kind}"), len(same_kind), adopted, ratio, ratio, ratio)


def call_list(comparison: Comparison) -> pd.DataFrame:
    """Whom to ask, with words as headings: name, items, population, staff, kilometres, web site."""
    asked, lacked_count = comparison.asked, len(comparison.lacked)
    is_prefecture = asked["entity_type"] == "都道府県"
    staff = asked["staff_count"]
    if staff.isna().any() and staff.notna().any():
        staff = [t("mark.none") if pd.isna(count) else number(count) for count in staff]
    prefectures = asked["prefecture_name"].map(said)
    columns = {
        "name": prefectures.where(is_prefecture, prefectures + " " + asked["name"]),
        "items": [f"{count} / {lacked_count}" for count in asked["lacked_item_count"]],
        "population": asked["population"],
        "staff": staff,
        "distance_km": asked["distance_km"].round().astype(int),
        "website": asked["website_url"],
    }
    if not lacked_count:
        del columns["items"]
    rows = pd.DataFrame(columns, index=asked.index).dropna(axis="columns", how="all")
    return rows.rename(columns={c: t(f"peers.column.{c}", count=lacked_count) for c in columns})
