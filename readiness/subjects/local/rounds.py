"""団体ごとの回答の比較: planned quarters, what became of status and plans, own answers beside the peers', and
adoption of all bodies round by round.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import PRACTICE, PROVISIONAL
from readiness.language.wording import apart, headed, listed, number, pct, period, said, t
from readiness.subjects import numbers
from readiness.subjects.charts import Bar, Bars, Blank, Chart, Columns, Moves
from readiness.subjects.choices import Choice, One
from readiness.subjects.kept import kept
from readiness.subjects.local import answered, governments, plan_words
from readiness.subjects.local.comparison import NEAREST
from readiness.subjects.local.governments import OneGovernment
from readiness.subjects.local.methods_and_reasons import MethodsAndReasons
from readiness.subjects.local.series import ALL, Series
from readiness.subjects.local.shares import FEW
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
from readiness.subjects.provenance import said as worth_saying
from readiness.subjects.subject import Subject

VIEWS = ("quarters", "transitions", "peers", "series")
_OF_ROUND = VIEWS[:2]
GROUPS = ("prefecture_name", "entity_class")
RULES = ("nearest", "prefecture", "class_staff", "similar_group")
QUESTIONS = ("reason", "device", "style", "lan_access", "utilisation", "department", "part_time")
_NAMED = ["code", "prefecture_name", "name"]
_MOST_SOLVED = 6  # peers named beside one's own barriers
OUTCOMES = ("done", "kept", "slipped", "dropped")
STATES = ("adopted", "considering", "not_adopted", "unknown")


def _rounds() -> dict[str, str]:
    """Code -> name of the rounds with answers per government, newest first."""
    rows = queries.local_answered_rounds()
    return dict(reversed(list(zip(rows["round_code"], rows["label"], strict=True))))


@dataclass(frozen=True)
class LocalRounds(Subject):
    """Answers of single governments: of one round, between two, or beside the peers in the newest; the
    series needs published totals only.
    """

    page: ClassVar[str] = "local_rounds"
    view: str = VIEWS[0]
    round: str = ""
    by: str = GROUPS[0]
    code: str = ""
    rule: str = RULES[0]

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice | None:
        """A round for the first two views, a group for the first, a government for the last."""
        view = chosen.get("view", VIEWS[0])
        if name == "view":
            return One({code: t(f"local_rounds.view.{code}") for code in VIEWS}, VIEWS[0])
        if name == "round" and view in _OF_ROUND:
            options = kept(_rounds)
            return One(options, default=next(iter(options)))
        if name == "by" and view == "quarters":
            return One({one: t(f"head.{one}") for one in GROUPS}, GROUPS[0])
        if name == "code" and view == "peers":
            return OneGovernment(governments.labels())
        if name == "rule" and view == "peers":
            return One({one: t(f"local_rounds.rule.{one}") for one in RULES}, RULES[0])
        return None

    def say(self) -> Content:
        """Everything of the chosen view."""
        if self.view == "quarters":
            return _Quarters(self.round, self.by).content()
        if self.view == "transitions":
            return _Transitions(self.round).content()
        if self.view == "series":
            return _series()
        return _BesidePeers(self.code, self.rule).content()


@dataclass(frozen=True)
class _Part:
    """What the three views share: their round's name and provenance."""

    code: str

    @property
    def round_code(self) -> str:
        return self.code

    @property
    def round_name(self) -> str:
        return kept(_rounds)[self.round_code]

    @property
    def answered(self) -> pd.Series:
        rows = queries.local_answered_rounds().set_index("round_code")
        return rows.loc[self.round_code]

    @property
    def provenance(self) -> Provenance:
        answered = self.answered
        return Provenance(
            **of_round(self.round_code)
            | {
                "denominator": t(
                    "local_rounds.denominator",
                    answered=number(answered["answered_count"]),
                    asked=number(answered["asked_count"]),
                )
            }
        )

    @property
    def notes(self) -> tuple[str, ...]:
        is_provisional = self.answered["state"] == PROVISIONAL
        return worth_saying(
            t("local_rounds.note"), t("local_rounds.provisional") if is_provisional else ""
        )


