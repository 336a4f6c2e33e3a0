"""The map with a round that few answered, and with plans: states, denominators, ranking, sentences."""

import pytest
from streamlit.testing.v1 import AppTest

from readiness import intake, store
from readiness.data import queries, warehouse
from readiness.drawing.figures import local_measures
from readiness.language import wording
from readiness.subjects import prefectures
from readiness.subjects.country import Country, measures, untils, usual_until
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


@pytest.mark.usefixtures("few")
def test_the_sentence_says_how_many_answered_and_the_ranking_lists_only_those() -> None:
    country = Country(ROUND, local_measures.ADOPTION)
    assert country.sentence == (
        "47都道府県のうち3、1,741市区町村のうち7が回答。回答した7市区町村では2（28.6%）が実施。"
        "広島県100.0%から沖縄県0.0%まで開く。"
    )
    assert country.denominator == "回答した7市区町村（1,741のうち。指定都市を含む）"
    (ranking,) = country.rankings()
    assert len(ranking[0].data[1].x) == 3
    low, high = ranking[0].layout.xaxis.range
    assert low < 0.0 < 1.0 < high  # the axis of 20 to 100 % would hide 沖縄県
    assert len(country.not_ranked) == 1
    assert "回答のない44都道府県" in country.not_ranked[0]
    legend, alt = country.legend()
    assert legend.data[0].text[-1] == "－<b>44</b>"
    assert legend.layout.xaxis.ticktext[-1] == "回答<br>なし"
    assert "回答なし 44都道府県" in alt
    values = {
        row["code"]: row["name"]
        for layer in country.deck(False).layers
        if layer.id == "prefecture_values"
        for row in layer.data
    }
    assert len(values) == 47
    assert values["01"] == "北海道 － 回答なし"


@pytest.mark.usefixtures("few")
def test_a_prefecture_where_nobody_is_left_is_neither_zero_nor_unanswered() -> None:
    country = Country(ROUND, local_measures.PLANNED, "2027q4")
    assert country.ranked["prefecture_code"].tolist() == ["13", "47"]
    assert country.finished["prefecture_code"].tolist() == ["34"]
    assert country.sentence == (
        "47都道府県のうち3、1,741市区町村のうち7が回答。未実施と答えた5市区町村のうち、"
        "2027年度末までの予定は2（40.0%）、それより後が0、時期未定が1、予定なし・未定が2。"
        "東京都50.0%から沖縄県0.0%まで開く。"
    )
    assert country.denominator == "未実施と答えた5市区町村（指定都市を含む）"
    assert [line[0] for line in country.not_ranked] == ["－", "○"]
    reached = Country(ROUND, local_measures.REACHED, "2027q4")
    assert reached.ranked["printed"].tolist() == ["100.0", "60.0", "0.0"]
    assert "2027年度末には7市区町村のうち4（57.1%）が実施（実施済み2、予定2）" in reached.sentence


@pytest.mark.usefixtures("few")
def test_the_quarters_offered_end_with_a_fiscal_year_and_start_at_the_next_one() -> None:
    options = untils(ROUND)
    assert list(options) == ["2027q2", "2027q3", "2027q4"]
    assert usual_until(ROUND) == "2027q4"
    assert local_measures.PLANNED in measures(ROUND)


def test_without_plans_the_map_offers_no_measure_of_plans() -> None:
    assert untils("local-2023-10-01") == {}
    assert tuple(measures("local-2023-10-01")) == local_measures.CODES


@pytest.mark.usefixtures("few")
def test_one_prefecture_says_how_much_of_it_answered() -> None:
    tokyo = prefectures.words(ROUND, "13")
    assert prefectures.sentence(tokyo) == (
        "東京都は62市区町村のうち5が回答し、1（20.0%）が実施、4が未実施。57団体は回答なし。"
    )
    assert tokyo["rank"] == "2"
    hokkaido = prefectures.words(ROUND, "01")
    assert prefectures.sentence(hokkaido) == "－ 北海道の179市区町村からは、まだ回答がない。"
    assert hokkaido["ratio"] == hokkaido["interval"] == "－"
    assert "－ 回答なし" in prefectures.marks(ROUND, "13")


def _screen(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    page = app.switch_page("pages/prefecture_map.py").run()
    assert not page.exception
    return page


def _text(page: AppTest) -> str:
    return "".join(one.value for one in page.markdown).replace("\\", "")


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


def test_practice_data_are_whole_and_change_with_the_quarter() -> None:
    for one in intake.practice_rounds():
        store.publish(one, seen=0)
    warehouse.refresh()
    latest = queries.latest_round("local")
    options = untils(latest)
    counts = [Country(latest, "planned", code).source["planned_count"].sum() for code in options]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]
    country = Country(latest, "planned", usual_until(latest))
    assert not country.is_partial
    assert len(country.rankings()) == 2
