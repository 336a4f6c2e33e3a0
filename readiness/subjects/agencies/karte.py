"""府省庁カルテ: one agency on one screen, in the order of the talk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.language import lettering
from readiness.language.wording import apart, fiscal_year, listed, said, sentences, t
from readiness.subjects import numbers
from readiness.subjects.agencies import (
    advice,
    answers,
    draft,
    ladder,
    outcome,
    plans,
    provisional,
    since,
)
from readiness.subjects.agencies.of_agency import of_agency
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.charts import Bar, Bars, Blank, Chart, Ladder
from readiness.subjects.choices import Choice, One
from readiness.subjects.kept import kept
from readiness.subjects.memo import Memo
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
from readiness.subjects.provenance import of_source, of_sources
from readiness.subjects.provenance import said as said_notes
from readiness.subjects.subject import Subject


def agencies() -> One:
    """The choice of one agency, in the order of establishment."""
    names = Survey.newest().names
    labels = {
        code: t(
            "agency_karte.option",
            order=int(code),
            name=apart(dict.fromkeys((lettering.short(name), said(name)))),
        )
        for code, name in names.items()
    }
    return One(labels, next(iter(labels), ""), digits=2)


@dataclass(frozen=True)
class AgencyKarte(Subject):
    """What one agency has, what stops it, whom it can ask, what it planned and what came of it."""

    page: ClassVar[str] = "agency_karte"
    agency: str = ""

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """The agencies asked in the newest round."""
        return kept(agencies)

    def say(self) -> Content:
        """Everything on the agency in the newest round."""
        return self._sheet.content()

    def alone(self) -> Mapping[str, Callable[[], View]]:
        """The sheet as a slide and on paper."""
        return {"sheet": lambda: self._sheet.view}

    @property
    def _sheet(self) -> "_Sheet":
        survey = Survey.newest()
        return _Sheet(survey, survey.names[self.agency])

    def draft(self) -> Memo:
        """For the agency's vice minister."""
        survey = Survey.newest()
        return draft.memo(self.content, survey, survey.names[self.agency], self.link)


