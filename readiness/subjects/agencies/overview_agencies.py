"""The agencies on the home page: who is ready, who plans, who says nothing, and what came of it."""

from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import PUBLISHED
from readiness.language import lettering
from readiness.language.wording import fiscal_year, listed, t
from readiness.subjects.agencies import ladder, provisional
from readiness.subjects.agencies.chapter import Chapter
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.charts import Bar, Bars, Blank, Chart, Part, Parts
from readiness.subjects.kept import kept
from readiness.subjects.model import Figure, KeyFigure, Line, Passage, Provenance, View
from readiness.subjects.provenance import of_sources, said


def chapter() -> Chapter:
    """What the newest round of the agencies' survey says."""
    survey = Survey.newest()
    headline = _headline(survey)
    notes = said(
        t("view.note.silent") if survey.members["silent"] else "", survey.note("silent_marks")
    )
    return Chapter(
        label=t("overview.agencies.label"),
        headline=headline,
        is_past=True,
        provenance=survey.origin(),
        key_figures=tuple(_key_figure(survey, state) for state in _states(survey)),
        figures={"agencies": Figure(t("overview.agencies"), parts(survey), alt(survey))},
        passages={
            "agencies": _names(survey),
            "baseline": _baseline(survey),
            "outcome": _outcome(),
            "provisional": Passage("", provisional.lines("agency")),
        },
        views={"agencies": _view(survey, headline, notes), "days": days()},
        notes=notes,
        missing=survey.missing,
    )


def _states(survey: Survey) -> list[str]:
    """States of readiness shown; no answer only where somebody has not answered."""
    return [state for state in ladder.READINESS if state != "not_answered" or survey.members[state]]


def _key_figure(survey: Survey, state: str) -> KeyFigure:
    whole = survey.asked if state == "not_answered" else survey.answered
    label = f"{ladder.readiness_mark(state)} {ladder.readiness(state, survey.stages)}"
    count = len(survey.members[state])
    return KeyFigure(label, t("view.of", count=count, total=whole) if whole else t("mark.none"))


def _headline(survey: Survey) -> str:
    if not survey.answered:
        return t("agency.nobody_answered", asked=survey.asked)
    counts = {state: len(names) for state, names in survey.members.items()}
    by = ladder.deadline(survey.stages)
    parts = [t("view.agency_overview.headline", of_all=survey.of_all, **counts)]
    parts += [
        t(f"view.agency_overview.{state}", count=counts[state], deadline=by)
        for state in ("planned", "silent", "not_answered")
        if counts[state]
    ]
    return "".join(parts)


def parts(survey: Survey) -> Chart:
    """One bar of all agencies asked."""
    if not survey.asked:
        return Blank(t("agency.nobody_answered", asked=0))
    return Parts(
        parts=tuple(
            Part(
                label=ladder.readiness(state, survey.stages),
                count=len(survey.members[state]),
                role=ladder.ROLES[state],
                mark=ladder.readiness_mark(state),
                names=survey.members[state],
                short=t(f"overview.bar.{state}"),
            )
            for state in _states(survey)
        ),
        unit=t("view.unit.agencies"),
    )


def alt(survey: Survey) -> str:
    """Every agency by its state."""
    return t("view.agency_overview.alt", asked=survey.asked) + "".join(
        t(
            "view.agency_overview.alt.state",
            state=ladder.readiness(state, survey.stages),
            count=len(survey.members[state]),
            names=listed(survey.members[state]) or t("view.nobody"),
        )
        for state in _states(survey)
    )


def _has_marks(survey: Survey) -> set[str]:
    rows = survey.stages[(survey.stages["readiness"] == "silent") & survey.stages["has_marks"]]
    return set(rows["agency_name"])


def _names(survey: Survey) -> Passage:
    """The names of each state; one that states no plan and yet has marks carries the sign of its note."""
    marked = _has_marks(survey)
    lines = tuple(
        Line(
            ladder.readiness_mark(state),
            remark=t("list.separator").join(
                lettering.short(name) + (t("overview.has_marks") if name in marked else "")
                for name in survey.members[state]
            )
            + (t("overview.has_marks.note") if state == "silent" and marked else ""),
        )
        for state in _states(survey)
        if survey.members[state]
    )
    hint = lettering.spelled_out(survey.stages["agency_name"]) or ""
    return Passage("", lines, hint)