@dataclass(frozen=True)
class _Quarters(_Part):
    """When the governments that consider telework plan to begin."""

    by: str

    @cached_property
    def rows(self) -> pd.DataFrame:
        return queries.local_planned_quarters(self.round_code)

    @property
    def chart(self) -> Chart:
        if self.rows.empty:
            return Blank(t("local_rounds.no_plans", round=self.round_name))
        undated = self.rows.loc[self.rows["planned_quarter"].isna(), "government_count"].sum()
        columns = plan_words.plan_columns(plan_words.quarters_of(self.rows), int(undated))
        return Columns(columns, t("local_rounds.unit"))

    def content(self) -> Content:
        title, chart = t("local_rounds.title.quarters"), self.chart
        if isinstance(chart, Blank):
            return published_instead(title, chart.reason)
        total = int(self.rows["government_count"].sum()) if len(self.rows) else 0
        dated = sum(plan_words.quarters_of(self.rows).values()) if len(self.rows) else 0
        counted = {"total": number(total), "dated": number(dated)}
        headline = t("local_rounds.quarters_sentence", **counted)
        alt = t("local_rounds.quarters_alt", **counted)
        value = number(total)
        if isinstance(chart, Columns):
            alt += listed(f"{one.label} {one.count}".replace("<br>", " ") for one in chart.columns)
        key = KeyFigure(t("local_rounds.key.quarters"), value)
        heading = t("local_rounds.quarters_heading")
        tables = {}
        if len(self.rows):
            file_name = t("local_rounds.quarters_file", round=self.round_name)
            tables = {
                "groups": Table(
                    t("local_rounds.groups_heading"),
                    plan_words.plans_by(self.rows, self.by),
                    file_name,
                ),
                "quarters": Table("", self.in_words, file_name),
                "names": Table(t("local_rounds.quarters_names"), self.names, file_name),
            }
        return _content(
            self,
            title=title,
            headline=headline,
            key=key,
            figures={"quarters": Figure(heading, chart, alt)},
            part="quarters",
            rows=self.in_words,
            tables=tables,
        )

    @property
    def names(self) -> pd.DataFrame:
        """Who stands behind each column: planned quarter in words, government."""
        found = []
        for code, one in answered.choices(self.round_code).items():
            if one.question == answered.PLAN and code != "not_planned":
                rows = answered.names(self.round_code, code)
                found.append(rows[rows["answer"] == "yes"].assign(planned=one.label))
        every = pd.concat(found) if found else pd.DataFrame(columns=[*_NAMED, "planned"])
        return every[["planned", *_NAMED]].reset_index(drop=True)

    @property
    def in_words(self) -> pd.DataFrame:
        """Prefecture, class, planned quarter in words, count."""
        rows = self.rows
        words = [
            plan_words.quarter_words(one.planned_fiscal_year, one.planned_quarter)
            for one in rows.itertuples()
        ]
        return pd.DataFrame(
            {
                "prefecture_name": rows["prefecture_name"],
                "entity_class": rows["entity_class"],
                "planned": words,
                "bodies_count": rows["government_count"],
            }
        )


