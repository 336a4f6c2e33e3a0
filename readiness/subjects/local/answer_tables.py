"""Answers of single governments as tables of counts: choices by group of governments, barriers by what is
named or planned with them. A round and choices in, everything that is said of it out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from readiness.language.wording import listed, number, pct, t
from readiness.subjects.charts import Bar, Bars, Blank, Cell, Chart, Grid
from readiness.subjects.local import answered
from readiness.subjects.local.answered import PLAN, REASON
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

GROUPS, PAIRS = "groups", "pairs"
_PREFECTURES = 14  # as many as a slide shows one by one
_GAP = "."  # between the two codes of a cell


@dataclass(frozen=True)
class AnswerTable:
    """``view`` groups: a question by a kind of group; pairs: barriers by barriers or plans."""

    round_code: str
    view: str
    question: str
    by: str
    cell: str = ""

    @cached_property
    def rows(self) -> pd.DataFrame:
        """choice_code, other (code of the column), named_count, answered_count, ratio and its ends."""
        if self.view == GROUPS:
            rows = answered.by_group(self.round_code, self.by, self.question)
            return rows.rename(columns={"group_code": "other"})
        rows = answered.pairs(self.round_code, self.question)
        if self.question == REASON:
            rows = rows[rows["choice_code"] != rows["other_code"]]
        counted = rows.assign(other=rows["other_code"], answered_count=rows["named_count"])
        ratio = rows["both_count"] / rows["named_count"].where(rows["named_count"] >= FEW)
        return counted.assign(named_count=rows["both_count"], ratio=ratio)

    @cached_property
    def choices(self) -> Mapping[str, str]:
        """Code -> short words of the rows."""
        known = answered.choices(self.round_code)
        return {code: known[code].short for code in dict.fromkeys(self.rows["choice_code"])}

    @cached_property
    def others(self) -> Mapping[str, str]:
        """Code -> words of the columns."""
        codes = dict.fromkeys(self.rows["other"])
        if self.view == GROUPS:
            return {code: answered.group_words(self.by, code) for code in codes}
        known = answered.choices(self.round_code)
        order = [code for code in known if code in codes]
        return {code: known[code].short for code in order}

    @property
    def cells(self) -> dict[str, str]:
        """Code -> words of the cells with an answer, for the box that opens their names."""
        return {
            f"{row.choice_code}{_GAP}{row.other}": self._cell_words(row)
            for row in self.rows.itertuples()
            if row.answered_count
        }

    def _cell_words(self, row: Any) -> str:
        return t(
            "answered.cell",
            choice=self.choices[row.choice_code],
            other=self.others[row.other],
            named=number(row.named_count),
            answered=number(row.answered_count),
        )

    @cached_property
    def chosen_names(self) -> pd.DataFrame:
        """Who stands behind the chosen cell; no rows where none is chosen."""
        if not self.cell:
            return pd.DataFrame({"code": [], "prefecture_name": [], "name": []})
        choice, _, other = self.cell.partition(_GAP)
        if self.view == GROUPS:
            rows = answered.names(self.round_code, choice, "", self.by, other)
        else:
            rows = answered.names(self.round_code, choice, other)
        rows = rows[rows["answer"] == "yes"]
        return rows[["code", "prefecture_name", "name"]].reset_index(drop=True)

    # What is drawn.

    def _cell(self, row: Any) -> Cell:
        count = t("view.of", count=number(row.named_count), total=number(row.answered_count))
        key = f"{row.choice_code}{_GAP}{row.other}"
        hint = self._hint(row)
        if not row.answered_count:
            return Cell(t("mark.none"), hint=hint)
        if pd.isna(row.ratio):
            return Cell(t("mark.few"), hint=hint, note=count, key=key)
        role = answered.ROLES.get(self.question, "has") if self.view == GROUPS else "obstacle"
        if self.view == PAIRS and self.question == PLAN:
            role = "planned"
        return Cell(
            pct(row.ratio, 0), role, hint=hint, note=count, key=key, level=0.1 + 0.5 * row.ratio
        )

    def _hint(self, row: Any) -> str:
        words = self._cell_words(row)
        if pd.isna(row.ratio):
            return words
        low, high = getattr(row, "ratio_low", None), getattr(row, "ratio_high", None)
        interval = ""
        if low is not None and high is not None:
            interval = t("answered.interval", low=pct(low), high=pct(high))
        return f"{words} {pct(row.ratio)}{interval}"

    @cached_property
    def chart(self) -> Chart:
        """Choices by columns: share and count of each cell, over who answered."""
        if self.rows.empty:
            return Blank(t("answered.nobody"))
        found = {(row.choice_code, row.other): row for row in self.rows.itertuples()}
        lines = []
        for choice in self.choices:
            line = []
            for other in self.others:
                row = found.get((choice, other))
                if row is None:
                    line.append(self._whole(choice, other))
                else:
                    line.append(self._cell(row))
            lines.append(tuple(line))
        names = tuple(self.choices.values())
        if self.view == GROUPS and self.question != answered.LAN:
            whole = self.rows.drop_duplicates("other").set_index("other")["answered_count"]
            counts = tuple(Cell(number(whole[other]), is_whole=True) for other in self.others)
            lines.insert(0, counts)
            names = (t("answered.answered"), *names)
        if self.view == PAIRS:
            lines.insert(0, self._everybody)
            names = (t("answered.everybody"), *names)
        return Grid(
            rows=names,
            columns=tuple(self.others.values()),
            cells=tuple(lines),
            totals=(),
            total_label="",
            blocks=(len(names),),
            legend="",
            has_upright_columns=False,
        )

    @property
    def _everybody(self) -> tuple[Cell, ...]:
        """Beside those that name one barrier: everybody who answered."""
        rows = answered.pairs(self.round_code, self.question).drop_duplicates("other_code")
        named = rows.set_index("other_code")["other_named_count"]
        total = self.asked
        return tuple(
            Cell(
                pct(named[other] / total, 0) if total >= FEW else t("mark.few"),
                is_whole=True,
                note=t("view.of", count=number(named[other]), total=number(total)),
            )
            for other in self.others
        )

    def _whole(self, choice: str, other: str) -> Cell:
        """On the diagonal of barriers by barriers: how many name it at all."""
        if self.view == PAIRS and choice == other:
            rows = self.rows[self.rows["choice_code"] == choice]
            return Cell(number(rows["answered_count"].iloc[0]), is_whole=True)
        return Cell("")

    @property
    def _subject_words(self) -> str:
        if self.view == GROUPS:
            return t(f"answered.question.{self.question}")
        return t(f"answered.pairs.{self.question}")

    @property
    def heading(self) -> str:
        """What the table holds."""
        if self.view == GROUPS:
            return t("answered.by", what=self._subject_words, group=t(f"answered.group.{self.by}"))
        return self._subject_words

    @property
    def alt(self) -> str:
        """Every cell in words."""
        if isinstance(self.chart, Blank):
            return self.chart.reason
        values = listed(self._hint(row) for row in self.rows.itertuples())
        return t("answered.alt", heading=self.heading, values=values)

    @property
    def headline(self) -> str:
        """The range of the most named choice over the groups, or the pair named most; counts only."""
        known = self.rows.dropna(subset=["ratio"])
        if known.empty:
            return t("answered.nobody" if self.rows.empty else "answered.all_few")
        if self.view == PAIRS:
            top = known.loc[known["named_count"].idxmax()]
            if self.question == PLAN:
                return self._plans_headline()
            return t(
                "answered.sentence.pairs",
                choice=self.choices[top["choice_code"]],
                other=self.others[top["other"]],
                both=number(top["named_count"]),
                answered=number(self.asked),
            )
        rows = known
        if self.question == PLAN:
            rows = known[known["choice_code"] != "not_planned"]
            rows = known if rows.empty else rows
        sums = rows.groupby("choice_code", sort=False)["named_count"].sum()
        first = str(sums.idxmax())
        of_first = rows[rows["choice_code"] == first]
        low = of_first.loc[of_first["ratio"].idxmin()]
        high = of_first.loc[of_first["ratio"].idxmax()]
        fields = {
            "what": self._subject_words,
            "choice": self.choices[first],
            "group": t(f"answered.group.{self.by}"),
        }
        if low["other"] == high["other"]:
            return t("answered.sentence.one", **fields, value=self._value(high))
        return t("answered.sentence.groups", **fields, low=self._value(low), high=self._value(high))

    def _plans_headline(self) -> str:
        """Of those that name each barrier, how many plan anything."""
        rows = self.rows
        parts = []
        for code, name in self.choices.items():
            own = rows[rows["choice_code"] == code]
            total = int(own["answered_count"].iloc[0])
            planning = int(own.loc[own["other"] != "not_planned", "named_count"].sum())
            if total >= FEW:
                parts.append((planning / total, name, planning, total))
        if not parts:
            return t("answered.all_few")
        low, high = min(parts), max(parts)
        return t(
            "answered.sentence.plans",
            high_name=high[1],
            high=t("view.of", count=number(high[2]), total=number(high[3])),
            high_ratio=pct(high[0]),
            low_name=low[1],
            low=t("view.of", count=number(low[2]), total=number(low[3])),
            low_ratio=pct(low[0]),
        )

    def _value(self, row: Any) -> str:
        count = t("view.of", count=number(row["named_count"]), total=number(row["answered_count"]))
        return t(
            "answered.value", group=self.others[row["other"]], count=count, ratio=pct(row["ratio"])
        )

    @cached_property
    def asked(self) -> int:
        """Governments that answered: of pairs to both questions."""
        if self.rows.empty:
            return 0
        if self.view == PAIRS:
            rows = answered.pairs(self.round_code, self.question)
            return int(rows["answered_count"].iloc[0])
        first = self.rows["choice_code"].iloc[0]
        return int(self.rows.loc[self.rows["choice_code"] == first, "answered_count"].sum())

    @property
    def key_figure(self) -> KeyFigure:
        """How many answered."""
        value = number(self.asked) if self.asked else t("mark.none")
        return KeyFigure(t("answered.key"), value)

    @property
    def provenance(self) -> Provenance:
        """The round, and whom its shares are of."""
        key = self.question if self.view == GROUPS else f"pairs.{self.question}"
        return Provenance(
            **of_round(self.round_code)
            | {"denominator": t(f"answered.denominator.{key}", count=number(self.asked))}
        )

    @property
    def table(self) -> pd.DataFrame:
        """Group or other choice, choice, counts, share and interval, in words."""
        rows = self.rows
        first = "group_name" if self.view == GROUPS else "other_choice"
        found = pd.DataFrame(
            {
                "choice": [self.choices[code] for code in rows["choice_code"]],
                first: [self.others[code] for code in rows["other"]],
                "named_count": rows["named_count"],
                "answered_count": rows["answered_count"],
                "ratio": rows["ratio"],
            }
        )
        if self.view == GROUPS:
            found = found.assign(ratio_low=rows["ratio_low"], ratio_high=rows["ratio_high"])
        return found.reset_index(drop=True)

    def content(self, title: str) -> Content:
        """Everything said."""
        heading = self.heading
        caution = t("answered.caution")
        notes = (
            t("answered.note.plan" if self.question == PLAN else "answered.note"),
            t("answered.note.few"),
        )
        name = self.heading
        tables = {"cells": Table(t("table.heading"), self.table, f"{name}_{self.round_code}")}
        passages = {}
        words = self.cells.get(self.cell, "")
        if self.cell:
            tables["names"] = Table(
                t("answered.names", cell=words), self.chosen_names, f"{words}_{self.round_code}"
            )
        else:
            passages["how"] = Passage("", (Line(t("answered.how")),), is_small=True)
        shared: dict[str, Any] = {"caution": caution, "notes": notes, "provenance": self.provenance}
        key = self.key_figure
        view = View(
            title=heading,
            headline=self.headline,
            key_figure=key.value,
            key_label=key.label,
            chart=self.chart,
            rows=self.table,
            alt=self.alt,
            condition=words,
            **shared,
        )
        views = {self.view: view}
        if self.cell:
            views["names"] = behind(words, self.chosen_names, **shared)
        return Content(
            title=title,
            headline=self.headline,
            key_figures=(key,),
            figures={"answers": Figure(heading, self.chart, self.alt)},
            passages=passages,
            tables=tables,
            views=views,
            **shared,
        )


def behind(words: str, names: pd.DataFrame, **shared: Any) -> View:
    """The governments behind a number as a slide: how many in which prefecture, by name in its rows."""
    counts = names["prefecture_name"].value_counts(sort=False)
    ordered = counts.sort_values(ascending=False, kind="stable")
    shown = [(str(name), int(count)) for name, count in ordered.head(_PREFECTURES).items()]
    rest = ordered.iloc[_PREFECTURES:]
    others = t("answered.other_prefectures", count=number(len(rest)), names=number(rest.sum()))
    bars = tuple(Bar(name, float(count), number(count), "group") for name, count in shown)
    chart: Chart = Blank(t("view.nobody"))
    if bars:
        chart = Bars((("", bars),), maximum=max(bar.value or 0 for bar in bars), unit="")
    return View(
        title=t("answered.names", cell=words),
        headline=t("answered.sentence.names", cell=words, count=number(len(names))),
        key_figure=number(len(names)),
        key_label=t("answered.key.names"),
        chart=chart,
        rows=names,
        alt=listed(f"{name} {number(count)}" for name, count in shown) or t("view.nobody"),
        condition=words,
        aside_heading=others if len(rest) else "",
        aside=((listed(map(str, rest.index)), ""),) if len(rest) else (),
        **shared,
    )
