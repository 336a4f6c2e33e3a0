"""Targets: published values, one verdict each, and nothing decided that nobody published."""

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.drawing.figures.draw import drawn
from readiness.language.wording import speaking
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Bars, Timeline
from readiness.subjects.guides import policy_figures as policy
from readiness.subjects.guides import policy_parts
from readiness.subjects.guides.policy_targets import VIEWS, PolicyTargets
from tests.support import ROOT

APP = str(ROOT / "app.py")


def _verdicts(*targets: str, actuals: str = "", agency: str = "") -> dict[str, str]:
    """Verdict by target name for tiny tables: name, target value; name, value; survey period, answer."""
    connection = duckdb.connect()
    connection.execute(
        "create table targets (target_code text, target_order int, target_name text,"
        " period text, target_value double, unit text, source_id text, origin text)"
    )
    for order, line in enumerate(targets):
        name, value = line.split(",")
        connection.execute(
            "insert into targets values ($name, $order, $name, '', try_cast($value as double), '', 'S', '')",
            {"name": name, "order": order, "value": value},
        )
    connection.execute(
        "create table target_actuals (target_code text, topic text, measure text,"
        " population_group text, period text, is_at_target boolean)"
    )
    connection.execute(
        "create table context_indicators (topic text, measure text,"
        " population_group text, period text, value double)"
    )
    for line in actuals.split():
        name, value, is_at_target = line.split(",")
        connection.execute(
            "insert into target_actuals values ($n, $n, '', '', '', $a)",
            {"n": name, "a": is_at_target == "final"},
        )
        connection.execute(
            "insert into context_indicators values ($n, '', '', '', $v)",
            {"n": name, "v": float(value)},
        )
    connection.execute("create table rounds (round_code text, survey_period text)")
    connection.execute(
        "create table agency_survey (round_code text, question_code text,"
        " choice_code text, answer text)"
    )
    for line in agency.split():
        survey_period, answer = line.split(",")
        connection.execute(
            "insert into rounds select $p, $p where $p not in (from rounds select survey_period)",
            {"p": survey_period},
        )
        connection.execute(
            "insert into agency_survey values ($p, 'remote_access', 'all_staff', $a)",
            {"p": survey_period, "a": answer},
        )
    rows = connection.execute(queries.sql_text("policy_targets")).df()
    return dict(zip(rows["target_name"], rows["verdict"], strict=True))


def test_a_value_that_reaches_the_target_meets_it_and_one_below_does_not():
    assert _verdicts("reached,10", "missed,10", actuals="reached,10,final missed,9.9,final") == {
        "reached": "met",
        "missed": "not_met",
    }


def test_a_value_from_before_the_targets_date_decides_nothing():
    assert _verdicts("early,10", actuals="early,12,before") == {"early": "unknown"}


def test_a_target_without_a_value_or_without_an_actual_is_unknown():
    assert _verdicts("no_value,", "no_actual,10", actuals="no_value,5,final") == {
        "no_value": "unknown",
        "no_actual": "unknown",
    }


def test_a_survey_after_the_deadline_decides_on_remote_access():
    before = "2017-03,yes 2017-03,no"

    assert _verdicts("remote_access,2", agency=before) == {"remote_access": "unknown"}
    assert _verdicts("remote_access,2", agency=f"{before} 2021-06,yes 2021-06,no") == {
        "remote_access": "not_met"
    }
    assert _verdicts("remote_access,1", agency=f"{before} 2021-06,yes") == {"remote_access": "met"}


def test_the_targets_of_the_sources_have_their_printed_values():
    rows = queries.policy_targets().set_index("target_name")

    assert list(rows["verdict"].value_counts().sort_index()) == [3, 1, 7]  # met, not met, unknown
    bodies = rows.loc["テレワーク・デイズ2018 参加団体"]
    assert (bodies["target_value"], bodies["actual_value"], bodies["verdict"]) == (
        2000,
        1682,
        "not_met",
    )
    people = rows.loc["テレワーク・デイズ2018 参加者（延べ）"]
    assert (people["target_value"], people["actual_value"], people["verdict"]) == (
        100000,
        302000,
        "met",
    )


def test_targets_of_2020_are_judged_by_the_values_of_2020():
    rows = policy.tracked().set_index("target_value")

    company, employed = rows.loc[34.5], rows.loc[15.4]
    assert (company["shown_value"], company["shown_period"], company["verdict"]) == (
        47.5,
        "2020-08",
        "met",
    )
    assert company["gap_value"] == pytest.approx(13.0)
    assert (employed["shown_value"], employed["verdict"]) == (19.7, "met")


