"""府省庁の比較: two to four agencies side by side, item by item."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.language import lettering
from readiness.language.wording import listed, said, t
from readiness.subjects.agencies import answers, ladder, outcome, plans, provisional
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.charts import Cell, Grid
from readiness.subjects.choices import Choice, Several
from readiness.subjects.kept import kept
from readiness.subjects.model import Content, Figure, KeyFigure, Provenance, Table, View
from readiness.subjects.provenance import of_source, of_sources
from readiness.subjects.provenance import said as said_notes
from readiness.subjects.subject import Subject

FACTS = ("plan", "days", "share")
_MOST = 4


@dataclass(frozen=True)
class AgencyCompare(Subject):
    """Two to four ``agencies`` by their codes, in the order chosen."""

    page: ClassVar[str] = "agency_compare"
    agencies: tuple[str, ...] = ()

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """The agencies asked in the newest round; one of each stage until others are chosen."""
        return Several(Survey.newest().names, _one_of_each_stage(), limit=_MOST)

    def say(self) -> Content:
        """Everything on these agencies in the newest round."""
        survey = Survey.newest()
        names = [survey.names[code] for code in self.agencies]
        if len(names) < 2:
            return Content(
                title=t("agency_compare.title"),
                headline=t("agency_compare.too_few"),
                provenance=survey.origin(),
                notes=(t("agency_compare.note"),),
            )
        return _Beside(survey, tuple(names)).content()


def _one_of_each_stage() -> tuple[str, ...]:
    """The first agency of each stage that occurs, the highest stage first; none where all are on one."""
    survey = Survey.newest()
    codes = {name: code for code, name in survey.names.items()}
    answered = survey.stages.dropna(subset=["stage"]).sort_values("agency_order")
    firsts = answered.drop_duplicates("stage").sort_values("stage", ascending=False)
    found = tuple(codes[name] for name in firsts["agency_name"] if name in codes)
    return found[:_MOST] if len(found) > 1 else ()


@dataclass(frozen=True)
class _Beside:
    """The answers of some agencies, and where they differ."""

    survey: Survey
    names: tuple[str, ...]

    @cached_property
    def gaps(self) -> dict[str, pd.DataFrame]:
        """Rows of agency_gap with their state."""
        found = {}
        for name in self.names:
            rows = kept(queries.agency_gap, self.survey.code, name)
            found[name] = rows.assign(state=answers.states(rows))
        return found

    @property
    def items(self) -> list[str]:
        return list(self.gaps[self.names[0]]["item"])

    @cached_property
    def different(self) -> tuple[int, ...]:
        """Places of the items where answers differ; what cannot be read, or was not answered, does not."""
        columns = [list(gap["state"]) for gap in self.gaps.values()]
        return tuple(
            place
            for place, states in enumerate(zip(*columns, strict=True))
            if len(set(states) - {"unreadable", "not_answered"}) > 1
        )

    @property
    def headline(self) -> str:
        return t(
            "agency_compare.sentence",
            names=listed(self.names),
            of=len(self.items),
            different=len(self.different),
        )

    @cached_property
    def grid(self) -> Grid:
        """Stage, items, plan and what was published later, an agency a column."""
        gaps = [list(self.gaps[name]["state"]) for name in self.names]
        stages = self.survey.stages.set_index("agency_name")
        kinds = self.gaps[self.names[0]].groupby("kind", sort=False).size()
        cells = (
            tuple(Cell(self._stage(stages.loc[name])) for name in self.names),
            *(tuple(map(_cell, states)) for states in zip(*gaps, strict=True)),
            *zip(*(map(Cell, self._facts(name)) for name in self.names), strict=True),
        )
        rows = (
            t("agency_compare.row.stage"),
            *(
                t("view.agency_compare.different", item=item) if place in self.different else item
                for place, item in enumerate(self.items)
            ),
            *(t(f"agency_compare.row.{name}") for name in FACTS),
        )
        return Grid(
            rows=rows,
            columns=self.names,
            short_columns=tuple(map(lettering.short, self.names)),
            cells=cells,
            totals=(),
            total_label="",
            blocks=(1, *map(int, kinds), len(FACTS)),
            legend=answers.legend_line(state for states in gaps for state in states),
            has_upright_columns=False,
            strong_rows=tuple(place + 1 for place in self.different),
            axis_labels=(t("agency_compare.head.item"), ""),
        )

    def _stage(self, own: pd.Series) -> str:
        if pd.isna(own["stage"]):
            return t("view.readiness.not_answered")
        name = ladder.label(own["stage"], own)
        return t("agency_compare.stage", stage=int(own["stage"]), name=name)

    def _facts(self, name: str) -> tuple[str, str, str]:
        later = outcome.rows_of(name)
        plan = plans.first_quarter(self.survey, name)
        return plan, outcome.days_of(later), outcome.share_of(later)

    @property
    def provenance(self) -> Provenance:
        """The survey and what was published later."""
        survey = self.survey.origin()
        ids = [one for name in self.names for one in outcome.source_ids(outcome.rows_of(name))]
        count = {"count": len(self.names), "total": self.survey.answered}
        denominator = t("view.agency_compare.denominator", **count)
        if not ids:
            return self.survey.origin(denominator=denominator)
        later = of_sources(list(dict.fromkeys(ids)))["source"]
        year = t("agency_compare.years")
        return self.survey.origin(
            as_of=t("agency_karte.as_of", survey=survey.as_of, year=year),
            denominator=denominator,
            source=f"{survey.source}{t('list.separator')}{later}",
            publisher=of_source(queries.survey(self.survey.code)["source_id"])["publisher"],
        )

    def content(self) -> Content:
        """Everything said."""
        alt = "".join(
            t("agency_compare.alt", name=name, values=listed(self._column(place)))
            for place, name in enumerate(self.names)
        )
        rows = self._rows()
        notes = said_notes(
            t("agency_compare.note"),
            self.survey.note("lost_pairs"),
            self.survey.note("marks_wider"),
            provisional.note("agency"),
        )
        value = t("view.of", count=len(self.different), total=len(self.items))
        key = KeyFigure(t("view.agency_compare.key"), value)
        file_name = t(
            "agency_compare.file_name", as_of=self.survey.day, names="_".join(map(said, self.names))
        )
        return Content(
            title=t("agency_compare.title"),
            headline=self.headline,
            provenance=self.provenance,
            key_figures=(key,),
            figures={"beside": Figure("", self.grid, alt, note=self.grid.legend)},
            tables={"rows": Table("", rows, file_name)},
            views={
                "beside": View(
                    title=t("view.agency_compare"),
                    headline=self.headline,
                    key_figure=key.value,
                    key_label=key.label,
                    chart=self.grid,
                    rows=self._tidy(),
                    alt=alt,
                    provenance=self.provenance,
                    condition=listed(self.names),
                    caution=t("view.agency_compare.caution"),
                    notes=notes,
                )
            },
            notes=notes,
            missing=tuple(
                t("agency_karte.sentence.not_answered", name=name)
                for name in self.names
                if name in self.survey.members["not_answered"]
            ),
        )

    def _column(self, place: int) -> list[str]:
        grid = self.grid
        return [
            f"{said(row)} {line[place].mark}"
            for row, line in zip(grid.rows, grid.cells, strict=True)
        ]

    @property
    def labels(self) -> list[str]:
        """Names of the rows without the sign of a difference."""
        rows = self.grid.rows
        return [rows[0], *self.items, *rows[-len(FACTS) :]]

    def _rows(self) -> pd.DataFrame:
        """One row per item, an agency a column."""
        columns = {
            said(name): [_word(line[place]) for line in self.grid.cells]
            for place, name in enumerate(self.names)
        }
        return pd.DataFrame({"item": self.labels, **columns})

    def _tidy(self) -> pd.DataFrame:
        """One row per agency and item."""
        lines = zip(self.labels, self.grid.cells, strict=True)
        return pd.DataFrame(
            [
                (name, row, _word(line[place]))
                for row, line in lines
                for place, name in enumerate(self.names)
            ],
            columns=["agency_name", "item", "answer"],
        )


def _cell(state: str) -> Cell:
    """Sign and word of an answer."""
    made = answers.cell(state)
    word = answers.plain_word(state)
    return Cell(f"{made.mark} {word}", made.role, made.is_uncertain, hint=word)


def _word(cell: Cell) -> str:
    """The word behind a sign: a cell of a workbook that begins with － would read as a formula."""
    return cell.hint or cell.mark.removeprefix(t("mark.none")).strip()
