"""府省庁の歩み: what each survey since 2014 said of the agencies, side by side on one line of time.

Different surveys ask different questions: they are never joined to one line and never scored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.language.wording import fiscal_year, listed, t
from readiness.subjects.agencies import history_lanes, history_signs, provisional
from readiness.subjects.agencies.gss import DONE, when
from readiness.subjects.agencies.history_advice import Advice
from readiness.subjects.agencies.history_facts import FIRST_YEAR, Facts
from readiness.subjects.agencies.history_totals import Totals
from readiness.subjects.charts import (
    Course,
    Courses,
    Sign,
)
from readiness.subjects.choices import Choice, One
from readiness.subjects.kept import kept
from readiness.subjects.model import (
    Content,
    Figure,
    KeyFigure,
    Line,
    Passage,
    Table,
    View,
)
from readiness.subjects.subject import Subject


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
        facts = kept(Facts, tuple(queries.round_codes("agency")))
        if self.agency:
            return history_lanes.content(facts, facts.names[int(self.agency) - 1])
        return _All(facts, is_plans=self.group == "plans").content()


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
        advice, totals = Advice(self.rows), Totals(facts)
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
                lines=history_signs.in_words(self.signs[row.agency_name]),
            )
            for row in self.rows.itertuples()
        )
        part = "plans" if self.is_plans else "courses"
        return Content(
            title=title,
            headline=self.headline,
            key_figures=(key,),
            figures={"courses": Figure("", self.chart, alt)},
            passages={"plans": self.plans, "advise": advice.passage}
            if self.is_plans
            else {"totals": totals.passage},
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
            | (advice.views(**shared) if self.is_plans else totals.views),
            caution=t("gss.caution"),
            **shared,
        )

    @cached_property
    def signs(self) -> dict[str, tuple[Sign, ...]]:
        """Of each agency: drawn, and said in words."""
        return {name: history_signs.signs(self.facts, name) for name in self.rows["agency_name"]}

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
                        self.signs[row.agency_name],
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


def _named(rows: pd.DataFrame) -> str:
    """``宮内庁 7.0``: the agencies at one end, and their days."""
    if rows.empty:
        return t("mark.none")
    return f"{listed(rows['agency_name'])} {rows['days_per_person'].iloc[0]:.1f}"