@dataclass(frozen=True)
class _Transitions(_Part):
    """What became of statuses and plans since the round before; who answered both is compared."""

    @cached_property
    def earlier(self) -> str:
        """The round before; fictional answers are compared with fictional ones only."""
        rows = queries.local_answered_rounds().set_index("round_code")
        is_practice = rows["basis"] == PRACTICE
        alike = list(rows.index[is_practice == is_practice[self.code]])
        before = alike[: alike.index(self.code)]
        return str(before[-1]) if before else ""

    @cached_property
    def every(self) -> pd.DataFrame:
        return queries.local_transitions(self.earlier, self.code)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Governments that answered both rounds."""
        return self.every[self.every["is_compared"]]

    @property
    def outcomes(self) -> dict[str, int]:
        """What became of the earlier round's plans with a time."""
        counted = self.every["plan_outcome"].value_counts()
        return {name: int(counted.get(name, 0)) for name in OUTCOMES}

    @property
    def chart(self) -> Chart:
        if not self.earlier:
            return Blank(t("local_rounds.no_earlier", round=self.round_name))
        if self.rows.empty:
            names = {"earlier": kept(_rounds)[self.earlier], "later": self.round_name}
            return Blank(t("local_rounds.nobody_both", **names))
        counts = self.rows.groupby(["earlier_status", "status"]).size()
        before = [one for one in STATES if one in set(self.rows["earlier_status"])]
        after = [one for one in STATES if one in set(self.rows["status"])]
        return Moves(
            before=tuple(t(f"status.{one}") for one in before),
            after=tuple(t(f"status.{one}") for one in after),
            counts=tuple(tuple(int(counts.get((b, a), 0)) for a in after) for b in before),
            same=tuple(tuple(a == b for a in after) for b in before),
            before_label=t("local_rounds.before"),
            after_label=t("local_rounds.after"),
        )

    def content(self) -> Content:
        chart = self.chart
        title = t("local_rounds.title.transitions")
        if isinstance(chart, Blank):
            return published_instead(title, chart.reason)
        rows = self.rows
        now, was = rows["status"] == "adopted", rows["earlier_status"] == "adopted"
        counts = {"started": number((now & ~was).sum()), "stopped": number((was & ~now).sum())}
        headline = t(
            "local_rounds.transitions_sentence",
            earlier=kept(_rounds)[self.earlier],
            later=self.round_name,
            compared=number(len(rows)),
            **counts,
        )
        assert isinstance(chart, Moves)
        alt = t("local_rounds.moves_alt", count=number(len(rows))) + listed(
            t("local_rounds.move", before=before, after=after, count=number(count))
            for before, line in zip(chart.before, chart.counts, strict=True)
            for after, count in zip(chart.after, line, strict=True)
            if count
        )
        outcomes = self.outcomes
        plans = tuple(
            Line(number(count), label=t(f"local_rounds.outcome.{name}"))
            for name, count in outcomes.items()
        )
        note = Line(t("local_rounds.transitions_note"))
        if not any(outcomes.values()):
            plans = (Line(t("local_rounds.no_plans", round=kept(_rounds)[self.earlier])),)
        file_name = t(
            "local_rounds.moves_file", earlier=kept(_rounds)[self.earlier], later=self.round_name
        )
        return _content(
            self,
            title=title,
            headline=headline,
            key=KeyFigure(t("local_rounds.key.transitions"), counts["started"]),
            figures={"moves": Figure(t("local_rounds.moves_heading"), chart, alt)},
            part="moves",
            rows=self.changed,
            tables={
                "moves": Table(t("local_rounds.changed"), self.changed, file_name),
                "compared": Table(t("local_rounds.compared"), self.in_words(self.rows), file_name),
            },
            passages={"plans": Passage(t("local_rounds.plans_heading"), (*plans, note))},
            caution=t("local_rounds.transitions_note"),
        )

    @property
    def changed(self) -> pd.DataFrame:
        """Governments whose status changed or whose plan slipped, in words."""
        rows = self.rows
        is_other = rows["earlier_status"] != rows["status"]
        return self.in_words(rows[is_other | (rows["plan_outcome"] == "slipped")])

    def in_words(self, shown: pd.DataFrame) -> pd.DataFrame:
        """Rows of local_transitions for reading."""
        return pd.DataFrame(
            {
                "code": shown["code"],
                "prefecture_name": shown["prefecture_name"],
                "name": shown["name"],
                "entity_class": shown["entity_class"],
                "earlier_status": [t(f"status.{one}") for one in shown["earlier_status"]],
                "status": [t(f"status.{one}") for one in shown["status"]],
                "planned": [
                    ""
                    if pd.isna(one.planned_fiscal_year)
                    else plan_words.quarter_words(one.planned_fiscal_year, one.planned_quarter)
                    for one in shown.itertuples()
                ],
                "plan_outcome": [t(f"local_rounds.outcome.{one}") for one in shown["plan_outcome"]],
            }
        )


