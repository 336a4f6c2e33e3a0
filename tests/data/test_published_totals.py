"""The numbers of the published documents, exactly."""

import pytest

from readiness.data import queries

ADOPTION = [
    # round, class, adopted, asked: 総務省 (2020-2022) and デジタル庁 2024-07-12 (2023, inferred)
    ("local-2020-03-26", "市区町村", 51, 1721),
    ("local-2020-10-01", "都道府県", 47, 47),
    ("local-2020-10-01", "指定都市", 17, 20),
    ("local-2020-10-01", "市区町村", 342, 1721),
    ("local-2020-10-01", "全団体", 406, 1788),
    ("local-2021-10-01", "市区町村", 849, 1721),
    ("local-2021-10-01", "全団体", 916, 1788),
    ("local-2022-10-01", "市区町村", 1083, 1721),
    ("local-2022-10-01", "全団体", 1150, 1788),
    ("local-2023-10-01", "都道府県", 47, 47),
    ("local-2023-10-01", "指定都市", 20, 20),
    ("local-2023-10-01", "市区町村", 1035, 1721),
    ("local-2023-10-01", "全団体", 1102, 1788),
]


@pytest.mark.parametrize(("round_code", "entity_class", "adopted", "asked"), ADOPTION)
def test_adoption_is_as_published(
    round_code: str, entity_class: str, adopted: int, asked: int
) -> None:
    rows = queries.local_adoption_by_round().set_index(["round_code", "entity_class"])
    row = rows.loc[(round_code, entity_class)]
    assert (row["adopted_count"], row["entity_count"]) == (adopted, asked)
    assert row["adoption_ratio"] == pytest.approx(adopted / asked)


def test_the_inferred_round_says_so_and_the_others_do_not() -> None:
    rows = queries.local_adoption_by_round()
    estimated = rows.loc[rows["basis"] == "推定(時点)", "round_code"].unique().tolist()
    assert estimated == ["local-2023-10-01"]


def test_the_1741_municipalities_add_up_over_the_prefectures() -> None:
    rows = queries.local_adoption_by_prefecture("local-2023-10-01")
    assert len(rows) == 47
    assert rows["adopted_count"].sum() == 1055
    assert rows["municipality_count"].sum() == 1741
    hiroshima = rows.set_index("prefecture_code").loc["34"]
    assert (hiroshima["adopted_count"], hiroshima["municipality_count"]) == (20, 23)
    assert hiroshima["ratio_low"] == pytest.approx(0.679, abs=0.0005)
    assert hiroshima["ratio_high"] == pytest.approx(0.955, abs=0.0005)


def test_a_round_without_per_government_answers_has_no_prefectures() -> None:
    assert queries.local_adoption_by_prefecture("local-2022-10-01").empty


def test_plans_of_2020_add_up_to_those_that_have_not_adopted() -> None:
    rows = queries.local_plans("local-2020-10-01")
    municipal = rows[rows["entity_class"] == "市区町村"].set_index("plan_code")
    assert municipal["government_count"].to_dict() == {
        "within_first_year": 157,
        "following_year_or_later": 149,
        "discontinued": 46,
        "none_or_undecided": 1027,
    }
    assert municipal["government_count"].sum() == 1721 - 342


def test_reasons_of_2021_carry_their_own_wording_and_the_change() -> None:
    rows = queries.local_reasons("local-2021-10-01").set_index("reason_code")
    assert rows["reason_ratio"].to_dict() == pytest.approx(
        {
            "counter_work": 0.894,
            "security": 0.773,
            "field_work": 0.744,
            "personal_information": 0.732,
            "cost": 0.71,
        }
    )
    assert rows.loc["security", "is_reworded"]
    assert not rows.loc["counter_work", "is_reworded"]
    assert rows.loc["security", "previous_ratio"] == pytest.approx(0.786)


def test_lan_access_is_a_share_of_those_with_the_device() -> None:
    rows = queries.local_access_methods("local-2020-10-01").set_index("access_method_code")
    assert rows.loc["loan", "method_ratio"] == pytest.approx(0.623)
    assert rows.loc["loan", "lan_access_ratio"] == pytest.approx(0.763)
    assert rows.loc["private", "lan_access_ratio"] == pytest.approx(0.32)


def test_days_per_person_rose_from_2_7_to_49_6() -> None:
    rows = queries.agency_days_per_person().set_index("fiscal_year")["days_per_person"]
    assert rows.to_dict() == {2019: 2.7, 2020: 49.6}
