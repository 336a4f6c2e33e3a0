"""団体間の比較: up to four local governments in columns, fact by fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import UNANSWERED
from readiness.language.wording import listed, number, said, t
from readiness.subjects.agencies import provisional
from readiness.subjects.charts import Blank, Cell, Grid
from readiness.subjects.choices import Choice
from readiness.subjects.kept import kept
from readiness.subjects.local import dx, governments, peer_words
from readiness.subjects.local.comparison import NEAREST, Comparison, usual_rule
from readiness.subjects.local.governments import SeveralGovernments
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
from readiness.subjects.provenance import if_estimated, of_attributes, of_round
from readiness.subjects.provenance import said as said_notes
from readiness.subjects.subject import Subject

MOST = 4
_NOT_YET = ("not_adopted", "considering")
# Towns that a first pair is looked for with: middling ones, in different parts of the country.
_BEGIN_WITH = ("342084", "204854", "032085", "404438")
FACTS = (
    "status prefecture_name entity_type similar_group population staff_count staff_band"
    " fiscal_strength_index area_km2"
).split()


@dataclass(frozen=True)
class SideBySide(Subject):
    """Up to four governments by their codes, in the order chosen."""

    page: ClassVar[str] = "side_by_side"
    codes: tuple[str, ...] = ()

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """Every government of the newest round; two near neighbours until others are chosen."""
        return SeveralGovernments(governments.labels(), kept(_near_pair), limit=MOST)

    def say(self) -> Content:
        """Everything said."""
        return _Beside(self.codes).content


def beside(code: str) -> tuple[str, ...]:
    """A government and those that its peers' screen names first to call."""
    of = Comparison(code, NEAREST, usual_rule(code), (), ())
    return (code, *of.asked["code"].head(MOST - 1))


def _near_pair() -> tuple[str, ...]:
    """A government without telework and the one most like it that has adopted; none without such a pair."""
    rows = governments.rows()
    for code in _BEGIN_WITH:
        if code not in rows.index or rows.loc[code, "status"] not in ("adopted", *_NOT_YET):
            continue
        wanted = _NOT_YET if rows.loc[code, "status"] == "adopted" else ("adopted",)
        near = kept(queries.peer_nearest, code, NEAREST)
        other = near[near["status"].isin(wanted)].head(1)
        if len(other):
            return (code, str(other["code"].iloc[0]))
    return ()