@dataclass(frozen=True)
class _BesidePeers(_Part):
    """One government's answers in the newest round, beside those of its peers."""

    rule: str

    @property
    def round_code(self) -> str:
        """The round that peers rest on: a newer one that is still coming in is not counted."""
        return governments.newest()

    @cached_property
    def plans(self) -> pd.DataFrame:
        return queries.peer_plans(self.code, self.rule)

    @cached_property
    def rows(self) -> pd.DataFrame:
        return queries.peer_answers(self.code, self.rule)

    @property
    def chart(self) -> Chart:
        if not self.code:
            return Blank(t("local_rounds.choose"))
        if self.plans.empty:
            return Blank(t("local_rounds.no_plans", round=self.round_name))
        columns = plan_words.peer_columns(self.plans)
        return Columns(columns, t("local_rounds.unit"), own_label=t("local_rounds.oneself"))

    def content(self) -> Content:
        chart, title = self.chart, t("local_rounds.title.peers")
        name = governments.full_name(governments.row(self.code)) if self.code else ""
        sentence = plan_words.peer_plan_sentence(self.plans) if self.code else ""
        counted = queries.peer_numbers(self.code, self.rule) if self.code else pd.DataFrame()
        nothing = self.code and self.rows.empty and self.plans.empty and counted.empty
        if nothing or not answered.rounds():
            return published_instead(title, t("local_rounds.no_answers", round=self.round_name))
        headline = t("local_rounds.choose")
        if self.code:
            headline = t("local_rounds.peers_sentence", name=name)
        own = self.plans[self.plans["is_own"]] if len(self.plans) else self.plans
        key = KeyFigure(
            t("local_rounds.key.peers"),
            plan_words.state_words(own.iloc[0]) if len(own) else t("share.none"),
        )
        alt = sentence or (chart.reason if isinstance(chart, Blank) else headline)
        heading = t("local_rounds.peer_plans_heading")
        figures: dict[str, Figure] = {}
        if self.code:
            figures["peer_plans"] = Figure(heading, chart, alt, note=sentence)
            figures |= self.answer_figures
        day = period(self.answered["survey_period"])
        lines = numbers.lines(counted, "peers", day) if len(counted) else []
        tables = {}
        if self.code and len(self.rows):
            file_name = t("local_rounds.peers_file", code=self.code)
            tables = {
                "peers": Table("", self.in_words, file_name),
                "names": Table(t("local_rounds.peers_names"), self.names, file_name),
            }
        return _content(
            self,
            title=title,
            headline=headline,
            key=key,
            figures=figures,
            part="peer_plans",
            rows=self.in_words,
            tables=tables,
            passages={
                "solved": self.solved,
                "numbers": Passage("", tuple(map(Line, lines))),
            },
            condition=name,
            shown=(chart, alt),
            more=self.answer_view(name, headline),
        )

    def answer_view(self, name: str, headline: str) -> dict[str, View]:
        """The questions most asked for as one slide: own marks before the bars of the peers."""
        figures = self.answer_figures if self.code else {}
        shown = [figures[f"answers_{one}"] for one in QUESTIONS[:3] if f"answers_{one}" in figures]
        every = tuple(
            (headed(one.heading, one.detail), one.chart.groups[0][1])
            for one in shown
            if isinstance(one.chart, Bars)
        )
        # Questions that fewer than five answered have counts only: they stand alone or not at all.
        shares = tuple(one for one in every if any(bar.value is not None for bar in one[1]))
        groups = shares or every
        if not groups:
            return {}
        return {
            "answers": View(
                title=t("local_rounds.title.answers"),
                headline=headline,
                key_figure=number(self.rows["answered_count"].max()),
                key_label=t("local_rounds.key.answers"),
                chart=Bars(groups, 1.0, "%", is_ratio=True),
                rows=self.in_words,
                alt="".join(one.alt for one in shown),
                condition=apart([name]),
                notes=self.notes,
                provenance=self.provenance,
            )
        }

    @cached_property
    def answer_figures(self) -> dict[str, Figure]:
        """A figure for each question that anybody answered: the peers as bars, the own mark before them."""
        found = {}
        for question in QUESTIONS:
            rows = (
                self.rows[self.rows["question_code"] == question] if len(self.rows) else self.rows
            )
            if rows.empty:
                continue
            role = "obstacle" if question == "reason" else "has"
            bars = tuple(_peer_bar(row, role) for row in rows.itertuples())
            counts = [int(row.answered_count) for row in rows.itertuples()]
            low, high = min(counts), max(counts)
            of = number(low) if low == high else t("span", low=number(low), high=number(high))
            words = listed(f"{bar.mark} {said(bar.label)} {bar.text}" for bar in bars)
            heading = t(f"local_rounds.question.{question}")
            found[f"answers_{question}"] = Figure(
                heading,
                Bars((("", bars),), 1.0, "%", is_ratio=True),
                t("local_rounds.answers_alt", heading=heading, values=words),
                detail=t("local_rounds.peers_answered", count=of),
            )
        return found

    @property
    def names(self) -> pd.DataFrame:
        """Who of the peers stands behind each bar: question, choice, government."""
        peers = set(kept(queries.peer_members, self.code, self.rule, NEAREST, "", "")["code"])
        found = []
        for row in self.rows.itertuples():
            if row.named_count:
                marked = answered.names(self.round_code, row.choice_code)
                marked = marked[(marked["answer"] == "yes") & marked["code"].isin(peers)]
                question = t(f"local_rounds.question.{row.question_code}")
                found.append(marked.assign(question=question, choice=row.choice))
        every = pd.concat(found) if found else pd.DataFrame(columns=[*_NAMED, "question", "choice"])
        return every[["question", "choice", *_NAMED]].reset_index(drop=True)

    @property
    def solved(self) -> Passage:
        """Peers that named the same barrier before and have adopted since, with what they use."""
        heading = t("local_rounds.solved")
        if not self.code:
            return Passage(heading, ())
        rows = kept(queries.peer_solved, self.code, self.rule)
        short = {code: one.short for code, one in answered.choices(self.round_code).items()}
        lines = []
        for code, part in rows.groupby("code", sort=False):
            first = part.iloc[0]
            methods = [short[one] for one in dict.fromkeys(part["method_code"].dropna())]
            text = t(
                "local_rounds.solved_by",
                choices=listed(short[one] for one in dict.fromkeys(part["choice_code"])),
                methods=listed(methods) or t("local_rounds.no_method"),
            )
            name = f"{said(first['prefecture_name'])} {said(first['name'])}"
            lines.append(Line(text, label=name, link=f"peers?code={code}"))
        rest = len(lines) - _MOST_SOLVED
        if rest > 0:
            lines = [*lines[:_MOST_SOLVED], Line(t("local_rounds.solved_more", count=rest))]
        own = self.rows[
            (self.rows["question_code"] == "reason") & (self.rows["own_answer"] == "yes")
        ]
        if own.empty:
            return Passage(heading, (Line(t("local_rounds.no_barrier")),))
        note = Line(t("local_rounds.solved_note"))
        return Passage(heading, (*(lines or [Line(t("local_rounds.solved_nobody"))]), note))

    @property
    def in_words(self) -> pd.DataFrame:
        """Question, choice, own mark, peers that marked it, peers that answered."""
        if not self.code:
            return pd.DataFrame({"question": []})
        rows = self.rows
        return pd.DataFrame(
            {
                "question": [t(f"local_rounds.question.{one}") for one in rows["question_code"]],
                "choice": rows["choice"],
                "own_answer": [_mark(one) for one in rows["own_answer"]],
                "named_count": rows["named_count"],
                "answered_count": rows["answered_count"],
            }
        )


