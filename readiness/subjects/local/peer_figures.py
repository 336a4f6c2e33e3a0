"""The charts of a comparison with peers. Comparison in, descriptions out."""

from functools import cached_property

import pandas as pd

from readiness.definitions.contracts import UNANSWERED
from readiness.language.wording import listed, number, t
from readiness.subjects.charts import (
    Bar,
    Bars,
    Blank,
    Chart,
    GroupShare,
    GroupShares,
    PeerStrip,
    PeerStrips,
    SpotMap,
)
from readiness.subjects.local import governments, peer_words, rates
from readiness.subjects.local.comparison import RULES, Comparison, Group, usual_rule
from readiness.subjects.model import Figure

MOST_ITEMS = 5
# Column, digits after the point, unit.
_FEATURES = (
    ("population", 0, "persons"),
    ("staff_count", 0, "persons"),
    ("fiscal_strength_index", 2, ""),
    ("area_km2", 0, "area_km2"),
)


class PeerFigures:
    """The charts of one comparison, for the screen and for the slide."""

    def __init__(self, of: Comparison) -> None:
        self.of = of

    @property
    def shares(self) -> GroupShares:
        """The groups with their intervals, the chosen one marked."""
        return GroupShares(tuple(map(self._share, self.of.groups)), self.of.groups[0].rate.ratio)

    def _share(self, group: Group) -> GroupShare:
        rate, label = group.rate, peer_words.label(self.of, group)
        is_chosen = group.rule == self.of.rule
        role = "has" if group.rule else "nation"
        count = t("view.of", count=number(rate.adopted), total=number(rate.answered))
        if not rate.answered:
            text = f"{t('mark.none')} {peer_words.why_no_peers(self.of, group)}"
            return GroupShare(label, None, None, None, text, "", role, is_chosen)
        if not rate.has_share:
            text = t("peers.count_only", count=count)
            return GroupShare(label, None, None, None, text, "", role, is_chosen)
        return GroupShare(
            label, rate.ratio, group.low, group.high, rate.words, count, role, is_chosen
        )

    @cached_property
    def items(self) -> tuple[tuple[str, int, int], ...]:
        """What it lacks: wording, peers that have it, peers that answered. Telework comes first."""
        of = self.of
        found = [
            (peer_words.item(row.indicator_code), int(row.yes_count), int(row.peer_count))
            for row in of.lacked.itertuples()
            if row.peer_count
        ]
        rate = of.chosen.rate
        if of.own.status in ("not_adopted", "considering") and rate.answered:
            found.insert(0, (peer_words.item("telework"), rate.adopted, rate.answered))
        return tuple(found)

    @property
    def shown_items(self) -> tuple[tuple[str, int, int], ...]:
        """The items that fit the card; the line on the rest takes the place of the last."""
        return self.items[: MOST_ITEMS if len(self.items) <= MOST_ITEMS else MOST_ITEMS - 1]

    @property
    def item_bars(self) -> tuple[Bar, ...]:
        """The missing items as bars; under five answers only the counts."""
        return tuple(
            Bar(
                label,
                have / count if count >= rates.FEWEST_FOR_SHARE else None,
                t("view.of", count=have, total=count),
                role="has" if have * 2 > count else "has_weak",
                mark=t("mark.no"),
            )
            for label, have, count in self.shown_items
        )

    @property
    def step_heading(self) -> str:
        """Telework stands among the items of those who lack it."""
        key = "peers.step" if self.of.own.status == "adopted" else "peers.step_telework"
        return t(key)

    @property
    def step(self) -> Figure:
        """What it lacks and the chosen peers have."""
        remarks = "".join(peer_words.remarks(self.of, len(self.shown_items), len(self.items)))
        if not self.items:
            reason = remarks or t("peers.step_nobody")
            return Figure(self.step_heading, Blank(reason), reason)
        chart = Bars((("", self.item_bars),), maximum=1.0, unit="%", is_ratio=True)
        words = listed(
            t("peers.step_item", item=item, have=have, count=count)
            for item, have, count in self.items
        )
        return Figure(self.step_heading, chart, t("peers.step_alt", items=words), note=remarks)

    @property
    def bar_groups(self) -> tuple[tuple[str, tuple[Bar, ...]], ...]:
        """Slide and paper: the same groups and the same items."""
        shares = tuple(
            Bar(
                peer_words.brief_label(self.of, group),
                share.ratio,
                share.text
                if share.ratio is None
                else f"{share.count}{t('mark.brackets', text=share.text)}",
                role="others" if share.role == "nation" else "has",
                low=share.low,
                high=share.high,
            )
            for group, share in zip(self.of.groups, self.shares.rows, strict=True)
        )
        groups = [(t("peers.shares"), shares)]
        if self.item_bars:
            groups.append((self.step_heading, self.item_bars))
        return tuple(groups)

    @property
    def features(self) -> tuple[PeerStrip, ...]:
        """The features of the nearest rule; one that is missing on either side is left out.

        Evacuated towns have no distance, and their census population says nothing about their size.
        """
        own, members, found = self.of.own, self.of.members, []
        is_evacuated = usual_rule(self.of.code) != RULES[0]
        for column, digits, unit in _FEATURES:
            value = getattr(own, column)
            counted = ~self.of.evacuated if column == "population" else members[column].notna()
            known = members[counted]
            if known.empty or pd.isna(value) or (is_evacuated and column == "population"):
                continue
            unit_word = t(f"peers.unit.{unit}") if unit else ""
            values = tuple(float(one) for one in known[column])
            found.append(
                PeerStrip(
                    label=t(f"peers.feature.{column}"),
                    values=values,
                    texts=tuple(peer_words.numbers_of(one, digits, unit_word) for one in values),
                    states=tuple(known["status"]),
                    own=float(value),
                    own_text=peer_words.numbers_of(float(value), digits, unit_word),
                )
            )
        return tuple(found)

    @property
    def position(self) -> Figure:
        """Where it lies among the chosen peers."""
        count, features = len(self.of.members), self.features
        chart: Chart = PeerStrips(features) if features else Blank(t("peers.no_strips"))
        has_unknown = self.of.members["status"].isin(UNANSWERED).any()
        heading = t("peers.strips", count=count) + (
            t("peers.strips_unknown") if has_unknown else ""
        )
        values = listed(
            t(
                "peers.strips_value",
                label=strip.label,
                own=strip.own_text,
                low=strip.texts[strip.values.index(min(strip.values))],
                high=strip.texts[strip.values.index(max(strip.values))],
            )
            for strip in features
        )
        note = t("peers.evacuated") if bool(self.of.evacuated.any()) else ""
        return Figure(heading, chart, t("peers.strips_alt", values=values), note=note)

    @property
    def map(self) -> SpotMap:
        """The offices of the peers around one's own."""
        (oneself,) = governments.spots(pd.DataFrame([self.of.own]))
        return SpotMap(governments.spots(self.of.members), oneself=oneself)

    @property
    def summary(self) -> pd.DataFrame:
        """A row for each group: label, peers that answered, adopters, share and interval."""
        return pd.DataFrame(
            [
                (
                    peer_words.label(self.of, group),
                    group.rate.answered,
                    group.rate.adopted,
                    group.rate.ratio if group.rate.has_share else None,
                    group.low if group.rate.has_share else None,
                    group.high if group.rate.has_share else None,
                )
                for group in self.of.groups
            ],
            columns=[
                "peer_rule",
                "answered_count",
                "adopted_count",
                "adoption_ratio",
                "ratio_low",
                "ratio_high",
            ],
        ).astype({"adoption_ratio": float, "ratio_low": float, "ratio_high": float})
