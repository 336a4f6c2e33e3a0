"""導入方式と阻害要因: how local governments do it and why others do not, round by round."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.definitions import rounds
from readiness.language.wording import catalogue, headed, language, listed, number, said, t
from readiness.subjects.charts import Bar, Bars, Blank, Chart
from readiness.subjects.choices import Choice, One
from readiness.subjects.kept import kept
from readiness.subjects.local import answered, shares
from readiness.subjects.local.answer_tables import GROUPS, PAIRS, AnswerTable, behind
from readiness.subjects.local.shares import Answers
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
from readiness.subjects.provenance import of_round, of_sources, origin
from readiness.subjects.provenance import said as worth_saying
from readiness.subjects.subject import Subject

# Questions of each card; two single-answer ones share the card "scope".
QUESTIONS = {
    "reason": ("reason",),
    "way": ("device", "style"),
    "utilisation": ("utilisation",),
    "department": ("department",),
    "part_time": ("part_time",),
}
_ROLES = {"reason": "obstacle"}
_ANSWERS = "answers"
_VIEWS = (_ANSWERS, GROUPS, PAIRS)
_MUNICIPAL = "市区町村"
_TABLE = ("round_label", "choice", "choice_ratio", "choice_count", "population_group")
_TABLE_OF = (
    "government_count",
    "part_ratio",
    "previous_ratio",
    "is_reworded",
    "basis",
    "source_id",
)


def _rounds() -> dict[str, str]:
    """Code -> name of the rounds that hold any of the questions, newest first."""
    held = queries.local_published_questions()
    asked = held[~held["question_code"].isin(["adoption", "lan_access"])]
    names = dict(zip(asked["round_code"], asked["round_label"], strict=True))
    return {code: names[code] for code in reversed(names)}


@dataclass(frozen=True)
class MethodsAndReasons(Subject):
    """Published answers of one round, or of the newest round that holds each question. Where a round has
    answers per government, also by group of governments and two choices at a time.

    ``cell``: the bar or cell whose governments are named.
    """

    page: ClassVar[str] = "methods_and_reasons"
    round: str = rounds.LATEST
    view: str = _ANSWERS
    question: str = answered.REASON
    by: str = answered.GROUPS[0]
    cell: str = ""

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice | None:
        """The rounds that hold any of the questions; what needs answers per government only with them."""
        if name == "round":
            return One({rounds.LATEST: t("methods.latest")} | kept(_rounds), default=rounds.LATEST)
        of = _answered_round(chosen["round"])
        if not of:
            return None
        view = chosen.get("view", _ANSWERS)
        if name == "view":
            has_reasons = answered.REASON in answered.questions(of)
            views = _VIEWS if has_reasons else (_ANSWERS, GROUPS)
            return One({code: t(f"answered.view.{code}") for code in views}, _ANSWERS)
        if name == "question":
            return _question(of, view)
        if name == "by":
            groups = {code: t(f"answered.group.{code}") for code in answered.GROUPS}
            return One(groups, answered.GROUPS[0]) if view == GROUPS else None
        if view == _ANSWERS:
            words = {
                code: t(f"answered.choice.{one.question}", choice=one.short)
                for code, one in answered.choices(of).items()
            }
        else:
            words = AnswerTable(of, view, chosen["question"], chosen.get("by", "")).cells
        return One({"": t("answered.names_of")} | words)

    def say(self) -> Content:
        """Every question of the round, or one table of its answers."""
        of = _answered_round(self.round)
        if of and self.view != _ANSWERS:
            table = AnswerTable(of, self.view, self.question, self.by, self.cell)
            return table.content(t("methods.title"))
        return _Round(self.round, of, self.cell).content()


def _answered_round(choice: str) -> str:
    """The round of answers per government that a choice of round means; empty where it has none."""
    if choice == rounds.LATEST:
        return answered.newest()
    return choice if choice in answered.rounds() else ""


def _question(of: str, view: str) -> One | None:
    """Of groups every question; barriers stand beside barriers or plans, where both were answered."""
    held = answered.questions(of)
    if view == GROUPS:
        return One({code: t(f"answered.question.{code}") for code in held}, held[0])
    if view == PAIRS:
        pairs = [one for one in (answered.REASON, answered.PLAN) if one in held]
        return One({code: t(f"answered.pairs.{code}") for code in pairs}, pairs[0])
    return None


@dataclass(frozen=True)
class _Round:
    """The answers of one choice of round; ``of``: the round of answers per government behind it, if any."""

    choice: str
    of: str = ""
    cell: str = ""

    @cached_property
    def answers(self) -> dict[str, Answers]:
        return {card: shares.answers(asked, self.choice) for card, asked in QUESTIONS.items()}

    @cached_property
    def names(self) -> dict[str, str]:
        return kept(_rounds)

    @property
    def reason(self) -> Answers:
        return self.answers["reason"]

    @property
    def way(self) -> Answers:
        return self.answers["way"]

    @property
    def way_name(self) -> str:
        """What the round asked of: devices, forms of telework, or both."""
        asked = set(self.way.rows["question_code"]) if not self.way.is_empty else set()
        return t("methods.device" if asked == {"device"} else "methods.style")

    @property
    def headline(self) -> str:
        """Leading form and leading reason, each with its round, or that they are not held."""
        said_first = self._leading("way", self.way_name, t("methods.and"))
        return said_first + self._leading("reason", t("methods.reason"), t("methods.stop"))

    def _leading(self, card: str, name: str, end: str) -> str:
        answers = self.answers[card]
        if answers.is_empty:
            return t("methods.not_held_of", name=name) + end
        top = answers.top
        return (
            t(
                "methods.top",
                name=name,
                choice=said(top["choice"]).split("(")[0].strip(),
                share=shares.share(
                    top["choice_ratio"], top["government_count"], top["choice_count"]
                ),
                round=shares.short_day(answers.round_code),
            )
            + end
        )

    def content(self) -> Content:
        """Everything said."""
        figures = {
            "reason": self._figure("reason", t("methods.reason")),
            "way": self._figure("way", self.way_name, self.way_note),
            "utilisation": self._figure(
                "utilisation", t("methods.utilisation"), t("methods.utilisation_note")
            ),
            "scope": self.scope,
            "plan": self.plan,
        }
        provenance = self.provenance(*self.answers.values(), plans=self.plans)
        first = self.first_view(figures, provenance)
        return Content(
            title=t("methods.title"),
            headline=self.headline,
            key_figures=tuple(self.key_figures),
            figures=figures,
            passages={"plan": self.plan_words, "which": self.which},
            tables=self.tables | self.names_table,
            views={"answers": first, **self.views(figures), **self.names_view},
            notes=(t("methods.note"),),
            provenance=provenance,
        )

    @property
    def which(self) -> Passage:
        """Whether published totals or answers per government are shown, and why."""
        if self.of:
            names = {one.round_code for one in self.answers.values() if not one.is_empty}
            key = "answered.which.all" if names == {self.of} else "answered.which.some"
            label = kept(queries.data_rounds).set_index("round_code").loc[self.of, "label"]
            return Passage("", (Line(t(key, round=label)), Line(t("answered.how"))), is_small=True)
        lines = (
            Line(t("answered.which.published")),
            Line(t("answered.which.import"), link="local_rounds"),
        )
        return Passage("", lines, is_small=True)

    @cached_property
    def chosen_names(self) -> pd.DataFrame:
        """Who marked the chosen choice."""
        rows = answered.names(self.of, self.cell)
        return rows.loc[rows["answer"] == "yes", ["code", "prefecture_name", "name"]].reset_index(
            drop=True
        )

    @property
    def cell_words(self) -> str:
        """The chosen choice with its count."""
        one = answered.choices(self.of)[self.cell]
        total = len(answered.names(self.of, self.cell))
        return t(
            "answered.cell_of",
            choice=t(f"answered.choice.{one.question}", choice=one.short),
            named=number(len(self.chosen_names)),
            answered=number(total),
        )

    @property
    def names_table(self) -> dict[str, Table]:
        if not self.cell:
            return {}
        words = self.cell_words
        return {
            "names": Table(t("answered.names", cell=words), self.chosen_names, f"{words}_{self.of}")
        }

    @property
    def names_view(self) -> dict[str, View]:
        if not self.cell:
            return {}
        one = answered.choices(self.of)[self.cell]
        total = number(len(answered.names(self.of, self.cell)))
        provenance = origin(self.of, t(f"answered.denominator.{one.question}", count=total))
        notes = (t("answered.note"),)
        return {
            "names": behind(
                self.cell_words,
                self.chosen_names,
                provenance=provenance,
                notes=notes,
                caution=t("answered.caution"),
            )
        }

    @property
    def key_figures(self) -> list[KeyFigure]:
        found = []
        for card in ("reason", "way"):
            answers = self.answers[card]
            if not answers.is_empty:
                top = answers.top
                value = shares.share(
                    top["choice_ratio"], top["government_count"], top["choice_count"]
                )
                found.append(KeyFigure(top["choice"], value))
        return found or [KeyFigure(t("methods.reason"), t("share.none"))]

    # Figures.

    def _bars(self, card: str) -> tuple[Bar, ...]:
        answers = self.answers[card]
        # Only bars of the round whose names are at hand can be picked.
        keys = answered.choices(self.of) if self.of and self.of == answers.round_code else ()
        return shares.bars(answers.rows, _ROLES.get(card, "has"), keys)

    def _figure(self, card: str, name: str, note: str = "") -> Figure:
        answers = self.answers[card]
        if answers.is_empty:
            return self._not_held(name, QUESTIONS[card])
        bars = self._bars(card)
        return Figure(
            heading=name,
            detail=answers.detail,
            chart=_shares(((answers.detail, bars),), self.tick_label),
            alt=self._alt(name, answers.round_code, bars),
            note=note,
        )

    @property
    def tick_label(self) -> str:
        return t("methods.tick")

    def _alt(self, name: str, round_code: str, bars: tuple[Bar, ...]) -> str:
        values = shares.in_words(bars)
        return t("methods.alt", question=name, round=self.names[round_code], values=values)

    def _not_held(self, name: str, questions: tuple[str, ...]) -> Figure:
        """That no figure is in our hands, and the rounds that have one."""
        key = f"methods.elsewhere.{questions[-1]}.{self.choice}"
        reason = catalogue(language()).get(key) or t("methods.not_held")
        held = rounds.rounds_with(shares.published(), questions)
        links = tuple(
            Line(t("methods.see", round=label), link=MethodsAndReasons(code).link)
            for code, label in held.items()
            if code != self.choice
        )
        note = t("methods.held") if links else ""
        return Figure(name, Blank(reason), reason, note=note, links=links)

    @property
    def way_note(self) -> str:
        """What the darker part is, or that devices and forms do not compare; effects that were named."""
        if self.way.is_empty:
            return ""
        has_lan = bool(self.way.rows["part_ratio"].notna().any())
        effects = queries.local_shares(self.way.round_code, "effect")
        named = listed(
            f"{row.choice} {shares.share(row.choice_ratio, row.government_count)}"
            for row in effects.itertuples()
        )
        note = t("methods.lan_note" if has_lan else "methods.way_note")
        return note + (t("methods.effects", values=named) if named else "")

    @property
    def scope(self) -> Figure:
        """Departments and part-time staff, two single-answer questions, in one figure."""
        groups = []
        for card in ("department", "part_time"):
            if not self.answers[card].is_empty:
                groups.append((t(f"methods.{card}"), self._bars(card)))
        if not groups:
            return self._not_held(t("methods.scope"), QUESTIONS["department"])
        held = next(
            self.answers[one]
            for one in ("department", "part_time")
            if not self.answers[one].is_empty
        )
        return Figure(
            heading=t("methods.scope"),
            detail=held.detail,
            chart=_shares(tuple(groups), self.tick_label),
            alt=self._alt(
                t("methods.scope"),
                held.round_code,
                tuple(bar for _, bars in groups for bar in bars),
            ),
            note=sum_note(self.answers["part_time"], t("methods.part_time")),
        )

    # Plans.

    @cached_property
    def plan_round(self) -> str:
        return rounds.shown_round(shares.published(), ["plan"], self.choice)

    @cached_property
    def plans(self) -> pd.DataFrame:
        return queries.local_plans(self.plan_round) if self.plan_round else pd.DataFrame()

    @property
    def has_figures(self) -> bool:
        return not self.plans.empty and bool(self.plans["government_count"].notna().any())

    @property
    def plan(self) -> Figure:
        """What the non-adopters of the largest class plan; the other classes in the note."""
        heading = t("methods.plan")
        if self.plans.empty:
            return self._not_held(heading, ("plan",))
        detail = shares.short_day(self.plan_round)
        if not self.has_figures:
            reason = t("methods.plan_in_words")
            return Figure(heading, Blank(reason), reason, detail=detail)
        sizes = self.plans.groupby("entity_class", sort=False)["government_count"].sum()
        largest = _MUNICIPAL if _MUNICIPAL in sizes.index else str(sizes.idxmax())
        total = int(sizes[largest])
        rows = self.plans[self.plans["entity_class"] == largest]
        bars = tuple(
            Bar(
                label=row.plan,
                value=float(row.plan_ratio) if total else None,
                text=number(row.government_count),
                remark=t("methods.plan_ratio", share=shares.share(row.plan_ratio, total))
                if total >= shares.FEW
                else "",
                role="planned",
            )
            for row in rows.itertuples()
        )
        notes = [t("methods.plan_of", entity_class=largest, count=number(total))]
        for entity_class, others in self.plans.groupby("entity_class", sort=False):
            if entity_class != largest:
                values = listed(
                    f"{row.plan} {number(row.government_count)}" for row in others.itertuples()
                )
                notes.append(
                    t("methods.plan_others", entity_class=said(str(entity_class)), values=values)
                )
        return Figure(
            heading,
            _shares(((t("methods.plan_group", entity_class=largest), bars),), ""),
            t("methods.plan_alt", entity_class=largest, values=shares.in_words(bars)),
            note="".join(notes),
            detail=detail,
        )

    @property
    def plan_words(self) -> Passage:
        """Plans of a round that is held in words instead of figures."""
        if self.plans.empty or self.has_figures:
            return Passage("", ())
        return Passage(
            "",
            tuple(
                Line(row.printed_text, label=headed(said(row.entity_class), row.plan))
                for row in self.plans.itertuples()
                if isinstance(row.printed_text, str)
            ),
        )

    # Tables, views, provenance.

    @property
    def tables(self) -> dict[str, Table]:
        label = t("methods.latest") if self.choice == rounds.LATEST else self.names[self.choice]
        found = {
            "shares": Table(
                t("methods.table"), self.every_answer, t("methods.file_name", round=label)
            )
        }
        if not self.plans.empty:
            rows = self.plans.drop(columns=["plan_code", "planned_fiscal_year"]).assign(
                round_label=self.names[self.plan_round]
            )
            name = t("methods.plan_file_name", round=self.names[self.plan_round])
            found["plans"] = Table(t("methods.plan_table"), rows, name)
        return found

    @cached_property
    def every_answer(self) -> pd.DataFrame:
        """The rows of all cards as one table, each with its round; words, no codes."""
        found = [self._rows(answers) for answers in self.answers.values() if not answers.is_empty]
        columns = [*_TABLE, *_TABLE_OF]
        return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=columns)

    def _rows(self, answers: Answers) -> pd.DataFrame:
        return answers.rows.assign(
            round_label=self.names[answers.round_code],
            is_reworded=[t(f"view.yes_no.{value}") for value in answers.rows["is_reworded"]],
        )[[*_TABLE, *_TABLE_OF]]

    def provenance(self, *answers: Answers, plans: pd.DataFrame | None = None) -> Provenance:
        """Rounds, bases and sources of these answers."""
        held = [one for one in answers if not one.is_empty]
        shown = {one.round_code for one in held}
        sources = [source for one in held for source in one.sources]
        bases = [basis for one in held for basis in one.rows["basis"]]
        if plans is not None and not plans.empty:
            shown.add(self.plan_round)
            sources += list(plans["source_id"])
            bases += list(plans["basis"])
        if not shown:
            return Provenance("", "", t("methods.denominator"), "", "", "")
        origin = of_round(max(shown, key=list(reversed(self.names)).index))
        return Provenance(
            **(
                origin
                | {
                    "as_of": listed(
                        of_round(code)["as_of"] for code in reversed(self.names) if code in shown
                    ),
                    "published": origin["published"] if len(shown) == 1 else "",
                    "denominator": self._denominator(held),
                    "basis": listed(dict.fromkeys(bases)),
                }
                | of_sources(list(dict.fromkeys(sources)))
            )
        )

    def _denominator(self, held: list[Answers]) -> str:
        if len({(one.rows["population_group"].iloc[0], one.asked) for one in held}) != 1:
            return t("methods.denominator")
        first = held[0]
        group = first.rows["population_group"].iloc[0]
        return t("methods.of", group=group, count=number(first.asked))

    def first_view(self, figures: dict[str, Figure], provenance: Provenance) -> View:
        """Reasons beside forms, under the screen's headline."""
        groups = []
        for card in ("reason", "way"):
            figure, answers = figures[card], self.answers[card]
            if not answers.is_empty:
                heading = headed(figure.heading, answers.detail)
                groups.append((heading, self._bars(card)))
        chart: Chart = Blank(t("methods.not_held"))
        if groups:
            chart = _shares(tuple(groups), self.tick_label)
        key = self.key_figures[0]
        return View(
            title=t("methods.title"),
            headline=self.headline,
            key_figure=key.value,
            key_label=key.label,
            chart=chart,
            rows=self.every_answer,
            alt="".join(figures[card].alt for card in ("reason", "way")),
            caution=t("methods.caution"),
            notes=worth_saying(t("methods.note"), t("view.note.several_answers")),
            provenance=provenance,
        )

    def views(self, figures: dict[str, Figure]) -> dict[str, View]:
        """Forms, reasons and plans each by themselves."""
        found = {
            "methods": self._one(figures["way"], "way", t("methods.slide.way", name=self.way_name)),
            "reasons": self._one(figures["reason"], "reason", t("methods.slide.reason")),
        }
        return found | {"plans": self._plans(figures["plan"])}

    def _plans(self, figure: Figure) -> View:
        """What non-adopters plan; words of a round without figures stand in the notes."""
        shared: dict[str, Any] = {
            "title": t("methods.plan"),
            "chart": figure.chart,
            "alt": figure.alt,
            "rows": self.tables["plans"].rows if "plans" in self.tables else self.every_answer[:0],
            "provenance": self.provenance(plans=self.plans),
        }
        if not isinstance(figure.chart, Bars):
            return View(
                headline=t("methods.not_held_of", name=figure.heading) + t("methods.stop")
                if self.plans.empty
                else figure.alt,
                key_figure=t("share.none"),
                key_label=figure.heading,
                notes=tuple(f"{line.label} {line.text}" for line in self.plan_words.lines),
                **shared,
            )
        (group, bars), *_ = figure.chart.groups
        top = max(bars, key=lambda bar: bar.value or 0)
        return View(
            headline=t("methods.plan_headline", group=group, plan=top.label, count=top.words),
            key_figure=top.text,
            key_label=top.label,
            caution=figure.note,
            **shared,
        )

    def _one(self, figure: Figure, card: str, title: str) -> View:
        answers = self.answers[card]
        if answers.is_empty:
            return View(
                title=title,
                headline=t("methods.not_held_of", name=figure.heading) + t("methods.stop"),
                key_figure=t("share.none"),
                key_label=figure.heading,
                chart=figure.chart,
                rows=self.every_answer.iloc[:0],
                alt=figure.alt,
                provenance=self.provenance(*self.answers.values(), plans=self.plans),
            )
        ordered = answers.rows.sort_values("choice_ratio", ascending=False, kind="stable")
        top = ordered.iloc[0]
        value = shares.share(top["choice_ratio"], top["government_count"], top["choice_count"])
        return View(
            title=title,
            headline=t(
                f"methods.headline.{card}",
                asked=number(answers.asked),
                share=value,
                choice=top["choice"],
            ),
            key_figure=value,
            key_label=top["choice"],
            chart=figure.chart,
            rows=self._rows(answers),
            alt=figure.alt,
            caution=t("methods.caution") if card == "reason" else figure.note,
            notes=worth_saying(t("view.note.several_answers"), self.newest_note(card)),
            provenance=self.provenance(answers),
        )

    def newest_note(self, card: str) -> str:
        """That later rounds are not in our hands, where the newest one with figures is shown."""
        if self.choice != rounds.LATEST:
            return ""
        shown, newest = self.answers[card].round_code, next(iter(self.names))
        return t("methods.newest_held", round=self.names[shown]) if shown != newest else ""


def _shares(groups: tuple[tuple[str, tuple[Bar, ...]], ...], tick_label: str) -> Bars:
    has_ticks = any(bar.tick is not None for _, bars in groups for bar in bars)
    has_parts = any(bar.part is not None for _, bars in groups for bar in bars)
    return Bars(
        groups,
        1.0,
        "%",
        is_ratio=True,
        tick_label=tick_label if has_ticks else "",
        part_label=t("methods.part") if has_parts else "",
    )


def sum_note(answers: Answers, name: str) -> str:
    """Says so where single-answer shares as published do not add up to 100: 46.1 + 53.7 = 99.8."""
    if answers.is_empty:
        return ""
    ratios = answers.rows["choice_ratio"]
    total = round(float(ratios.sum()) * 100, 1)
    if total == 100:
        return ""
    parts = " + ".join(f"{ratio * 100:.1f}" for ratio in ratios)
    return t("methods.sum", question=name, shares=parts, total=f"{total:.1f}")
