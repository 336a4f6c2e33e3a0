"""整備ロードマップ: is the deadline met if plans hold, who is missing, what a delay would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import COUNTED
from readiness.language.wording import fiscal_year, listed, quarter, span_of, t
from readiness.subjects.agencies import plan_grid
from readiness.subjects.charts import Blank, Chart, Schedule, Steps
from readiness.subjects.choices import Choice, Whole
from readiness.subjects.model import Content, Figure, KeyFigure, Line, Passage, Table, View
from readiness.subjects.provenance import of_this_round, origin, said
from readiness.subjects.subject import Subject


@dataclass(frozen=True)
class Roadmap(Subject):
    """Agencies with remote access at the end of each quarter, all plans late by ``slip`` quarters."""

    page: ClassVar[str] = "roadmap"
    slip: int = 0

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """A delay of up to two years."""
        return Whole(0, 8, default=0)

    def say(self) -> Content:
        """Everything on the plans of the newest round."""
        return _Round(queries.latest_round("agency"), self.slip).content()


@dataclass(frozen=True)
class _Round:
    """The rows of one round, and what they come to."""

    code: str
    slip: int

    @cached_property
    def survey(self) -> pd.Series:
        return queries.survey(self.code)

    @cached_property
    def stages(self) -> pd.DataFrame:
        return queries.agency_stage(self.code)

    @cached_property
    def as_planned(self) -> pd.DataFrame:
        return queries.agency_coverage_by_quarter(self.code)

    @cached_property
    def delayed(self) -> pd.DataFrame:
        return queries.agency_coverage_by_quarter(self.code, self.slip)

    @cached_property
    def marks(self) -> pd.DataFrame:
        return queries.agency_plan_marks(self.code)

    @cached_property
    def quarters(self) -> pd.DataFrame:
        return queries.agency_plan_by_quarter(self.code)

    def named(self, readiness: str) -> pd.DataFrame:
        """Stages of the agencies in one state of readiness."""
        return self.stages[self.stages["readiness"] == readiness]

    @cached_property
    def asked(self) -> int:
        """Agencies asked in the round, those that have not answered among them."""
        return len(self.stages)

    @cached_property
    def in_time(self) -> int:
        """Agencies that have it or say they will in time; which quarter it is may be unreadable."""
        return len(self.named("ready")) + len(self.named("planned"))

    @property
    def span(self) -> str:
        """How many are in time: a number as planned, with a delay a range where a mark is lost."""
        if not self.slip or self.delayed.empty:
            return str(self.in_time)
        last = self.delayed.iloc[-1]
        return span_of(int(last["certain_count"]), int(last["possible_count"]))

    @property
    def deadline(self) -> str:
        """``令和2年度末``; empty where the round names no deadline."""
        day = self.survey["deadline_date"]
        return "" if pd.isna(day) else t("roadmap.deadline", era=fiscal_year(_fiscal_year(day)))

    @property
    def until(self) -> str:
        """``期限（令和2年度末）``, or the deadline without its date."""
        key = "roadmap.until" if self.deadline else "roadmap.until.undated"
        return t(key, deadline=self.deadline)

    @property
    def headline(self) -> str:
        fields = {
            "until": self.until,
            "asked": self.asked,
            "span": self.span,
            "in_time": self.in_time,
            "slip": self.slip,
        }
        said_first = t("roadmap.sentence.slipped" if self.slip else "roadmap.sentence", **fields)
        rest = {state: len(self.named(state)) for state in ("silent", "not_answered")}
        return said_first + "".join(
            t(f"roadmap.sentence.{state}", count=count) for state, count in rest.items() if count
        )

    def content(self) -> Content:
        """Everything said."""
        title = t("roadmap.title")
        provenance = origin(
            self.code,
            t("view.denominator.agencies", total=self.asked),
            basis=t("roadmap.basis", basis=COUNTED),
        )
        notes = said(
            t("roadmap.note"),
            *(of_this_round(self.code, name) for name in ("marks_wider", "moj", "coverage")),
        )
        shared: dict[str, Any] = {"provenance": provenance, "notes": notes}
        figure = self.figure
        rows = plan_grid.in_words(self.marks)
        file_name = t("roadmap.file_name", as_of=queries.survey_date(self.code), slip=self.slip)
        return Content(
            title=title,
            headline=self.headline,
            key_figures=(KeyFigure(t("roadmap.key_figure"), f"{self.span} / {self.asked}"),),
            figures={"roadmap": figure},
            passages={
                "silent": self.silent,
                "not_answered": self.not_answered,
                "unreadable": self.unreadable,
                "delay": self.delay,
            },
            tables={"marks": Table(t("roadmap.table"), rows, file_name)},
            views={
                "coverage": View(
                    title=title,
                    headline=self.headline,
                    key_figure=f"{self.span} / {self.asked}",
                    key_label=t("roadmap.key_figure"),
                    chart=self.steps,
                    rows=self.delayed,
                    alt=figure.alt,
                    caution=self.caution,
                    aside_heading=t("roadmap.aside", count=len(self.named("silent"))),
                    aside=self.reasons,
                    **shared,
                ),
                "plans": plan_grid.view(
                    self.marks, self.quarters, self.planners, rows, caution=self.caution, **shared
                ),
            },
            caution=self.caution,
            missing=() if len(self.quarters) else (t("roadmap.no_horizon"),),
            **shared,
        )

    @property
    def caution(self) -> str:
        """What the grey band means, where there is one."""
        has_band = bool((self.delayed["certain_count"] < self.delayed["possible_count"]).any())
        return t("roadmap.caution") if has_band else ""

    @property
    def planners(self) -> int:
        """Agencies that say they plan it by the deadline, readable quarter or not."""
        return len(self.named("planned"))

    @cached_property
    def steps(self) -> Chart:
        """Coverage by quarter; a sentence where the round asked for no quarters."""
        rows = self.delayed
        if rows.empty:
            return Blank(t("roadmap.no_horizon"))
        is_late = bool(self.slip)
        return Steps(
            years=tuple(fiscal_year(year) for year in rows["fiscal_year"].unique()),
            quarters=tuple(quarter(row.fiscal_year, row.quarter) for row in rows.itertuples()),
            start=len(self.named("ready")),
            certain=tuple(map(int, rows["certain_count"])),
            covered=tuple(map(int, rows["covered_count"])),
            possible=tuple(map(int, rows["possible_count"])),
            target=self.asked,
            target_label=t("roadmap.goal", asked=self.asked),
            axis_label=t("roadmap.axis"),
            deadline_label=t("roadmap.deadline_label", era=self.deadline) if self.deadline else "",
            start_label=t("roadmap.ready"),
            end=self.span,
            end_label=t("roadmap.late" if is_late else "roadmap.as_planned"),
            series_labels=tuple(  # type: ignore[arg-type]
                t(f"roadmap.series.{name}") for name in ("certain", "covered", "possible")
            ),
            undelayed=tuple(map(int, self.as_planned["covered_count"])) if is_late else (),
            undelayed_end=str(self.in_time) if is_late else "",
            undelayed_label=t("roadmap.as_planned") if is_late else "",
        )

    @cached_property
    def figure(self) -> Figure:
        """Coverage over the marks it adds up from."""
        if isinstance(self.steps, Blank):
            return Figure("", self.steps, self.steps.reason)
        assert isinstance(self.steps, Steps)
        plans = plan_grid.grid(self.marks, self.quarters, self.planners)
        ends = self.delayed[self.delayed["quarter"] == 4]
        values = listed(
            t("roadmap.alt.step", era=fiscal_year(row.fiscal_year), count=row.covered_count)
            for row in ends.itertuples()
        )
        alt = t("roadmap.alt", steps=values, until=self.until, asked=self.asked, span=self.span)
        silent = self.named("silent")["agency_name"]
        if len(silent):
            alt += t("roadmap.alt.silent", names=listed(silent))
        return Figure("", Schedule(self.steps, plans), alt, note=t("roadmap.key"))

    @property
    def silent(self) -> Passage:
        """The agencies that say nothing of a plan; some have marks outside the count of plans."""
        rows = self.named("silent")
        lines = tuple(
            Line(
                row.agency_name,
                remark=t("roadmap.silent.has_marks", planned=self.planners)
                if row.has_marks
                else "",
            )
            for row in rows.itertuples()
        )
        return Passage(t("roadmap.silent", count=len(rows)), lines)

    @property
    def not_answered(self) -> Passage:
        """The agencies that have not answered; nobody knows whether they plan anything."""
        names = self.named("not_answered")["agency_name"]
        return Passage(t("roadmap.not_answered", count=len(names)), tuple(map(Line, names)))

    @property
    def unreadable(self) -> Passage:
        """The planners whose mark cannot be read, where a year prints more marks than can be."""
        names = self.marks.loc[self.marks["certainty"] == "unreadable", "agency_name"]
        years = self.quarters
        lost = years[years["printed_year_count"] > years["year_count"]]
        lines: tuple[Line, ...] = ()
        if len(lost):
            year = lost.iloc[0]
            reason = {
                "year": fiscal_year(int(year["fiscal_year"])),
                "lost": int(year["printed_year_count"] - year["year_count"]),
            }
            remark = t("roadmap.unreadable.reason", **reason)
            lines = tuple(Line(name, remark=remark) for name in names)
        return Passage(t("roadmap.unreadable", count=len(lines)), lines)

    @property
    def delay(self) -> Passage:
        """What the delay leaves in time, and who is then close to the deadline or beyond it."""
        critical = queries.agency_critical(self.code, self.slip)
        lines = [Line(f"{self.span} / {self.asked}", label=t("roadmap.in_time"))]
        if self.slip:
            lines.append(Line(str(self.in_time), label=t("roadmap.undelayed")))
        late = [_critical(row) for row in critical.itertuples()]
        nobody = [Line(t("roadmap.critical.nobody"), label=t("roadmap.critical"))]
        return Passage("", (*lines, *(late or nobody)))

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Each agency without a plan with the barriers it names for certain."""
        answers = queries.agency_answers(self.code)
        named = answers[
            (answers["question_code"] == "barrier")
            & (answers["answer"] == "yes")
            & (answers["certainty"] == "certain")
        ]
        return tuple(
            (name, listed(named.loc[named["agency_name"] == name, "item"]) or t("view.no_reason"))
            for name in self.named("silent")["agency_name"]
        )


def _fiscal_year(day: Any) -> int:
    return int(day.year - (day.month < 4))


def _critical(row: Any) -> Line:
    """When one plan would be due, how much is left, or that nobody can tell."""
    if row.state == "unreadable":
        return Line(t("roadmap.critical.unreadable"), label=row.agency_name)
    when = t(
        "agency_karte.plan.quarter",
        era=fiscal_year(row.slipped_fiscal_year),
        quarter=row.slipped_quarter,
    )
    left = abs(int(row.quarters_left))
    return Line(t(f"roadmap.critical.{row.state}", when=when, left=left), label=row.agency_name)