def _series() -> Content:
    """All bodies round by round, with the classes in the table."""
    made = Series(ALL)
    view, (value, label) = made.view(), made.key
    file_name = t("series.file", as_of=view.provenance.as_of)
    return Content(
        title=t("local_rounds.title"),
        headline=view.headline,
        key_figures=(KeyFigure(label, value),),
        figures={"series": Figure(view.title, made.trend, made.alt, note=view.caution)},
        tables={"series": Table("", view.rows, file_name)},
        views={"series": view},
        caution=view.caution,
        notes=view.notes,
        provenance=view.provenance,
    )


def published_instead(title: str, reason: str) -> Content:
    """Where single governments gave no such answers: the totals that were published, what is missing, and
    how answers come in.
    """
    held = MethodsAndReasons().content
    first = held.views["answers"]
    headline = reason + t("local_rounds.published")
    how = ("answers", "table", "steps")
    missing = (
        *(Line(t(f"local_rounds.missing.{one}")) for one in how if not answered.rounds()),
        Line(t("local_rounds.missing.reception"), link="intake"),
        Line(t("local_rounds.missing.methods"), link=MethodsAndReasons().link),
    )
    return Content(
        title=title,
        headline=headline,
        key_figures=(KeyFigure(first.key_label, first.key_figure),),
        figures={f"published_{one}": held.figures[one] for one in ("reason", "way", "plan")},
        passages={"missing": Passage(t("local_rounds.missing"), missing)},
        tables={"shares": held.tables["shares"]},
        views={"published": replace(first, title=title, headline=headline)},
        caution=first.caution,
        notes=held.notes,
        provenance=held.provenance,
    )


