"""What the prefecture map can show: one measure by prefecture, with its states and its denominator.

Codes in, values and states out; the sentences stand in country.py. A prefecture with fewer than five
answers has no share and no rank: its count is said with its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.language.wording import number, pct, t
from readiness.subjects.kept import kept
from readiness.subjects.local import answered, classes, dx, governments
from readiness.subjects.local.classes import Words
from readiness.subjects.local.rates import FEWEST_FOR_SHARE

ADOPTION, COUNT, STANDARDISED, POINTS = "ratio", "count", "standardised", "points"
PLANNED, REACHED = "planned", "reached"
PLANS = (PLANNED, REACHED)
ANSWER = "answer_"  # begins the code of a choice of the questions on barriers, methods and LAN
CODES = (ADOPTION, COUNT, STANDARDISED, POINTS, *(f"dx_{item}" for item in dx.INDICATORS))
_USUAL = (
    0.4,
    0.5,
    0.6,
    0.7,
    0.8,
)  # limits of the shares that officials know from the published map
_COLUMNS = {
    ADOPTION: "adoption_ratio",
    COUNT: "adopted_count",
    STANDARDISED: "standardised_ratio",
    PLANNED: "plan_ratio",
    REACHED: "reached_ratio",
}
# States of a prefecture without a value, in the order of the legend.
STATES = ("few", "finished", "not_asked", "not_answered")


@dataclass(frozen=True)
class Until:
    """End of a fiscal quarter that plans are counted to."""

    fiscal_year: int
    quarter: int

    @classmethod
    def of(cls, code: str) -> "Until":
        """The quarter of a code such as ``2026q4``."""
        return cls(int(code[:4]), int(code[5]))

    @property
    def code(self) -> str:
        """``2026q4``, as the URL has it."""
        return f"{self.fiscal_year}q{self.quarter}"

    @property
    def words(self) -> str:
        """``2026年度末`` or ``2026年度第3四半期``."""
        key = "prefecture_map.until.year" if self.quarter == 4 else "prefecture_map.until.quarter"
        return t(key, year=self.fiscal_year, quarter=self.quarter)


def untils(round_code: str) -> dict[str, str]:
    """Code -> words of the quarters that plans of the round can be counted to, from the first planned
    one to the end of the fiscal year of the last; none if the round asked for no plans.
    """
    rows = kept(queries.local_planned_quarters, round_code).dropna(subset=["planned_quarter"])
    if rows.empty:
        return {}
    numbers = rows["planned_fiscal_year"] * 4 + rows["planned_quarter"] - 1
    last = int(rows["planned_fiscal_year"].max()) * 4 + 3
    every = [Until(n // 4, n % 4 + 1) for n in range(int(numbers.min()), last + 1)]
    return {one.code: t("prefecture_map.by", until=one.words) for one in every}


def usual_until(round_code: str) -> str:
    """The end of the fiscal year after that of the survey, or the last quarter before it."""
    options = untils(round_code)
    year, month = str(queries.survey(round_code)["survey_period"]).split("-")[:2]
    following = f"{int(year) - (int(month) < 4) + 1}q4"
    return max((code for code in options if code <= following), default=next(iter(options), ""))


def options(round_code: str) -> dict[str, str]:
    """Code -> name of what the map can show; plans only where the round asked for them."""
    plans = PLANS if untils(round_code) else ()
    return {code: title(code) for code in (CODES[0], *plans, *answers(round_code), *CODES[1:])}


def answers(round_code: str) -> tuple[str, ...]:
    """The choices that single governments answered; none where only totals are held."""
    every = answered.choices(round_code).values()
    return tuple(f"{ANSWER}{one.code}" for one in every if one.question in answered.MARKED)


def is_answer(code: str) -> bool:
    """Whether single municipalities answered it with yes or no, beside adoption itself."""
    return code.startswith(ANSWER) or (code.startswith("dx_") and code[3:] not in dx.MEDIANS)


def title(code: str) -> str:
    """Name of the measure in the box."""
    if code.startswith(ANSWER):
        one = answered.choices(governments.newest())[code.removeprefix(ANSWER)]
        return t(f"answered.choice.{one.question}", choice=one.short)
    if code.startswith("dx_"):
        return t("prefecture_map.measure.dx", item=dx.label(code[3:]))
    return t(f"prefecture_map.measure.{code}")


@dataclass(frozen=True)
class Value:
    """One prefecture with a value of the measure."""

    code: str
    name: str
    value: float
    low: float | None
    high: float | None
    rank: int
    printed: str
    hint: str


@dataclass(frozen=True)
class Measure:
    """One measure of one round; ``until`` is empty for every measure but the plans."""

    round_code: str
    shown: str
    until: str = ""

    @property
    def code(self) -> str:
        """The measure that is ranked: single governments are shown beside the share of adoption."""
        return ADOPTION if self.shown == POINTS else self.shown

    @property
    def is_dx(self) -> bool:
        """True for an indicator of the other table."""
        return self.code.startswith("dx_")

    @property
    def choice(self) -> answered.Choice | None:
        """The choice of the questionnaire that it counts; None for any other measure."""
        if not self.code.startswith(ANSWER):
            return None
        return answered.choices(self.round_code)[self.code.removeprefix(ANSWER)]

    @property
    def is_median(self) -> bool:
        """True for a median of percentages, which has no interval and no whole."""
        return self.is_dx and self.code[3:] in dx.MEDIANS

    @property
    def words(self) -> Words:
        """How its values are written."""
        return Words({COUNT: "count", STANDARDISED: "times"}.get(self.code, "share"))

    @cached_property
    def source(self) -> pd.DataFrame:
        """The rows of the measure's query: a prefecture each, from which anybody answered."""
        if self.code == STANDARDISED:
            return kept(queries.local_adoption_standardised, self.round_code)
        if self.is_dx:
            return kept(queries.local_indicator_by_prefecture, self.code[3:])
        if self.choice is not None:
            return self._answers(self.choice)
        if self.until:
            end = Until.of(self.until)
            return kept(
                queries.local_plans_by_prefecture, self.round_code, end.fiscal_year, end.quarter
            )
        return kept(queries.local_adoption_by_prefecture, self.round_code)

    def _answers(self, choice: answered.Choice) -> pd.DataFrame:
        """Rows of one choice, with its intervals."""
        is_reason = choice.question == answered.REASON
        query = (
            queries.local_reasons_by_prefecture
            if is_reason
            else queries.local_methods_by_prefecture
        )
        rows = kept(query, self.round_code)
        return rows[rows["choice_code"] == choice.code].reset_index(drop=True)

    @cached_property
    def response(self) -> pd.DataFrame:
        """Who could have a value: prefecture_code and _name, answered_count, municipality_count."""
        rows = kept(queries.local_response_by_prefecture, self.round_code)
        if not self.is_dx and self.choice is None:
            return rows
        answered = self.source.set_index("prefecture_code")["answered_count"]
        counts = rows["prefecture_code"].map(answered).fillna(0).astype(int)
        return rows.assign(answered_count=counts)

    @property
    def answered(self) -> int:
        """Municipalities that answered."""
        return int(self.response["answered_count"].sum())

    @property
    def asked(self) -> int:
        """All municipalities."""
        return int(self.response["municipality_count"].sum())

    @property
    def is_partial(self) -> bool:
        """Whether municipalities are missing from the round that the measure is made from."""
        return self.answered < self.asked and not self.is_dx and self.choice is None

    @cached_property
    def _denominators(self) -> "pd.Series[int]":
        """Prefecture -> how many its value is of."""
        if self.code == PLANNED:
            return self.source.set_index("prefecture_code")["not_adopted_count"]
        return self.response.set_index("prefecture_code")["answered_count"]

    @cached_property
    def states(self) -> dict[str, str]:
        """Prefecture -> its state, for those without a value."""
        found: dict[str, str] = {}
        values = self.source.set_index("prefecture_code")[self._column]
        for row in self.response.itertuples():
            code = row.prefecture_code
            if self.choice is not None and code not in values.index:
                found[code] = "not_asked" if self._has_answered(code) else "not_answered"
            elif not row.answered_count or code not in values.index:
                found[code] = "not_answered"
            elif self.code in PLANS and not self._denominators[code]:
                found[code] = "finished"
            elif pd.isna(values[code]) or (
                self.code != COUNT and self._denominators[code] < FEWEST_FOR_SHARE
            ):
                found[code] = "few"
        return found

    @property
    def _column(self) -> str:
        if self.choice is not None:
            return "ratio"
        return _COLUMNS.get(self.code, "indicator_ratio")

    def _has_answered(self, prefecture: str) -> bool:
        """Whether anybody there answered the round at all."""
        rows = kept(queries.local_response_by_prefecture, self.round_code)
        return bool(rows.set_index("prefecture_code").loc[prefecture, "answered_count"])

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The prefectures that have a value, highest first."""
        column = self._column
        ends = f"{column}_" if self.code in PLANS else "ratio_"
        rows = self.source[~self.source["prefecture_code"].isin(self.states)]
        ranks = rows[column].rank(ascending=False, method="min").astype(int)
        has_interval = self.words.is_share and not self.is_median
        found = [
            Value(
                code=row["prefecture_code"],
                name=row["prefecture_name"],
                value=float(row[column]),
                low=float(row[f"{ends}low"]) if has_interval else None,
                high=float(row[f"{ends}high"]) if has_interval else None,
                rank=int(ranks[place]),
                printed=self.words.printed(float(row[column])),
                hint=self._hint(row),
            )
            for place, row in rows.iterrows()
        ]
        return tuple(sorted(found, key=lambda one: (one.rank, one.code)))

    def _hint(self, row: Any) -> str:
        """A prefecture's value in full, with what it is of."""
        name = row["prefecture_name"]
        if self.code == STANDARDISED:
            return t(
                "prefecture_map.pointer_standardised",
                name=name,
                ratio=self.words.printed(row["standardised_ratio"]),
                observed=row["observed_count"],
                expected=f"{row['expected_count']:.1f}",
            )
        if self.choice is not None:
            return t(
                "answered.pointer",
                name=name,
                ratio=pct(row["ratio"]),
                named=number(row["named_count"]),
                answered=number(row["answered_count"]),
                low=pct(row["ratio_low"]),
                high=pct(row["ratio_high"]),
            )
        if self.code in PLANS:
            ratio = row[_COLUMNS[self.code]]
            return t(
                f"prefecture_map.pointer_{self.code}",
                name=name,
                ratio=pct(ratio),
                adopted=row["adopted_count"],
                planned=row["planned_count"],
                undated=row["undated_count"],
                not_adopted=row["not_adopted_count"],
                answered=row["answered_count"],
            )
        response = self.response.set_index("prefecture_code").loc[row["prefecture_code"]]
        answered, asked = int(response["answered_count"]), int(response["municipality_count"])
        missing = ""
        if answered < asked:
            key = (
                "prefecture_map.pointer_missing.dx"
                if self.is_dx
                else "prefecture_map.pointer_missing"
            )
            missing = t(key, count=asked - answered, asked=asked)
        if self.is_dx:
            value = pct(row["indicator_ratio"])
            return t(
                "prefecture_map.pointer_item",
                name=name,
                value=value,
                count=answered,
                missing=missing,
            )
        return t(
            "prefecture_map.pointer",
            name=name,
            ratio=pct(row["adoption_ratio"]),
            adopted_count=row["adopted_count"],
            municipality_count=answered,
            missing=missing,
        )

    def in_state(self, state: str) -> pd.DataFrame:
        """Rows of ``response`` of the prefectures in a state."""
        codes = [code for code, one in self.states.items() if one == state]
        return self.response[self.response["prefecture_code"].isin(codes)]

    def few_words(self, code: str) -> str:
        """``広島県 1 / 1``: the count of a prefecture with too few answers for a share."""
        rows = self.source.set_index("prefecture_code")
        name = self.response.set_index("prefecture_code").loc[code, "prefecture_name"]
        row, total = rows.loc[code], int(self._denominators[code])
        column = {
            PLANNED: "planned_count",
            STANDARDISED: "observed_count",
            REACHED: "adopted_count",
        }.get(self.code, "yes_count" if self.is_dx else "adopted_count")
        if self.choice is not None:
            column = "named_count"
        if pd.isna(row[column]):
            return t("local.few_of", name=name, total=number(total))
        count = int(row[column]) + (int(row["planned_count"]) if self.code == REACHED else 0)
        return t("local.few", name=name, count=number(count), total=number(total))

    @property
    def totals(self) -> Mapping[str, float]:
        """Sums of the counts of the source."""
        return dict(self.source.select_dtypes("number").sum())

    @cached_property
    def overall(self) -> float | None:
        """The value of all who answered; none for counts and medians, and none of fewer than five."""
        if self.source.empty or self.code == COUNT or self.is_median:
            return None
        if self.code == STANDARDISED:
            return 1.0
        have, of = self.fraction
        return have / of if of >= FEWEST_FOR_SHARE else None

    @property
    def fraction(self) -> tuple[int, int]:
        """How many have it of how many who answered."""
        totals = self.totals
        if self.code == PLANNED:
            return int(totals["planned_count"]), int(totals["not_adopted_count"])
        if self.code == REACHED:
            reached = totals["adopted_count"] + totals["planned_count"]
            return int(reached), int(totals["answered_count"])
        if self.is_dx:
            return int(totals["yes_count"]), int(totals["answered_count"])
        if self.choice is not None:
            return int(totals["named_count"]), int(totals["answered_count"])
        have = totals.get("observed_count", totals.get("adopted_count", 0))
        return int(have), self.answered

    @cached_property
    def limits(self) -> tuple[float, ...]:
        """Limits of the classes, fitted to the values."""
        usual = _USUAL if self.code in (ADOPTION, REACHED) else ()
        return classes.limits_for([one.value for one in self.values], usual)

    @cached_property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Ticks of the axis, wide enough for the values and their intervals."""
        ends = [
            end for one in self.values for end in (one.value, one.low, one.high) if end is not None
        ]
        return classes.ticks_for(ends, self.words)
