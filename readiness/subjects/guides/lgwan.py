"""LGWAN接続系の可否: what the notice of 2020-08-18 says of chosen kinds of information; the strictest
rule binds them all.

The notice itself is the table information_classes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.language.wording import listed, said, t
from readiness.subjects.charts import Cell, Grid
from readiness.subjects.choices import Choice, One, Several
from readiness.subjects.kept import kept
from readiness.subjects.model import Content, KeyFigure, Line, Passage, Provenance, Table, View
from readiness.subjects.provenance import of_source
from readiness.subjects.subject import Subject

# Strictest first. "unreadable" comes after the rules that are known: it adds a doubt, not a rule.
OUTCOMES = ("forbidden", "decide", "careful", "unreadable")
_GROUNDS = {"forbidden": "obstacle", "decide": "planned", "careful": "has"}
_SOURCE = "S01"  # the hand-out of a briefing that prints the notice


@dataclass(frozen=True)
class Ruling:
    """Outcome for one kind of information; ``is_printed`` is false where the reading is ours."""

    class_code: str
    outcome: str
    is_printed: bool


def ruling(class_code: str, rule_code: str, *, is_bulk: bool, is_satellite: bool) -> Ruling:
    """Outcome of one kind: in bulk or sensitive, in a satellite office or elsewhere.

    The notice forbids bulk or sensitive residents' data in principle, satellite offices excepted. It
    does not say what holds for the exception, nor for small amounts: there each body has to decide.
    """
    if rule_code != "bulk_forbidden":
        return Ruling(class_code, rule_code, rule_code != "unreadable")
    if is_bulk and not is_satellite:
        return Ruling(class_code, "forbidden", True)
    return Ruling(class_code, "decide", False)


def strictest(rulings: Iterable[Ruling]) -> Ruling | None:
    """The ruling that binds all chosen kinds together; None if none was chosen."""
    return min(rulings, key=lambda one: OUTCOMES.index(one.outcome), default=None)


def _classes() -> pd.DataFrame:
    rows = kept(queries.policy_information_classes)
    return rows.set_index("class_code", drop=False)


@dataclass(frozen=True)
class LgwanGuide(Subject):
    """The kinds of information handled, whether in bulk or sensitive, and where."""

    page: ClassVar[str] = "lgwan_guide"
    kinds: tuple[str, ...] = ("resident", "policy")
    bulk: str = "yes"
    place: str = "elsewhere"

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """Kinds of the notice; yes or no; a satellite office or elsewhere."""
        if name == "kinds":
            names = dict(_classes()["name"])
            return Several(names, ("resident", "policy"), limit=len(names), is_ordered=False)
        codes = ("yes", "no") if name == "bulk" else ("elsewhere", "satellite")
        return One({code: t(f"lgwan.{name}.{code}") for code in codes}, default=codes[0])

    @cached_property
    def rulings(self) -> dict[str, Ruling]:
        """The ruling of every kind of the notice."""
        return {
            row.class_code: ruling(
                row.class_code,
                row.rule_code,
                is_bulk=self.bulk == "yes",
                is_satellite=self.place == "satellite",
            )
            for row in _classes().itertuples()
        }

    def outcome(self, code: str) -> str:
        """The outcome of one kind in words."""
        return t(f"lgwan.outcome.{self.rulings[code].outcome}")

    def say(self) -> Content:
        """The ruling that binds the chosen kinds, and those of all."""
        binding = strictest(self.rulings[code] for code in self.kinds)
        key = t("lgwan.nothing") if binding is None else self.outcome(binding.class_code)
        headline, rows, title = self._headline(binding), self._rows(), t("lgwan.title")
        provenance = Provenance(
            **of_source(_SOURCE)
            | {
                "as_of": t("lgwan.as_of"),
                "published": t("lgwan.published"),
                "denominator": t("lgwan.denominator", count=len(rows)),
                "basis": t("lgwan.basis"),
                "source": t("lgwan.source", printed_in=of_source(_SOURCE)["source"]),
            }
        )
        notes = (t("lgwan.note"),)
        return Content(
            title=title,
            headline=headline,
            key_figures=(KeyFigure(self._key_label(binding), key),),
            passages={"next": self._next(binding)},
            tables={"classes": Table(t("lgwan.table"), rows, t("lgwan.file_name"))},
            views={
                "classes": View(
                    title=title,
                    headline=headline,
                    key_figure=key,
                    key_label=t("lgwan.answer"),
                    condition=self._condition(),
                    chart=self._grid(),
                    rows=rows,
                    alt=listed(
                        f"{said(row.name)} {self.outcome(row.class_code)}"
                        for row in _classes().itertuples()
                    ),
                    caution=t("lgwan.assumed", **self._words()),
                    notes=notes,
                    provenance=provenance,
                )
            },
            notes=notes,
            provenance=provenance,
        )

    def _words(self) -> dict[str, str]:
        return {"bulk": t(f"lgwan.bulk.{self.bulk}"), "place": t(f"lgwan.place.{self.place}")}

    def _condition(self) -> str:
        names = _classes()["name"].loc[list(self.kinds)]
        return t("lgwan.condition", kinds=listed(names) or t("lgwan.nothing"), **self._words())

    def _key_label(self, binding: Ruling | None) -> str:
        if binding is None:
            return t("lgwan.answer")
        return t("lgwan.binding", name=_classes()["name"][binding.class_code])

    def _headline(self, binding: Ruling | None) -> str:
        if binding is None:
            return t("lgwan.sentence_empty")
        classes = _classes()
        return t(
            "lgwan.sentence",
            count=len(self.kinds),
            level=max(classes.loc[list(self.kinds), "confidentiality_level"]),
            name=classes["name"][binding.class_code],
            place=t(f"lgwan.place.{self.place}"),
            outcome=self.outcome(binding.class_code),
        )

    def _next(self, binding: Ruling | None) -> Passage:
        """Whose ruling it is, and under its own mark what we suggest to do with it."""
        if binding is None:
            return Passage("", (Line(t("lgwan.nothing_chosen")),))
        return Passage(
            "",
            (
                Line(t(f"lgwan.origin.{'printed' if binding.is_printed else 'read'}")),
                Line(t(f"lgwan.next.{binding.outcome}"), remark=t("origin.ours")),
            ),
        )

    def _rows(self) -> pd.DataFrame:
        classes = _classes().rename(columns={"name": "information_class"})
        return classes.assign(
            is_chosen=[t("lgwan.chosen") if code in self.kinds else "" for code in classes.index],
            outcome=[self.outcome(code) for code in classes.index],
        )[
            [
                "is_chosen",
                "information_class",
                "confidentiality_level",
                "systems",
                "printed_rule",
                "outcome",
            ]
        ].reset_index(drop=True)

    def _grid(self) -> Grid:
        names = _classes()["name"]
        cells = tuple(
            (
                Cell(t("lgwan.chosen") if code in self.kinds else ""),
                Cell(str(_classes().loc[code, "confidentiality_level"])),
                Cell(
                    self.outcome(code),
                    _GROUNDS.get(one.outcome, ""),
                    is_uncertain=one.outcome == "unreadable",
                ),
            )
            for code, one in self.rulings.items()
        )
        return Grid(
            rows=tuple(names),
            columns=tuple(t(f"lgwan.column.{name}") for name in ("mine", "level", "outcome")),
            cells=cells,
            totals=(),
            total_label="",
            blocks=(len(names),),
            legend="",
            has_upright_columns=False,
        )
