"""府省庁カルテ: what one agency lacks, whom it can ask, its plan and outcome; the page for each."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.drawing import theme
from readiness.drawing.figures.draw import drawn
from readiness.language.wording import speaking
from readiness.subjects.agencies import advice, answers, outcome, plans
from readiness.subjects.agencies.karte import AgencyKarte
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Bars, Ladder, Strip
from tests.support import ROOT

ROUND = "agency-2017-03"
STAGES = queries.agency_stage(ROUND)
NAMES = list(STAGES["agency_name"])
SURVEY = Survey(ROUND)


def _content(name: str):
    return AgencyKarte(f"{NAMES.index(name) + 1:02}").content


def _gap(name: str) -> pd.DataFrame:
    gap = queries.agency_gap(ROUND, name)
    return gap.assign(state=answers.states(gap))


def _page(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.switch_page("pages/agency_karte.py").run()


def _text(page: AppTest) -> str:
    return " ".join(element.value for element in page.markdown).replace("\\", "")


def test_a_gap_names_what_the_agency_has_and_what_would_lift_it() -> None:
    gap = queries.agency_gap(ROUND, "防衛省").set_index("choice_code")
    assert gap[gap["answer"] == "yes"].index.tolist() == [
        "realtime_tool",
        "work_style",
        "budget",
        "ministry_understanding",
        "other",
    ]
    lifts = gap["next_stage"].dropna().astype(int).to_dict()
    assert lifts == {"all_staff": 2, "diet_work": 3, "minister_use": 4, "planned_fy2020": 1}
    assert gap.loc["realtime_tool", "agency_ratio"] == pytest.approx(7 / 22)
    assert gap.loc["other", ["agency_count", "lost_count"]].tolist() == [14, 2]


def test_nothing_lifts_the_agency_on_top() -> None:
    assert queries.agency_gap(ROUND, "経済産業省")["next_stage"].isna().all()


def test_an_unknown_agency_has_no_rows() -> None:
    assert queries.agency_gap(ROUND, "厚労省").empty
    assert queries.agency_advisers(ROUND, "厚労省").empty
    assert queries.agency_plan(ROUND, "厚労省").empty
    assert queries.agency_outcome("厚労省").empty


def test_advisers_of_jinjiin_are_one_above_or_have_what_it_lacks() -> None:
    advisers = queries.agency_advisers(ROUND, "人事院")
    by_reason = advisers.groupby(["reason", "choice_code"])["adviser_name"].agg(list)
    assert by_reason[("one_above", "")] == [
        "内閣官房",
        "内閣府",
        "宮内庁",
        "警察庁",
        "個人情報保護委員会",
        "消費者庁",
        "復興庁",
        "法務省",
        "農林水産省",
    ]
    assert len(by_reason[("has_item", "all_staff")]) == 8
    assert by_reason[("has_item", "minister_use")] == ["経済産業省"]
    # The tool is a second axis: an agency behind on the ladder can still show it.
    assert "国土交通省" in by_reason[("has_item", "web_meeting")]
    assert by_reason[("same_barrier", "security")] == ["内閣府", "外務省", "財務省"]


def test_an_empty_stage_in_between_is_skipped_and_said() -> None:
    steps = advice.next_step(1, queries.agency_advisers(ROUND, "消費者庁"))
    assert steps[1].label == "段階2は0、段階3の7"
    assert "経済産業省" not in steps[1].text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("内閣官房", ["平成30年度第4四半期　期限まで8四半期、予定の中央値と同じ"]),
        (
            "消費者庁",
            [
                "平成30年度第1四半期（判読が不確か）　期限まで11四半期、予定の中央値より3四半期早い",
                "令和元年度第1四半期　期限まで7四半期、予定の中央値より1四半期遅い",
            ],
        ),
        (
            "法務省",
            ["？ 予定はあるが四半期の印が読めない（期限までの余裕と中央値は比べられない）"],
        ),
        ("防衛省", ["－ 時期の記載なし"]),
    ],
)
def test_a_plan_is_held_against_deadline_and_median(name: str, expected: list[str]) -> None:
    assert plans.lines(SURVEY, name) == expected


def test_marks_outside_the_nine_are_not_called_a_plan() -> None:
    lines = plans.lines(SURVEY, "国土交通省")
    assert len(lines) == 2
    assert all("予定と答えた9府省庁の外" in line for line in lines)
    # The document says neither that the marks include other work nor that they stand for it.
    assert all("何の整備の時期かは資料に書かれていない" in line for line in lines)


def test_an_outcome_ranks_among_the_published_only() -> None:
    outcome = queries.agency_outcome("経済産業省").set_index(["measure", "scope"])
    days = outcome.loc[("days_per_person", "本省")]
    assert (days["value"], days["rank"], days["ranked_count"]) == (80.8, 1, 20)
    assert days["government_value"] == 49.6
    regional = outcome.loc[("days_per_person", "地方局等")]
    assert (regional["value"], regional["rank"], regional["ranked_count"]) == (82.6, 2, 15)
    share = outcome.loc[("teleworker_pct", "本省")]
    assert (share["value"], share["rank"], share["ranked_count"]) == (63, 3, 10)


def test_agencies_without_published_days_say_so_and_get_no_zero() -> None:
    assert "days_per_person" not in set(queries.agency_outcome("防衛省")["measure"])
    assert outcome.days_line(queries.agency_outcome("環境省")) == "－ 手元の資料に収録なし"
    outcomes = queries.agency_plan_outcomes(ROUND)
    assert outcomes.loc[outcomes["days_per_person"].isna(), "agency_name"].tolist() == [
        "環境省",
        "防衛省",
    ]


def test_no_row_of_fiscal_2014_per_agency_is_shown() -> None:
    ministry_wide = {"総務省"}  # its 省全体 totals stand in a table of their own
    for name in set(NAMES) - ministry_wide:
        assert (queries.agency_outcome(name)["fiscal_year"] > 2014).all()


def test_plans_are_set_beside_outcomes_and_few_values_are_named_instead_of_a_median() -> None:
    line = _content("人事院").passages["plan"].lines[-1]
    assert line.text == (
        "利用可能7：中央値60.8日　予定9：中央値47.3日　"
        "記載なし4：内閣法制局 6.4日、人事院 33.0日、公正取引委員会 46.6日、国土交通省 39.5日"
    )
    assert line.remark == "（手元の資料に20 / 22府省庁の値）"


def test_each_barrier_named_has_advice_contact_and_who_is_ahead() -> None:
    rows = advice.rows(_gap("防衛省"), queries.agency_advisers(ROUND, "防衛省"))
    assert rows["advised_barrier"].tolist() == [
        "働き方の見直し（6）",
        "予算（5）",
        "省内の理解（2）",
        "その他（14＋2）",
    ]
    assert rows["advice_ahead"].tolist()[2] == "環境省"


def test_whom_to_ask_is_an_office_that_exists_and_the_document_is_told_apart() -> None:
    content = _content("防衛省")
    contacts = set(content.tables["advice"].rows["advice_contact"])
    assert contacts == {"内閣人事局", "デジタル庁", "内閣人事局、デジタル庁"}
    assert "窓口は今の組織による本画面の整理" in "".join(content.notes)


def test_an_unreadable_barrier_is_neither_named_nor_absent() -> None:
    rows = advice.rows(_gap("警察庁"), queries.agency_advisers(ROUND, "警察庁"))
    assert rows["advised_barrier"].tolist() == ["？ その他（14＋2、印が読めない）"]
    assert "「その他」の印が読めない" in _content("警察庁").headline


def test_the_ladder_marks_the_own_stage_only() -> None:
    chart = _content("人事院").figures["ladder"].chart
    assert isinstance(chart, Ladder)
    figure = drawn(chart)
    assert [bar.x[0] for bar in figure.data] == [5, 9, 0, 7, 1]
    assert [bar.marker.color for bar in figure.data].count(theme.NAVY) == 1


def test_items_are_coloured_only_where_the_agency_has_them() -> None:
    chart = _content("防衛省").figures["items"].chart
    assert isinstance(chart, Bars)
    assert [bar.role for bar in chart.groups[0][1]] == ["others"] * 4 + ["has"] + ["others"] * 2
    figure = drawn(chart)
    assert (
        list(figure.data[0].marker.color) == [theme.OTHERS] * 4 + [theme.HAS] + [theme.OTHERS] * 2
    )


def test_lost_marks_stand_dotted_beside_the_count_of_each_karte() -> None:
    chart = _content("防衛省").figures["barriers"].chart
    assert isinstance(chart, Bars)
    other = chart.groups[0][1][-1]
    assert (other.value, other.lost, other.whole, other.text) == (14, 2, 22, "14＋不明2 / 22")
    rows = _content("防衛省").tables["gap"].rows.set_index("item")
    # The document prints 16, 72.7 %.
    assert rows.loc["その他", ["agency_count", "lost_count"]].tolist() == [14, 2]
    assert rows.loc["その他", "agency_ratio"] == pytest.approx(0.727, abs=0.0005)


def _symbols(name: str) -> list[str]:
    chart = _content(name).figures["days"].chart
    assert isinstance(chart, Strip)
    figure = drawn(chart)
    assert len(figure.data[0].x) == 20
    return [trace.marker.symbol for trace in figure.data]


def test_the_strip_has_twenty_ticks_and_no_diamond_without_a_value() -> None:
    assert _symbols("人事院") == ["line-ns", "circle", "diamond"]
    assert _symbols("防衛省") == ["line-ns", "circle"]


def test_the_government_value_is_that_of_head_offices_not_of_all() -> None:
    figure = _content("人事院").figures["days"]
    assert isinstance(figure.chart, Strip)
    texts = [dot.text for dot in figure.chart.dots if dot.role == "reference"]
    assert texts == ["政府計（本省） 49.6日"]
    assert "政府全体" not in figure.alt


def test_what_is_not_in_our_hands_is_not_said_to_be_unpublished() -> None:
    content = _content("防衛省")
    text = "".join(line.text for passage in content.passages.values() for line in passage.lines)
    assert "手元の資料に収録なし（50%以上の府省庁だけを収録）" in text
    assert "公表" not in text
    assert "転載で確認" in content.provenance.source
    assert "報道で確認" in _content("経済産業省").provenance.source


def test_an_agency_with_remote_access_and_barriers_is_explained_on_its_own_sheet_only() -> None:
    assert "コミュニケーションツールの整備も含む" in "".join(_content("外務省").notes)
    assert "コミュニケーションツールの整備も含む" not in "".join(_content("防衛省").notes)


def test_a_link_makes_the_sheet_that_has_this_link() -> None:
    for link in ("agency_karte", "agency_karte?agency=22"):
        assert subject_of(link)[0].link == link
    assert subject_of("agency_karte?agency=3")[0] == AgencyKarte("03")


@pytest.mark.parametrize("code", ["ja", "en"])
@pytest.mark.parametrize("name", ["防衛省", "経済産業省", "消費者庁"])
def test_screen_and_slide_say_the_same(name: str, code: str) -> None:
    with speaking(code):
        content = _content(name)
        view = content.views["sheet"]
        assert view.headline == content.headline
        assert view.key_figure == content.key_figures[0].value == content.figures["ladder"].heading
        assert isinstance(view.chart, Bars)
        shown = [content.figures[part].chart.groups[0][1] for part in ("items", "barriers")]
        assert [bars for _, bars in view.chart.groups] == shown
        assert content.provenance == view.provenance


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_agency_has_its_sheet(name: str) -> None:
    page = _page(agency=f"{NAMES.index(name) + 1:02}")
    assert not page.exception
    assert page.title[0].value == f"府省庁カルテ　{name}"
    assert page.markdown[0].value.replace("\\", "").startswith(f"**{name}は段階")


def test_what_stops_boeisho_is_in_the_sentence() -> None:
    assert _text(_page(agency="22")).startswith(
        "**防衛省は段階0「予定の記載なし」（22府省庁中5）。理由は「働き方の見直し」、「予算」、"
        "「省内の理解」、「その他」の4。方式・ツールは6中1がある。**"
    )


def test_the_buttons_step_through_the_order_of_establishment_and_wrap() -> None:
    page = _page(agency="22")
    page = page.button(key="agency_karte_agency_on").click().run()
    assert page.title[0].value == "府省庁カルテ　内閣官房"
    page = page.button(key="agency_karte_agency_back").click().run()
    assert page.title[0].value == "府省庁カルテ　防衛省"


@pytest.mark.slow
@pytest.mark.parametrize("nonsense", ["0", "23", "００", "-1", "<b>", "²", "9" * 40, ""])
def test_nonsense_in_the_url_gives_the_first_agency(nonsense: str) -> None:
    page = _page(agency=nonsense)
    assert not page.exception
    assert page.title[0].value == "府省庁カルテ　内閣官房"


def test_a_number_without_leading_zero_is_the_same_agency() -> None:
    assert _page(agency="3").title[0].value == "府省庁カルテ　人事院"


def test_ranks_and_counts_are_whole_numbers_in_the_table() -> None:
    assert pd.api.types.is_integer_dtype(queries.agency_gap(ROUND, "人事院")["next_stage"])


def test_the_karte_carries_the_rows_of_the_way_over_time_on_screen_paper_and_slide() -> None:
    content = subject_of("agency_karte?agency=19")[0].content
    passage = content.passages["since"]
    assert passage.heading == "その後"
    gss, results, spending, link = passage.lines
    assert (gss.label, gss.text) == ("GSSへの移行", "▷ 移行作業中　令和8年度の予定")
    for part in ("令和元年度 63%", "（本省） 令和2年度 80.8日/年", "令和2年度 7,377人"):
        assert part in results.text
    assert spending.text == (
        "令和3年度 1,008、令和4年度 3,563（2024年度シート）又は1,446（2025年度シート）、"
        "令和5年度 3,738（2024年度シート）又は1,656（2025年度シート）、令和6年度 1,632"
    )
    assert link.link == "agency_history?agency=19"
    aside = dict(content.views["sheet"].aside)
    assert aside["取組状況調査"] == (
        "R1 実施者63%　R2 できる職員7,377人、本省80.8日、全体81.3日、地方局等82.6日"
    )
    assert aside["GSSへの移行"] == "▷ 移行作業中　令和8年度の予定"
    assert aside["LAN運用（百万円）"] == "R3 1,008、R4 3,563又は1,446、R5 3,738又は1,656、R6 1,632"
    assert "行政事業レビューシート（2025年度）" in content.provenance.source


def test_what_is_not_in_hand_since_is_said() -> None:
    gss, results, *_ = subject_of("agency_karte?agency=22")[0].content.passages["since"].lines
    assert gss.text.strip() == "－ 資料に記載なし"
    assert results.text == "手元の資料に収録なし"


def test_every_count_of_the_sheet_has_its_names_and_its_lost_marks() -> None:
    content = subject_of("agency_karte?agency=10")[0].content
    rows = content.tables["behind"].rows.set_index("item")
    assert rows.loc["その他", ["agency_count", "lost_count"]].tolist() == [14, 2]
    for item, row in rows.iterrows():
        assert len(row["agency_names"].split("、")) == max(1, row["agency_count"]), item
    chart = content.figures["barriers"].chart
    assert isinstance(chart, Bars)
    bars = {bar.label: bar for bar in chart.groups[0][1]}
    assert rows.loc["その他", "agency_names"] in bars["その他"].hint
