"""GSSへの移行: who moved to the common government network and terminals, when, and who has not.

It is not remote access: no step of the ladder of 2017. A quarter rises at its end; a month that was
only planned, a move within the Cabinet Office group and a move without a date are told apart.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import COUNTED, PUBLISHED
from readiness.language.lettering import short
from readiness.language.wording import (
    fiscal_year,
    listed,
    period,
    said,
    short_period,
    t,
    year_number,
)
from readiness.subjects.charts import Brick, Cell, Grid, Stack, Steps
from readiness.subjects.choices import Choice, One
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
from readiness.subjects.provenance import of_sources
from readiness.subjects.subject import Subject

DONE = ("done", "done_within_cabinet_office")
_STATES = {"under_way": "in_progress", "plan": "planned", "not_stated": "not_stated"}


@dataclass(frozen=True)
class Gss(Subject):
    """The move to GSS by quarter, and what a document and the next one said; ``since``: the first."""

    page: ClassVar[str] = "agency_gss"
    since: str = ""

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice:
        """A document to compare with the one after it; the last but one unless another is chosen."""
        return kept(_choice)

    def say(self) -> Content:
        """Everything on the move."""
        return Move(self.since or _documents()[-2]).content()


def _choice() -> One:
    documents = _documents()
    pairs = {
        earlier: t("gss.pair", earlier=_document(earlier), later=_document(later))
        for earlier, later in pairwise(documents)
    }
    return One(dict(reversed(pairs.items())), default=documents[-2])


def _documents() -> list[str]:
    """Codes of the documents that speak of the move, oldest first."""
    stated = queries.data_table("agency_gss_statements")["stated_in"]
    return sorted(map(str, stated.unique()))


def _document(code: str) -> str:
    """``2025年度のシート``, ``2023年8月の年次報告``."""
    if len(code) == 4:
        return t("gss.sheet", year=code)
    return t("gss.report", month=period(code))


def when(row: Any, *, say: Callable[[str], str] = period) -> str:
    """When a body moved or means to, in words; ``row``: of agency_gss_details.

    ``say``: ``short_period`` for a sign in a drawing.
    """
    if row.status in DONE:
        if pd.isna(row.month):
            return t("gss.when.undated")
        key = "within" if row.status == DONE[1] else row.date_basis
        return t(f"gss.when.{key}", month=say(row.month))
    if row.status == "not_stated":
        return ""
    if isinstance(row.period_text, str) and row.period_text != said(f"{row.fiscal_year}年度"):
        return row.period_text
    if pd.isna(row.fiscal_year):
        return t("gss.when.no_year")
    return t(f"gss.when.{row.status}", year=fiscal_year(int(row.fiscal_year)))


@dataclass(frozen=True)
class Move:
    """The rows, and what they come to; ``since``: the document to compare with the one after it."""

    since: str

    @classmethod
    def newest(cls) -> "Move":
        """The newest document beside the one before it."""
        return cls(_documents()[-2])

    @cached_property
    def bodies(self) -> pd.DataFrame:
        """Rows of agency_gss_details."""
        return queries.agency_gss_details()

    @cached_property
    def agencies(self) -> pd.DataFrame:
        """Those that count, in the order of establishment."""
        return self.bodies[self.bodies["agency_order"].notna()]

    @cached_property
    def quarters(self) -> pd.DataFrame:
        return queries.agency_gss_by_quarter()

    @cached_property
    def until(self) -> str:
        """The document that the comparison ends with."""
        documents = _documents()
        return documents[documents.index(self.since) + 1]

    @cached_property
    def changes(self) -> pd.DataFrame:
        return queries.agency_gss_changes(self.since, self.until)

    def named(self, *statuses: str) -> pd.DataFrame:
        """Agencies in one of these states."""
        return self.agencies[self.agencies["status"].isin(statuses)]

    @property
    def counts(self) -> dict[str, int]:
        """Fields of the sentences."""
        return {
            "asked": len(self.agencies),
            "done": len(self.named(*DONE)),
            "by_name": len(self.named(DONE[0])),
            "within": len(self.named(DONE[1])),
            "in_progress": len(self.named("in_progress")),
            "planned": len(self.named("planned")),
            "not_stated": len(self.named("not_stated")),
        }

    @property
    def sheet_year(self) -> int:
        return int(self.bodies["sheet_year"].max())

    @property
    def headline(self) -> str:
        """The state of the newest sheets."""
        return t("gss.sentence", **self.counts)

    @cached_property
    def provenance(self) -> Provenance:
        sources = sorted({one for ids in self.bodies["source_id"] for one in ids.split(";")})
        return Provenance(
            as_of=t("gss.as_of", year=self.sheet_year),
            published="",
            denominator=t("view.denominator.agencies", total=len(self.agencies)),
            basis=t("gss.basis", published=PUBLISHED, counted=COUNTED),
            **of_sources(sources),
        )

    def content(self) -> Content:
        """Everything said."""
        shared: dict[str, Any] = {"provenance": self.provenance, "notes": self.notes}
        key = KeyFigure(t("gss.key"), f"{self.counts['done']} / {len(self.agencies)}")
        moves = self.moves
        alt = self.alt
        return Content(
            title=t("gss.title"),
            headline=self.headline,
            key_figures=(key,),
            figures={"moves": Figure("", moves, alt)},
            passages={
                "changes": self.changed,
                "not_stated": self.not_stated,
                "ask": self.ask,
            },
            tables={
                "bodies": Table(t("gss.table.bodies"), self.rows, t("gss.file.bodies")),
                "changes": Table(
                    t("gss.table.changes"),
                    self.change_rows,
                    t("gss.file.changes", earlier=self.since, later=self.until),
                ),
                "quarters": Table(t("gss.table.quarters"), self.quarters, t("gss.file.quarters")),
            },
            views={
                "quarters": View(
                    title=t("gss.title"),
                    headline=self.headline,
                    key_figure=key.value,
                    key_label=key.label,
                    chart=self.steps(moves),
                    rows=self.rows,
                    alt=alt,
                    caution=t("gss.caution"),
                    aside_heading=t("gss.not_stated", count=self.counts["not_stated"]),
                    aside=tuple((name, "") for name in self.named("not_stated")["agency_name"]),
                    **shared,
                ),
                "changes": self.changes_view(shared),
            },
            caution=t("gss.caution"),
            **shared,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What GSS is, and what is counted how."""
        return (t("gss.what"), t("gss.note.not_stated"), t("gss.note.within"))

    @cached_property
    def moves(self) -> Stack:
        """The stack: dated moves in time order, undated ones, then who has not moved."""
        places = {
            (row.fiscal_year, row.quarter): place
            for place, row in enumerate(self.quarters.itertuples())
        }
        moved = [row for row in self.named(*DONE).itertuples() if not pd.isna(row.quarter)]
        moved.sort(key=lambda row: (row.month, row.status == DONE[1], row.agency_order))
        undated = [row for row in self.named(*DONE).itertuples() if pd.isna(row.quarter)]
        bricks = [
            Brick(
                row.agency_name,
                when(row, say=short_period),
                "within" if row.status == DONE[1] else row.date_basis,
                places[int(row.fiscal_year), int(row.quarter)],
                self._hint(row),
            )
            for row in moved
        ]
        bricks += [
            Brick(
                row.agency_name,
                when(row, say=short_period),
                "undated",
                places.get((row.earliest_fiscal_year, 1), 0),
                self._hint(row),
            )
            for row in undated
        ]
        for kind, status in _STATES.items():
            bricks += [
                Brick(row.agency_name, when(row, say=short_period), kind, None, self._hint(row))
                for row in reversed(list(self.named(status).itertuples()))
            ]
        ends = [brick.quarter for brick in bricks if brick.kind in _DATED]
        dated = [sum(end <= place for end in ends if end is not None) for place in places.values()]
        years = self.quarters.groupby("fiscal_year").size()
        kinds = pd.Series([brick.kind for brick in bricks])
        return Stack(
            years=tuple((_year(int(year)), int(count)) for year, count in years.items()),
            short_years=tuple(t("gss.year.short", number=year_number(int(y))) for y in years.index),
            quarters=tuple("①②③④"[row.quarter - 1] for row in self.quarters.itertuples()),
            bricks=tuple(bricks),
            steps=tuple(dated),
            possible=tuple(map(int, self.quarters["possible_count"])),
            total=len(self.agencies),
            total_label=t("gss.total", total=len(self.agencies)),
            sheet_label=t("gss.sheet", year=self.sheet_year),
            done_label=t("gss.state.done"),
            states=tuple(
                (kind, t(f"gss.state.{kind}"), int((kinds == kind).sum())) for kind in _STATES
            ),
            legend=tuple(
                (kind, t(f"gss.legend.{kind}"), int((kinds == kind).sum()))
                for kind in (*_DATED, "undated")
            ),
            legend_heading=t("gss.legend"),
            legend_note=t("gss.legend.note"),
            undated_label=t("gss.undated", names=listed(short(row.agency_name) for row in undated))
            if undated
            else "",
            elsewhere_heading=t("gss.elsewhere", count=len(self.elsewhere)),
            elsewhere=tuple(
                t("gss.elsewhere.one", name=row.agency_name, when=when(row, say=short_period))
                for row in self.elsewhere.itertuples()
            ),
            elsewhere_note=t("gss.elsewhere.note", done=len(self.named(*DONE))),
        )

    @property
    def elsewhere(self) -> pd.DataFrame:
        """Bodies outside the agencies asked in 2017."""
        return self.bodies[self.bodies["agency_order"].isna()]

    @staticmethod
    def _hint(row: Any) -> str:
        return t(
            "gss.hint", name=row.agency_name, status=t(f"gss.status.{row.status}"), note=row.note
        )

    @property
    def alt(self) -> str:
        """The figure in words: who moved when, who has not."""
        lines = [
            t(
                "gss.alt.one",
                name=row.agency_name,
                status=t(f"gss.status.{row.status}"),
                when=when(row),
            )
            for row in self.agencies.itertuples()
        ]
        return t("gss.alt", sentence=self.headline, lines=listed(lines))

    def steps(self, moves: Stack) -> Steps:
        """The step line alone, for slides and native charts."""
        return Steps(
            years=tuple(map(fiscal_year, sorted(set(self.quarters["fiscal_year"])))),
            quarters=tuple(
                t("gss.quarter", year=row.fiscal_year, quarter=row.quarter)
                for row in self.quarters.itertuples()
            ),
            start=0,
            certain=moves.steps,
            covered=moves.steps,
            possible=moves.possible,
            target=moves.total,
            target_label=moves.total_label,
            axis_label=t("gss.axis"),
            deadline_label="",
            start_label="",
            end=str(self.counts["done"]),
            end_label=moves.sheet_label,
            series_labels=(t("gss.series.dated"), t("gss.series.dated"), t("gss.series.possible")),
        )

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The bodies in words, as tables show and save them."""
        bodies = self.bodies
        return pd.DataFrame(
            {
                "agency_name": bodies["agency_name"],
                "gss_status": [t(f"gss.status.{one}") for one in bodies["status"]],
                "gss_month": [when(row) for row in bodies.itertuples()],
                "date_basis": [
                    t(f"gss.basis.{row.date_basis}") if row.status in DONE else ""
                    for row in bodies.itertuples()
                ],
                "note": bodies["note"],
                "source_ids": bodies["source_id"].str.replace(";", ", "),
            }
        )

    @cached_property
    def spoken(self) -> pd.DataFrame:
        """The changes about which the two documents differ or only the later one speaks."""
        is_told = self.changes["outcome"].isin(
            ["done", "slipped", "started", "changed", "announced"]
        )
        return self.changes[is_told]

    @cached_property
    def change_rows(self) -> pd.DataFrame:
        """What both documents said, in words."""
        rows = self.changes
        return pd.DataFrame(
            {
                "agency_name": [_body(row) for row in rows.itertuples()],
                "earlier_statement": [_stated(row, "earlier") for row in rows.itertuples()],
                "later_statement": [_stated(row, "later") for row in rows.itertuples()],
                "outcome": [t(f"gss.outcome.{one}") for one in rows["outcome"]],
            }
        )

    @property
    def changed(self) -> Passage:
        """The two documents side by side, newly moved ones first; what only the later one names is left
        to the table.
        """
        order = ["done", "slipped", "started", "changed"]
        rows = self.spoken[self.spoken["outcome"].isin(order)]
        rows = rows.assign(rank=rows["outcome"].map(order.index))
        whole = self.changes[self.changes["agency_order"].notna() & self.changes["part"].isna()]
        counts = {
            which: int(whole[f"{which}_statement"].isin(DONE).sum())
            for which in ("earlier", "later")
        }
        lines = [
            Line(
                t("gss.changes.counts", total=len(self.agencies), **counts),
                label=t("gss.changes.count"),
            )
        ]
        lines += [
            Line(
                t("gss.change", earlier=_stated(row, "earlier"), later=_stated(row, "later")),
                label=_body(row),
                remark=t("gss.outcome.slipped") if row.outcome == "slipped" else "",
            )
            for row in rows.sort_values("rank", kind="stable").itertuples()
        ]
        heading = t("gss.changes", earlier=_document(self.since), later=_document(self.until))
        return Passage(heading, tuple(lines))

    def changes_view(self, shared: dict[str, Any]) -> View:
        """The two documents as a table of marks."""
        rows = self.spoken
        heading = t("gss.changes", earlier=_document(self.since), later=_document(self.until))
        newly = [_body(row) for row in rows.itertuples() if row.outcome in ("done", "slipped")]
        told = t("gss.changes.sentence", count=len(newly), names=listed(newly)) if newly else ""
        return View(
            title=heading,
            headline=told or t("gss.changes.none"),
            key_figure=t("view.count_of_agencies", count=len(newly)),
            key_label=t("gss.changes.key"),
            chart=Grid(
                rows=tuple(_body(row) for row in rows.itertuples()),
                columns=(_document(self.since), _document(self.until)),
                cells=tuple(
                    (
                        Cell(_stated(row, "earlier")),
                        Cell(_stated(row, "later"), "has" if row.outcome == "done" else ""),
                    )
                    for row in rows.itertuples()
                ),
                totals=(),
                total_label="",
                blocks=(len(rows),),
                legend="",
                has_upright_columns=False,
            ),
            rows=self.change_rows,
            alt=listed(
                t(
                    "gss.change.alt",
                    name=_body(row),
                    earlier=_stated(row, "earlier"),
                    later=_stated(row, "later"),
                )
                for row in rows.itertuples()
            ),
            caution=t("gss.caution"),
            **shared,
        )

    @property
    def not_stated(self) -> Passage:
        """Those of which the sheets only describe a network of their own."""
        rows = self.named("not_stated")
        return Passage(
            t("gss.not_stated", count=len(rows)),
            tuple(Line("", label=row.agency_name, remark=row.note) for row in rows.itertuples()),
            hint=t("gss.note.not_stated"),
        )

    @property
    def ask(self) -> Passage:
        """Whom to ask now: those who moved, newest first, and who provides the service."""
        dated = self.named(DONE[0]).sort_values("month", ascending=False, kind="stable")
        names = listed(dated["agency_name"])
        return Passage(
            t("gss.ask"),
            (
                Line(names, label=t("gss.ask.moved")),
                Line(t("gss.ask.provider.text"), label=t("gss.ask.provider")),
                Line(t("gss.ask.personnel.text"), label=t("gss.ask.personnel")),
            ),
        )


_DATED = ("printed", "planned", "within")


def _year(year: int) -> str:
    return t("gss.year", era=fiscal_year(year), year=year)


def _body(row: Any) -> str:
    """An agency, or the part of one that is meant."""
    return str(
        row.agency_name if pd.isna(row.part) else t("gss.part", name=row.agency_name, part=row.part)
    )


def _stated(row: Any, which: str) -> str:
    """``○ 移行済み``, ``△ 2025年4月``; the mark and the time a document names."""
    statement = getattr(row, f"{which}_statement")
    if pd.isna(statement):
        return t("gss.stated.nothing")
    month, text = getattr(row, f"{which}_month"), getattr(row, f"{which}_text")
    time = "" if pd.isna(month) else period(month)
    if not pd.isna(text):
        # The time is said once where both documents name the same.
        is_said = which == "later" and text == row.earlier_text
        time = "" if is_said else str(text)
    key = f"gss.stated.{statement}" + (".at" if time else "")
    return t(key, when=time) if time else t(key)