@dataclass(frozen=True)
class _Sheet:
    """The rows of one agency in one round, and what they come to."""

    survey: Survey
    name: str

    @cached_property
    def own(self) -> pd.Series:
        """The agency's row of agency_stage."""
        return self.survey.stages.set_index("agency_name", drop=False).loc[self.name]

    @cached_property
    def gap(self) -> pd.DataFrame:
        return self.survey.gap_of(self.name)

    @cached_property
    def advisers(self) -> pd.DataFrame:
        return self.survey.advisers_of(self.name)

    @cached_property
    def advice_rows(self) -> pd.DataFrame:
        return advice.rows(self.gap, self.advisers)

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        return kept(queries.agency_plan_outcomes, self.survey.code)

    @cached_property
    def later(self) -> pd.DataFrame:
        return outcome.rows_of(self.name)

    @property
    def has_answered(self) -> bool:
        return bool(pd.notna(self.own["stage"]))

    def marked(self, *, barriers: bool) -> pd.DataFrame:
        """Barriers the agency names for certain, or the methods and tools it has; a plan is none."""
        rows = self.gap[(self.gap["kind"] == "barrier") == barriers]
        return rows[rows["state"].isin(["obstacle" if barriers else "yes"])]

    @cached_property
    def equipment(self) -> pd.DataFrame:
        """Methods and tools asked for; a plan is none."""
        is_item = (self.gap["kind"] != "barrier") & (self.gap["choice_code"] != answers.PLANNED)
        return self.gap[is_item]

    @cached_property
    def headline(self) -> str:
        """Stage, barriers, what it has."""
        if not self.has_answered:
            return t("agency_karte.sentence.not_answered", name=self.name)
        barriers, has = self.marked(barriers=True), self.marked(barriers=False)
        key = "named" if len(barriers) else "none"
        is_unread = (self.gap["state"] == "unreadable") & (self.gap["kind"] == "barrier")
        if barriers.empty and is_unread.any():
            key = "unreadable"
        quoted = listed(
            t("agency_karte.quoted", name=answers.short_item(row.choice_code, row.item))
            for row in barriers.itertuples()
        )
        some = "some" if len(has) else "none"
        parts = (
            t(
                "agency_karte.sentence.stage",
                name=self.name,
                stage=int(self.own["stage"]),
                stage_name=ladder.label(self.own["stage"], self.own),
                count=int((self.survey.stages["stage"] == self.own["stage"]).sum()),
                asked=self.survey.answered,
            ),
            t(f"agency_karte.sentence.barriers.{key}", names=quoted, count=len(barriers)),
            t(f"agency_karte.sentence.has.{some}", count=len(has), of=len(self.equipment)),
        )
        return sentences(parts)

    @cached_property
    def stage(self) -> str:
        """``段階 3 / 4``, or that there is no answer."""
        if not self.has_answered:
            return t("view.readiness.not_answered")
        return t("agency_karte.card.stage", stage=int(self.own["stage"]))

    def content(self) -> Content:
        """Everything said."""
        return Content(
            title=t("agency_karte.title", name=said(self.name)),
            headline=self.headline,
            key_figures=(KeyFigure(t("view.karte.ladder"), self.stage),),
            figures=self.figures,
            passages=self.passages,
            tables=self.tables,
            views={"sheet": self.view},
            provenance=self.provenance,
            notes=self.notes,
            missing=() if self.has_answered else self.survey.missing,
        )

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know."""
        return said_notes(
            self.lost_pairs,
            t("agency_karte.note"),
            t("agency_karte.note.contact"),
            self.survey.ready_with_barriers if self.is_ready_with_barriers else "",
            self.survey.note("marks_wider") if self.own["has_marks"] else "",
            provisional.note("agency"),
        )

    @property
    def is_ready_with_barriers(self) -> bool:
        named = self.marked(barriers=True)["choice_code"]
        return self.own["readiness"] == "ready" and bool((named != answers.OTHER).any())

    @cached_property
    def lost_pairs(self) -> str:
        """How the lost marks could be placed, where the agency may have one of them."""
        is_unread = bool((self.gap["state"] == "unreadable").any())
        return self.survey.note("lost_pairs") if is_unread else ""

    @cached_property
    def provenance(self) -> Provenance:
        """The survey and what was published later, each with its date."""
        survey = self.survey.origin()
        known = self.outcomes.dropna(subset=["days_per_person"])
        ids = outcome.source_ids(self.later)
        if known.empty or not ids:
            return survey
        ids = list(dict.fromkeys([*ids, *since.source_ids(self.name)]))
        source = f"{survey.source}{t('list.separator')}{of_sources(ids)['source']}"
        year = fiscal_year(int(known["fiscal_year"].iloc[0]))
        as_of = t("agency_karte.as_of", survey=survey.as_of, year=year)
        denominator = t("agency_karte.denominator", asked=self.survey.denominator, known=len(known))
        publisher = of_source(queries.survey(self.survey.code)["source_id"])["publisher"]
        return self.survey.origin(
            as_of=as_of, denominator=denominator, source=source, publisher=publisher
        )

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Ladder, items, barriers, days."""
        items = self.gap[self.gap["kind"] != "barrier"]
        barriers = self.gap[self.gap["kind"] == "barrier"]
        has = {"count": len(self.marked(barriers=False)), "of": len(self.equipment)}
        named = {"count": len(self.marked(barriers=True)), "of": len(barriers)}
        known = self.outcomes.dropna(subset=["days_per_person"])
        year = fiscal_year(int(known["fiscal_year"].iloc[0])) if len(known) else ""
        return {
            "ladder": Figure(self.stage, self.ladder, self.ladder_alt),
            "items": self._items("items", items, has),
            "barriers": self._items("barriers", barriers, named),
            "days": Figure(
                t("agency_karte.card.days"),
                outcome.strip(self.outcomes, self.name),
                outcome.strip_alt(self.outcomes, self.name, self.later),
                detail=t("agency_karte.days", year=year) if year else "",
            ),
        }

    @property
    def ladder(self) -> Chart:
        """Agencies on each stage, one's own marked."""
        if not self.survey.answered:
            return Blank(t("agency.nobody_answered", asked=self.survey.asked))
        counts = self.survey.stages["stage"].value_counts()
        steps = tuple(
            (
                f"{stage}{t('gap.heading')}{ladder.label(stage, self.survey.stages)}",
                int(counts.get(stage, 0)),
            )
            for stage in ladder.STAGES
        )
        own = int(self.own["stage"]) if self.has_answered else None
        return Ladder(steps, own, lettering.short(self.name))

    @property
    def ladder_alt(self) -> str:
        """Agencies per stage and the agency's own."""
        counts = self.survey.stages["stage"].value_counts()
        return t(
            "agency_karte.ladder_alt",
            name=self.name,
            stage=self.stage,
            counts=listed(
                f"{ladder.label(stage, self.survey.stages)} {counts.get(stage, 0)}"
                for stage in ladder.STAGES
            ),
        )

    def _items(self, name: str, rows: pd.DataFrame, counts: dict[str, int]) -> Figure:
        heading = t(f"agency_karte.card.{name}", **counts)
        bars = self.bars(rows)
        values = listed(
            t(
                "agency_karte.item_alt",
                item=row["item"],
                state=answers.word(row["state"]),
                count=self.survey.of(row),
            )
            for _, row in rows.iterrows()
        )
        chart = Bars(
            (("", bars),),
            maximum=float(max(1, self.survey.answered)),
            unit=t("view.unit.agencies"),
            is_dense=True,
        )
        return Figure(heading, chart, t("agency_karte.items_alt", heading=heading, values=values))

    def bars(self, rows: pd.DataFrame) -> tuple[Bar, ...]:
        """How many agencies have each item, with the agency's own mark."""
        return tuple(
            Bar(
                label=row["item"],
                value=float(row["agency_count"]),
                text=self.survey.of(row),
                role=answers.role(row["state"]),
                mark=answers.mark(row["state"]),
                whole=float(max(1, self.survey.answered_of(row))),
                lost=answers.lost(row),
                short=answers.shortest_item(row["choice_code"], row["item"]),
                hint=t(
                    "agency_karte.bar_hint",
                    state=answers.word(row["state"]),
                    names=listed(self.survey.marked_by.get(row["choice_code"], ()))
                    or t("view.nobody"),
                ),
            )
            for _, row in rows.iterrows()
        )

    @property
    def behind(self) -> pd.DataFrame:
        """The names behind every count of the screen: those on each stage, those with each mark."""
        stages = self.survey.stages
        found = [
            (
                f"{t('view.karte.ladder')} {stage} {ladder.label(stage, stages)}",
                list(stages.loc[stages["stage"] == stage, "agency_name"]),
                0,
            )
            for stage in ladder.STAGES
        ]
        found += [
            (row["item"], self.survey.marked_by.get(row["choice_code"], []), answers.lost(row))
            for _, row in self.gap.iterrows()
        ]
        return pd.DataFrame(
            [(item, len(names), lost, listed(names)) for item, names, lost in found],
            columns=["item", "agency_count", "lost_count", "agency_names"],
        )

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """What stands under the figures."""
        hint = lettering.spelled_out(self.advisers["adviser_name"]) or ""
        steps = advice.next_step(self.own["stage"], self.advisers)
        practices = Line(t("agency_karte.practices"), label=t("agency_karte.practices.label"))
        counted = of_agency(queries.agency_numbers, self.name, round_code=self.survey.code)
        figures = numbers.lines(counted, "agencies", self.survey.day)
        later = [
            Line(outcome.days_line(self.later)),
            Line(outcome.share_line(self.later)),
            *(Line(line.replace("**", "")) for line in figures),
        ]
        return {
            "next": Passage("", steps, hint, is_small=True),
            "ready": Passage("", advice.who_is_ready(self.advisers), hint, is_small=True),
            "practices": Passage("", (practices,), is_small=True),
            "plan": Passage("", (*self.plan, *self.plans_and_days), is_small=True),
            "later": Passage("", tuple(later), is_small=True),
            "nobody": Passage("", self.no_advice),
            "since": since.since(self.name),
        }

    @cached_property
    def no_advice(self) -> tuple[Line, ...]:
        """In place of the advice, for one that names no barrier."""
        if not self.has_answered or len(self.advice_rows):
            return ()
        return (Line(t("agency_karte.advice.nobody")),)

    @cached_property
    def plan(self) -> tuple[Line, ...]:
        if not self.has_answered:
            return ()
        label = t("agency_karte.plan")
        return tuple(Line(line, label=label) for line in plans.lines(self.survey, self.name))

    @property
    def plans_and_days(self) -> tuple[Line, ...]:
        """The same for every agency of the round."""
        return kept(_plans_and_days, self.survey.code)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Advice in the open; all answers and all advisers to save."""
        day = self.survey.day
        found = {
            "advice": Table("", self.advice_rows, ""),
            "gap": Table(
                t("agency_karte.gap_table"),
                self._gap_table,
                t("agency_karte.file_name", as_of=day, name=self.name),
            ),
            "behind": Table(
                t("agency_karte.behind"),
                self.behind,
                t("agency_karte.behind_file_name", as_of=day),
            ),
            "advisers": Table(
                t("agency_karte.advisers_table"),
                advice.in_words(self.advisers, self.survey),
                t("agency_karte.advisers_file_name", as_of=day, name=self.name),
            ),
        }
        return {name: table for name, table in found.items() if len(table.rows)}

    @cached_property
    def _gap_table(self) -> pd.DataFrame:
        """Own answers beside the counts; the share is that of the printed total where one is printed."""
        rows = [row for _, row in self.gap.iterrows()]
        totals = [int(row["agency_count"]) + answers.lost(row) for row in rows]
        wholes = [self.survey.answered_of(row) for row in rows]
        return pd.DataFrame(
            {
                "item": self.gap["item"],
                "state": [answers.plain_word(row["state"]) for row in rows],
                "agency_count": self.gap["agency_count"],
                "lost_count": [answers.lost(row) for row in rows],
                "answered_count": wholes,
                "agency_ratio": [
                    total / whole if whole else None
                    for total, whole in zip(totals, wholes, strict=True)
                ],
                "next_stage": self.gap["next_stage"].astype("Int64"),
            }
        ).reset_index(drop=True)

    @property
    def sheet(self) -> tuple[Line, ...]:
        """What the screen has below its figures, for paper: advice with its contact, plan, outcome."""
        advised = (
            Line(
                t(
                    "agency_karte.sheet.advice",
                    summary=row["advice_summary"],
                    contact=row["advice_contact"],
                    ahead=row["advice_ahead"],
                ),
                label=row["advised_barrier"],
            )
            for _, row in self.advice_rows.iterrows()
        )
        said_of = self.passages
        days = [
            replace(line, label=line.label or t("agency_karte.card.days"))
            for line in said_of["later"].lines
        ]
        return (
            *advised,
            *said_of["nobody"].lines,
            *said_of["next"].lines,
            *said_of["ready"].lines,
            *said_of["plan"].lines,
            *days[:2],
            *(line for line in said_of["since"].lines if line.label),
        )

    @property
    def view(self) -> View:
        """The sheet as a slide and on paper."""
        methods = self.gap[self.gap["kind"] != "barrier"]
        barriers = self.gap[self.gap["kind"] == "barrier"]
        whole = self.survey.answered
        groups = (
            (t("view.karte.methods", count=whole), self.bars(methods)),
            (t("view.karte.barriers", count=whole), self.bars(barriers)),
        )
        chart: Chart = Bars(groups, float(max(1, whole)), t("view.unit.agencies"), is_dense=True)
        if not whole:
            chart = Blank(t("agency.nobody_answered", asked=self.survey.asked))
        rows = self._gap_table.drop(columns=["next_stage"])
        rows.insert(0, "agency_name", self.name)
        ahead = advice.next_step(self.own["stage"], self.advisers)
        tools = self.gap[(self.gap["kind"] == "communication") & (self.gap["state"] == "yes")]
        aside = [
            (t("view.karte.plan"), plans.quarters(self.survey, self.name)),
            (t("view.karte.tools"), listed(tools["item"]) or t("view.none_stated")),
            *((line.label, line.text) for line in ahead),
            *since.brief(self.name),
        ]
        return View(
            title=t("view.karte.title", name=said(self.name)),
            headline=self.headline,
            key_figure=self.stage,
            key_label=t("view.karte.ladder"),
            chart=chart,
            rows=rows,
            alt=listed(f"{bar.label} {bar.mark} {bar.text}" for _, bars in groups for bar in bars),
            provenance=self.provenance,
            condition=self.name,
            sheet=self.sheet,
            caution=t("view.karte.caution"),
            notes=(answers.legend_line(self.gap["state"]), *self.notes),
            aside_heading=t("view.karte.aside"),
            aside=tuple(aside if self.has_answered else aside[-3:]),
        )


def _plans_and_days(round_code: str) -> tuple[Line, ...]:
    """Days by what was said in the survey: a median, or names and values where there are few."""
    outcomes = kept(queries.agency_plan_outcomes, round_code)
    known = int(outcomes["days_per_person"].notna().sum())
    if not known:
        return ()
    parts = [
        t(
            f"agency_karte.pair.{state}",
            known=int(rows["days_per_person"].notna().sum()),
            days=outcome.middle(rows),
        )
        for state in ("ready", "planned", "silent")
        if len(rows := outcomes[outcomes["readiness"] == state])
    ]
    counts = t("agency_karte.pair.known", known=known, asked=len(outcomes))
    return (Line(apart(parts), label=t("agency_karte.pair"), remark=counts),)
