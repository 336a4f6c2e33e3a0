"""府省庁の整備状況: the printed table made readable, with its totals and what cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pandas as pd

from readiness.language.wording import listed, sentences, t
from readiness.subjects.agencies import answers, matrix
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.charts import Bar, Bars, Blank, Chart
from readiness.subjects.choices import Choice, One
from readiness.subjects.model import Content, Figure, KeyFigure, Table, View
from readiness.subjects.provenance import said
from readiness.subjects.subject import Subject

_NAMED = 9  # so many agencies are named in a sentence; of more the figure shows the names


@dataclass(frozen=True)
class AgencyStatus(Subject):
    """Every answer of every agency in one ``order``, looking at one ``item`` or all."""

    page: ClassVar[str] = "agency_status"
    order: str = matrix.ORDERS[0]
    item: str = ""

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """The orders; the items of the newest round, empty for all."""
        if name == "order":
            orders = {order: t(f"agency_status.order.{order}") for order in matrix.ORDERS}
            return One(orders, matrix.ORDERS[0])
        items = Survey.newest().counts["item"].to_dict()
        return One({"": t("agency_status.item.all", count=len(items))} | items)

    def say(self) -> Content:
        """Everything on the answers of the newest round."""
        return _Round(Survey.newest(), self.order, self.item).content()


@dataclass(frozen=True)
class _Round:
    """The answers of one round, and what they come to."""

    survey: Survey
    order: str
    item: str

    def content(self) -> Content:
        """Everything said."""
        figure = self.figure
        survey, counts = self.survey, self.survey.counts
        shared: dict[str, Any] = {"provenance": survey.origin()}
        has_lost = self.survey.note("lost_pairs") if self.caution else ""
        notes = said(has_lost, t("view.note.no_mark"), survey.ready_with_barriers)
        if self.order == "plan":
            notes = (*notes, *said(survey.note("marks_wider")))
        key = _key_figure(survey, "all_staff")
        view = View(
            title=t("view.agency_matrix"),
            headline=self.headline,
            key_figure=key.value,
            key_label=key.label,
            chart=figure.chart,
            rows=_tidy(survey.answers),
            alt=figure.alt,
            caution=self.caution,
            notes=notes,
            **shared,
        )
        order = t(f"agency_status.order.{self.order}")
        return Content(
            title=t("agency_status.title"),
            headline=self.headline,
            key_figures=(key,),
            figures={"matrix": figure},
            tables={
                "answers": Table(
                    "",
                    self.table(),
                    t("agency_status.file_name", as_of=survey.day, order=order),
                )
            },
            views={
                "matrix": view,
                "methods": _items(survey, "methods", ("remote_access", "communication"), **shared),
                "barriers": _items(survey, "barriers", ("barrier",), **shared),
            }
            if len(counts)
            else {"matrix": view},
            caution=self.caution,
            notes=notes,
            missing=survey.missing,
            **shared,
        )

    @property
    def headline(self) -> str:
        """What all items come to, or who has the one that is looked at."""
        if not self.survey.answered:
            return t("agency.nobody_answered", asked=self.survey.asked)
        return self.answer_for() if self.item else summary(self.survey)

    def answer_for(self) -> str:
        """Who has the mark of one item, how many, and whose mark cannot be read."""
        row = self.survey.counts.loc[self.item]
        rows = self.survey.answers[self.survey.answers["choice_code"] == self.item]
        rows = rows.assign(state=answers.states(rows))
        lost = rows.loc[rows["state"] == "unreadable", "agency_name"]
        marked = rows.loc[rows["state"].map(answers.is_marked), "agency_name"]
        key = "agency_status.one.nobody"
        if len(marked):
            key = "agency_status.one.yes" if len(marked) <= _NAMED else "agency_status.one.many"
        text = t(
            key,
            item=row["item"],
            asked=self.survey.answered_of(row),
            count=len(marked),
            names=listed(marked),
        )
        if len(lost) and answers.lost(row):
            text += t(
                "agency_status.one.lost",
                printed=int(row["printed_count"]),
                lost=answers.lost(row),
                among=len(lost),
            )
        elif len(lost):
            text += t("agency_status.one.unreadable", names=listed(lost))
        return text

    @property
    def caution(self) -> str:
        """Which totals do not add up, and how they could."""
        counts = self.survey.counts
        lost = [
            t(
                "view.note.lost",
                item=row["item"],
                printed=int(row["printed_count"]),
                certain=int(row["agency_count"]),
                lost=answers.lost(row),
            )
            for _, row in counts.iterrows()
            if answers.lost(row)
        ]
        return sentences(lost)

    @property
    def figure(self) -> Figure:
        """The grid, in words for those who do not see it."""
        counts = self.survey.counts
        if counts.empty or not self.survey.answered:
            reason = t("agency.nobody_answered", asked=self.survey.asked)
            return Figure("", Blank(reason), reason)
        alt = t(
            "agency_status.alt",
            asked=self.survey.asked,
            items=len(counts),
            order=t(f"agency_status.order.{self.order}"),
            counts=listed(
                t("agency_status.alt.count", item=row["item"], count=answers.total(row))
                for _, row in counts.iterrows()
            ),
        )
        return Figure("", matrix.grid(self.survey, self.order, self.item), alt)

    def table(self) -> pd.DataFrame:
        """One row per agency in the order shown, with the word for each of its answers."""
        rows = self.survey.answers
        words = rows.assign(state=list(map(answers.plain_word, answers.states(rows))))
        wide = words.pivot_table(
            index="agency_name", columns="item", values="state", aggfunc="first", sort=False
        )
        names = list(matrix.ordered(self.survey, self.order).names)
        profile = self.survey.profile.set_index("agency_name", drop=False).loc[names]
        shown = profile[["agency_name", "stage", "missing_count"]].astype({"stage": "Int64"})
        return shown.join(wide).reset_index(drop=True)


def _key_figure(survey: Survey, code: str) -> KeyFigure:
    """``8 / 22`` under the words of the item."""
    if code not in survey.counts.index:
        return KeyFigure(t("view.readiness.ready"), t("mark.none"))
    row = survey.counts.loc[code]
    return KeyFigure(row["item"], survey.of(row))


def summary(survey: Survey) -> str:
    """How many have remote access for all and for Diet work, and the barriers named most."""
    counts = survey.counts
    has = {code: int(counts["agency_count"].get(code, 0)) for code in ("all_staff", "diet_work")}
    barriers = listed(
        t(
            "agency_status.sentence.barrier",
            barrier=answers.short_item(row.choice_code, row.item),
            count=row.agency_count,
        )
        for row in answers.named(counts).head(3).itertuples()
    )
    text = t("agency_status.sentence", of_all=survey.of_all, **has)
    if not barriers:
        return text + t("agency_status.sentence.no_barrier")
    other = ""
    if answers.OTHER in counts.index:
        row = counts.loc[answers.OTHER]
        printed = row["agency_count"] if pd.isna(row["printed_count"]) else row["printed_count"]
        other = t("agency_status.sentence.other", count=int(printed)) if printed else ""
    return text + t("agency_status.sentence.barriers", barriers=barriers, other=other)


def _tidy(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per agency and item, the answer and its certainty in words."""
    return rows[["agency_order", "agency_name", "item"]].assign(
        answer=[t(f"view.answer.{answer}") for answer in rows["answer"]],
        certainty=[t(f"view.certainty.{certainty}") for certainty in rows["certainty"]],
    )


