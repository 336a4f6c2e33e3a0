"""One prefecture by one answer: which of its municipalities mark a choice of the questionnaire or have an
item of the DX table, by name. A measure and a prefecture in, everything that is said of it out.
"""

from functools import cached_property
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.language.wording import listed, number, pct, said, t
from readiness.subjects.charts import Bar, Bars, Blank, Chart, SpotMap
from readiness.subjects.kept import kept
from readiness.subjects.local import answered, dx, governments, measures
from readiness.subjects.local.country import Country, prefecture_names
from readiness.subjects.local.measures import ANSWER, Measure
from readiness.subjects.local.rates import Rate
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

_NAMED = 12
# An answer as the marks of the map know it: disc, cross, dash.
_STATES = {"yes": "adopted", "no": "not_adopted"}


def spots_of(round_code: str, choice: str) -> SpotMap:
    """The municipalities of the whole country that were asked, each with its answer."""
    names = answered.names(round_code, choice)
    answers = dict(zip(names["code"], names["answer"], strict=True))
    rows = governments.rows()
    asked = rows[rows.index.isin(list(answers)) & (rows["entity_class"] != governments.PREFECTURE)]
    states = [_STATES[answers[code]] for code in asked.index]
    return SpotMap(governments.spots(asked.assign(status=states)))


