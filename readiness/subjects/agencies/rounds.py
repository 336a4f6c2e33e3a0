"""調査の比較: what became of stages, plans and barriers between two rounds, of those that answered both."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import FINAL
from readiness.language.wording import listed, said, t
from readiness.subjects.agencies import ladder
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.charts import Bar, Bars, Blank, Chart, Moves
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
from readiness.subjects.provenance import of_round
from readiness.subjects.subject import Subject

OUTCOMES = ("done", "kept", "slipped", "dropped", "unreadable", "new")
_ROLES = {"done": "has", "kept": "planned", "new": "planned"}


def _rounds() -> pd.DataFrame:
    rounds = kept(queries.data_rounds)
    return rounds[rounds["subject"] == "agency"]


@dataclass(frozen=True)
class AgencyRounds(Subject):
    """A round of the agencies' survey held against an ``earlier`` one."""

    page: ClassVar[str] = "agency_rounds"
    earlier: str = ""
    later: str = ""

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice | None:
        """All rounds but the last, then those after the one chosen; of one round nothing is chosen."""
        labels = dict(zip(_rounds()["round_code"], _rounds()["label"], strict=True))
        codes = list(labels)
        if len(codes) < 2:
            return None
        finals = [
            code for code, state in _rounds()[["round_code", "state"]].values if state == FINAL
        ]
        usual = finals[-2:] if len(finals) > 1 else codes[-2:]
        if name == "earlier":
            return One({code: labels[code] for code in codes[:-1]}, usual[0])
        after = codes[codes.index(chosen["earlier"]) + 1 :]
        return One(
            {code: labels[code] for code in after}, usual[1] if usual[1] in after else after[-1]
        )

    def say(self) -> Content:
        """What changed, or what will be shown with a second round."""
        if not self.later:
            return _alone()
        return _Changes(Survey(self.earlier), Survey(self.later)).content()


def _alone() -> Content:
    survey = Survey.newest()
    lines = tuple(
        Line(
            t(f"agency_rounds.will_show.{name}"),
            label=t(f"agency_rounds.will_show.{name}.label"),
        )
        for name in ("stages", "plans", "barriers")
    )
    label = _rounds()["label"].iloc[0]
    return Content(
        title=t("agency_rounds.title"),
        headline=t("agency_rounds.one", label=label),
        provenance=survey.origin(),
        passages={"will_show": Passage(t("agency_rounds.will_show"), lines)},
        notes=(t("agency_rounds.note"),),
    )


