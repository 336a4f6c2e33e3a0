"""回答の傾向 and 府省庁の比較: pairs, stages, patterns, outcomes; the pages and their URLs."""

import pytest
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.drawing.figures import agency_patterns
from readiness.subjects import agency_words as words
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


def test_plan_groups_split_at_the_median_quarter() -> None:
    outcomes = queries.agency_plan_outcomes(ROUND)
    members = outcomes.groupby(words.plan_groups(outcomes), observed=True)["agency_name"].agg(list)
    assert members["early"] == ["警察庁", "消費者庁", "農林水産省"]
    assert members["median"] == ["内閣官房", "内閣府", "個人情報保護委員会", "復興庁"]
    assert members["late"] == ["宮内庁"]
    assert members["unreadable"] == ["法務省"]
    assert len(members["ready"]) == 8
    assert len(members["silent"]) == 5


def test_an_agency_without_days_gets_words_instead_of_a_bar() -> None:
    outcomes = queries.agency_plan_outcomes(ROUND)
    figure = agency_patterns.plans_and_days(outcomes, words.plan_groups(outcomes))
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert texts.count("－ データなし") == 2
    assert sum(x == x for x in figure.data[0].x) == 20


def test_the_diagonal_of_the_pairs_is_how_many_name_the_barrier() -> None:
    counts = queries.agency_item_counts(ROUND)
    counts = counts[counts["question_code"] == "barrier"]
    figure = agency_patterns.barrier_pairs(
        queries.agency_barrier_pairs(ROUND), counts, narrow=False
    )
    diagonal = [a.text for a in figure.layout.annotations if a.x == a.y]
    assert diagonal == [f"<b>{n}</b>" for n in ("6", "5", "5", "2", "0", "14＋2")]
    assert len(figure.layout.annotations) == 21


def test_small_plots_say_how_many_of_each_stage() -> None:
    figure = agency_patterns.barriers_by_stage(queries.agency_barriers_by_stage(ROUND), 3)
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert "<b>働き方の見直しが不十分　6</b>" in texts
    assert "<b>3</b> / 9" in texts
    assert "<b>その他　14</b>＋？4" in texts


@pytest.mark.parametrize(
    ("view", "start"),
    [
        (
            "pairs",
            "「その他」を除くと、いっしょに挙げられたのは「働き方の見直しが不十分」と「予算案の検討が不十分」",
        ),
        ("stages", "最も多く挙げられた「働き方の見直しが不十分」は、6府省庁のうち5が"),
        (
            "equipment",
            "22府省庁の方式・ツールの印は11通りに分かれる。最も多いのは「令和2年度までに整備予定」だけの7",
        ),
        ("barrier", "22府省庁の理由の印は13通りに分かれる。最も多いのは「その他」だけの7"),
        (
            "outcome",
            "予定が中央値より早い3府省庁の日数の中央値は47.3日、中央値の4は69.9日、遅い1は7.0日。"
            "予定が早いほど実績が多いとは言えない。",
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
    assert _sentence(page) == "人事院、防衛省は、13項目のうち5で答えが分かれる（太字）。"
    assert page.table[0].value.columns.tolist() == ["人事院", "防衛省"]


@pytest.mark.parametrize("agencies", ["", "03", "99,<b>", "03,03", "０３,２２"])
def test_fewer_than_two_known_agencies_ask_for_a_choice(agencies: str) -> None:
    page = _page("agency_compare", agencies=agencies)
    assert not page.exception
    assert _sentence(page).startswith("2～4の府省庁を選ぶと")


def test_more_than_four_agencies_are_cut_to_four() -> None:
    page = _page("agency_compare", agencies="01,02,03,04,05,06")
    assert not page.exception
    assert len(page.table[0].value.columns) == 4


def test_an_unreadable_answer_is_no_difference() -> None:
    # 警察庁 and 農林水産省: その他 unreadable at both; IP電話 differs.
    page = _page("agency_compare", agencies="07,18")
    assert "13項目のうち1で" in _sentence(page)
