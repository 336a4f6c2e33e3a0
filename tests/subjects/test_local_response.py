"""The map with a round that few answered, and with plans: states, denominators, ranking, sentences."""

import pytest
from streamlit.testing.v1 import AppTest

from readiness import intake, store
from readiness.data import queries, warehouse
from readiness.drawing import maps
from readiness.language import wording
from readiness.subjects.charts import Blank
from readiness.subjects.local import measures
from readiness.subjects.local.country import Country
from readiness.subjects.local.measures import Measure, untils, usual_until
from readiness.subjects.local.one_prefecture import OnePrefecture
from readiness.subjects.local.prefecture_map import PrefectureMap
from tests.support import ROOT
from tests.support.stored import considering, publish


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test here publishes for itself."""


ROUND = "local-2026-10-01"


@pytest.fixture
def few() -> None:
    publish(
        ROUND,
        answers={
            "130001": {"adoption": "formal"},  # the prefecture itself: no municipality
            "131016": {"adoption": "formal"},
            "131024": considering("2027q2"),
            "131032": considering("2027q4"),
            "131041": {"adoption": "considering"},  # without a time
            "131059": {"adoption": "none_or_undecided"},
            "342084": {"adoption": "formal"},  # all that answered in 広島県 have it
            "472018": {"adoption": "discontinued"},
        },
    )


@pytest.mark.usefixtures("few")
def test_the_response_names_all_47_prefectures() -> None:
    rows = queries.local_response_by_prefecture(ROUND).set_index("prefecture_code")
    assert len(rows) == 47
    assert rows.loc["13", ["answered_count", "municipality_count"]].tolist() == [5, 62]
    assert (rows["answered_count"] > 0).sum() == 3
    assert rows["municipality_count"].sum() == 1741


@pytest.mark.usefixtures("few")
def test_plans_until_a_quarter_have_their_denominator_and_undated_ones_stay_apart() -> None:
    rows = queries.local_plans_by_prefecture(ROUND, 2027, 3).set_index("prefecture_code")
    tokyo = rows.loc["13"]
    assert tokyo[
        ["answered_count", "adopted_count", "not_adopted_count", "planned_count"]
    ].tolist() == [5, 1, 4, 1]
    assert tokyo[["later_count", "undated_count"]].tolist() == [1, 1]
    assert tokyo["plan_ratio"] == pytest.approx(1 / 4)
    assert tokyo["reached_ratio"] == pytest.approx(2 / 5)
    # The same interval by hand: Wilson, 1 of 4.
    assert tokyo["plan_ratio_low"] == pytest.approx(0.0456, abs=1e-4)
    assert tokyo["plan_ratio_high"] == pytest.approx(0.6994, abs=1e-4)
    assert rows["plan_ratio"].isna().to_dict() == {"13": False, "34": True, "47": False}
    by_year_end = queries.local_plans_by_prefecture(ROUND, 2027, 4).set_index("prefecture_code")
    assert by_year_end.loc["13", "planned_count"] == 2
    assert queries.local_plans_by_prefecture("local-2023-10-01", 2027, 4).empty


def _country(measure: str, until: str = "") -> Country:
    return Country(Measure(ROUND, measure, until))


@pytest.mark.usefixtures("few")
def test_the_sentence_says_how_many_answered_and_few_answers_have_no_share() -> None:
    country = _country(measures.ADOPTION)
    assert country.headline == (
        "47都道府県のうち3、1,741市区町村のうち7が回答。回答した7市区町村では2（28.6%）が実施。"
    )
    assert country.denominator == "回答した7市区町村（1,741のうち。指定都市を含む）"
    # Only 東京都 has five answers: one alone is no ranking.
    assert isinstance(country.ranking, Blank)
    unanswered, few = country.not_ranked
    assert unanswered.startswith("□ 未回答の44都道府県")
    assert few == (
        "＊ 分母が5団体未満の2都道府県（割合と順位を示さない）：広島県 1 / 1、沖縄県 0 / 1"
    )
    areas = country.areas
    assert [(key.label, key.mark) for key in areas.keys][-2:] == [
        ("回答が5団体未満（割合を示さない）", "＊"),
        ("未回答", "□"),
    ]
    assert "未回答 44都道府県" in country.legend
    hints = {area.code: area.hint for area in areas.areas}
    assert len(hints) == 47
    assert hints["01"] == "北海道 □ 未回答"
    deck = {layer.id: layer for layer in maps.drawn(areas).layers}
    assert sorted({row["text"] for row in deck["signs"].data}) == ["□", "＊"]


@pytest.mark.usefixtures("few")
def test_a_prefecture_where_nobody_is_left_is_neither_zero_nor_unanswered() -> None:
    country = _country(measures.PLANNED, "2027q4")
    assert country.of.states["34"] == "finished"
    assert country.of.states["47"] == "few"
    assert country.headline == (
        "47都道府県のうち3、1,741市区町村のうち7が回答。未実施と答えた5市区町村のうち、"
        "2027年度末までの予定は2（40.0%）、それより後が0、時期未定が1、予定なし・未定が2。"
    )
    assert country.denominator == "未実施と答えた5市区町村（指定都市を含む）"
    assert [line[0] for line in country.not_ranked] == ["□", "○", "＊"]
    reached = _country(measures.REACHED, "2027q4")
    assert "2027年度末には7市区町村のうち4（57.1%）が実施（実施済み2、予定2）" in reached.headline


@pytest.mark.usefixtures("few")
def test_the_quarters_offered_end_with_a_fiscal_year_and_start_at_the_next_one() -> None:
    options = untils(ROUND)
    assert list(options) == ["2027q2", "2027q3", "2027q4"]
    assert usual_until(ROUND) == "2027q4"
    assert measures.PLANNED in measures.options(ROUND)


def test_without_plans_the_map_offers_no_measure_of_plans() -> None:
    assert untils("local-2023-10-01") == {}
    assert tuple(measures.options("local-2023-10-01")) == measures.CODES


@pytest.mark.usefixtures("few")
def test_one_prefecture_says_how_much_of_it_answered() -> None:
    tokyo = OnePrefecture(ROUND, "13")
    assert tokyo.headline == (
        "東京都は62市区町村のうち5が回答し、1（20.0%）が実施、4が未実施。57団体は未回答。"
        "全国（指定都市を含む）は28.6%。"
    )
    assert tokyo.key_figures[2].value == "1"
    hokkaido = OnePrefecture(ROUND, "01")
    assert hokkaido.headline == "□ 北海道の179市区町村からは、まだ回答がない。"
    assert [figure.value for figure in hokkaido.key_figures] == ["－", "－", "－"]
    assert isinstance(hokkaido.chart, Blank)
    assert "□ 未回答" in tokyo.marks


def _screen(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    page = app.switch_page("pages/prefecture_map.py").run()
    assert not page.exception
    return page


def _text(page: AppTest) -> str:
    return "".join(one.value for one in page.markdown).replace("\\", "")


@pytest.mark.slow
@pytest.mark.usefixtures("few")
def test_the_screens_of_a_round_that_few_answered() -> None:
    assert "1,741市区町村のうち7が回答" in _text(_screen())
    for measure in ("planned", "reached", "count", "standardised", "points", "dx_policy"):
        assert _text(_screen(measure=measure))
    assert "まだ回答がない" in _text(_screen(prefecture="01"))
    words = _text(_screen(measure="planned", until="2027q2"))
    assert "2027年度第2四半期までの予定は1（20.0%）" in words
    try:
        english = _text(_screen(measure="planned", lang="en"))
    finally:
        wording.speak("ja")
    assert "2 (40.0%) plan it by the end of FY2027" in english


@pytest.mark.slow
def test_practice_data_are_whole_and_change_with_the_quarter() -> None:
    for one in intake.practice_rounds():
        store.publish(one, seen=0)
    warehouse.refresh()
    latest = queries.latest_round("local")
    options = untils(latest)
    counts = [
        Measure(latest, measures.PLANNED, code).source["planned_count"].sum() for code in options
    ]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]
    made = PrefectureMap(measure=measures.REACHED, until=usual_until(latest))
    assert not Measure(latest, measures.REACHED, usual_until(latest)).is_partial
    assert not isinstance(made.content.figures["ranking"].chart, Blank)