def test_new_targets_have_no_actual_in_hand():
    rows = queries.policy_targets().set_index("target_name")

    for name, value in (
        ("テレワーク・デイズ2021 参加団体", 3000),
        ("制度等に基づく雇用型テレワーカーの割合（令和7年度）", 25),
    ):
        assert rows.loc[name, "target_value"] == value
        assert rows.loc[name, ["actual_value"]].isna().all()
        assert rows.loc[name, "verdict"] == "unknown"


def test_a_partys_proposals_are_told_apart_from_national_targets():
    origins = queries.policy_targets().set_index("target_name")["origin"]

    assert list(origins[origins == "proposal"].index) == [
        "テレワークマネージャーの人員の倍増",
        "各府省の実効的なテレワーク推進計画の策定",
        "民間部門の主要な取組にKPIを設ける",
    ]
    assert (origins == "government").sum() == 8


def test_a_changed_question_begins_another_series():
    rows = queries.policy_series()
    series = rows.groupby("series_code", sort=False)[["fiscal_year", "value"]].agg(list)

    assert series.loc["employed_institutional"].tolist() == [
        [2016, 2017, 2018, 2019, 2020],
        [7.7, 9.0, 10.8, 9.8, 19.7],
    ]
    assert series.loc["employed_ever"].tolist() == [
        [2021, 2022, 2023, 2024],
        [27.0, 26.1, 24.8, 24.6],
    ]
    gaps = rows.loc[rows["is_gap_before"], ["series_code", "period"]]
    assert gaps.to_numpy().tolist() == [["company_adoption", "2024-08"]]


def test_a_value_read_in_the_press_says_so():
    rows = queries.policy_series().set_index(["series_code", "fiscal_year"])["confirmed_by"]

    assert rows["employed_institutional", 2020] == "press"
    assert rows["company_adoption", 2020] == "document"


def test_every_link_from_a_target_to_a_value_finds_its_value():
    links = queries.data_table("target_actuals")
    actuals = queries.policy_target_actuals()

    found = actuals[actuals["actual_value"].notna() & (actuals["target_code"] != "remote_access")]
    assert len(found) == len(links)


@pytest.mark.parametrize("survey", policy.PREFECTURE_SURVEYS)
def test_only_the_five_highest_and_five_lowest_prefectures_are_known(survey):
    rates, nation = policy.prefecture_rates(survey)

    assert len(rates) == 10
    assert rates["label"].iloc[0] == "東京都"
    assert rates["ratio"].iloc[4] > nation - 0.01 > rates["ratio"].iloc[5]


def test_company_rates_are_split_by_size_region_and_industry():
    assert {kind: len(policy.company_rates(kind)) for kind in ("size", "region", "industry")} == {
        "size": 3,
        "region": 7,
        "industry": 8,
    }
    assert policy.national_company_ratio() == pytest.approx(0.202)


def test_milestones_run_from_2014_to_2025_and_name_a_listed_source():
    events = queries.policy_milestones()

    assert events["period"].str[:4].min() == "2014"
    assert events["period"].str[:4].max() == "2025"
    assert set(events["source_id"]) <= set(queries.data_sources()["source_id"])


def _bars(view: str = "targets", figure: str = "targets"):
    chart = PolicyTargets(view).content.figures[figure].chart
    assert isinstance(chart, Bars)
    return {name: {bar.label: bar for bar in bars} for name, bars in chart.groups}


def test_national_targets_and_a_partys_proposals_stand_apart_by_mark_and_word():
    national, proposals = _bars().items()

    assert national[0] == "国の目標"
    assert len(national[1]) == 8
    assert proposals[0] == "◆ 政党の提言（国の目標ではない）"
    assert list(proposals[1]) == [
        "テレワークマネージャーの人員の倍増",
        "各府省の実効的なテレワーク推進計画の策定",
        "民間部門の主要な取組にKPIを設ける",
    ]
    content = PolicyTargets().content
    assert "国の目標9件" not in content.headline
    assert "国の目標8件" in content.headline
    assert "政党の提言3件（国の目標ではない）" in content.headline
    with speaking("en"):
        assert "no national targets" in PolicyTargets().content.headline


