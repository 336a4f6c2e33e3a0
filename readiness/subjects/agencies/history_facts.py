"""The rows behind 府省庁の歩み, found once: of every agency and of the head offices together."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import PRACTICE, PROVISIONAL, PUBLISHED
from readiness.language.wording import fiscal_year, listed, t, year_number
from readiness.subjects.agencies.gss import DONE
from readiness.subjects.model import (
    Provenance,
)
from readiness.subjects.provenance import of_sources

FIRST_YEAR = 2015


def at(month: str) -> float:
    """``2022-08`` on the line of fiscal years: the middle of the month."""
    year, number = map(int, month[:7].split("-"))
    return year + (number - 4 + 0.5) / 12


@dataclass(frozen=True)
class Facts:
    """The rows of all agencies, found once. The first round is the baseline, later ones follow it."""

    rounds: tuple[str, ...]

    @property
    def round_code(self) -> str:
        """The baseline: the survey of 2017."""
        return self.rounds[0]

    @cached_property
    def since(self) -> pd.DataFrame:
        """Rows of agency_plans_since, by name."""
        rows = queries.agency_plans_since(self.round_code)
        return rows.set_index("agency_name", drop=False)

    @cached_property
    def names(self) -> list[str]:
        return list(self.since["agency_name"])

    @cached_property
    def history(self) -> dict[str, pd.DataFrame]:
        """Rows of agency_history_all by agency."""
        return dict(list(queries.agency_history_all().groupby("agency_name", sort=False)))

    def values(self, name: str, measure: str, survey: str = "") -> list[str]:
        """Published values of one agency under a measure, of one survey or of all."""
        found = self._values.get((name, measure), ())
        return [value for of, value in found if not survey or of == survey]

    @cached_property
    def _values(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """(agency, measure) -> (survey, value) of each."""
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        rows = queries.agency_history_all()
        columns = ("agency_name", "measure", "survey", "value")
        for name, measure, survey, value in zip(*(rows[each] for each in columns), strict=True):
            found.setdefault((name, measure), []).append((survey, value))
        return found

    def value(self, name: str, measure: str, survey: str = "") -> str:
        """The one value, empty where none is in hand."""
        return next(iter(self.values(name, measure, survey)), "")

    @cached_property
    def gss(self) -> pd.DataFrame:
        """Rows of agency_gss_details of the agencies, by name."""
        rows = queries.agency_gss_details()
        return rows[rows["agency_order"].notna()].set_index("agency_name", drop=False)

    @cached_property
    def marks(self) -> pd.DataFrame:
        return queries.agency_plan_marks(self.round_code)

    @cached_property
    def stages(self) -> pd.DataFrame:
        rows = queries.agency_stage(self.round_code)
        return rows.set_index("agency_name", drop=False)

    @cached_property
    def government(self) -> pd.DataFrame:
        """What is published of all agencies together."""
        rows = queries.data_table("agency_outcomes")
        return rows[rows["agency_name"] == "政府計"]

    def total(self, measure: str, year: int, scope: str = "本省") -> float | None:
        """The government's value of one fiscal year; None where none is in hand."""
        rows = self.government
        found = rows[
            (rows["measure_code"] == measure)
            & (rows["fiscal_year"] == year)
            & (rows["scope"] == scope)
        ]
        return None if found.empty else float(found["value"].iloc[0])

    @property
    def survey_year(self) -> int:
        """Fiscal year of the baseline: its signs stand at the end of it."""
        return int(at(self.period_of(self.round_code)))

    @staticmethod
    def period_of(round_code: str) -> str:
        """When a round asked, ``2017-03``."""
        return str(queries.survey(round_code)["survey_period"])

    @cached_property
    def provisional(self) -> frozenset[str]:
        """Rounds whose answers are still coming in."""
        states = queries.data_rounds().set_index("round_code")["state"]
        return frozenset(code for code in self.rounds if states[code] == PROVISIONAL)

    @cached_property
    def later(self) -> dict[str, pd.DataFrame]:
        """Stages of the rounds after the baseline, by round; not all of them ask every agency."""
        return {
            code: queries.agency_stage(code).set_index("agency_name").reindex(self.names)
            for code in self.rounds[1:]
        }

    @cached_property
    def results(self) -> dict[tuple[str, int], dict[str, float]]:
        """(measure, fiscal year) -> agency -> value at the head office, in time order."""
        rows = queries.data_table("agency_outcomes")
        rows = rows[
            rows["measure_code"].isin(["teleworker_pct", "days_per_person"])
            & (rows["scope"] == "本省")
            & (rows["agency_name"] != "政府計")
        ]
        groups = rows.groupby(["fiscal_year", "measure_code"])
        return {
            (str(measure), int(year)): dict(zip(group["agency_name"], group["value"], strict=True))
            for (year, measure), group in groups
        }

    @cached_property
    def most_days(self) -> float:
        """The largest number of days of any year: what bars are measured by."""
        days = [
            value
            for (measure, _), values in self.results.items()
            if measure == "days_per_person"
            for value in values.values()
        ]
        return max([1.0, *days])

    @property
    def blank(self) -> tuple[float, float] | None:
        """The first years of which no document in hand tells anything by agency."""
        used = {FIRST_YEAR, self.survey_year, *(year for _, year in self.results)}
        quarters = queries.agency_plan_by_quarter(self.round_code)
        used |= set(map(int, quarters["fiscal_year"]))
        moved = self.gss.loc[self.gss["status"].isin(DONE), "fiscal_year"].dropna()
        used |= set(range(int(moved.min()), self.last_year + 1)) if len(moved) else set()
        empty = [year for year in range(FIRST_YEAR, self.last_year + 1) if year not in used]
        if not empty:
            return None
        end = empty[0] + 1
        while end in empty:
            end += 1
        return empty[0], end

    @property
    def last_year(self) -> int:
        """The last fiscal year anything is known of."""
        surveys = [int(at(self.period_of(code))) for code in self.rounds]
        return max(self.sheet_year, *surveys, *(year for _, year in self.results))

    @property
    def pct_year(self) -> int:
        return int(self.since["pct_fiscal_year"].iloc[0])

    @property
    def days_year(self) -> int:
        return int(self.since["days_fiscal_year"].iloc[0])

    @property
    def sheet_year(self) -> int:
        return int(self.gss["sheet_year"].max())

    @property
    def years(self) -> tuple[tuple[str, str], ...]:
        """(era year, western year) of each column."""
        return tuple(
            (_era(year), t("history.western", year=year))
            for year in range(FIRST_YEAR, self.last_year + 1)
        )

    @property
    def _bases(self) -> pd.Series:
        return queries.data_rounds().set_index("round_code").loc[list(self.rounds), "basis"]

    def provenance(self, total: int) -> Provenance:
        """Who published the rows, and how many of the documents were not read themselves."""
        ids = {
            one
            for rows in self.history.values()
            for text in rows["source_id"]
            for one in text.split(";")
        }
        origins = of_sources(sorted(ids))
        sources = queries.data_sources().set_index("source_id").loc[sorted(ids)]
        second_hand = int((sources["confirmed_by"] != "document").sum())
        return Provenance(
            as_of=t("history.as_of", first=FIRST_YEAR, last=self.last_year),
            published="",
            denominator=t("view.denominator.agencies", total=total),
            basis=PUBLISHED,
            publisher=origins["publisher"],
            is_practice=bool(self._bases.eq(PRACTICE).any()),
            source=t(
                "history.source",
                publishers=listed(dict.fromkeys(sources["publisher"])),
                count=len(sources),
                second_hand=second_hand,
            ),
        )


def _era(year: int) -> str:
    """``平成27``, ``28``, ``令和元``: the era where it begins; western years need none."""
    is_first = year in (FIRST_YEAR, 2019)
    era = (
        fiscal_year(year).removesuffix(t("history.year_suffix")) if is_first else year_number(year)
    )
    return t("history.era", era=era)
