"""Every figure of every screen has its numbers as rows, and every map has a drawing."""

import pytest

from readiness.drawing.slides.slide import drawing
from readiness.exports.chart_rows import rows_of
from readiness.language.wording import speaking, t
from readiness.subjects import catalogue
from readiness.subjects.charts import AreaMap, Bar, Bars, SpotMap
from tests.support.english import japanese_in

LINKS = [
    *(link for link in catalogue.usual_links() if link != "search"),
    "prefecture_map?prefecture=13",
    "peers?code=342084",
    "self_check?adoption=not_adopted&reason=security",
    *(f"policy_targets?view={view}" for view in ("companies", "prefectures", "milestones")),
]


@pytest.mark.parametrize("link", LINKS)
def test_no_figure_is_without_its_numbers(link: str) -> None:
    with speaking("en"):
        content = catalogue.subject_of(link)[0].content
        for name, figure in content.figures.items():
            rows = rows_of(figure.chart)
            assert len(rows), name
            assert japanese_in(map(str, rows.columns)) == set()


def test_a_bar_is_a_row_under_words_and_what_says_nothing_is_left_out() -> None:
    bars = Bars((("府省庁", (Bar("端末", 0.25, "25.0%"), Bar("回線", None, "－"))),), 1, "22")
    rows = rows_of(bars)
    assert list(rows.columns) == [t(f"figure.{n}") for n in ("group", "label", "value", "text")]
    assert rows.iloc[0].tolist() == ["府省庁", "端末", 0.25, "25.0%"]


@pytest.mark.parametrize(
    "link", ["prefecture_map", "prefecture_map?prefecture=13", "peers?code=342084"]
)
def test_a_map_has_a_drawing_inside_its_sheet(link: str) -> None:
    figures = catalogue.subject_of(link)[0].content.figures.values()
    charts = [one.chart for one in figures if isinstance(one.chart, AreaMap | SpotMap)]
    assert charts
    for chart in charts:
        canvas = drawing(chart, 960, 600)
        assert all(one.box.x >= 0 and one.box.right <= 960 for one in canvas.written)
        assert canvas.svg("", room="light").count("<path") >= 1


def test_the_marks_of_a_prefecture_are_all_of_its_governments() -> None:
    chart = catalogue.subject_of("prefecture_map?prefecture=13")[0].content.figures["map"].chart
    canvas = drawing(chart, 960, 600)
    words = [one.text for one in canvas.written]
    assert str(len([one for one in chart.spots if one.state == "adopted"])) in words
    # The far islands of Tokyo are not drawn, and that is said.
    assert any("図の外にあるもの" in word for word in words)
