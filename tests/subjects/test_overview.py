"""概況: chapters of their own date and source, one trend that never joins what differs, one truth."""

import re
from dataclasses import replace
from datetime import date

import pytest

from readiness.drawing.figures.draw import drawn
from readiness.drawing.scales import share_ticks
from readiness.drawing.slides.slide import Place, slide
from readiness.exports.series import tables
from readiness.language.wording import LANGUAGES, speaking
from readiness.subjects.agencies.overview import CHAPTERS, Overview
from readiness.subjects.catalogue import subject_of, view_of
from readiness.subjects.charts import Bars, Parts, Point, Trend


def _trend(*ratios: float, apart: int = 0) -> Trend:
    points = tuple(
        Point(
            f"R{year}.10",
            date(2018 + year, 10, 1),
            ratio,
            f"{ratio:.1%}",
            is_estimated=year > len(ratios) - apart,
        )
        for year, ratio in enumerate(ratios, start=1)
    )
    return Trend(points, ("公表値", "推定(時点)"), "出典が変わる（時点は推定）" if apart else "")


def test_the_bar_of_agencies_holds_all_22() -> None:
    chart = Overview().content.figures["agencies"].chart
    assert isinstance(chart, Parts)
    assert [(part.count, part.role) for part in chart.parts] == [
        (8, "has"),
        (9, "planned"),
        (5, "paper"),
    ]
    figure = drawn(chart)
    assert [trace.x[0] for trace in figure.data] == [8, 9, 5]
    assert list(figure.layout.xaxis.range) == [0, 22]
    assert [trace.text for trace in figure.data] == [
        "<b>8</b>  ○ 利用可能",
        "<b>9</b>  △ 予定",
        "<b>5</b>  － 記載なし",
    ]


def test_screen_and_slides_say_the_same_and_each_link_opens_its_view() -> None:
    content = Overview().content
    for part, name in (("gss", "gss"), ("agencies", "agencies"), ("trend", "local")):
        view = view_of(f"overview#{part}")
        assert view.chart == content.figures[name].chart
        assert view.alt == content.figures[name].alt
        # The screen's sentence is of today; the baseline has its own slide.
        assert (view.headline.split("。")[0] in content.headline) == (part == "gss")
    assert subject_of("overview#days") == (Overview(), "days")
    assert content.key_figures[0].value == view_of("overview#gss").key_figure == "12 / 22"
    values = {(one.part, one.value) for one in content.key_figures}
    assert {("agencies", "8 / 22"), ("local", "60.1%")} <= values
    assert view_of("overview#agencies").key_figure == "8 / 22"
    assert view_of("overview#trend").key_figure == "60.1%"


def test_today_stands_first_and_is_never_the_successor_of_the_baseline() -> None:
    content = Overview().content
    assert content.headline.startswith("22府省庁のうち12がGSSへ移り、5は資料に記載がない。")
    assert "リモートアクセス" not in content.headline
    bar = content.figures["gss"].chart
    assert isinstance(bar, Parts)
    assert [(part.count, part.role) for part in bar.parts] == [
        (12, "has"),
        (3, "under_way"),
        (2, "planned"),
        (5, "paper"),
    ]
    baseline = content.passages["baseline"].lines[0]
    assert baseline.label == "平成29年3月（2017年）の基準（リモートアクセス）"
    assert baseline.text.startswith("8 ○ ")
    assert baseline.remark == "同じ問いの調査はその後ない。"
    change = content.passages["gss_change"].lines[0]
    assert change.text == "8 → 12 / 22"
    assert "総務省" in change.remark
    assert any("リモートアクセスと同じではなく" in note for note in content.notes)


def test_every_chapter_keeps_its_own_date_and_source() -> None:
    provenance = Overview().content.provenance
    assert provenance.as_of == (
        "府省庁（GSS） 2025年度の行政事業レビューシート、地方公共団体 令和5年10月1日（2023年、推定）、"
        "府省庁 平成29年3月（2017年）"
    )
    assert provenance.denominator == "22府省庁、回答した1,788団体"
    assert "国家公務員におけるテレワーク推進" in provenance.source
    assert "デジタル庁" in provenance.source
    assert list(CHAPTERS) == ["gss", "local", "agencies"]  # today first, then the baseline


