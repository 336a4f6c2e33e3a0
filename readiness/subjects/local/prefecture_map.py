"""都道府県マップ: the regional pattern with its uncertainty, then down to the names not yet there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from readiness.language.wording import t
from readiness.subjects.agencies import provisional
from readiness.subjects.choices import Choice, One
from readiness.subjects.local import answered, governments, measures, rates
from readiness.subjects.local.country import Country, prefecture_names
from readiness.subjects.local.measures import Measure
from readiness.subjects.local.one_prefecture import OnePrefecture
from readiness.subjects.local.prefecture_answers import PrefectureAnswers, spots_of
from readiness.subjects.local.waiting import Waiting
from readiness.subjects.model import Content, Figure, KeyFigure, Line, Passage, Table, View
from readiness.subjects.provenance import if_estimated, said, together
from readiness.subjects.subject import Subject

_AREAS, _POINTS = "areas", "points"


@dataclass(frozen=True)
class PrefectureMap(Subject):
    """A prefecture, or the whole country by a measure; plans until the end of a quarter. ``look``: answers
    as areas by their share, or as points, each of one municipality. ``beside``: a second measure on a map of its
    own, in place of the ranking.
    """

    page: ClassVar[str] = "prefecture_map"
    prefecture: str = ""
    measure: str = measures.ADOPTION
    until: str = ""
    look: str = _AREAS
    beside: str = ""

    @classmethod
    def choice(cls, name: str, chosen: Mapping[str, Any]) -> Choice | None:
        """A measure stays chosen within a prefecture; only plans of the country have an end."""
        round_code = governments.newest()
        if name == "prefecture":
            return One(prefecture_names(round_code))
        if name == "measure":
            return One(measures.options(round_code), measures.ADOPTION)
        if chosen["prefecture"]:
            return None
        if name == "beside":
            others = measures.options(round_code)
            # Plans need a quarter of their own, points are no areas.
            without = {*measures.PLANS, measures.POINTS, chosen["measure"]}
            options = {code: words for code, words in others.items() if code not in without}
            return One({"": t("prefecture_map.ranking_instead")} | options)
        if name == "look":
            if not chosen["measure"].startswith(measures.ANSWER):
                return None
            return One({one: t(f"answered.look.{one}") for one in (_AREAS, _POINTS)}, _AREAS)
        if chosen["measure"] not in measures.PLANS:
            return None
        return One(measures.untils(round_code), measures.usual_until(round_code))

    def say(self) -> Content:
        """Everything said."""
        round_code = governments.newest()
        if self.prefecture and measures.is_answer(self.measure):
            return PrefectureAnswers(round_code, self.prefecture, self.measure).content()
        if self.prefecture:
            return _one(OnePrefecture(round_code, self.prefecture))
        content = _country(Country(Measure(round_code, self.measure, self.until)), self.look)
        if self.beside:
            return _with(content, Country(Measure(round_code, self.beside)))
        return content


def _with(content: Content, other: Country) -> Content:
    """The country with a second measure on a map of its own; no word on why they lie alike or apart."""
    measure = measures.title(other.of.code)
    value, label = other.key_figure
    headline = content.headline + t("prefecture_map.beside_sentence", told=other.headline)
    legend = t("prefecture_map.legend_alt", classes=other.legend)
    view = View(
        title=t("view.prefecture_map", measure=measure),
        headline=other.headline,
        key_figure=value,
        key_label=label,
        chart=other.areas,
        rows=other.rows,
        alt=other.alt,
        provenance=other.provenance,
        caution=other.caution,
        notes=other.notes,
    )
    first, *rest = content.views.items()
    views = {first[0]: replace(first[1], headline=headline)} | dict(rest) | {"beside": view}
    return replace(
        content,
        headline=headline,
        figures={
            **content.figures,
            "beside": Figure("", other.map, other.alt),
            "beside_legend": Figure(measure, other.areas, legend),
        },
        views=views,
        notes=(*content.notes, t("prefecture_map.beside_note"), *other.notes[:1]),
        provenance=together(
            {
                content.key_figures[0].label: content.provenance,
                label: other.provenance,
            }
        )
        if other.of.is_dx
        else content.provenance,
    )


def _country(of: Country, look: str) -> Content:
    measure = measures.title(of.of.code)
    headline, provenance = of.headline, of.provenance
    value, label = of.key_figure
    shared: dict[str, Any] = {
        "headline": headline,
        "key_figure": value,
        "key_label": label,
        "rows": of.rows,
        "provenance": provenance,
        "caution": of.caution,
        "notes": of.notes,
    }
    is_points = of.of.shown == measures.POINTS
    map_alt = t("prefecture_map.points_alt") if is_points else of.alt
    note = t("prefecture_map.points_marks") if is_points else ""
    country_map, choice = of.map, of.of.choice
    if choice is not None and look == _POINTS:
        country_map = spots_of(of.of.round_code, choice.code)
        kind = "reason" if choice.question == answered.REASON else "has"
        note = t(f"answered.one.marks.{kind}")
    ranking = of.ranking
    ranking_alt = t("prefecture_map.ranking_alt", measure=measure, values=of.alt)
    file_name = t(
        "prefecture_map.file_name",
        as_of=provenance.as_of,
        measure=f"{measure}_{of.of.until}" if of.of.until else measure,
    )
    return Content(
        title=t("prefecture_map.title"),
        headline=headline,
        key_figures=(KeyFigure(label, value),),
        figures={
            "map": Figure("", country_map, map_alt, note=note),
            "legend": Figure("", of.areas, t("prefecture_map.legend_alt", classes=of.legend)),
            "ranking": Figure("", ranking, ranking_alt),
        },
        passages={
            "not_ranked": Passage("", tuple(map(Line, of.not_ranked))),
            "ways": Passage(
                "", (Line(t("prefecture_map.structure_link"), link="local_structure"),)
            ),
        },
        tables={"rows": Table(t("table.heading"), of.rows, file_name)},
        views={
            "map": View(
                title=t("view.prefecture_map", measure=measure),
                chart=of.areas,
                alt=of.alt,
                **shared,
            ),
            "ranking": View(
                title=t("view.prefecture_ranking", measure=measure),
                chart=ranking,
                alt=ranking_alt,
                **shared,
            ),
        },
        caution=of.caution,
        notes=of.notes,
        provenance=provenance,
    )


def _one(of: OnePrefecture) -> Content:
    headline, figures, provenance = of.headline, of.key_figures, of.provenance
    caution = if_estimated(of.round_code, "view.local.caution")
    notes = said(
        rates.told_apart(of.round_code),
        if_estimated(of.round_code, "view.local_trend.note"),
        provisional.note("local"),
        t("view.prefecture.unknown", count=len(of.unanswered)) if len(of.unanswered) else "",
        t("prefecture_map.absent"),
        governments.latin_note(),
    )
    waiting = Waiting(of.code, of.name)
    file_name = t("prefecture_map.file_name_prefecture", as_of=provenance.as_of, prefecture=of.name)
    return Content(
        title=t("prefecture_map.title"),
        headline=headline,
        key_figures=figures,
        figures={"map": Figure("", of.map, of.map_alt, note=of.marks)},
        passages={
            "ways": Passage(
                "", (Line(t("prefecture_map.structure_link"), link="local_structure"),)
            ),
            "waiting": waiting.state,
            "reminder": waiting.reminder,
        },
        tables={
            "municipalities": Table(
                t("prefecture_map.table_alt", prefecture=of.name), of.table, file_name
            )
        },
        views={
            "prefecture": View(
                title=t("view.prefecture", name=of.name),
                headline=headline,
                key_figure=figures[0].value,
                key_label=figures[0].label,
                chart=of.chart,
                rows=of.types,
                alt=of.alt,
                provenance=provenance,
                condition=of.name,
                caution=caution,
                notes=notes,
                aside_heading=t("view.prefecture.aside", count=len(of.missing)),
                aside=((of.missing_names, ""),),
            )
        },
        caution=caution,
        notes=notes,
        provenance=provenance,
    )
