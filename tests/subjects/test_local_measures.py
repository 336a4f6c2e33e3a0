"""Measures of the prefecture map: values, classes, intervals, words."""

import pandas as pd
import pytest

from readiness.data import queries
from readiness.drawing.figures import local_funnel, local_measures, local_ranking

ROUND = "local-2023-10-01"


def _source(code: str) -> pd.DataFrame:
    if code == "standardised":
        return queries.local_adoption_standardised(ROUND)
    if code.startswith("dx_"):
        return queries.local_indicator_by_prefecture(code.removeprefix("dx_"))
    return queries.local_adoption_by_prefecture(ROUND)


MEASURES = [code for code in local_measures.CODES if code != local_measures.POINTS]


def test_classes_of_the_adoption_ratio_hold_4_8_9_10_9_7_prefectures() -> None:
    measure = local_measures.measure("ratio")
    classes = [measure.class_of(r) for r in _source("ratio")["adoption_ratio"]]
    assert [classes.count(place) for place in range(6)] == [4, 8, 9, 10, 9, 7]
    assert measure.class_labels() == ["40%未満", "40%台", "50%台", "60%台", "70%台", "80%以上"]


def test_hiroshima_leads_and_okinawa_closes_the_ranking() -> None:
    ranked = local_measures.rows("ratio", _source("ratio"))
    assert ranked.iloc[0][["prefecture_name", "printed", "rank"]].tolist() == ["広島県", "87.0", 1]
    assert ranked.iloc[-1][["prefecture_name", "printed"]].tolist() == ["沖縄県", "36.6"]
    assert local_measures.reference("ratio", _source("ratio")) == pytest.approx(1055 / 1741)


def test_equal_shares_share_a_rank() -> None:
    ranked = local_measures.rows("ratio", _source("ratio")).set_index("prefecture_name")
    assert ranked.loc["静岡県", "rank"] == ranked.loc["愛媛県", "rank"] == 6  # 28/35 = 16/20


@pytest.mark.parametrize("code", MEASURES)
def test_every_measure_has_47_rows_six_classes_and_words(code: str) -> None:
    ranked = local_measures.rows(code, _source(code))
    measure = local_measures.measure(code)
    assert len(ranked) == 47
    assert len(measure.class_labels()) == 6
    assert ranked["value"].is_monotonic_decreasing
    assert {measure.class_of(value) for value in ranked["value"]} <= set(range(6))
    low, high = measure.ticks
    assert ranked["value"].between(low, high).all()
    nation = local_measures.reference(code, _source(code))
    figure = local_ranking.ranking(ranked.iloc[:24], measure, nation)
    assert len(figure.data[1].x) == 24
    assert len(figure.data[0].x) == 3 * 24  # both ends of each interval, and a gap


def test_expected_adopters_add_up_to_the_observed_ones() -> None:
    rows = _source("standardised")
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
    rows = pd.DataFrame({"low": [0.7, 0.6, 0.2], "high": [0.9, 0.8, 0.69]})
    assert local_ranking.mutually_overlapping(rows) == 2


def test_the_funnel_names_few_and_no_small_prefecture() -> None:
    rows = _source("ratio")
    outside = local_funnel.outside_funnel(rows, 1055 / 1741)
    assert set(outside["prefecture_name"]) == {"北海道", "東京都", "兵庫県", "沖縄県"}
    assert outside["municipality_count"].min() > 40


def test_the_selected_prefecture_is_bold_on_yellow_and_the_rest_are_grey() -> None:
    ranked = local_measures.rows("ratio", _source("ratio")).iloc[:3]
    measure = local_measures.measure("ratio")
    figure = local_ranking.ranking(ranked, measure, 0.6, selected="34")
    assert len(set(figure.data[1].marker.color)) == 2
    (name,) = [name for name in figure.data[2].text if "<b>" in name]
    assert "広島県" in name
    assert figure.layout.yaxis.ticktext == ("1", "2", "3")