def _baseline(survey: Survey) -> Passage:
    """The counts of each state, and whether the question was asked again."""
    counts = t("list.separator").join(
        t(
            "overview.baseline.one",
            count=len(survey.members[state]),
            mark=ladder.readiness_mark(state),
            state=ladder.readiness(state, survey.stages),
        )
        for state in _states(survey)
    )
    is_only = len(queries.round_codes("agency")) == 1
    remark = t("overview.baseline.only") if is_only else ""
    label = t("overview.baseline.label", month=survey.day)
    return Passage("", (Line(counts, label=label, remark=remark),))


def _view(survey: Survey, headline: str, notes: tuple[str, ...]) -> View:
    marked = sorted(_has_marks(survey), key=list(survey.stages["agency_name"]).index)
    ready = _key_figure(survey, "ready")
    rows = survey.stages[["agency_order", "agency_name", "stage"]].astype({"stage": "Int64"})
    return View(
        title=t("view.agency_overview"),
        headline=headline,
        key_figure=ready.value,
        key_label=ladder.readiness("ready", survey.stages),
        chart=parts(survey),
        rows=rows.assign(
            readiness=[
                ladder.readiness(state, survey.stages) for state in survey.stages["readiness"]
            ]
        ),
        alt=alt(survey),
        caution=t("view.agency_overview.caution", names=listed(marked)) if marked else "",
        notes=(*notes, *survey.missing),
        provenance=survey.origin(),
    )


def _days() -> pd.DataFrame:
    return kept(queries.agency_days_per_person)


def _outcome() -> Passage:
    """The first and the last year published, with what they must be read with."""
    rows = _days()
    if rows.empty:
        return Passage("", ())
    text = t("overview.outcome", **_ends(rows))
    return Passage(
        "", (Line(text, label=t("overview.outcome.label"), remark=t("overview.outcome.covid")),)
    )


def _ends(rows: pd.DataFrame) -> dict[str, Any]:
    """Years and values of the first and the last row, as fields of sentences."""
    first, last = rows.iloc[0], rows.iloc[-1]
    return {
        "first_year": fiscal_year(int(first["fiscal_year"])),
        "first": f"{first['days_per_person']:.1f}",
        "last_year": fiscal_year(int(last["fiscal_year"])),
        "last": f"{last['days_per_person']:.1f}",
    }


def days() -> View:
    """What came of it: telework days per person and year, head offices of the whole government."""
    rows = _days()
    title = t("view.agency_days")
    if rows.empty:
        return View(
            title=title,
            headline=t("view.agency_days.none"),
            key_figure=t("mark.none"),
            key_label=t("view.agency_days.key"),
            chart=Blank(t("view.agency_days.none")),
            rows=rows.drop(columns="source_id"),
            alt=t("view.agency_days.none"),
            provenance=Provenance("", "", "", "", "", ""),
        )
    ends = _ends(rows)
    bars = tuple(
        Bar(
            label=fiscal_year(int(row.fiscal_year)),
            value=float(row.days_per_person),
            text=t("view.days", days=f"{row.days_per_person:.1f}"),
        )
        for row in rows.itertuples()
    )
    highest = float(rows["days_per_person"].max())
    return View(
        title=title,
        headline=t("view.agency_days.headline", **ends),
        key_figure=t("view.days", days=ends["last"]),
        key_label=t("view.agency_days.key"),
        chart=Bars(
            groups=((t("view.agency_days.group"), bars),),
            maximum=10 * (highest // 10 + 1),
            unit=t("view.unit.days"),
        ),
        rows=rows.drop(columns="source_id"),
        alt=listed(f"{bar.label} {bar.text}" for bar in bars),
        caution=t("overview.outcome.covid"),
        notes=(t("view.agency_days.note", survey=Survey.newest().day),),
        provenance=Provenance(
            as_of=t("view.fiscal_year_as_of", year=ends["last_year"]),
            published="",
            denominator=t("view.agency_days.denominator"),
            basis=PUBLISHED,
            **of_sources(list(dict.fromkeys(rows["source_id"]))),
        ),
    )
