"""府省庁の整備状況: the published totals, the figure's cells, the page and its URL."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.drawing import theme
from readiness.drawing.figures import agency_matrix, agency_matrix_narrow
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
    ],
)
def test_each_answer_has_its_own_state(answer: tuple[str, str, str, str], expected: str) -> None:
    assert agency_matrix.state_of(*answer) == expected


def _bright_signs(item: str) -> dict[str, int]:
    answers, agencies = queries.agency_answers(ROUND), queries.agency_profile(ROUND)["agency_name"]
    figure = agency_matrix.matrix_wide(answers, _counts(), list(agencies), item)
    bright = [trace for trace in figure.data if trace.type == "scatter" and trace.opacity == 1]
    signs: dict[str, int] = {}
    for trace in bright:
        signs[trace.text[0]] = signs.get(trace.text[0], 0) + len(trace.x)
    return signs


def test_the_matrix_draws_every_cell_once() -> None:
    signs = _bright_signs("")
    assert sum(signs.values()) == 22 * 13
    assert signs[theme.UNREADABLE] == 4
    assert signs[theme.PLAN] == 9
    assert signs[theme.YES] == 8 + 8 + 1 + 7 + 4 + 6 + 6 + 5 + 5 + 2 + 0 + 14


def test_choosing_an_item_dims_the_other_rows_and_removes_none() -> None:
    assert _bright_signs("other") == {theme.YES: 14, theme.UNREADABLE: 4, theme.NO: 4}
    agencies = list(queries.agency_profile(ROUND)["agency_name"])
    figure = agency_matrix.matrix_wide(queries.agency_answers(ROUND), _counts(), agencies, "other")
    cells = [trace for trace in figure.data if trace.type == "scatter" and trace.mode != "text"]
    assert sum(len(trace.x) for trace in cells) == 22 * 13


def test_the_agencies_concerned_by_an_item_include_the_unreadable_ones() -> None:
    answers = queries.agency_answers(ROUND)
    assert agency_matrix.concerned(answers, "ministry_understanding") == {"環境省", "防衛省"}
    assert len(agency_matrix.concerned(answers, "other")) == 18
    assert len(agency_matrix.concerned(answers, "")) == 22


def test_the_printed_total_stands_beside_each_row() -> None:
    agencies = list(queries.agency_profile(ROUND)["agency_name"])
    figure = agency_matrix.matrix_wide(queries.agency_answers(ROUND), _counts(), agencies)
    counts, verdicts = (
        [text.strip() for text in trace.text]
        for trace in figure.data
        if trace.type == "scatter" and trace.mode == "text"
    )
    assert "<b>14＋2</b>" in counts
    assert "<b>16　2件不明</b>" in verdicts
    assert verdicts.count("本文のみ") == 1
    assert sum(text.endswith("一致") for text in verdicts) == 11


def test_the_narrow_matrix_has_the_same_cells_and_its_totals_at_the_foot() -> None:
    agencies = list(queries.agency_profile(ROUND)["agency_name"])
    figure = agency_matrix_narrow.matrix_narrow(queries.agency_answers(ROUND), _counts(), agencies)
    assert sum(len(trace.x) for trace in figure.data) == 22 * 13
    assert "<b>14<br>＋2</b>" in [annotation.text for annotation in figure.layout.annotations]


def test_the_page_says_who_is_ready_and_what_stops_the_others() -> None:
    assert _page().markdown[0].value.replace("\\", "") == (
        "**全職員が使えるのは8府省庁。これを含め国会対応にも8が活用。阻害要因は"
        "「働き方の見直し」6、「予算」5、「セキュリティ」5の順（「その他」16を除く）。**"
    )


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
