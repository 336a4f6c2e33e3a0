"""府省庁の整備状況: the published totals, the figure's cells, the page and its URL."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.drawing import theme
from readiness.drawing.figures.draw import drawn
from readiness.subjects.agencies import answers
from readiness.subjects.agencies.status import AgencyStatus
from readiness.subjects.catalogue import subject_of, view_of
from readiness.subjects.charts import Bars, Grid
from tests.support import ROOT

ROUND = "agency-2017-03"


def _page(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.switch_page("pages/agency_status.py").run()


def _counts() -> pd.DataFrame:
    return queries.agency_item_counts(ROUND).set_index("choice_code", drop=False)


def test_every_item_adds_up_to_its_printed_count_but_for_the_two_lost_marks() -> None:
    counts = _counts()
    assert counts["agency_count"].to_dict() == {
        "all_staff": 8,
        "diet_work": 8,
        "minister_use": 1,
        "planned_fy2020": 9,
        "realtime_tool": 7,
        "ip_phone": 4,
        "web_meeting": 6,
        "work_style": 6,
        "budget": 5,
        "security": 5,
        "ministry_understanding": 2,
        "expert_understanding": 0,
        "other": 14,
    }
    assert counts.loc["other", ["uncertain_count", "printed_count", "lost_count"]].tolist() == [
        4,
        16,
        2,
    ]
    assert pd.isna(counts.loc["minister_use", "printed_count"])
    assert counts["asked_count"].unique().tolist() == [22]


def test_a_profile_counts_what_is_in_place_and_leaves_plans_and_unreadable_marks_out() -> None:
    profile = queries.agency_profile(ROUND).set_index("agency_name")
    columns = ["stage", "has_count", "missing_count", "barrier_count", "uncertain_barrier_count"]
    assert profile.loc["経済産業省", columns].tolist() == [4, 6, 0, 0, 0]
    assert profile.loc["防衛省", columns].tolist() == [0, 1, 5, 4, 0]
    assert profile.loc["警察庁", columns].tolist() == [1, 0, 6, 0, 1]
    assert profile.loc["消費者庁", ["first_fiscal_year", "first_quarter"]].tolist() == [2018, 1]
    assert not profile.loc["消費者庁", "is_first_certain"]
    assert pd.isna(profile.loc["法務省", "first_fiscal_year"])


def test_a_profile_agrees_with_the_stage_ladder() -> None:
    stages = queries.agency_stage(ROUND)
    assert queries.agency_profile(ROUND)["stage"].tolist() == stages["stage"].tolist()
    assert stages["stage"].value_counts().to_dict() == {1: 9, 3: 7, 0: 5, 4: 1}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (("barrier", "budget", "yes", "certain"), "obstacle"),
        (("barrier", "budget", "no", "certain"), "no"),
        (("barrier", "other", "unknown", "uncertain"), "unreadable"),
        (("remote_access", "planned_fy2020", "yes", "certain"), "planned"),
        (("remote_access", "all_staff", "not_stated", "certain"), "none"),
        (("communication", "ip_phone", "yes", "certain"), "yes"),
        # A mark that may be there is not a mark.
        (("communication", "ip_phone", "yes", "uncertain"), "unreadable"),
        # Who did not answer says neither yes nor no.
        (("communication", "ip_phone", "not_answered", "certain"), "not_answered"),
    ],
)
def test_each_answer_has_its_own_state(answer: tuple[str, str, str, str], expected: str) -> None:
    assert answers.state_of(*answer) == expected


def _grid(order: str = "establishment", item: str = "") -> Grid:
    chart = AgencyStatus(order, item).content.figures["matrix"].chart
    assert isinstance(chart, Grid)
    return chart


def _bright_signs(item: str) -> dict[str, int]:
    signs: dict[str, int] = {}
    for trace in _figure(item=item).data:
        if trace.type == "scatter" and trace.mode == "markers+text" and trace.opacity == 1:
            signs[trace.text[0]] = signs.get(trace.text[0], 0) + len(trace.x)
    return signs


def _figure(order: str = "establishment", item: str = "", *, narrow: bool = False):
    return drawn(_grid(order, item), narrow=narrow)


def _drawn_cells(figure) -> int:
    return sum(len(trace.x) for trace in _scatters(figure) if trace.mode == "markers+text")


def _scatters(figure):
    return [trace for trace in figure.data if trace.type == "scatter"]


def test_the_matrix_draws_every_cell_once() -> None:
    signs = _bright_signs("")
    assert sum(signs.values()) == 22 * 13
    assert signs[theme.UNREADABLE] == 4
    assert signs[theme.PLAN] == 9
    assert signs[theme.YES] == 8 + 8 + 1 + 7 + 4 + 6 + 6 + 5 + 5 + 2 + 0 + 14


def test_choosing_an_item_dims_the_other_rows_and_removes_none() -> None:
    assert _bright_signs("other") == {theme.YES: 14, theme.UNREADABLE: 4, theme.NO: 4}
    assert _drawn_cells(_figure(item="other")) == 22 * 13


def test_the_agencies_concerned_by_an_item_include_the_unreadable_ones() -> None:
    chart = _grid(item="ministry_understanding")
    assert [chart.columns[place] for place in chart.lit_columns] == ["環境省", "防衛省"]
    assert len(_grid(item="other").lit_columns) == 18
    assert _grid().lit_columns == ()


def test_the_printed_total_stands_beside_each_row() -> None:
    totals = [total for total in _grid().bars if total is not None]
    assert [total.text for total in totals] == "8 8 1 9 7 4 6 6 5 5 2 0 14＋2".split()
    printed = [total.printed for total in totals]
    assert printed[-1] == "16　2件不明"
    assert printed.count("本文のみ") == 1
    assert sum(text.endswith("一致") for text in printed) == 11
    texts = [text for trace in _scatters(_figure()) if trace.mode == "text" for text in trace.text]
    assert "<b>14＋2</b>" in texts


@pytest.mark.parametrize("order", ["establishment", "plan"])
def test_the_narrow_matrix_has_the_same_cells_and_its_totals_at_the_foot(order: str) -> None:
    figure = _figure(order, narrow=True)
    assert _drawn_cells(figure) == _drawn_cells(_figure(order))
    assert "<b>14<br>＋2</b>" in [annotation.text for annotation in figure.layout.annotations]


def test_in_the_order_of_plans_the_fiscal_years_are_named_and_uncertain_marks_dotted() -> None:
    chart = _grid("plan")
    assert chart.column_groups == (
        ("平成29年度", 6),
        ("平成30年度", 6),
        ("令和2年度", 1),
        ("", 9),
    )
    first = dict(zip(chart.columns, chart.cells[0], strict=True))
    assert first["内閣官房"].mark == "④"
    assert (first["消費者庁"].mark, first["消費者庁"].is_uncertain) == ("①", True)
    assert first["金融庁"].role == "others"  # has it already: not a plan of the nine
    assert first["法務省"].mark == theme.UNREADABLE
    assert first["防衛省"].mark == theme.NONE


def test_marks_outside_the_plans_are_said_to_be_of_unknown_work() -> None:
    notes = "".join(AgencyStatus("plan").content.notes)
    assert "何の整備の時期かは資料に書かれていない" in notes
    assert "以外の整備を" not in notes


def test_in_the_order_of_stages_each_column_says_its_stage() -> None:
    chart = _grid("stage")
    assert chart.columns[0] == "経済産業省"
    marks = [cell.mark for cell in chart.cells[0]]
    assert marks == ["4"] + ["3"] * 7 + ["1"] * 9 + ["0"] * 5


def test_a_link_makes_the_subject_that_has_this_link() -> None:
    for link in (
        "agency_status",
        "agency_status?order=plan&item=other",
        "agency_status?item=budget",
    ):
        subject, part = subject_of(link)
        assert (subject.link, part) == (link, "")
    assert subject_of("agency_status#barriers")[1] == "barriers"


@pytest.mark.parametrize(("order", "item"), [("establishment", ""), ("plan", "other")])
def test_screen_and_slide_say_the_same(order: str, item: str) -> None:
    content = AgencyStatus(order, item).content
    view = content.views["matrix"]
    assert view.headline == content.headline
    assert view.chart == content.figures["matrix"].chart
    assert view.alt == content.figures["matrix"].alt
    assert view.key_figure == content.key_figures[0].value == "8 / 22"
    assert view.caution == content.caution
    assert view.link == AgencyStatus(order, item).link


def test_the_barriers_are_ranked_with_ties_together_and_the_printed_share() -> None:
    view = view_of("agency_status#barriers")
    assert view.headline == (
        "阻害要因は、その他を除き「働き方の見直しが不十分」が6で最も多く、"
        "「予算案の検討が不十分」と「セキュリティ上の課題」が5で続く。"
    )
    assert isinstance(view.chart, Bars)
    assert view.chart.groups[0][1][-1].text == "14＋不明2 / 22"
    # 16 of 22 is printed as 72.7 %; 14 of 22 would contradict it.
    assert view.rows["agency_ratio"].iloc[-1] == pytest.approx(16 / 22)


def test_the_methods_leave_the_plan_out_of_what_is_there() -> None:
    assert view_of("agency_status#methods").headline == (
        "22府省庁のうち8がリモートアクセスを全職員に提供。"
        "そのほかは「国会対応業務に活用」が8で最も多く、「リアルタイムツール」が7で続く。"
    )


def test_agencies_with_remote_access_that_name_barriers_are_explained() -> None:
    notes = "".join(AgencyStatus().content.notes)
    assert "外務省、財務省、環境省はリモートアクセスが全職員に利用可能でも理由を挙げている" in notes
    assert "コミュニケーションツールの整備も含む" in notes


def test_the_page_says_who_is_ready_and_what_stops_the_others() -> None:
    assert _page().markdown[0].value.replace("\\", "") == (
        "**22府省庁のうち全職員が使えるのは8、国会対応業務に活用は8。阻害要因は"
        "「働き方の見直し」6、「予算」5、「セキュリティ」5の順（「その他」16を除く）。**"
    )


@pytest.mark.slow
def test_the_sentence_answers_for_the_chosen_item() -> None:
    assert _page(item="ministry_understanding").markdown[0].value.replace("\\", "") == (
        "**「省内の理解がない」に印があるのは22府省庁中2：環境省、防衛省。**"
    )
    assert "読めない" in _page(item="other").markdown[0].value
    assert "22府省庁中0" in _page(item="expert_understanding").markdown[0].value


def test_the_three_possible_pairs_of_lost_marks_are_on_the_page() -> None:
    notes = " ".join(element.value for element in _page().markdown).replace("\\", "")
    assert "警察庁と文部科学省、外務省と文部科学省、外務省と農林水産省のいずれかの組" in notes


def test_order_and_item_come_from_the_url() -> None:
    page = _page(order="stage", item="budget")
    assert page.session_state["agency_status_order"] == "stage"
    assert page.selectbox[0].value == "budget"


@pytest.mark.parametrize("nonsense", ["", "no_such", "<script>", "２"])
def test_nonsense_in_the_url_gives_the_whole_matrix(nonsense: str) -> None:
    page = _page(order=nonsense, item=nonsense)
    assert not page.exception
    assert page.selectbox[0].value == ""