def test_the_targets_of_2020_are_met_by_values_published_since():
    bars = _bars()["国の目標"]

    company = bars["テレワーク導入企業の割合（平成24年度11.5%の3倍）"]
    employed = bars["制度等に基づく雇用型テレワーカーの割合（平成28年度の倍）"]
    assert company.words == "47.5 / 34.5%（2020年まで）　差 +13.0　達成（2020年8月）"
    assert employed.words == "19.7 / 15.4%（2020年まで）　差 +4.3　達成（2020年度）　▽ 報道で確認"
    assert (company.mark, employed.mark) == ("○", "○")
    assert company.value == pytest.approx(47.5 / 34.5)


def test_a_target_without_an_actual_has_no_bar_and_says_so():
    bars = [bar for group in _bars().values() for bar in group.values()]

    missing = [bar for bar in bars if bar.value is None]
    assert len(missing) == 6
    assert all("手元に収録なし" in bar.text or "記載なし" in bar.text for bar in missing)
    assert [bar.mark for bar in bars].count("－") == 7
    assert drawn(PolicyTargets().content.figures["targets"].chart).layout.height > 300


def test_the_document_is_an_extract_and_its_surveys_are_named():
    companies, prefectures = (
        PolicyTargets("companies").content,
        PolicyTargets("prefectures").content,
    )
    said = " ".join(
        [
            *(figure.heading + figure.note for figure in companies.figures.values()),
            *(figure.heading + figure.note for figure in prefectures.figures.values()),
            *companies.notes,
            *prefectures.notes,
            prefectures.headline,
        ]
    )

    for word in ("公表は7地域", "下位5だけの公表", "公表は上位5"):
        assert word not in said
    for name in ("通信利用動向調査", "東京商工リサーチ", "パーソル総合研究所", "厚労省×LINE"):
        assert name in said
    assert "内閣人事局" not in prefectures.provenance.source + companies.provenance.source
    assert "自由民主党" not in prefectures.provenance.source + companies.provenance.source


def test_years_that_are_not_in_hand_are_said_between_the_others():
    (bars,) = _bars("companies", "company").values()

    assert [bar.words for bar in bars.values()] == [
        "20.2%",
        "47.5%",
        "51.9%　▽ 報道で確認",
        "－ 手元に収録なし",
        "47.3%",
    ]


def test_a_plan_that_is_over_says_so_and_proposals_of_a_party_are_marked():
    content = PolicyTargets("milestones").content
    lines = [line for passage in content.passages.values() for line in passage.lines]

    (plan,) = [line for line in lines if "自治体DX推進計画" in line.label]
    assert "令和8年3月31日（2026年）で期間終了" in plan.remark
    assert [line.label for line in lines if "◆ 政党の提言" in line.remark] == [
        "2014年　特命委員会の最初の提言",
        "2016年　特命委員会の2度目の提言",
        "令和3年5月20日（2021年）　良質なテレワークの提言",
    ]
    assert len(lines) == len(queries.policy_milestones())
    chart = content.views["milestones"].chart
    assert isinstance(chart, Timeline)
    assert len(chart.events) == len(lines)


def test_amounts_keep_their_decimal_and_gaps_their_sign():
    assert policy_parts.amount(2000.0, "団体") == "2,000"
    assert policy_parts.amount(9.0, "%") == "9.0"
    assert policy_parts.gap(-318, "団体") == "−318"
    assert policy_parts.gap(202000, "人") == "+202,000"


@pytest.mark.parametrize("view", VIEWS)
def test_the_first_view_says_what_the_screen_says(view):
    made = PolicyTargets(view)
    content, first = made.content, made.view_named()

    assert subject_of(made.link) == (made, "")
    assert (first.headline, first.key_figure) == (content.headline, content.key_figures[0].value)
    assert first.provenance == content.provenance
    for part, seen in content.views.items():
        if part in content.figures:
            assert seen.chart == content.figures[part].chart


@pytest.mark.parametrize("view", ["targets", "companies", "prefectures", "milestones", "x", ""])
def test_every_view_opens_from_the_address(view):
    app = AppTest.from_file(APP, default_timeout=60).switch_page("pages/policy_targets.py")
    app.query_params["view"] = view

    app.run()

    assert not app.exception
    known = view in ("targets", "companies", "prefectures", "milestones")
    assert app.session_state["policy_targets_view"] == (view if known else "targets")
