"""回答の傾向 and 府省庁の比較: pairs, stages, patterns, outcomes; the pages and their URLs."""

import pytest
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.drawing.figures.draw import drawn
from readiness.subjects.agencies import patterns_outcome
from readiness.subjects.agencies.compare import AgencyCompare
from readiness.subjects.agencies.patterns import VIEWS, AgencyPatterns
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Bars, Grid
from tests.support import ROOT

ROUND = "agency-2017-03"


def _page(name: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{name}.py").run()


def _sentence(page: AppTest) -> str:
    return page.markdown[0].value.replace("\\", "").strip("*")


def test_pairs_count_agencies_that_named_both() -> None:
    pairs = queries.agency_barrier_pairs(ROUND).set_index(["barrier_code", "other_barrier_code"])
    assert len(pairs) == 15
    assert pairs.loc[("work_style", "budget"), "agency_count"] == 3
    assert pairs.loc[("work_style", "budget"), "agency_names"] == "宮内庁、公正取引委員会、防衛省"
    assert pairs.loc[("security", "ministry_understanding"), "agency_count"] == 0
    # 外務省 named budget; whether it named その他 cannot be read.
    assert pairs.loc[("budget", "other"), ["agency_count", "uncertain_count"]].tolist() == [4, 1]


def test_barriers_by_stage_add_up_to_the_published_counts() -> None:
    rows = queries.agency_barriers_by_stage(ROUND)
    totals = rows.groupby("barrier_code", sort=False)[["agency_count", "uncertain_count"]].sum()
    assert totals["agency_count"].tolist() == [6, 5, 5, 2, 0, 14]
    assert totals["uncertain_count"].tolist() == [0, 0, 0, 0, 0, 4]
    assert rows.groupby("stage")["stage_count"].max().tolist() == [5, 9, 0, 7, 1]


def test_patterns_hold_every_agency_once_per_kind() -> None:
    patterns = queries.agency_patterns(ROUND)
    for kind, count in (("equipment", 11), ("barrier", 13)):
        rows = patterns[patterns["kind"] == kind]
        assert len(rows) == count
        assert rows["agency_count"].sum() == 22
        names = [name for names in rows["agency_names"] for name in names.split("、")]
        assert len(set(names)) == 22


def test_an_unreadable_mark_is_a_pattern_of_its_own() -> None:
    patterns = queries.agency_patterns(ROUND)
    unread = patterns[(patterns["kind"] == "barrier") & (patterns["items"] == "")]
    by_mark = unread.set_index("uncertain_items")["agency_names"].to_dict()
    assert by_mark == {"その他": "警察庁、文部科学省、農林水産省", "": "経済産業省、国土交通省"}


@pytest.mark.parametrize(
    ("slip", "expected"),
    [
        (0, [("宮内庁", "last_year", 3), ("法務省", "unreadable", None)]),
        # The certain mark of 消費者庁 (2019Q1) decides, not the uncertain one of 2018Q1.
        (
            4,
            [
                ("宮内庁", "late", -1),
                ("消費者庁", "last_year", 3),
                ("法務省", "unreadable", None),
            ],
        ),
    ],
)
def test_the_critical_list_grows_with_the_delay(slip: int, expected: list[tuple]) -> None:
    rows = queries.agency_critical(ROUND, slip)
    found = [
        (row.agency_name, row.state, None if row.state == "unreadable" else row.quarters_left)
        for row in rows.itertuples()
    ]
    assert found == expected


def test_agencies_late_in_a_delay_are_those_the_coverage_loses() -> None:
    for slip in range(9):
        lost = (queries.agency_critical(ROUND, slip)["state"] == "late").sum()
        certain = queries.agency_coverage_by_quarter(ROUND, slip)["certain_count"].iloc[-1]
        assert 16 - certain == lost


def test_plan_groups_split_at_the_median_of_the_certain_marks() -> None:
    outcomes = queries.agency_plan_outcomes(ROUND)
    outcomes = outcomes.assign(group=patterns_outcome.groups(Survey(ROUND), outcomes))
    members = outcomes.groupby("group")["agency_name"].agg(list)
    assert members["early"] == ["警察庁", "農林水産省"]
    assert members["median"] == ["内閣官房", "内閣府", "個人情報保護委員会", "復興庁"]
    # The uncertain mark of 消費者庁 (2018Q1) decides nothing, its certain one of 2019Q1 does.
    assert members["late"] == ["宮内庁", "消費者庁"]
    assert members["unreadable"] == ["法務省"]
    assert len(members["ready"]) == 8
    assert len(members["silent"]) == 5


def _chart(view: str):
    return AgencyPatterns(view).content.figures["shown"].chart


def test_an_agency_without_days_gets_words_instead_of_a_bar() -> None:
    chart = _chart("outcome")
    assert isinstance(chart, Bars)
    bars = [bar for _, group in chart.groups for bar in group]
    assert [bar.label for bar in bars if bar.value is None] == ["環境省", "防衛省"]
    texts = [annotation.text for annotation in drawn(chart).layout.annotations]
    assert texts.count("－ 収録なし") == 2
    assert len(bars) == 22


def test_only_a_group_of_five_values_has_a_median() -> None:
    chart = _chart("outcome")
    heads = [heading for heading, _ in chart.groups]
    assert heads[0] == "○ 調査時に利用可能　8　中央値60.8日"
    assert [head for head in heads if "中央値6" in head or "中央値4" in head] == heads[:1]


def test_so_few_plans_allow_no_conclusion() -> None:
    content = AgencyPatterns("outcome").content
    assert "関係は言えない" in content.headline
    assert "因果を示さない" in "".join(content.notes)
    assert "転載で確認" in content.provenance.source


def test_the_diagonal_of_the_pairs_is_how_many_name_the_barrier() -> None:
    chart = _chart("pairs")
    assert isinstance(chart, Grid)
    own = [cell.mark for line in chart.cells for cell in line if cell.is_whole]
    assert own == ["6", "5", "5", "2", "0", "14＋2"]
    notes = drawn(chart).layout.annotations
    assert [note.text for note in notes if note.x == note.y] == [f"<b>{n}</b>" for n in own]
    assert len(notes) == 21


def test_small_plots_say_how_many_of_each_stage_and_nothing_of_an_empty_one() -> None:
    chart = _chart("stages")
    assert isinstance(chart, Bars)
    assert [heading for heading, _ in chart.groups][::5] == [
        "働き方の見直しが不十分　6",
        "その他　14＋？4",
    ]
    first = chart.groups[0][1]
    assert [bar.label for bar in first] == [
        "4 政務も",
        "3 国会対応",
        "2 全職員",
        "1 予定",
        "0 記載なし",
    ]
    assert [bar.text for bar in first] == ["0 / 1", "1 / 7", "－ 府省庁なし", "3 / 9", "2 / 5"]
    texts = [annotation.text for annotation in drawn(chart).layout.annotations]
    assert "<b>3</b> / 9" in texts


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_has_its_link_and_its_slide_says_the_same(view: str) -> None:
    subject = AgencyPatterns(view)
    assert subject_of(subject.link) == (subject, "")
    content = subject.content
    shown = content.views[view]
    assert shown.link == subject.link
    assert shown.headline == content.headline
    assert shown.key_figure == content.key_figures[0].value
    if "shown" in content.figures:
        assert shown.chart == content.figures["shown"].chart


@pytest.mark.parametrize(
    ("view", "start"),
    [
        (
            "pairs",
            "「その他」を除くと、いっしょに挙げられたのは「働き方の見直しが不十分」と「予算案の検討が不十分」",
        ),
        (
            "stages",
            "「その他」を除き最も多く挙げられた「働き方の見直しが不十分」は、6府省庁のうち5が",
        ),
        (
            "equipment",
            "22府省庁の方式・ツールの印は11通りに分かれる。最も多いのは「令和2年度までに整備予定」だけの7",
        ),
        ("barrier", "22府省庁の理由の印は13通りに分かれる。最も多いのは「その他」だけの7"),
        (
            "outcome",
            "予定の早い2府省庁は警察庁 47.3日、農林水産省 53.4日。"
            "遅い2府省庁は宮内庁 7.0日、消費者庁 39.1日。数が少なく、",
        ),
    ],
)
def test_each_view_opens_with_its_finding(view: str, start: str) -> None:
    page = _page("agency_patterns", view=view)
    assert not page.exception
    assert _sentence(page).startswith(start)


def test_agencies_are_compared_side_by_side() -> None:
    page = _page("agency_compare", agencies="03,22")
    assert not page.exception
    assert _sentence(page) == "人事院、防衛省は、13項目のうち5で答えが分かれる。"
    assert page.table[0].value.columns.tolist() == ["人事院", "防衛省"]


def test_the_comparison_opens_on_one_agency_of_each_stage() -> None:
    page = _page("agency_compare")
    assert page.table[0].value.columns.tolist() == [
        "経済産業省",
        "金融庁",
        "内閣官房",
        "内閣法制局",
    ]


@pytest.mark.parametrize("agencies", ["", "03", "03,03"])
def test_fewer_than_two_known_agencies_ask_for_a_choice(agencies: str) -> None:
    page = _page("agency_compare", agencies=agencies)
    assert not page.exception
    assert _sentence(page).startswith("2～4の府省庁を選ぶと")


def test_more_than_four_agencies_are_cut_to_four() -> None:
    page = _page("agency_compare", agencies="01,02,03,04,05,06")
    assert not page.exception
    assert len(page.table[0].value.columns) == 4


def test_the_comparison_of_screen_and_slide_is_one_grid() -> None:
    subject = AgencyCompare(("10", "14"))
    assert subject_of("agency_compare?agencies=10,14") == (subject, "")
    content = subject.content
    view = content.views["beside"]
    assert view.chart == content.figures["beside"].chart
    assert isinstance(view.chart, Grid)
    assert view.headline == content.headline
    assert view.key_figure == content.key_figures[0].value == "7 / 13"
    facts = dict(zip(view.chart.rows, view.chart.cells, strict=True))
    assert [cell.mark for cell in facts["計画"]] == ["平成30年度①？ほか1", "（平成29年度①）"]
    assert [cell.mark for cell in facts["令和元年度の実施者"]] == ["－ 手元の資料に収録なし"] * 2
    assert "以外の整備" not in view.caution + "".join(view.notes)


def test_an_unreadable_answer_is_no_difference() -> None:
    # 警察庁 and 農林水産省: その他 unreadable at both; IP電話 differs.
    page = _page("agency_compare", agencies="07,18")
    assert "13項目のうち1で" in _sentence(page)
