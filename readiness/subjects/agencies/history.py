"""府省庁の歩み: what each survey since 2014 said of the agencies, side by side on one line of time.

Different surveys ask different questions: they are never joined to one line and never scored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import PRACTICE, PROVISIONAL, PUBLISHED
from readiness.language.wording import fiscal_year, listed, number, t, year_number
from readiness.subjects import origins
from readiness.subjects.agencies import history_lanes, history_signs, provisional
from readiness.subjects.agencies.gss import DONE, when
from readiness.subjects.charts import (
    Bar,
    Bars,
    Column,
    Columns,
    Course,
    Courses,
)
from readiness.subjects.choices import Choice, One
from readiness.subjects.kept import kept
from readiness.subjects.model import (
    Content,
    Figure,
    KeyFigure,
    Line,
    Passage,
    Provenance,
    Table,
    View,
)
from readiness.subjects.provenance import of_sources, origin
from readiness.subjects.subject import Subject

FIRST_YEAR = 2015


def _agencies() -> One:
    rows = queries.agency_stage(queries.round_codes("agency")[0])
    codes = {f"{place:02}": name for place, name in enumerate(rows["agency_name"], 1)}
    return One({"": t("history.all")} | codes, default="")


@dataclass(frozen=True)
class AgencyHistory(Subject):
    """All agencies, those with and without a plan in 2017 (``group``), or one ``agency`` at large."""

    page: ClassVar[str] = "agency_history"
    agency: str = ""
    group: str = "all"

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice | None:
        """All or one; of all, everyone or those whose plans of 2017 are followed up."""
        if name == "agency":
            return kept(_agencies)
        if chosen.get("agency"):
            return None
        return One({code: t(f"history.view.{code}") for code in ("all", "plans")}, default="all")

    def say(self) -> Content:
        """Everything in hand."""
        facts = Facts(tuple(queries.round_codes("agency")))
        if self.agency:
            return history_lanes.content(facts, facts.names[int(self.agency) - 1])
        return _All(facts, is_plans=self.group == "plans").content()


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
        rows = self.history[name]
        chosen = rows[(rows["measure"] == measure) & (rows["survey"].eq(survey) | (not survey))]
        return list(chosen["value"])

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
        return int(history_signs.at(self.period_of(self.round_code)))

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
        surveys = [int(history_signs.at(self.period_of(code))) for code in self.rounds]
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


@dataclass(frozen=True)
class _All:
    """All agencies, or those with and without a plan in the round."""

    facts: Facts
    is_plans: bool

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Rows of agency_plans_since that are shown."""
        rows = self.facts.since
        return rows[rows["readiness"].isin(["planned", "silent"])] if self.is_plans else rows

    @property
    def groups(self) -> list[tuple[str, pd.DataFrame]]:
        """(heading, rows) of each block."""
        if not self.is_plans:
            return [("", self.rows)]
        found = []
        for state in ("planned", "silent"):
            rows = self.rows[self.rows["readiness"] == state]
            found.append((t(f"history.plans.{state}", count=len(rows)), rows))
        return found

    @property
    def gss_counts(self) -> dict[str, int]:
        status = self.rows["gss_status"]
        return {
            "done": int(status.isin(DONE).sum()),
            "within": int((status == DONE[1]).sum()),
            **{
                name: int((status == name).sum())
                for name in ("in_progress", "planned", "not_stated")
            },
        }

    @property
    def headline(self) -> str:
        if not self.is_plans:
            return t("history.sentence", asked=len(self.rows), **self.gss_counts)
        (_, planned), (_, silent) = self.groups
        days = planned["days_per_person"]
        return t(
            "history.plans.sentence",
            planned=len(planned),
            silent=len(silent),
            low=_named(planned[days == days.min()]),
            high=_named(planned[days == days.max()]),
            year=fiscal_year(self.facts.days_year),
            planned_done=int(planned["gss_status"].isin(DONE).sum()),
            silent_done=int(silent["gss_status"].isin(DONE).sum()),
        )

    def content(self) -> Content:
        """Everything said."""
        facts = self.facts
        title = t("history.plans.title" if self.is_plans else "history.title")
        shared: dict[str, Any] = {
            "provenance": facts.provenance(len(self.rows)),
            "notes": (
                t("history.note"),
                t("history.note.share", year=fiscal_year(facts.pct_year)),
                t("history.note.rules"),
                t("gss.note.not_stated"),
                *filter(None, [provisional.note("agency")]),
            ),
        }
        key = KeyFigure(t("gss.key"), f"{self.gss_counts['done']} / {len(self.rows)}")
        alt = listed(
            t(
                "history.one.alt",
                name=row.agency_name,
                lines=history_signs.in_words(facts, row.agency_name),
            )
            for row in self.rows.itertuples()
        )
        part = "plans" if self.is_plans else "courses"
        return Content(
            title=title,
            headline=self.headline,
            key_figures=(key,),
            figures={"courses": Figure("", self.chart, alt)},
            passages={"plans": self.plans, "advise": self.advise}
            if self.is_plans
            else {"totals": self.totals},
            tables={"rows": Table(t("history.table"), self.table, t(f"history.file.{part}"))},
            views={
                part: View(
                    title=title,
                    headline=self.headline,
                    key_figure=key.value,
                    key_label=key.label,
                    chart=self.chart,
                    rows=self.table,
                    alt=alt,
                    caution=t("gss.caution"),
                    **shared,
                )
            }
            | (self.advise_view(**shared) if self.is_plans else self.totals_view),
            caution=t("gss.caution"),
            **shared,
        )

    @cached_property
    def chart(self) -> Courses:
        """A row of signs for each agency."""
        facts = self.facts
        rows: list[Course] = []
        for heading, group in self.groups:
            for place, row in enumerate(group.itertuples()):
                rows.append(
                    Course(
                        row.agency_name,
                        history_signs.signs(facts, row.agency_name),
                        t(f"history.status.{row.gss_status}"),
                        is_strong=row.gss_status == "not_stated",
                        heading=heading if place == 0 else "",
                    )
                )
        total = None
        if not self.is_plans:
            done = f"{self.gss_counts['done']} / {len(self.rows)}"
            total = Course(t("history.total"), history_signs.totals(facts), done, is_strong=True)
        return Courses(
            years=facts.years,
            first_year=FIRST_YEAR,
            rows=tuple(rows),
            total=total,
            heads=history_signs.heads(facts),
            blank=(*facts.blank, t("history.blank")) if facts.blank else None,
            legend=history_signs.legend(facts),
            axis_label=t("history.axis"),
        )

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per agency in words."""
        facts = self.facts
        return pd.DataFrame(
            [history_signs.in_columns(facts, name) for name in self.rows["agency_name"]]
        )

    @property
    def plans(self) -> Passage:
        """Each of them: what it planned, what is known since; by days, most first."""
        facts = self.facts
        lines = []
        for heading, rows in self.groups:
            ordered = rows.sort_values("days_per_person", ascending=False, na_position="last")
            lines.append(Line("", label=heading))
            for row in ordered.itertuples():
                days = (
                    t("history.no_value")
                    if pd.isna(row.days_per_person)
                    else t("history.days", days=f"{row.days_per_person:.1f}")
                )
                state = facts.gss.loc[row.agency_name]
                lines.append(
                    Line(
                        t(
                            "history.plans.line",
                            plan=history_signs.first_plan(facts.since.loc[row.agency_name])
                            or t("history.plans.none"),
                            days=days,
                            status=t(f"history.status.{row.gss_status}"),
                            when=when(state),
                        ),
                        label=row.agency_name,
                    )
                )
        return Passage(t("history.plans.heading"), tuple(lines))

    @cached_property
    def total_rows(self) -> pd.DataFrame:
        """Teleworkers at the head offices of all agencies together, as printed for each year."""
        rows = self.facts.government
        rows = rows[(rows["measure_code"] == "teleworker_count") & (rows["scope"] == "本省")]
        rows = rows.sort_values("fiscal_year").reset_index(drop=True)
        shares = [self.facts.total("teleworker_pct", int(year)) for year in rows["fiscal_year"]]
        return pd.DataFrame(
            {
                "fiscal_year": rows["fiscal_year"],
                "teleworker_count": rows["value"],
                "teleworker_pct": shares,
                "source_id": rows["source_id"],
            }
        )

    def _total(self, row: Any) -> str:
        persons = t("history.totals.persons", count=number(row.teleworker_count))
        if pd.isna(row.teleworker_pct):
            return persons
        return f"{persons}{t('mark.brackets', text=f'{row.teleworker_pct:g}%')}"

    @property
    def totals(self) -> Passage:
        """The same as lines, each with the document it stands in."""
        lines = tuple(
            Line(
                self._total(row),
                label=fiscal_year(int(row.fiscal_year)),
                remark=origins.of_figure(str(row.source_id)),
            )
            for row in self.total_rows.itertuples()
        )
        return Passage(t("history.totals.heading") if lines else "", lines, is_small=True)

    @property
    def totals_view(self) -> dict[str, View]:
        """The same as a slide; none without a year."""
        rows = self.total_rows
        if rows.empty:
            return {}
        first, last = (rows.iloc[place] for place in (0, -1))
        columns = tuple(
            Column(fiscal_year(int(row.fiscal_year)), int(row.teleworker_count))
            for row in rows.itertuples()
        )
        first_year, last_year = (fiscal_year(int(row["fiscal_year"])) for row in (first, last))
        return {
            "totals": View(
                title=t("history.totals.title"),
                headline=t(
                    "history.totals.sentence",
                    first=self._total(first),
                    first_year=first_year,
                    last=self._total(last),
                    last_year=last_year,
                ),
                key_figure=self._total(last),
                key_label=last_year,
                chart=Columns(columns, t("history.totals.unit")),
                rows=rows,
                alt=listed(f"{line.label} {line.text}" for line in self.totals.lines),
                notes=(t("history.totals.heading"),),
                provenance=origin(
                    self.facts.round_code,
                    t("history.totals.denominator"),
                    as_of=t("view.span", first=first_year, last=last_year),
                    published="",
                    basis=PUBLISHED,
                    **of_sources(list(dict.fromkeys(rows["source_id"]))),
                ),
            )
        }

    @cached_property
    def open_rows(self) -> pd.DataFrame:
        """Those without a plan that have not moved since, by the reasons they marked: a stated rule."""
        rows = self.rows
        return rows[(rows["readiness"] == "silent") & ~rows["gss_status"].isin(DONE)].sort_values(
            "barrier_count", ascending=False, kind="stable"
        )

    @property
    def advise(self) -> Passage:
        """The same as lines, under the rule."""
        lines = [
            Line(
                t(
                    "history.advise.line",
                    count=int(row.barrier_count),
                    status=t(f"gss.status.{row.gss_status}"),
                ),
                label=row.agency_name,
                remark=t("history.hint.reasons_lost") if row.is_barrier_uncertain else "",
            )
            for row in self.open_rows.itertuples()
        ]
        rule = Line(t("history.advise.rule"), remark=t("origin.arranged"))
        return Passage(t("history.advise.heading"), (rule, *lines)) if lines else Passage("", ())

    def advise_view(self, **shared: Any) -> dict[str, View]:
        """The same as a slide; none where nobody is left."""
        rows = self.open_rows
        if rows.empty:
            return {}
        lines = self.advise.lines[1:]
        bars = tuple(
            Bar(
                str(line.label), float(row.barrier_count), line.text, "obstacle", remark=line.remark
            )
            for row, line in zip(rows.itertuples(), lines, strict=True)
        )
        most = max(1.0, *(bar.value or 0 for bar in bars))
        return {
            "advise": View(
                title=t("history.advise.heading"),
                headline=t("history.advise.rule"),
                key_figure=str(len(rows)),
                key_label=t("history.advise.key"),
                chart=Bars((("", bars),), most, t("history.advise.unit")),
                rows=rows[["agency_name", "barrier_count", "gss_status"]].assign(
                    gss_status=[t(f"gss.status.{status}") for status in rows["gss_status"]]
                ),
                alt=listed(f"{line.label} {line.text}" for line in lines),
                caution=t("origin.arranged"),
                **shared,
            )
        }


def _named(rows: pd.DataFrame) -> str:
    """``宮内庁 7.0``: the agencies at one end, and their days."""
    if rows.empty:
        return t("mark.none")
    return f"{listed(rows['agency_name'])} {rows['days_per_person'].iloc[0]:.1f}"


def _era(year: int) -> str:
    """``平成27``, ``28``, ``令和元``: the era where it begins; western years need none."""
    is_first = year in (FIRST_YEAR, 2019)
    era = (
        fiscal_year(year).removesuffix(t("history.year_suffix")) if is_first else year_number(year)
    )
    return t("history.era", era=era)
