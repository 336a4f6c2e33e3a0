"""GSSへの移行: certain, planned and undated moves are told apart, and nothing counts as remote access."""

from collections import Counter

import pytest
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.drawing.figures.draw import drawn
from readiness.language.wording import speaking
from readiness.subjects.agencies.gss import Gss
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Grid, Stack, Steps
from readiness.subjects.choices import UnknownChoice
from tests.support import ROOT


def _moves() -> Stack:
    chart = Gss().content.figures["moves"].chart
    assert isinstance(chart, Stack)
    return chart


def test_the_sentence_counts_the_states_of_the_newest_sheets() -> None:
    assert Gss().content.headline == (
        "22府省庁のうち12がGSSへ移った（うち2は内閣府等として）。"
        "3は移行作業中、2は予定、5は資料に記載がない。"
    )
    with speaking("en"):
        assert Gss().content.headline.startswith("Of 22 agencies 12 have moved to GSS")


def test_every_agency_is_one_brick_of_its_kind() -> None:
    bricks = _moves().bricks
    assert len({brick.name for brick in bricks}) == 22
    assert Counter(brick.kind for brick in bricks) == {
        "printed": 5,
        "planned": 3,
        "within": 2,
        "undated": 2,
        "under_way": 3,
        "plan": 2,
        "not_stated": 5,
    }


def test_the_line_rises_with_dated_moves_only_and_the_band_holds_the_undated_ones() -> None:
    chart = _moves()
    assert chart.steps == (0, 1, 2, 2, 2, 3, 4, 8, 8, 8, 8, 8, 9, 10)
    assert chart.possible == (0, 1, 2, 2, 2, 3, 4, 8, 10, 10, 10, 10, 11, 12)
    rows = queries.agency_gss_by_quarter()
    assert list(rows["possible_count"]) == list(chart.possible)


def test_a_planned_month_says_that_it_is_one() -> None:
    texts = {brick.name: brick.text for brick in _moves().bricks}
    assert texts["環境省"] == "2025年7月（計画の月）"
    assert texts["総務省"] == "2025年4月"
    assert texts["復興庁"] == "2024年3月（内閣府等）"
    assert texts["金融庁"] == "日付の記載なし"
    assert texts["経済産業省"] == "令和8年度の予定"
    assert texts["財務省"] == "年の記載なし"
    assert texts["防衛省"] == ""


def test_bodies_outside_the_22_stand_apart() -> None:
    chart = _moves()
    assert [line.split("　")[0] for line in chart.elsewhere] == [
        "デジタル庁",
        "こども家庭庁",
        "カジノ管理委員会",
    ]
    # The documents differ about the Digital Agency's month: it was no plan.
    assert chart.elsewhere[0] == "デジタル庁　2021年9月（月は不確か）"
    assert chart.elsewhere_note == "12には数えない"


def test_the_two_sheets_are_held_against_each_other() -> None:
    lines = {line.label: line.text for line in Gss().content.passages["changes"].lines}
    assert lines["移った府省庁"] == "8 → 12 / 22"
    assert lines["総務省"] == "△ 令和7年4月（2025年） → ○ 令和7年4月（2025年）"
    assert lines["財務省（国税庁）"] == "△ 2026年度 → △ 2025年度から順次"
    assert "公正取引委員会" not in lines  # no sheet of 2024 on it is in hand: nothing changed


def test_a_move_later_than_planned_is_said_to_be_one() -> None:
    subject, _ = subject_of("agency_gss?since=2023-08")
    lines = {line.label: line for line in subject.content.passages["changes"].lines}
    assert lines["内閣府"].text == "△ 令和6年1月（2024年） → ○ 令和6年3月（2024年）"
    assert lines["内閣府"].remark == "計画より後に移った"
    assert lines["消費者庁"].remark == ""


def test_no_word_takes_gss_for_remote_access() -> None:
    content = Gss().content
    assert "リモートアクセスと同じではなく" in content.caution
    assert all("「記載なし」は" not in note for note in content.notes)
    for view in content.views.values():
        assert "リモートアクセス" not in view.headline + view.key_label


def test_slides_draw_the_same_counts() -> None:
    quarters, changes = Gss().view_named("quarters"), Gss().view_named("changes")
    assert isinstance(quarters.chart, Steps)
    assert quarters.chart.covered == _moves().steps
    assert (quarters.key_figure, quarters.chart.end) == ("12 / 22", "12")
    assert isinstance(changes.chart, Grid)
    assert changes.headline == "新たに移った府省庁は4（内閣法制局、金融庁、総務省、環境省）。"


def test_advice_names_who_moved_and_who_answers_now() -> None:
    lines = {line.label: line.text for line in Gss().content.passages["ask"].lines}
    assert lines["移った府省庁（新しい順）"].startswith("環境省、総務省、内閣府")
    assert {"デジタル庁", "内閣人事局"} <= set(lines)


@pytest.mark.parametrize("narrow", [False, True])
def test_names_and_counts_stand_in_the_drawing(narrow: bool) -> None:
    figure = drawn(_moves(), narrow=narrow)
    words = " ".join(text for trace in figure.data for text in trace.text or ())
    for name in ("人事院", "復興庁", "金融庁", "防衛省"):
        assert name in words
    assert "12" in words


def test_no_words_are_hidden_outside_the_sheet() -> None:
    for narrow in (False, True):
        figure = drawn(_moves(), narrow=narrow)
        (_, right), (bottom, _) = figure.layout.xaxis.range, figure.layout.yaxis.range
        for trace in figure.data:
            if trace.mode == "text":
                assert all(0 <= x <= right for x in trace.x)
                assert all(0 <= y <= bottom for y in trace.y)


def test_links_mean_what_they_say() -> None:
    assert subject_of("agency_gss")[0].link == "agency_gss"
    assert subject_of("agency_gss?since=2023-08#changes")[1] == "changes"
    with pytest.raises(UnknownChoice):
        subject_of("agency_gss?since=1999")


def test_the_page_opens_and_shows_the_definition() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page = app.switch_page("pages/agency_gss.py").run()
    assert not page.exception
    text = " ".join(element.value for element in page.markdown)
    assert "デジタル庁が府省庁に提供する共通のネットワークと端末" in text
