"""Measures of the prefecture map: values, classes, intervals, states, words, own dates and denominators."""

import pandas as pd
import pytest

from readiness.data import queries
from readiness.drawing.figures.draw import drawn
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import AreaMap, Ranking
from readiness.subjects.local import classes, measures
from readiness.subjects.local.classes import Words
from readiness.subjects.local.country import Country
from readiness.subjects.local.measures import Measure
from readiness.subjects.local.prefecture_map import PrefectureMap

ROUND = "local-2023-10-01"
MEASURES = [code for code in measures.CODES if code != measures.POINTS]


def _country(code: str) -> Country:
    return Country(Measure(ROUND, code))


def _sizes(code: str) -> list[int]:
    areas = _country(code).areas
    return [len(areas.of_key(place)) for place in range(len(areas.keys))]


def test_classes_of_the_adoption_ratio_hold_4_8_9_10_9_7_prefectures() -> None:
    assert _sizes("ratio") == [4, 8, 9, 10, 9, 7]
    labels = [key.label for key in _country("ratio").keys]
    assert labels == ["40%未満", "40%台", "50%台", "60%台", "70%台", "80%以上"]


def test_hiroshima_leads_and_okinawa_closes_the_ranking() -> None:
    first, *_, last = Measure(ROUND, "ratio").values
    assert (first.name, first.printed, first.rank) == ("広島県", "87.0%", 1)
    assert (last.name, last.printed) == ("沖縄県", "36.6%")
    assert Measure(ROUND, "ratio").overall == pytest.approx(1055 / 1741)


def test_equal_shares_share_a_rank() -> None:
    ranks = {one.name: one.rank for one in Measure(ROUND, "ratio").values}
    assert ranks["静岡県"] == ranks["愛媛県"] == 6  # 28/35 = 16/20


@pytest.mark.parametrize("code", MEASURES)
def test_every_measure_has_47_rows_in_classes_of_its_own(code: str) -> None:
    country = _country(code)
    values = [one.value for one in country.of.values]
    assert len(values) == 47
    assert values == sorted(values, reverse=True)
    assert 3 <= len(country.keys) <= 6
    # No class holds nearly all, as 46 of 47 once stood in one, unless their values are one.
    for place in range(len(country.keys)):
        members = country.areas.of_key(place)
        assert len(members) < 30 or len({area.value for area in members}) == 1
    ticks = [value for value, _ in country.of.ticks]
    assert ticks[0] <= min(values)
    assert max(values) <= ticks[-1]
    chart = country.ranking
    assert isinstance(chart, Ranking)
    figure = drawn(chart)
    assert [len(trace.x) for trace in figure.data if trace.mode == "markers"] == [24, 23]
    narrow = drawn(chart, narrow=True)
    assert [len(trace.x) for trace in narrow.data if trace.mode == "markers"] == [47]


@pytest.mark.parametrize("code", MEASURES)
def test_alternative_texts_name_the_measure_that_is_shown(code: str) -> None:
    content = PrefectureMap(measure=code).content
    title = measures.title(code)
    assert title in content.figures["map"].alt
    assert title in content.figures["ranking"].alt
    assert ("導入割合" in content.figures["map"].alt) == (code == measures.ADOPTION)


def test_an_indicator_has_its_own_date_and_denominator() -> None:
    policy = PrefectureMap(measure="dx_policy").content.provenance
    assert policy.as_of == "令和5年度の調査（日は資料に記載がない）"
    assert policy.denominator == "値のある1,733市区町村（1,741のうち。8団体は調査無し又は値なし）"
    adoption = PrefectureMap().content.provenance
    assert adoption.as_of == "令和5年10月1日（2023年、推定）"
    assert adoption.denominator == "1,741市区町村（指定都市を含む）"


def test_a_median_has_no_interval_and_nobody_says_it_had() -> None:
    content = PrefectureMap(measure="dx_my_number_card").content
    assert "線は95%区間" not in "".join(content.notes)
    chart = content.figures["ranking"].chart
    assert isinstance(chart, Ranking)
    assert all(row.low is None for row in chart.rows)
    assert "線は95%区間" in "".join(PrefectureMap(measure="dx_policy").content.notes)