@dataclass(frozen=True)
class _Beside:
    """The facts and the indicators of some governments."""

    codes: tuple[str, ...]

    @cached_property
    def chosen(self) -> pd.DataFrame:
        """Their rows in the order chosen."""
        return governments.rows().loc[list(self.codes)]

    @property
    def names(self) -> tuple[str, ...]:
        """Names that tell the 25 pairs of equal names apart."""
        return tuple(governments.heading(own) for own in self.chosen.itertuples(index=False))

    @property
    def items(self) -> tuple[str, ...]:
        """What stands in the rows."""
        facts = (t(f"side_by_side.fact.{fact}") for fact in FACTS)
        return (*facts, *map(_item, dx.INDICATORS))

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells of each government, in words."""
        rows = kept(queries.local_indicators, ",".join(self.codes))
        answers = {(row.code, row.indicator_code): row for row in rows.itertuples()}
        return tuple(
            (
                *(_fact(own, fact) for fact in FACTS),
                *(_answer(answers.get((own.code, item))) for item in dx.INDICATORS),
            )
            for own in self.chosen.itertuples(index=False)
        )

    @property
    def table(self) -> pd.DataFrame:
        """``item`` and a column for each government."""
        columns = dict(zip(self.names, self.columns, strict=True))
        return pd.DataFrame({"item": self.items} | columns)

    @property
    def tidy(self) -> pd.DataFrame:
        """A row for each government and item, for files: signs that look like formulas left out."""
        return pd.DataFrame(
            [
                (name, item, _word(cell))
                for name, column in zip(self.names, self.columns, strict=True)
                for item, cell in zip(self.items, column, strict=True)
            ],
            columns=["government", "item", "answer"],
        )

    @property
    def answered(self) -> int:
        """How many of them answered."""
        return int((~self.chosen["status"].isin(UNANSWERED)).sum())

    @property
    def adopted(self) -> int:
        """How many of those have adopted."""
        return int((self.chosen["status"] == "adopted").sum())

    @property
    def headline(self) -> str:
        """The screen in one sentence."""
        if not self.codes:
            return t("side_by_side.start")
        fields = {"names": listed(self.names), "count": len(self.codes), "adopted": self.adopted}
        words = t("side_by_side.sentence", **fields)
        silent = len(self.codes) - self.answered
        return words + (t("side_by_side.unanswered", count=silent) if silent else "")

    @property
    def grid(self) -> Grid:
        """The same as a table of cells; the prefecture stands above each name."""
        place = FACTS.index("prefecture_name")
        rows = [row for number, row in enumerate(self.items) if number != place]
        cells = [
            tuple(Cell(cell, _ground(cell)) for cell in line)
            for number, line in enumerate(zip(*self.columns, strict=True))
            if number != place
        ]
        above = tuple(
            ("" if governments.is_prefecture(own) else own.prefecture_name, 1)
            for own in self.chosen.itertuples(index=False)
        )
        return Grid(
            rows=tuple(rows),
            columns=tuple(self.chosen["name"]),
            cells=tuple(cells),
            totals=(),
            total_label="",
            blocks=(1, len(FACTS) - 2, len(dx.INDICATORS)),
            legend="",
            column_groups=above,
            has_upright_columns=False,
        )

    @property
    def alt(self) -> str:
        """The table read out."""
        return listed(
            " ".join(map(said, (item, name, cell)))
            for item, *line in zip(self.items, *self.columns, strict=True)
            for name, cell in zip(self.names, line, strict=True)
        )

    @property
    def content(self) -> Content:
        """Everything said."""
        round_code, headline = governments.newest(), self.headline
        shown = of_round(round_code)
        provenance = Provenance(
            denominator=t("side_by_side.denominator"),
            **(shown | {"source": listed((shown["source"], of_attributes()))}),
        )
        caution = if_estimated(round_code, "view.local.caution") if self.codes else ""
        notes = said_notes(
            t("side_by_side.note"),
            t("local.dx_source", as_of=t("local.dx_as_of")),
            if_estimated(round_code, "view.local_trend.note"),
            provisional.note("local"),
            governments.latin_note(),
        )
        label, none = t("side_by_side.key"), t("mark.none")
        key = (
            t("view.of", count=self.adopted, total=self.answered)
            if self.codes and self.answered
            else none
        )
        view = View(
            title=t("side_by_side.title"),
            headline=headline,
            key_figure=key,
            key_label=label,
            chart=self.grid if self.codes else Blank(headline),
            rows=self.tidy if self.codes else pd.DataFrame({"item": []}),
            alt=self.alt if self.codes else headline,
            provenance=provenance,
            condition=listed(self.names),
            caution=caution,
            notes=notes,
        )
        ways = tuple(
            Line(t("side_by_side.compare", name=name), link=f"peers?code={code}")
            for name, code in zip(self.names, self.codes, strict=True)
        )
        tables = {}
        if self.codes:
            file_name = t("side_by_side.file_name", as_of=provenance.as_of)
            tables["columns"] = Table(t("table.heading"), self.table, file_name)
        return Content(
            title=t("side_by_side.title"),
            headline=headline,
            key_figures=(KeyFigure(label, key),),
            figures={"grid": Figure("", view.chart, view.alt)},
            passages={"ways": Passage("", ways)},
            tables=tables,
            views={"columns": view},
            caution=caution,
            notes=notes,
            provenance=provenance,
        )


def _item(indicator_code: str) -> str:
    return t("side_by_side.dx", item=dx.label(indicator_code))


def _fact(own: Any, fact: str) -> str:
    if fact == "status":
        return peer_words.status(own.status)
    value, none = getattr(own, "staff_count" if fact == "staff_band" else fact), t("mark.none")
    if value is None or pd.isna(value):
        return none
    if fact == "staff_band":
        return governments.staff_band(value)
    if fact == "similar_group":
        return governments.group_label(own)
    if fact == "fiscal_strength_index":
        return f"{value:.2f}"
    if fact == "area_km2":
        return f"{value:,.1f}{t('peers.unit.area_km2')}"
    if fact in ("population", "staff_count"):
        return t("side_by_side.persons", count=number(value))
    return str(value)


def _answer(row: Any) -> str:
    """The answer to an indicator: of prefectures the table has no percentages for some."""
    if row is None:
        return t("side_by_side.not_held")
    if row.answer in ("yes", "no", "not_surveyed"):
        return t(f"peers.answer.{row.answer}")
    return t("mark.none") if pd.isna(row.value_pct) else f"{row.value_pct:g}%"


def _ground(cell: str) -> str:
    return {t("mark.yes"): "has", t("mark.planned"): "planned"}.get(cell[:1], "")


def _word(cell: str) -> str:
    """The word behind a sign: a cell of a workbook that begins with － would read as a formula."""
    sign, _, word = cell.partition(" ")
    if len(sign) == 1 and not sign.isalnum():
        return word or t("export.no_data")
    return cell
