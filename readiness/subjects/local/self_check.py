"""自己点検: own answers beside the published ones, and measures for the own reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.language.wording import known, listed, number, pct, t
from readiness.subjects import origins
from readiness.subjects.charts import Bar, Bars, Blank
from readiness.subjects.choices import Choice, One, Several
from readiness.subjects.kept import kept
from readiness.subjects.local import governments
from readiness.subjects.local.peers import Peers
from readiness.subjects.local.self_check_answers import QUESTIONS, STATUSES, Question
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
from readiness.subjects.subject import Subject

_BY_CODE = {question.code: question for question in QUESTIONS}


def _published(question: str) -> pd.DataFrame:
    return kept(queries.local_question_distribution, question)


def _labels(question: str) -> dict[str, str]:
    """Short word per choice, in the order of the questionnaire; the questions on devices share theirs."""
    rows = _published(question)
    codes = rows["choice_code"]
    if question == "plan":
        named = dict(zip(codes, rows["choice"], strict=True))
        return {code: known(f"self_check.plan.{code}", named[code]) for code in codes}
    short = kept(queries.local_choice_labels)
    asked = "device" if question == "lan_access" else question
    words = dict(
        short.loc[short["question_code"] == asked, ["choice_code", "short_label"]].to_numpy()
    )
    return {code: words.get(code, code) for code in codes}


def offered() -> dict[str, tuple[str, ...]]:
    """Question -> codes that may be chosen; a file of answers holds no others."""
    return {"adoption": STATUSES} | {code: tuple(_labels(code)) for code in _BY_CODE}


@dataclass(frozen=True)
class SelfCheck(Subject):
    """Whether one has telework, the answers to the questions that follow from it, and who one is: only
    a draft for a decision asks for that.
    """

    page: ClassVar[str] = "self_check"
    adoption: str = ""
    device: tuple[str, ...] = ()
    lan_access: tuple[str, ...] = ()
    style: tuple[str, ...] = ()
    department: str = ""
    part_time: str = ""
    utilisation: str = ""
    reason: tuple[str, ...] = ()
    plan: str = ""
    code: str = ""

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice | None:
        """The status; then the questions asked of those with this status."""
        if name == "adoption":
            return One({code: t(f"self_check.status.{code}") for code in ("", *STATUSES)})
        if name == "code":
            return governments.OneGovernment(governments.labels())
        question = _BY_CODE[name]
        if question.asked_of != chosen["adoption"]:
            return None
        labels = kept(_labels, name)
        if question.is_multiple:
            return Several(labels, limit=len(labels))
        return One({"": t("self_check.unanswered")} | labels)

    @property
    def start_link(self) -> str:
        """Whose check it is; the answers stay with the visitor."""
        return SelfCheck.of({"code": self.code}).link

    @property
    def asked(self) -> list[Question]:
        """The questions asked of those with this status; all before it is known."""
        return [one for one in QUESTIONS if one.asked_of == self.adoption or not self.adoption]

    def own(self, question: str) -> tuple[str, ...]:
        """The codes answered to a question."""
        value = getattr(self, question)
        if isinstance(value, tuple):
            return value
        return (value,) if value else ()

    @cached_property
    def answers(self) -> dict[str, tuple[str, ...]]:
        """The status and every answer given."""
        found = {"adoption": self.own("adoption")}
        return found | {one.code: self.own(one.code) for one in self.asked if self.adoption}

    def say(self) -> Content:
        """Every published answer with the own ones marked, and what to do about the own reasons."""
        headline, notes = self._headline(), (t("self_check.note"),)
        provenance = Provenance(
            as_of=t("self_check.as_of"),
            published="",
            denominator=t("self_check.denominator"),
            basis=t("self_check.basis"),
            publisher=t("self_check.publisher"),
            source=t("self_check.source"),
        )
        figures = {one.code: self._figure(one.code) for one in self.asked}
        rows = self._rows()
        key = self._key_figure()
        return Content(
            title=t("self_check.title"),
            headline=headline,
            key_figures=(key,),
            figures=figures,
            passages={f"measures_{code}": _measures(code) for code in self.reason},
            tables={"answers": Table(t("self_check.table"), rows, t("self_check.table_file"))},
            views={
                code: View(
                    title=t("self_check.view", question=t(f"self_check.question.{code}")),
                    headline=headline,
                    key_figure=key.value,
                    key_label=key.label,
                    chart=figure.chart,
                    rows=rows[rows["question"] == t(f"self_check.question.{code}")],
                    alt=figure.alt,
                    notes=notes,
                    provenance=provenance,
                )
                for code, figure in figures.items()
            },
            notes=notes,
            provenance=provenance,
        )

    def draft(self) -> Memo | None:
        """The draft of the peers of whom one is, with these answers in it."""
        if not self.code:
            return None
        told = {t("self_check.status"): t(f"self_check.status.{self.adoption}")}
        words = (told if self.adoption else {}) | {
            t(f"self_check.question.{one.code}"): listed(
                _labels(one.code)[code] for code in self.own(one.code)
            )
            for one in self.asked
            if self.adoption and one.code != "reason" and self.own(one.code)
        }
        reasons = {"reason": ",".join(self.reason)} if self.reason else {}
        return Peers.of({"code": self.code}).draft_with(words | reasons, self.link)

    def _shares(self) -> dict[str, float]:
        rows = _published("reason")
        return dict(zip(rows["choice_code"], rows["choice_ratio"], strict=True))

    def _headline(self) -> str:
        """The own reason that most share, else how much is answered."""
        if not self.adoption:
            return t("self_check.start")
        if self.reason:
            shares = self._shares()
            first = max(self.reason, key=lambda reason: shares.get(reason, 0.0))
            return t(
                "self_check.sentence_reasons",
                reason=_labels("reason")[first],
                ratio=pct(shares[first]) if first in shares else t("mark.none"),
                count=sum(len(_counter_measures(reason)) for reason in self.reason),
            )
        answered = sum(bool(self.own(one.code)) for one in self.asked)
        return t("self_check.sentence", asked=len(self.asked), answered=answered)

    def _key_figure(self) -> KeyFigure:
        answered = sum(bool(self.own(one.code)) for one in self.asked) if self.adoption else 0
        return KeyFigure(t("self_check.key"), f"{answered} / {len(self.asked)}")

    def _figure(self, question: str) -> Figure:
        rows, labels, own = _published(question), _labels(question), self.own(question)
        if rows.empty:
            reason = t("self_check.not_held")
            return Figure(t(f"self_check.question.{question}"), Blank(reason), reason)
        heading = _heading(question, rows)
        bars = tuple(
            Bar(
                label=labels[row.choice_code],
                value=float(row.choice_ratio),
                text=pct(row.choice_ratio),
                role="own" if row.choice_code in own else "group",
                mark=t("mark.own") if row.choice_code in own else "",
            )
            for row in rows.itertuples()
        )
        alt = t(
            "self_check.alt",
            question=heading,
            values=listed(f"{bar.label} {bar.text}" for bar in bars),
            own=listed(labels[code] for code in own) or t("self_check.unanswered"),
        )
        chart = Bars(groups=((heading, bars),), maximum=1.0, unit="%", is_ratio=True)
        return Figure(heading, chart, alt)

    def _rows(self) -> pd.DataFrame:
        """Every published share with a mark at the own answers."""
        parts = [
            _published(one.code).assign(
                question=t(f"self_check.question.{one.code}"),
                own_answer=[
                    t("mark.yes") if code in self.own(one.code) else ""
                    for code in _published(one.code)["choice_code"]
                ],
            )
            for one in QUESTIONS
        ]
        rows = pd.concat(parts).reset_index(drop=True)
        labels = kept(queries.data_rounds).set_index("round_code")["label"]
        columns = ["question", "choice", "choice_ratio", "own_answer", "round_label"]
        return rows.assign(round_label=rows["round_code"].map(labels))[
            [*columns, "population_group", "government_count", "basis", "source_id"]
        ]


def _heading(question: str, rows: pd.DataFrame) -> str:
    """The question with the round and the group of governments that answered it."""
    labels = kept(queries.data_rounds).set_index("round_code")["label"]
    group = rows["government_count"].iloc[0]
    return t(
        "self_check.heading",
        question=t(f"self_check.question.{question}"),
        round=labels[rows["round_code"].iloc[0]],
        group=rows["population_group"].iloc[0],
        count="" if pd.isna(group) else t("self_check.group_count", count=number(group)),
    )


def _counter_measures(reason: str) -> pd.DataFrame:
    rows = kept(queries.policy_counter_measures, "local", reason)
    return rows[~rows["is_for_any"]]


def _measures(reason: str) -> Passage:
    """What can be done about one reason, each measure with who says it."""
    lines = tuple(
        Line(row.detail, label=row.title, remark=origins.of_statement(row.origin, row.source_id))
        for row in _counter_measures(reason).itertuples()
    )
    more = Line(t("self_check.more_measures"), link=f"barrier_guide?subject=local&barrier={reason}")
    return Passage(_labels("reason")[reason], (*lines, more))