def _mark(answer: Any) -> str:
    return {"yes": t("mark.yes"), "no": t("mark.no")}.get(answer, t("mark.none"))


def _peer_bar(row: Any, role: str) -> Bar:
    """A share of five and more peers; of fewer the count."""
    count = t("view.of", count=number(row.named_count), total=number(row.answered_count))
    mark = _mark(row.own_answer)
    if not row.answered_count:
        return Bar(said(row.choice), None, t("mark.none"), role, mark)
    if row.answered_count < FEW:
        return Bar(said(row.choice), None, count, role, mark)
    words = f"{count}{t('mark.brackets', text=pct(row.peer_ratio, 0))}"
    return Bar(said(row.choice), float(row.peer_ratio), words, role, mark)


def _content(
    part_of: _Part,
    *,
    title: str,
    headline: str,
    key: KeyFigure,
    figures: dict[str, Figure],
    part: str,
    rows: pd.DataFrame,
    tables: dict[str, Table],
    passages: dict[str, Passage] | None = None,
    caution: str = "",
    condition: str = "",
    shown: tuple[Chart, str] | None = None,
    more: dict[str, View] | None = None,
) -> Content:
    """One view of the screen with its slide; ``shown`` where the screen draws no figure yet."""
    chart, alt = shown or (figures[part].chart, figures[part].alt)
    shared: dict[str, Any] = {"notes": part_of.notes, "provenance": part_of.provenance}
    view = View(
        title=title,
        headline=headline,
        key_figure=key.value,
        key_label=key.label,
        chart=chart,
        rows=rows,
        alt=alt,
        caution=caution,
        condition=apart([condition]),
        **shared,
    )
    return Content(
        title=title,
        headline=headline,
        key_figures=(key,),
        figures=figures,
        passages=passages or {},
        tables=tables,
        views={part: view} | (more or {}),
        caution=caution,
        **shared,
    )