def _items(survey: Survey, part: str, questions: tuple[str, ...], **shared: Any) -> View:
    """How many agencies have each item of these questions."""
    counts = survey.counts[survey.counts["question_code"].isin(questions)]
    groups = tuple(
        (t(f"view.question.{question}"), _bars(survey, counts, question)) for question in questions
    )
    lost = bool((counts["lost_count"].fillna(0) > 0).any())
    view = View(
        title=t(f"view.agency_{part}"),
        headline=t("agency.nobody_answered", asked=survey.asked),
        key_figure=t("mark.none"),
        key_label=t(f"view.agency_{part}.key"),
        chart=Blank(t("agency.nobody_answered", asked=survey.asked)),
        rows=_numbers(survey, counts),
        alt=listed(f"{bar.label} {bar.text}" for _, bars in groups for bar in bars),
        caution=survey.note("lost_pairs") if lost else "",
        notes=said(
            t("view.note.no_mark") if part == "barriers" else "",
            survey.ready_with_barriers if part == "barriers" else "",
        ),
        **shared,
    )
    if not survey.answered or not any(bars for _, bars in groups):
        return view
    chart: Chart = Bars(groups, maximum=float(survey.answered), unit=t("view.unit.agencies"))
    if part == "methods":
        key = _key_figure(survey, "all_staff")
        return replace(
            view,
            chart=chart,
            headline=_methods(survey, counts),
            key_figure=key.value,
            key_label=key.label,
        )
    found = answers.named(counts)
    if found.empty:
        return replace(view, chart=chart, headline=t("agency_status.sentence.no_barrier"))
    first = found.iloc[0]
    of = survey.of(first)
    headline = _ranked("view.agency_barriers.headline", found)
    return replace(view, chart=chart, headline=headline, key_figure=of, key_label=first["item"])


