"""阻害要因別の対応策: one barrier, what to do about it, what others use and whom to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.language.wording import apart, listed, number, period, said, t
from readiness.subjects import origins
from readiness.subjects.charts import Bars, Blank, Chart
from readiness.subjects.choices import Choice, One
from readiness.subjects.guides import barriers
from readiness.subjects.guides.barriers import Naming
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
from readiness.subjects.provenance import by_publisher
from readiness.subjects.subject import Subject

SUBJECTS = ("local", "agency")


@dataclass(frozen=True)
class BarrierGuide(Subject):
    """One barrier of local governments or of agencies."""

    page: ClassVar[str] = "barrier_guide"
    subject: str = SUBJECTS[0]
    barrier: str = ""

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """Whose barriers, then which of theirs."""
        if name == "subject":
            return One({code: t(f"barrier.subject.{code}") for code in SUBJECTS}, SUBJECTS[0])
        options = kept(barriers.choices, chosen["subject"])
        return One(options, default=next(iter(options)))

    def say(self) -> Content:
        """Who named it, what to do, what others use, whom to ask."""
        return _Guide(self.subject, self.barrier).content()


@dataclass(frozen=True)
class _Guide:
    subject: str
    barrier: str

    @property
    def name(self) -> str:
        return kept(barriers.choices, self.subject)[self.barrier]

    @cached_property
    def measures(self) -> pd.DataFrame:
        return queries.policy_counter_measures(self.subject, self.barrier)

    @cached_property
    def own(self) -> int:
        """Measures for this barrier, without those for all."""
        return int((~self.measures["is_for_any"]).sum())

    @cached_property
    def history(self) -> tuple[Naming, ...]:
        return barriers.naming_history(self.subject, self.barrier)

    @cached_property
    def used(self) -> barriers.Groups:
        return barriers.used_by_others(self.subject)

    @cached_property
    def support(self) -> pd.DataFrame:
        return barriers.support(self.subject, self.measures)

    @property
    def headline(self) -> str:
        if self.history:
            named = t("barrier.sentence", barrier=self.name, named=self.history[-1].words)
        else:
            named = t("barrier.sentence_unasked", barrier=self.name)
        if self.measures.empty:
            return named + t("barrier.no_measures")
        first = self.measures["title"].iloc[0]
        return named + t("barrier.sentence_measures", count=self.own, first=first)

    @property
    def key_figure(self) -> KeyFigure:
        if not self.history:
            return KeyFigure(t("barrier.key_unasked"), t("share.none"))
        last = self.history[-1].bar
        return KeyFigure(t(f"view.barrier_guide.key.{self.subject}", round=last.label), last.text)

    def content(self) -> Content:
        """Everything said."""
        title = t("barrier.title_of", barrier=self.name)
        notes = (t("barrier.note"), t("origin.key"))
        shared: dict[str, Any] = {"notes": notes, "provenance": self.provenance}
        key, groups = self.key_figure, self.groups
        chart: Chart = _shares(groups) if groups else Blank(t("barrier.unasked"))
        return Content(
            title=title,
            headline=self.headline,
            key_figures=(key,),
            figures={"history": self.history_figure, "used": self.used_figure},
            passages={"measures": self.measure_lines, **self.support_lines},
            tables={
                "measures": Table("", self.rows, t("barrier.file_name", barrier=self.name)),
            },
            views={
                "barrier": View(
                    title=title,
                    headline=self.headline,
                    key_figure=key.value,
                    key_label=key.label,
                    condition=apart([t(f"barrier.subject.{self.subject}"), said(self.name)]),
                    chart=chart,
                    rows=self.rows,
                    alt=listed(f"{bar.label} {bar.words}" for _, bars in groups for bar in bars)
                    or t("barrier.unasked"),
                    aside_heading=t("barrier.measures"),
                    aside=tuple(
                        (apart([said(row.kind), row.title]), _origin(row))
                        for row in self.measures.itertuples()
                    ),
                    **shared,
                )
            },
            missing=() if self.history else (t("barrier.unasked"),),
            **shared,
        )

    @property
    def groups(self) -> barriers.Groups:
        named = tuple(one.bar for one in self.history)
        heading = t(f"barrier.named_{self.subject}")
        return (((heading, named),) if named else ()) + self.used

    @property
    def history_figure(self) -> Figure:
        heading = t(f"barrier.named_{self.subject}")
        if not self.history:
            return Figure(heading, Blank(t("barrier.unasked")), t("barrier.unasked"))
        bars = tuple(one.bar for one in self.history)
        return Figure(
            heading, _shares(((heading, bars),)), listed(one.words for one in self.history)
        )

    @property
    def used_figure(self) -> Figure:
        heading = t("barrier.peers")
        if not self.used:
            return Figure(heading, Blank(t("barrier.none_used")), t("barrier.none_used"))
        values = listed(f"{bar.label} {bar.words}" for _, bars in self.used for bar in bars)
        note = self.used[0][0] if len(self.used) == 1 else ""
        return Figure(heading, _shares(self.used), values, note=note)

    @property
    def measure_lines(self) -> Passage:
        """What to do and whom to ask for it, each with who says so."""
        state = {row.programme_code: barriers.state_of(row) for row in self.support.itertuples()}
        lines = []
        for row in self.measures.itertuples():
            ask = ""
            if isinstance(row.programme_code, str):
                ask = t("barrier.ask", name=row.programme, state=state[row.programme_code])
            lines.append(
                Line(
                    row.detail,
                    label=apart([said(row.kind), row.title]),
                    remark=apart([ask, _origin(row)]),
                )
            )
        return Passage(t("barrier.measures"), tuple(lines), is_small=True)

    @property
    def support_lines(self) -> dict[str, Passage]:
        """Programmes in two columns, each with its period and what became of it."""
        lines = [
            Line(
                apart([barriers.state_of(row), said(row.summary)]),
                label=row.name,
                remark=apart(
                    [
                        t("barrier.for", audience=t(f"policy.audience.{row.audience}")),
                        said(row.kind),
                        said(row.provider),
                        said(row.period_text),
                        row.source_id,
                    ]
                ),
            )
            for row in self.support.itertuples()
        ]
        halves = {"support": lines[::2], "support_more": lines[1::2]}
        return {name: Passage("", tuple(half), is_small=True) for name, half in halves.items()}

    @property
    def rows(self) -> pd.DataFrame:
        rows = self.measures
        return pd.DataFrame(
            {
                "kind": rows["kind"],
                "title": rows["title"],
                "detail": rows["detail"],
                "origin": [_origin(row) for row in rows.itertuples()],
                "programme": rows["programme"],
                "source_id": rows["source_id"],
            }
        )

    @property
    def provenance(self) -> Provenance:
        """Of the documents shown; the denominator is that of the newest round that asked."""
        used = [*self.measures["source_id"].dropna(), *self.support["source_id"].dropna()]
        sources = queries.data_sources().set_index("source_id")
        rounds = queries.data_rounds().set_index("round_code")
        used += [rounds.loc[one.round_code, "source_id"] for one in self.history]
        days = sources.loc[list(dict.fromkeys(used)), "published_period"].dropna().sort_values()
        ends = {"first": period(days.iloc[0]), "last": period(days.iloc[-1])} if len(days) else {}
        return Provenance(
            as_of=t("barrier.as_of", **ends) if ends else "",
            published="",
            denominator=t(
                f"barrier.denominator.{self.subject}", count=number(self.history[-1].asked)
            )
            if self.history
            else "",
            basis=t("barrier.basis"),
            **by_publisher(used),
        )


def _origin(row: Any) -> str:
    """Who says it; a measure for every barrier says so first."""
    stated = origins.of_statement(row.origin, row.source_id)
    return apart([t("barrier.origin.any") if row.is_for_any else "", stated])


def _shares(groups: barriers.Groups) -> Bars:
    return Bars(groups, 1.0, "%", is_ratio=True)
