"""整備ロードマップ: coverage as a range, the marks as printed, the what-if answer, one truth everywhere."""

import pytest
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.drawing import theme
from readiness.drawing.figures.draw import drawn
from readiness.subjects.agencies.roadmap import Roadmap
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Grid, Schedule, Steps
from readiness.subjects.choices import UnknownChoice
from tests.support import ROOT

ROUND = "agency-2017-03"


def _page(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.switch_page("pages/roadmap.py").run()


def _range(fiscal_year: int, quarter: int, slip: int = 0) -> tuple[int, int, int]:
    coverage = queries.agency_coverage_by_quarter(ROUND, slip)
    row = coverage.set_index(["fiscal_year", "quarter"]).loc[(fiscal_year, quarter)]
    return tuple(int(row[f"{name}_count"]) for name in ("certain", "covered", "possible"))  # type: ignore[return-value]


def test_coverage_rises_from_eight_to_sixteen_or_seventeen_at_the_deadline() -> None:
    assert _range(2017, 1) == (8, 8, 8)
    assert _range(2017, 4) == (10, 10, 10)
    assert _range(2018, 4) == (14, 15, 16)
    assert _range(2020, 4) == (16, 16, 17)


@pytest.mark.parametrize(
    ("slip", "expected"),
    [
        (0, "17"),  # the text names nine planners; only the quarter of one is unreadable
        (3, "16～17"),
        (4, "15～16"),
        (8, "14～16"),
    ],
)
def test_as_planned_it_is_a_number_and_a_delay_leaves_a_range(slip: int, expected: str) -> None:
    content = Roadmap(slip).content
    assert content.key_figures[0].value == f"{expected} / 22"
    assert f"22府省庁中{expected}" in content.headline


@pytest.mark.parametrize("slip", [0, 4])
def test_screen_slide_and_alternative_text_say_the_same_number(slip: int) -> None:
    roadmap = Roadmap(slip)
    view, content = roadmap.view_named(), roadmap.content
    assert view.headline == content.headline
    assert view.key_figure == content.key_figures[0].value
    span = view.key_figure.split(" / ")[0]
    assert f"22府省庁中{span}。" in view.alt
    assert isinstance(view.chart, Steps)
    assert view.chart.end == span


def test_nothing_says_that_the_planners_provide_it_to_all_staff() -> None:
    for view in Roadmap().content.views.values():
        assert "全職員" not in view.headline + view.alt


def test_a_link_makes_the_subject_that_has_this_link() -> None:
    for link in ("roadmap", "roadmap?slip=4"):
        subject, part = subject_of(link)
        assert (subject.link, part) == (link, "")
    assert subject_of("https://telework.example/roadmap?slip=4&lang=en#plans") == (
        Roadmap(4),
        "plans",
    )


@pytest.mark.parametrize("link", ["roadmap?slip=9", "roadmap?slip=４", "roadmap?x=1", "roadmaps"])
def test_a_link_that_means_nothing_is_refused(link: str) -> None:
    with pytest.raises(UnknownChoice, match=r"使えるもの|整数"):
        subject_of(link)


def test_sixteen_marks_survive_of_eighteen_printed() -> None:
    years = queries.agency_plan_by_quarter(ROUND).groupby("fiscal_year")
    assert years["printed_year_count"].max().tolist() == [6, 9, 1, 2]
    assert years["year_count"].max().tolist() == [6, 7, 1, 2]
    marks = queries.agency_plan_marks(ROUND)
    assert (marks["certainty"] != "unreadable").sum() == 16
    assert marks.loc[marks["certainty"] == "unreadable", "agency_name"].tolist() == ["法務省"]


def _figure(slip: int = 0):
    return drawn(Roadmap(slip).content.figures["roadmap"].chart)


def test_the_line_rises_at_the_end_of_the_planned_quarter() -> None:
    line = next(trace for trace in _figure().data if trace.line.color == theme.HAS)
    # x = 4 is the end of 2017Q4: 8 until there, 10 from there on.
    assert dict(zip(line.x, line.y, strict=True))[3] == 8
    assert dict(zip(line.x, line.y, strict=True))[4] == 10
    assert line.line.shape == "hv"
    assert line.y[-1] == 16


def test_marks_of_planners_and_of_others_and_uncertain_ones_look_different() -> None:
    squares = [trace for trace in _figure().data if trace.mode == "markers+text"]
    drawn_marks = {(trace.marker.color, trace.marker.line.color): len(trace.x) for trace in squares}
    assert sum(len(trace.x) for trace in squares) == 16
    assert drawn_marks[(theme.HAS, theme.HAS)] == 8  # certain marks of the nine planners
    dotted = [shape for shape in _figure().layout.shapes if shape.line.dash == "dot"]
    assert len(dotted) == 3 + 1  # three uncertain marks, and the bar of 法務省


def test_each_year_shows_its_printed_and_its_readable_marks() -> None:
    chart = Roadmap().content.figures["roadmap"].chart
    assert isinstance(chart, Schedule)
    assert chart.plans.foot[:2] == ("記載6・転記6", "記載9・転記7（2件は読めない）")


def test_a_delay_adds_its_own_line_and_range() -> None:
    texts = [annotation.text for annotation in _figure(4).layout.annotations]
    assert "<b>15～16</b>　遅れた場合" in texts
    assert "<b>17</b>　計画どおり" in texts


def test_the_plans_are_a_view_of_their_own_with_the_same_marks() -> None:
    whole = Roadmap().content.figures["roadmap"].chart
    plans = Roadmap().view_named("plans")
    assert isinstance(whole, Schedule)
    assert isinstance(plans.chart, Grid)
    assert plans.chart == whole.plans
    assert plans.headline.startswith("予定の9府省庁のうち4が平成30年度（2018年度）第4四半期")


def test_the_page_names_the_five_without_a_plan_and_the_one_nobody_can_date() -> None:
    text = " ".join(element.value for element in _page().markdown)
    for name in ("内閣法制局", "人事院", "公正取引委員会", "国土交通省", "防衛省"):
        assert name in text
    assert "法務省" in text
    assert "推定" in text
    assert "印はあるが予定9府省庁に名がない" in text


def test_the_delay_in_the_url_is_answered_in_the_sentence() -> None:
    page = _page(slip="4")
    assert page.slider[0].value == 4
    assert "22府省庁中15～16" in page.markdown[0].value


@pytest.mark.parametrize("nonsense", ["-1", "9", "999999999999", "４", "four", ""])
def test_nonsense_in_the_url_means_no_delay_and_says_so(nonsense: str) -> None:
    page = _page(slip=nonsense)
    assert not page.exception
    assert page.slider[0].value == 0
    assert "画面で選び直してください" in page.warning[0].value