def test_ishikawa_says_how_many_of_its_nineteen_were_not_surveyed() -> None:
    chart = PrefectureMap(measure="dx_staff_development").content.figures["map"].chart
    assert isinstance(chart, AreaMap)
    ishikawa = next(area for area in chart.areas if area.code == "17")
    assert ishikawa.hint == "石川県 100.0%（11団体、19のうち8は調査無し）"


@pytest.mark.parametrize("code", ["ratio", "count", "standardised", "points"])
def test_the_two_rates_of_the_nation_are_told_apart(code: str) -> None:
    notes = "".join(PrefectureMap(measure=code).content.notes)
    assert (
        "全国の導入割合は、指定都市を含む1,741市区町村で60.6%、指定都市を除く1,721市区町村で60.1%。"
        in notes
    )


def test_a_link_makes_the_subject_that_has_this_link() -> None:
    for link in ("prefecture_map", "prefecture_map?measure=dx_ai", "prefecture_map?prefecture=34"):
        assert subject_of(link)[0].link == link


@pytest.mark.parametrize("link", ["prefecture_map", "prefecture_map?prefecture=34"])
def test_screen_and_slides_say_the_same(link: str) -> None:
    subject, _ = subject_of(link)
    content = subject.content
    for view in content.views.values():
        assert view.headline == content.headline
        assert (view.key_figure, view.key_label) == (
            content.key_figures[0].value,
            content.key_figures[0].label,
        )


def test_expected_adopters_add_up_to_the_observed_ones() -> None:
    rows = queries.local_adoption_standardised(ROUND)
    assert rows["observed_count"].sum() == 1055
    assert rows["expected_count"].sum() == pytest.approx(1055)
    hiroshima = rows.set_index("prefecture_code").loc["34"]
    assert hiroshima["standardised_ratio"] == pytest.approx(20 / 16.029082, rel=1e-6)


def test_governments_not_surveyed_are_in_no_denominator() -> None:
    rows = queries.local_indicator_by_prefecture("policy").set_index("prefecture_code")
    assert rows.loc["17", "answered_count"] == 19 - 8  # eight of 石川県 are 調査無し


def test_a_percentage_with_denominator_zero_is_in_no_median() -> None:
    rows = queries.local_indicator_by_prefecture("online_32").set_index("prefecture_code")
    assert rows["answered_count"].sum() == 1741 - 2  # 草津町 and 天川村 print a bare %


def test_classes_and_bands_add_up_to_all_municipalities() -> None:
    rows = queries.local_adoption_by_class_and_staff(ROUND)
    by_type, by_band = rows[rows["staff_band"].isna()], rows[rows["entity_type"].isna()]
    for part in (by_type, by_band):
        assert part[["adopted_count", "entity_count"]].sum().tolist() == [1055, 1741]
    assert by_band["entity_count"].tolist() == [532, 656, 256, 169, 128]


def test_intervals_overlap_down_to_the_first_that_lies_apart() -> None:
    assert _country("ratio").overlapping == 27


@pytest.mark.parametrize("value", [0.0, 0.05, 0.95, 1.0])
def test_classes_and_axis_hold_where_all_are_alike(value: float) -> None:
    values = [value] * 47
    limits = classes.limits_for(values, (0.4, 0.5, 0.6, 0.7, 0.8))
    assert 0 <= classes.class_of(value, limits) <= len(limits)
    ticks = [tick for tick, _ in classes.ticks_for(values, Words("share"))]
    assert ticks[0] <= value <= ticks[-1]
    assert ticks[0] < ticks[-1]
    assert ticks[0] >= 0
    assert ticks[-1] <= 1


def test_limits_fit_values_that_crowd_in_one_corner() -> None:
    values = list(pd.Series(range(47)) / 1000 + 0.95)
    limits = classes.limits_for(values, (0.4, 0.5, 0.6, 0.7, 0.8))
    counts = [0] * (len(limits) + 1)
    for value in values:
        counts[classes.class_of(value, limits)] += 1
    assert max(counts) < 30