@dataclass(frozen=True)
class _Changes:
    """The changes of one pair of rounds, and what they come to."""

    before: Survey
    after: Survey

    @cached_property
    def rows(self) -> pd.DataFrame:
        return kept(queries.agency_changes, self.before.code, self.after.code)

    @cached_property
    def compared(self) -> pd.DataFrame:
        """Agencies that answered both rounds; no change is said of any other."""
        rows = self.rows[self.rows["is_compared"]]
        return rows.astype({"earlier_stage": "int64", "stage": "int64"})

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Outcome of the plan -> names."""
        rows = self.rows
        return {
            name: list(rows.loc[rows["plan_outcome"] == name, "agency_name"]) for name in OUTCOMES
        }

    @property
    def raised(self) -> pd.DataFrame:
        return self.compared[self.compared["stage"] > self.compared["earlier_stage"]]

    @property
    def lowered(self) -> pd.DataFrame:
        return self.compared[self.compared["stage"] < self.compared["earlier_stage"]]

    @property
    def headline(self) -> str:
        if self.compared.empty:
            return t("agency_rounds.nobody")
        counts = {name: len(names) for name, names in self.members.items()}
        planned = sum(count for name, count in counts.items() if name != "new")
        text = t(
            "agency_rounds.sentence",
            compared=len(self.compared),
            raised=len(self.raised),
            lowered=len(self.lowered),
        )
        if not planned:
            return text + t("agency_rounds.sentence.no_plans")
        return text + t("agency_rounds.sentence.plans", planned=planned, **counts)

    @property
    def provenance(self) -> Provenance:
        """Both rounds, each with its date."""
        both = [of_round(survey.code) for survey in (self.before, self.after)]

        def each(name: str) -> str:
            return listed(dict.fromkeys(one[name] for one in both if one[name]))

        return Provenance(
            as_of=t("agency_rounds.as_of", earlier=both[0]["as_of"], later=both[1]["as_of"]),
            published=each("published"),
            denominator=t("agency_rounds.denominator", count=len(self.compared)),
            basis=each("basis"),
            publisher=each("publisher"),
            source=each("source"),
            is_practice=any(one["is_practice"] for one in both),
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Who is not compared."""
        names = self.rows.loc[~self.rows["is_compared"], "agency_name"]
        if not len(names):
            return ()
        return (t("agency_rounds.not_compared", count=len(names), names=listed(names)),)

    @cached_property
    def stages(self) -> Chart:
        """Stage then (rows, the highest on top) and stage now (columns)."""
        if self.compared.empty:
            return Blank(t("agency_rounds.nobody"))
        moves = self.compared.groupby(["earlier_stage", "stage"]).size().to_dict()
        high_first = tuple(reversed(ladder.STAGES))
        return Moves(
            before=tuple(f"{stage} {ladder.short(stage)}" for stage in high_first),
            after=tuple(f"{stage} {ladder.short(stage)}" for stage in ladder.STAGES),
            counts=tuple(
                tuple(int(moves.get((then, now), 0)) for now in ladder.STAGES)
                for then in high_first
            ),
            same=tuple(tuple(then == now for now in ladder.STAGES) for then in high_first),
            before_label=t("agency_rounds.then"),
            after_label=t("agency_rounds.now"),
        )

    @property
    def moved(self) -> Passage:
        """Who went up or down, by name."""
        lines = tuple(
            Line(
                t("agency_rounds.move", earlier=row.earlier_stage, now=row.stage),
                label=said(row.agency_name),
            )
            for rows in (self.raised, self.lowered)
            for row in rows.itertuples()
        )
        return Passage(t("agency_rounds.moved"), lines)

    @property
    def plans(self) -> Passage:
        """What became of the plans, by name."""
        lines = tuple(
            Line(
                listed(names) or t("view.nobody"),
                label=f"{t(f'agency_rounds.outcome.{name}')}{t('gap.heading')}{len(names)}",
            )
            for name, names in self.members.items()
        )
        return Passage(t("agency_rounds.plans"), lines)

    def content(self) -> Content:
        """Everything said."""
        moves = self.compared.groupby(["earlier_stage", "stage"]).size()
        values = listed(
            f"{t('agency_rounds.move', earlier=then, now=now)} {count}"
            for (then, now), count in moves.items()
        )
        alt = t("agency_rounds.stages_alt", values=values) if values else self.headline
        value = t("view.of", count=len(self.raised), total=len(self.compared))
        key = KeyFigure(t("agency_rounds.key"), value if len(self.compared) else t("mark.none"))
        table = self._table()
        file_name = t("agency_rounds.file_name", earlier=self.before.day, later=self.after.day)
        shared: dict[str, Any] = {
            "headline": self.headline,
            "key_figure": key.value,
            "key_label": key.label,
            "rows": table,
            "provenance": self.provenance,
            "notes": (t("agency_rounds.note"), *self.missing),
        }
        aside = tuple(
            (t("agency_rounds.aside", name=line.label, move=line.text), "")
            for line in self.moved.lines
        )
        views = {
            "stages": View(
                title=t("agency_rounds.stages"),
                chart=self.stages,
                alt=alt,
                aside_heading=t("agency_rounds.moved") if aside else "",
                aside=aside,
                **shared,
            )
        }
        if len(self.compared):
            views["plans"] = self._plans_view(shared)
        return Content(
            title=t("agency_rounds.title"),
            headline=self.headline,
            provenance=self.provenance,
            key_figures=(key,),
            figures={"stages": Figure(t("agency_rounds.stages"), self.stages, alt)},
            passages={"moved": self.moved, "plans": self.plans},
            tables={"changes": Table("", table, file_name)},
            views=views,
            notes=(t("agency_rounds.note"),),
            missing=self.missing,
        )

    def _plans_view(self, shared: dict[str, Any]) -> View:
        bars = tuple(
            Bar(
                t(f"agency_rounds.outcome.{name}"),
                float(len(names)),
                str(len(names)),
                _ROLES.get(name, "others"),
            )
            for name, names in self.members.items()
        )
        aside = tuple(
            (line.label, line.text)
            for line, names in zip(self.plans.lines, self.members.values(), strict=True)
            if names
        )
        return View(
            title=t("agency_rounds.plans"),
            chart=Bars(
                ((t("agency_rounds.plans"), bars),),
                maximum=float(max(1, *(len(names) for names in self.members.values()))),
                unit=t("view.unit.agencies"),
            ),
            alt=listed(f"{line.label} {line.text}" for line in self.plans.lines),
            aside_heading=t("agency_rounds.plans") if aside else "",
            aside=aside,
            **shared,
        )

    def _table(self) -> pd.DataFrame:
        """One row per agency of either round, the outcome of its plan in words."""
        words = {name: t(f"agency_rounds.outcome.{name}") for name in OUTCOMES}
        rows = self.rows.assign(plan_outcome=self.rows["plan_outcome"].map(words))
        columns = ["agency_name", "earlier_stage", "stage", "plan_outcome"]
        columns += ["solved_barriers", "new_barriers", "lasting_barriers"]
        return rows[columns].astype({"earlier_stage": "Int64", "stage": "Int64"})