def test_the_trend_names_the_source_of_every_round() -> None:
    provenance = view_of("overview#trend").provenance
    for publisher in ("総務省", "デジタル庁"):
        assert publisher in provenance.source
    assert provenance.as_of == "令和2年3月（2020年）～令和5年10月（2023年、最後は推定）"


def test_the_days_are_told_with_the_pandemic() -> None:
    outcome = Overview().content.passages["outcome"].lines[0]
    assert outcome.text.endswith("令和元年度 2.7日 → 令和2年度 49.6日")
    assert outcome.remark == view_of("overview#days").caution
    assert "新型コロナウイルス" in outcome.remark
    chart = view_of("overview#days").chart
    assert isinstance(chart, Bars)
    assert chart.maximum == 50


def test_the_two_national_rates_are_told_apart() -> None:
    notes = "".join(Overview().content.notes)
    assert "60.1%は指定都市を除く1,721市区町村" in notes
    assert "60.6%は指定都市を含む1,741市区町村" in notes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "link",
    [
        "overview",
        "prefecture_map",
        "prefecture_map?prefecture=17",
        "local_structure",
        "peers?code=342084",
    ],
)
def test_where_one_national_rate_stands_the_other_is_told_apart(link: str, language: str) -> None:
    with speaking(language):
        content = subject_of(link)[0].content
        told = {part: (v, *v.notes) for part, v in content.views.items()} | {
            "": (content, *content.notes)
        }
        for part, (shown, *notes) in told.items():
            words = f"{shown.headline}{getattr(shown, 'alt', '')}{getattr(shown, 'key_figure', '')}"
            if "60.1%" in words or "60.6%" in words:
                assert {"60.1%", "60.6%"} <= set(re.findall("60.[16]%", "".join(notes))), part


def test_silence_is_no_answer_against_it_and_marks_without_a_plan_are_shown() -> None:
    content = Overview().content
    assert any("整備しないという回答ではない" in note for note in content.notes)
    silent = content.passages["agencies"].lines[2]
    assert silent.remark == "内閣法制局、人事院、公正取引委員会、国土交通省※、防衛省　※時期の印あり"


def test_the_trend_never_joins_the_estimated_round_to_the_published_ones() -> None:
    line, estimated = drawn(_trend(0.199, 0.493, 0.601, apart=1)).data
    assert line.mode == "lines+markers"
    assert len(line.x) == 2
    assert estimated.mode == "markers"
    assert list(estimated.y) == [0.601]


@pytest.mark.parametrize(
    ("ratios", "top"),
    [((0.0,), 0.02), ((0.05, 0.03), 0.06), ((0.3, 0.629), 0.8), ((0.95, 1.0), 1.0)],
)
def test_axes_of_shares_come_from_the_data_on_screen_slide_and_native_chart(
    ratios: tuple[float, ...], top: float
) -> None:
    chart = _trend(*ratios)
    assert share_ticks(ratios)[-1] == top
    figure = drawn(chart)
    assert figure.layout.yaxis.range[1] >= max(ratios)
    assert tables(chart)[0].maximum == top
    view = replace(view_of("overview#trend"), chart=chart)
    texts = {one.text: one.box for one in slide(view, Place(1, 1)).written}
    assert all(0 <= texts[point.text].y <= 720 for point in chart.points)


def test_a_round_of_practice_stands_apart_with_its_word() -> None:
    chart = _trend(0.2, 0.5, 0.6, apart=1)
    practice = replace(chart.points[-1], remark="練習用")
    figure = drawn(replace(chart, points=(*chart.points[:-1], practice)))
    assert any("練習用" in (note.text or "") for note in figure.layout.annotations)