def _methods(survey: Survey, counts: pd.DataFrame) -> str:
    """Who has remote access for all, and which further items most have."""
    ready = int(counts["agency_count"].get("all_staff", 0))
    more = counts.drop(index=["all_staff", answers.PLANNED], errors="ignore")
    more = more[more["agency_count"] > 0]
    more = more.sort_values("agency_count", ascending=False, kind="stable")
    text = t("view.agency_methods.headline", key=ready, of_all=survey.of_all)
    return text + (_ranked("view.agency_methods.more", more) if len(more) else "")


def _ranked(key: str, rows: pd.DataFrame) -> str:
    """The first of ``rows`` with its count, and the second where there is one, ties together."""
    best = rows["agency_count"].iloc[0]
    first = rows[rows["agency_count"] == best]
    text = t(key, first=t("view.and_also").join(first["item"]), first_count=best)
    rest = rows[rows["agency_count"] < best]
    if rest.empty:
        return text
    next_best = rest["agency_count"].iloc[0]
    second = rest[rest["agency_count"] == next_best]
    return text + t(
        "view.agency_items.second",
        second=t("view.and_also").join(second["item"]),
        second_count=next_best,
    )


def _bars(survey: Survey, counts: pd.DataFrame, question: str) -> tuple[Bar, ...]:
    rows = counts[counts["question_code"] == question]
    return tuple(
        Bar(
            label=row["item"],
            value=float(row["agency_count"]),
            text=survey.of(row),
            role=answers.role(answers.state_of(question, row["choice_code"], "yes", "certain")),
            lost=answers.lost(row),
        )
        for _, row in rows.iterrows()
    )


def _numbers(survey: Survey, counts: pd.DataFrame) -> pd.DataFrame:
    """Certain marks beside the printed total; the ratio is that of the total, as it is printed."""
    whole = [survey.answered_of(row) for _, row in counts.iterrows()]
    totals = [int(row["agency_count"]) + answers.lost(row) for _, row in counts.iterrows()]
    return (
        counts[["item", "agency_count", "uncertain_count", "printed_count"]]
        .assign(
            answered_count=whole,
            agency_ratio=[
                total / count if count else None for total, count in zip(totals, whole, strict=True)
            ],
            agency_names=[listed(survey.marked_by.get(code, ())) for code in counts["choice_code"]],
        )
        .reset_index(drop=True)
    )