class PrefectureAnswers:
    """One prefecture by one measure of answers."""

    def __init__(self, round_code: str, prefecture: str, measure: str) -> None:
        self.round_code, self.prefecture = round_code, prefecture
        self.of = Measure(round_code, measure)
        self.name = prefecture_names(round_code)[prefecture]

    @property
    def _kind(self) -> str:
        """Which sentences: those of the question, or of the DX table."""
        return "dx" if self.of.choice is None else self.of.choice.question

    @property
    def _item(self) -> str:
        return dx.label(self.of.code[3:]) if self.of.choice is None else self.of.choice.short

    @cached_property
    def towns(self) -> pd.DataFrame:
        """Its municipalities with ``answer``: yes, no, or nothing where it was not asked or left blank."""
        rows = kept(queries.local_municipalities_of_prefecture, self.round_code, self.prefecture)
        if self.of.choice is None:
            items = kept(queries.local_indicators, ",".join(rows["code"]))
            items = items[items["indicator_code"] == self.of.code[3:]]
        else:
            items = answered.names(
                self.round_code, self.of.choice.code, "", "prefecture", self.prefecture
            )
        answers = dict(zip(items["code"], items["answer"], strict=True))
        found = rows.assign(answer=[answers.get(code, "") for code in rows["code"]])
        order = found["answer"].map({"yes": 1, "no": 1} | {self._told: 0}).fillna(2)
        return found.loc[order.sort_values(kind="stable").index].reset_index(drop=True)

    @cached_property
    def rate(self) -> Rate:
        """How many of those that answered say yes."""
        counts = self.towns["answer"].value_counts()
        yes, no = int(counts.get("yes", 0)), int(counts.get("no", 0))
        return Rate(yes, yes + no)

    def _named(self, answer: str) -> list[str]:
        return [said(name) for name in self.towns.loc[self.towns["answer"] == answer, "name"]]

    @property
    def headline(self) -> str:
        """The prefecture in one sentence, beside all who answered."""
        rate = self.rate
        fields = {"prefecture": self.name, "item": self._item, "asked": number(len(self.towns))}
        if not rate.answered:
            return t("answered.one.nobody", **fields)
        words = t(
            f"answered.one.{self._kind}",
            yes=number(rate.adopted),
            answered=number(rate.answered),
            share=t("mark.brackets", text=rate.words) if rate.has_share else "",
            **fields,
        )
        nation = self.of.overall
        if nation is None or not rate.has_share:
            return words
        return words + t("answered.one.nation", ratio=pct(nation))

    @property
    def key_figures(self) -> tuple[KeyFigure, ...]:
        """Share, interval and rank; a dash where there is none."""
        none = t("mark.none")
        own = next((one for one in self.of.values if one.code == self.prefecture), None)
        interval = rank = none
        if own is not None and own.low is not None and own.high is not None:
            interval = t("prefecture_map.interval", low=pct(own.low, 0)[:-1], high=pct(own.high, 0))
            rank = number(own.rank)
        fields = {"yes": number(self.rate.adopted), "answered": number(self.rate.answered)}
        return (
            KeyFigure(t(f"answered.one.key.{self._key}", **fields), self.rate.words),
            KeyFigure(t("prefecture_map.metric_interval"), interval),
            KeyFigure(t("prefecture_map.metric_rank", count=number(len(self.of.values))), rank),
        )

    @property
    def _key(self) -> str:
        return "reason" if self._kind == answered.REASON else "has"

    @property
    def _told(self) -> str:
        """Those to be named: who names the barrier, who does not have the rest."""
        return "yes" if self._key == "reason" else "no"

    @property
    def map(self) -> SpotMap:
        """Its offices by their answer; those that say yes to a barrier, or no to all else, are named."""
        codes = tuple(self.towns.loc[self.towns["answer"] == self._told, "code"])
        states = [_STATES.get(answer, "unknown") for answer in self.towns["answer"]]
        return SpotMap(
            governments.spots(self.towns.assign(status=states)),
            prefecture=self.prefecture,
            named=codes if len(codes) <= _NAMED else (),
        )

    @property
    def marks(self) -> str:
        """What the marks of the map mean."""
        return t(f"answered.one.marks.{self._key}")

    @property
    def table(self) -> pd.DataFrame:
        """Its municipalities for reading, the answer in words."""
        words = [t(f"answered.answer.{self._key}.{one or 'none'}") for one in self._answers]
        shown = self.towns[["code", "name", "entity_type", "population", "staff_count"]]
        return shown.assign(answer=words)[["answer", *shown.columns]]

    @property
    def _answers(self) -> list[str]:
        return [one if one in _STATES else "" for one in self.towns["answer"]]

    @cached_property
    def chart(self) -> Chart:
        """Every choice of the same question here, beside all who answered."""
        if not self.rate.answered:
            return Blank(self.headline)
        choice = self.of.choice
        codes = [self.of.code]
        if choice is not None:
            every = answered.choices(self.round_code).values()
            codes = [f"{ANSWER}{one.code}" for one in every if one.question == choice.question]
        here, nation = [], []
        for code in codes:
            measure = Measure(self.round_code, code)
            rows = measure.source.set_index("prefecture_code")
            have, total = measure.fraction
            label = self._item if measure.choice is None else measure.choice.short
            nation.append(_bar(label, Rate(have, total), "others"))
            column = "yes_count" if measure.choice is None else "named_count"
            own = Rate(0, 0)
            if self.prefecture in rows.index:
                row = rows.loc[self.prefecture]
                own = Rate(int(row[column]), int(row["answered_count"]))
            here.append(_bar(label, own, "obstacle" if self._key == "reason" else "has"))
        groups = ((self.name, tuple(here)), (t("answered.one.all"), tuple(nation)))
        return Bars(groups, maximum=1.0, unit="%", is_ratio=True)

    @property
    def alt(self) -> str:
        """The chart in words."""
        if not isinstance(self.chart, Bars):
            return self.headline
        return listed(
            f"{said(heading)} {said(bar.label)} {bar.text}"
            for heading, bars in self.chart.groups
            for bar in bars
        )

    @property
    def provenance(self) -> Provenance:
        """Who is counted here."""
        words = t(
            "answered.one.denominator",
            prefecture=self.name,
            answered=number(self.rate.answered),
            asked=number(len(self.towns)),
        )
        if self.of.choice is None:
            return dx.provenance(words)
        return Provenance(denominator=words, **of_round(self.round_code))

    def content(self) -> Content:
        """Everything said."""
        measure = measures.title(self.of.code)
        caution, notes = Country(self.of).caution, (t("prefecture_map.absent"),)
        names = self._named(self._told)
        words = listed(names[:_NAMED])
        if len(names) > _NAMED:
            words = t("view.names_and_more", names=words, rest=len(names) - _NAMED)
        provenance, key = self.provenance, self.key_figures
        file_name = t("answered.one.file", prefecture=self.name, measure=measure)
        heading = t("answered.one.table", prefecture=self.name, measure=measure)
        shared: dict[str, Any] = {"caution": caution, "notes": notes, "provenance": provenance}
        view = View(
            title=heading,
            headline=self.headline,
            key_figure=key[0].value,
            key_label=key[0].label,
            chart=self.chart,
            rows=self.table,
            alt=self.alt,
            condition=self.name,
            aside_heading=t(f"answered.one.aside.{self._key}", count=len(names)),
            aside=((words or t("view.nobody"), ""),),
            **shared,
        )
        return Content(
            title=t("prefecture_map.title"),
            headline=self.headline,
            key_figures=key,
            figures={
                "map": Figure("", self.map, self.alt, note=self.marks),
                "answers": Figure("", self.chart, self.alt),
            },
            passages={
                "ways": Passage(
                    "", (Line(t("prefecture_map.structure_link"), link="local_structure"),)
                )
            },
            tables={"municipalities": Table(heading, self.table, file_name)},
            views={"prefecture": view},
            **shared,
        )


def _bar(label: str, rate: Rate, role: str) -> Bar:
    """A share of five and more; of fewer the count."""
    if not rate.answered:
        return Bar(label, None, t("mark.none"), role)
    count = t("view.of", count=number(rate.adopted), total=number(rate.answered))
    if not rate.has_share:
        return Bar(label, None, count, role)
    return Bar(label, rate.ratio, count + t("mark.brackets", text=rate.words), role)
