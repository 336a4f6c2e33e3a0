"""The map of the whole country: one measure of one round by prefecture, its states and its words.

Made from the queries; no Streamlit. Prefectures from which nobody answered are a state of their own.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.drawing import maps
from readiness.drawing.figures import local_measures, local_ranking
from readiness.language.wording import listed, number, pct, t

_COLUMN = 24  # prefectures in one column of the ranking; the rest stands in a second one


@dataclass(frozen=True)
class Until:
    """End of a fiscal quarter that plans are counted to."""

    fiscal_year: int
    quarter: int

    @property
    def code(self) -> str:
        """``2026q4``, as the URL has it."""
        return f"{self.fiscal_year}q{self.quarter}"

    @property
    def words(self) -> str:
        """``2026年度末`` or ``2026年度第3四半期``."""
        key = "prefecture_map.until.year" if self.quarter == 4 else "prefecture_map.until.quarter"
        return t(key, year=self.fiscal_year, quarter=self.quarter)


def until_of(code: str) -> Until:
    """The quarter of a code such as ``2026q4``."""
    return Until(int(code[:4]), int(code[5]))


def untils(local_round: str) -> dict[str, Until]:
    """Quarters that plans of the round can be counted to, by code: from the first planned one to the
    end of the fiscal year of the last; none if the round asked for no plans.
    """
    rows = queries.local_planned_quarters(local_round).dropna(subset=["planned_quarter"])
    if rows.empty:
        return {}
    numbers = rows["planned_fiscal_year"] * 4 + rows["planned_quarter"] - 1
    last = int(rows["planned_fiscal_year"].max()) * 4 + 3
    every = [Until(n // 4, n % 4 + 1) for n in range(int(numbers.min()), last + 1)]
    return {until.code: until for until in every}


def until_labels(local_round: str) -> dict[str, str]:
    """Code -> words of the quarters that plans of the round can be counted to."""
    return {
        code: t("prefecture_map.by", until=until.words)
        for code, until in untils(local_round).items()
    }


def usual_until(local_round: str) -> str:
    """The end of the fiscal year after that of the survey, or the last quarter before it."""
    options = untils(local_round)
    rounds = queries.data_rounds().set_index("round_code")
    year, month = str(rounds.loc[local_round, "survey_period"]).split("-")[:2]
    following = f"{int(year) - (int(month) < 4) + 1}q4"
    return max((code for code in options if code <= following), default=next(iter(options)))


def measures(local_round: str) -> dict[str, str]:
    """Code -> name of what the map can show; plans only where the round asked for them."""
    plans = local_measures.PLANS if untils(local_round) else ()
    codes = local_measures.CODES
    return {code: local_measures.title(code) for code in (codes[0], *plans, *codes[1:])}


@dataclass(frozen=True)
class Country:
    """One measure of one round: ``until`` is "" for every measure but the plans."""

    local_round: str
    shown: str
    until: str = ""

    @property
    def code(self) -> str:
        """The measure that is ranked: single governments are shown beside the share of adoption."""
        return local_measures.ADOPTION if self.shown == local_measures.POINTS else self.shown

    @cached_property
    def source(self) -> pd.DataFrame:
        """The rows of the measure's query."""
        if self.code == local_measures.STANDARDISED:
            return queries.local_adoption_standardised(self.local_round)
        if self.is_indicator:
            return queries.local_indicator_by_prefecture(self.code.removeprefix("dx_"))
        if self.until:
            end = until_of(self.until)
            return queries.local_plans_by_prefecture(self.local_round, end.fiscal_year, end.quarter)
        return queries.local_adoption_by_prefecture(self.local_round)

    @property
    def is_indicator(self) -> bool:
        """True for an item of the other table, which every prefecture answered."""
        return self.code.startswith("dx_")

    @cached_property
    def response(self) -> pd.DataFrame:
        """Rows of local_response_by_prefecture."""
        return queries.local_response_by_prefecture(self.local_round)

    @cached_property
    def is_partial(self) -> bool:
        """Whether municipalities are missing from the round that the measure is made from."""
        response = self.response
        is_missing = response["answered_count"] < response["municipality_count"]
        return bool(is_missing.any()) and not self.is_indicator

    @cached_property
    def ranked(self) -> pd.DataFrame:
        """Rows of local_measures.rows."""
        return local_measures.rows(self.code, self.source)

    @cached_property
    def overall(self) -> float | None:
        """The value of all who answered."""
        return local_measures.reference(self.code, self.source)

    @cached_property
    def finished(self) -> pd.DataFrame:
        """Prefectures that answered and have no value: nobody is left who could plan."""
        return self.source[~self.source["prefecture_code"].isin(self.ranked["prefecture_code"])]

    @cached_property
    def unanswered(self) -> pd.DataFrame:
        """Prefectures from which nobody answered."""
        return self.response[~self.response["prefecture_code"].isin(self.source["prefecture_code"])]

    @property
    def counts(self) -> dict[str, str]:
        """How many prefectures and municipalities answered, as fields of sentences."""
        response = self.response
        return {
            "prefectures": number((response["answered_count"] > 0).sum()),
            "all_prefectures": number(len(response)),
            "answered": number(response["answered_count"].sum()),
            "asked": number(response["municipality_count"].sum()),
        }

    @property
    def sentence(self) -> str:
        """The screen in one sentence."""
        told = self._told() if len(self.ranked) else t("prefecture_map.sentence.nobody")
        return (
            t("prefecture_map.sentence.response", **self.counts) + told if self.is_partial else told
        )

    def _told(self) -> str:
        first, last = self.ranked.iloc[0], self.ranked.iloc[-1]
        ends = {
            "first": first["prefecture_name"],
            "first_ratio": pct(first["value"]),
            "last": last["prefecture_name"],
            "last_ratio": pct(last["value"]),
        }
        if self.code in local_measures.PLANS:
            return self._plans(ends)
        if self.code != local_measures.ADOPTION:
            return local_measures.sentence(self.code, self.ranked, self.overall)
        fields = {
            "municipality_count": number(self.source["answered_count"].sum()),
            "adopted_count": number(self.source["adopted_count"].sum()),
            "ratio": pct(self.overall or 0.0),
        }
        if not self.is_partial:
            overlap = local_ranking.mutually_overlapping(self.ranked)
            return t("prefecture_map.sentence", **fields, **ends, overlap=overlap)
        return t("prefecture_map.sentence.answered", **fields) + self._range(ends)

    def _range(self, ends: dict[str, str]) -> str:
        return t("prefecture_map.sentence.range", **ends) if len(self.ranked) > 1 else ""

    def _plans(self, ends: dict[str, str]) -> str:
        totals = self.source.select_dtypes("number").sum()
        counted = {
            name: number(totals[f"{name}_count"])
            for name in "answered adopted not_adopted planned later undated".split()
        }
        rest = (
            totals["not_adopted_count"]
            - totals[["planned_count", "later_count", "undated_count"]].sum()
        )
        return t(
            f"prefecture_map.sentence.{self.code}",
            until=until_of(self.until).words,
            ratio=pct(self.overall or 0.0),
            rest=number(rest),
            reached=number(totals["adopted_count"] + totals["planned_count"]),
            **counted,
        ) + self._range(ends)

    @property
    def note(self) -> str:
        """The caveat of the measure."""
        key = f".{'dx' if self.is_indicator else self.code}"
        return t(f"prefecture_map.note{'' if self.code == local_measures.ADOPTION else key}")

    @property
    def denominator(self) -> str:
        """Who is counted."""
        if self.code == local_measures.PLANNED:
            count = number(self.source["not_adopted_count"].sum())
            return t("prefecture_map.denominator.planned", count=count)
        if self.is_partial or self.code == local_measures.REACHED:
            return t("prefecture_map.denominator.answered", **self.counts)
        return t("prefecture_map.denominator", count=number(self.response["answered_count"].sum()))

    @property
    def file_name(self) -> str:
        """What the table is called, without its as-of."""
        name = local_measures.title(self.code)
        return f"{name}_{self.until}" if self.until else name

    def deck(self, narrow: bool) -> Any:
        """The map."""
        if self.shown == local_measures.POINTS:
            governments = queries.local_governments(self.local_round)
            municipal = governments[governments["entity_class"] != "都道府県"]
            return maps.nation_of_points(maps.placed(municipal), narrow=narrow)
        shape, ranked = local_measures.measure(self.code), self.ranked
        classes = {row.prefecture_code: shape.class_of(row.value) for row in ranked.itertuples()}
        words = dict(zip(ranked["prefecture_code"], ranked["words"], strict=True))
        for rows, key in ((self.unanswered, "unanswered"), (self.finished, "finished")):
            for row in rows.itertuples():
                words[row.prefecture_code] = t(
                    f"prefecture_map.pointer_{key}", name=row.prefecture_name
                )
        finished = tuple(self.finished["prefecture_code"])
        return maps.nation(classes, words, finished=finished, narrow=narrow)

    def _boxes(self) -> list[local_ranking.Box]:
        shape = local_measures.measure(self.code)
        labels = shape.class_labels()
        classes = [shape.class_of(value) for value in self.ranked["value"]]
        shown = local_ranking.boxes(labels, [classes.count(n) for n in range(len(labels))])
        if len(self.finished):
            shown.append(local_ranking.finished_box(len(self.finished)))
        if len(self.unanswered):
            shown.append(local_ranking.unanswered_box(len(self.unanswered)))
        return shown

    def legend(self, narrow: bool = False) -> tuple[Any, str]:
        """The legend of the map and its words; spans that are ``narrow`` break after their sign."""
        shown = self._boxes()
        shares = listed(
            t("prefecture_map.legend_item", label=box.label.replace("<br>", ""), count=box.count)
            for box in shown
        )
        if narrow:
            to = t("span", low="", high="")
            shown = [replace(box, label=box.label.replace(to, f"{to}<br>")) for box in shown]
        return local_ranking.legend(shown), t("prefecture_map.legend_alt", classes=shares)

    def rankings(self) -> list[tuple[Any, str]]:
        """The ranking of those that have a value, in one or two columns, and its words."""
        rows = self.ranked
        shape = local_measures.fitting(local_measures.measure(self.code), rows["value"])
        parts = [rows.iloc[:_COLUMN], rows.iloc[_COLUMN:]]
        key = "answered_tick" if self.is_partial else "nation_tick"
        return [
            (
                local_ranking.ranking(part, shape, self.overall, tick_key=f"prefecture_map.{key}"),
                t("prefecture_map.ranking_alt", names=listed(part["words"])),
            )
            for part in parts
            if len(part)
        ]

    @property
    def not_ranked(self) -> list[str]:
        """Who is missing from the ranking and why, a line for each state."""
        return [
            t(
                f"prefecture_map.not_ranked.{key}",
                count=len(rows),
                names=listed(rows["prefecture_name"]),
            )
            for rows, key in ((self.unanswered, "unanswered"), (self.finished, "finished"))
            if len(rows)
        ]
