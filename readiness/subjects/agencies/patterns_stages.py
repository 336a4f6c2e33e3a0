"""Who names each barrier, by stage of the ladder. Rows in, words out."""

from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import COUNTED
from readiness.language.wording import listed, t
from readiness.subjects.agencies import answers, ladder
from readiness.subjects.agencies.chapter import Chapter
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.charts import Bar, Bars, Blank, Chart
from readiness.subjects.kept import kept
from readiness.subjects.model import Figure, KeyFigure, Table, View
from readiness.subjects.provenance import said


def chapter(survey: Survey) -> Chapter:
    """One small plot per barrier: agencies naming it on each stage, the highest on top, of those on it."""
    rows = kept(queries.agency_barriers_by_stage, survey.code)
    headline, key = _headline(survey, rows)
    chart = _bars(survey, rows)
    alt = _alt(chart, rows)
    notes = said(t("agency_patterns.note"), t("view.note.no_mark"), survey.ready_with_barriers)
    provenance = survey.origin(basis=COUNTED)
    table = rows[
        ["barrier", "stage", "agency_count", "uncertain_count", "stage_count", "agency_names"]
    ]
    view = View(
        title=t("view.agency_stages"),
        headline=headline,
        key_figure=key.value,
        key_label=key.label,
        chart=chart,
        rows=table,
        alt=alt,
        provenance=provenance,
        notes=notes,
    )
    file_name = t(
        "agency_patterns.file_name", view=t("agency_patterns.view.stages"), as_of=survey.day
    )
    return Chapter(
        label="",
        headline=headline,
        provenance=provenance,
        key_figures=(key,),
        figures={"shown": Figure("", chart, alt)},
        tables={"rows": Table("", table, file_name)},
        views={"stages": view},
        notes=notes,
    )


def _headline(survey: Survey, rows: pd.DataFrame) -> tuple[str, KeyFigure]:
    """The barriers named most, 「その他」 left out, and how often before the use by all staff."""
    nothing = KeyFigure(t("agency_patterns.stages.key"), t("mark.none"))
    if not survey.answered:
        return t("agency.nobody_answered", asked=survey.asked), nothing
    worded = rows[rows["barrier_code"] != answers.OTHER]
    named = worded.groupby("barrier", sort=False)["agency_count"].sum()
    if named.empty or not named.max():
        return t("agency_status.sentence.no_barrier"), nothing
    tops = list(named[named == named.max()].index)
    count = int(named.max())
    is_before = worded["barrier"].isin(tops[:1]) & (worded["stage"] < 2)
    before = int(worded.loc[is_before, "agency_count"].sum())
    text = t(
        "agency_patterns.sentence.stages",
        barrier=t("view.and_also").join(tops),
        count=count,
        before=before,
    )
    if len(tops) > 1:
        barrier = t("view.and_also").join(tops)
        text = t("agency_patterns.sentence.stages.several", barrier=barrier, count=count)
    value = t("view.of", count=before, total=count)
    return text, KeyFigure(t("agency_patterns.stages.key"), value)


def _bars(survey: Survey, rows: pd.DataFrame) -> Chart:
    if rows.empty or not survey.answered:
        return Blank(t("agency.nobody_answered", asked=survey.asked))
    groups = tuple(
        (_heading(barrier, one), tuple(_bar(row) for row in one.iloc[::-1].itertuples()))
        for barrier, one in rows.groupby("barrier", sort=False)
    )
    return Bars(
        groups,
        maximum=float(max(1, rows["stage_count"].max())),
        unit=t("view.unit.agencies"),
        is_dense=True,
    )


def _heading(barrier: Any, rows: pd.DataFrame) -> str:
    named, lost = int(rows["agency_count"].sum()), int(rows["uncertain_count"].sum())
    key = "agency_patterns.panel.lost" if lost else "agency_patterns.panel"
    return t(key, barrier=barrier, count=named, lost=lost)


def _bar(row: Any) -> Bar:
    """On a stage without anybody there is nothing to count of."""
    label = f"{row.stage} {ladder.short(row.stage)}"
    if not row.stage_count:
        return Bar(label, None, t("agency_patterns.stage.empty"), "obstacle")
    unread = f"{t('mark.plus')}{t('mark.unreadable')}{row.uncertain_count}"
    count = f"{row.agency_count}{unread if row.uncertain_count else ''}"
    return Bar(
        label,
        float(row.agency_count),
        t("view.of", count=count, total=row.stage_count),
        "obstacle",
        whole=float(row.stage_count),
        hint=row.agency_names or t("view.nobody"),
    )


def _alt(chart: Chart, rows: pd.DataFrame) -> str:
    if isinstance(chart, Blank):
        return chart.reason
    values = listed(
        t(
            "agency_patterns.stages.value",
            barrier=row.barrier,
            stage=row.stage,
            count=row.agency_count,
            of=row.stage_count,
        )
        for row in rows.itertuples()
        if row.stage_count
    )
    return t("agency_patterns.stages.alt", values=values)
