"""Barriers named together: counts of agencies, which are too few for correlations. Rows in, words out."""

from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import COUNTED
from readiness.language.wording import listed, t
from readiness.subjects.agencies import advice, answers
from readiness.subjects.agencies.chapter import Chapter
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.charts import Blank, Cell, Chart, Grid
from readiness.subjects.kept import kept
from readiness.subjects.model import Figure, KeyFigure, Line, Passage, Table, View
from readiness.subjects.provenance import said


def chapter(survey: Survey) -> Chapter:
    """Every pair as a table of counts, and the most frequent ones with their names."""
    rows = kept(queries.agency_barrier_pairs, survey.code)
    clear = _clear(rows)
    chart = _grid(survey, rows)
    alt = _alt(chart, rows)
    headline, key = _headline(survey, clear), _key_figure(survey, clear)
    notes = said(t("agency_patterns.note"), survey.note("lost_pairs"), t("view.note.no_mark"))
    provenance = survey.origin(basis=COUNTED)
    table = rows[["barrier", "other_barrier", "agency_count", "uncertain_count", "agency_names"]]
    lines = tuple(
        Line(
            _named(row),
            label=str(row.agency_count),
            remark=row.agency_names,
        )
        for row in clear.itertuples()
    )
    view = View(
        title=t("view.agency_pairs"),
        headline=headline,
        key_figure=key.value,
        key_label=key.label,
        chart=chart,
        rows=table,
        alt=alt,
        provenance=provenance,
        caution=t("view.agency_pairs.caution"),
        notes=notes,
        aside_heading=t("agency_patterns.pairs.list"),
        aside=tuple(
            (
                f"{line.label}{t('gap.heading')}{line.text}",
                advice.shortly(line.remark.split(t("list.separator"))),
            )
            for line in lines
        ),
    )
    return Chapter(
        label="",
        headline=headline,
        provenance=provenance,
        key_figures=(key,),
        figures={"shown": Figure("", chart, alt, note=t("agency_patterns.pairs.key"))},
        passages={"list": Passage(t("agency_patterns.pairs.list"), lines)},
        tables={"rows": Table("", table, _file_name(survey, "pairs"))},
        views={"pairs": view},
        notes=notes,
    )


def _file_name(survey: Survey, view: str) -> str:
    shown = t(f"agency_patterns.view.{view}")
    return t("agency_patterns.file_name", view=shown, as_of=survey.day)


def _clear(rows: pd.DataFrame) -> pd.DataFrame:
    """Pairs of worded barriers that some agency names, most frequent first."""
    is_other = (rows[["barrier_code", "other_barrier_code"]] == answers.OTHER).any(axis=1)
    found = rows[~is_other & (rows["agency_count"] > 0)]
    return found.sort_values("agency_count", ascending=False, kind="stable")


def _headline(survey: Survey, clear: pd.DataFrame) -> str:
    if not survey.answered:
        return t("agency.nobody_answered", asked=survey.asked)
    if clear.empty:
        return t("view.agency_pairs.none")
    top = clear.iloc[0]
    also = clear[clear["agency_count"] == top["agency_count"]]
    text = t(
        "agency_patterns.sentence.pairs",
        barrier=top["barrier"],
        other=top["other_barrier"],
        count=top["agency_count"],
        names=top["agency_names"],
    )
    more = len(also) - 1
    return text + (t("agency_patterns.sentence.pairs.also", count=more) if more else "")


def _key_figure(survey: Survey, clear: pd.DataFrame) -> KeyFigure:
    count = int(clear["agency_count"].iloc[0]) if len(clear) else 0
    value = t("view.of", count=count, total=survey.answered) if survey.answered else t("mark.none")
    return KeyFigure(t("view.agency_pairs.key"), value)


def _grid(survey: Survey, rows: pd.DataFrame) -> Chart:
    """Lower triangle of counts; the diagonal is how many name the barrier at all."""
    barriers = survey.counts[survey.counts["question_code"] == "barrier"]
    if rows.empty or not survey.answered:
        return Blank(t("agency.nobody_answered", asked=survey.asked))
    place = {code: n for n, code in enumerate(barriers["choice_code"])}
    cells = [[Cell("")] * len(place) for _ in place]
    for _, row in barriers.iterrows():
        n = place[row["choice_code"]]
        hint = t("agency_patterns.hover.one", barrier=row["item"], count=answers.total(row))
        cells[n][n] = Cell(answers.short_total(row), hint=hint, is_whole=True)
    highest = max(1, int(rows["agency_count"].max()))
    for row in rows.itertuples():
        cells[place[row.other_barrier_code]][place[row.barrier_code]] = _cell(row, highest)
    names = list(barriers["item"])
    short = [answers.short_item(row.choice_code, row.item) for row in barriers.itertuples()]
    return Grid(
        rows=tuple(names),
        columns=tuple(names),
        cells=tuple(map(tuple, cells)),
        totals=(),
        total_label="",
        blocks=(len(names),),
        legend="",
        has_upright_columns=False,
        short_rows=tuple(short),
        short_columns=tuple(
            answers.column_item(row.choice_code, row.item) for row in barriers.itertuples()
        ),
    )


def _cell(row: Any, highest: int) -> Cell:
    unread = f"{t('mark.plus')}{t('mark.unreadable')}{row.uncertain_count}"
    return Cell(
        f"{row.agency_count}{unread if row.uncertain_count else ''}",
        "obstacle" if row.agency_count else "",
        level=row.agency_count / highest,
        hint=t(
            "agency_patterns.hover.pair",
            barrier=row.barrier,
            other=row.other_barrier,
            count=row.agency_count,
            names=row.agency_names or t("view.nobody"),
        ),
    )


def _alt(chart: Chart, rows: pd.DataFrame) -> str:
    if isinstance(chart, Blank):
        return chart.reason
    values = listed(
        t(
            "agency_patterns.pairs.value",
            barrier=row.barrier,
            other=row.other_barrier,
            count=row.agency_count,
        )
        for row in rows.itertuples()
    )
    return t("agency_patterns.pairs.alt", values=values)


def _named(row: Any) -> str:
    """The pair by the short words of its barriers."""
    return t(
        "agency_patterns.pairs.pair",
        barrier=answers.short_item(row.barrier_code, row.barrier),
        other=answers.short_item(row.other_barrier_code, row.other_barrier),
    )
