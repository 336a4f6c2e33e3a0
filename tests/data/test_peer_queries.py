"""Peers: who they are under each rule, and every case that could go wrong."""

import math

import pandas as pd
import pytest

from readiness.data import queries

ROUND = "local-2023-10-01"
FUCHU_HIROSHIMA, FUCHU_TOKYO = "342084", "132063"
RULES = ("prefecture", "class_staff", "similar_group", "nearest", "neighbours", "own")


def _counts(code: str, rule: str, **more: object) -> tuple[int, int]:
    row = queries.peer_summary(code, rule, **more).iloc[0]  # type: ignore[arg-type]
    return int(row["adopted_count"]), int(row["peer_count"])


def _governments() -> pd.DataFrame:
    return queries.local_governments(ROUND).set_index("code")


def test_fuchu_in_hiroshima_has_the_known_peers() -> None:
    assert _counts(FUCHU_HIROSHIMA, "prefecture") == (19, 22)
    assert _counts(FUCHU_HIROSHIMA, "class_staff") == (186, 261)
    assert _counts(FUCHU_HIROSHIMA, "similar_group") == (63, 81)  # cities of Ⅰ－２ only
    assert _counts(FUCHU_HIROSHIMA, "nearest") == (11, 15)


def test_a_summary_has_the_promised_columns_and_a_wilson_interval() -> None:
    (row,) = queries.peer_summary(FUCHU_HIROSHIMA, "nearest").to_dict("records")
    assert list(row) == [
        "peer_rule",
        "peer_count",
        "answered_count",
        "adopted_count",
        "adoption_ratio",
        "ratio_low",
        "ratio_high",
        "own_status",
    ]
    assert row["adoption_ratio"] == pytest.approx(11 / 15)
    assert (row["ratio_low"], row["ratio_high"]) == pytest.approx((0.4805, 0.8910), abs=1e-4)
    assert (row["peer_rule"], row["own_status"]) == ("nearest", "adopted")


def test_the_nearest_are_in_order_and_never_oneself() -> None:
    rows = queries.peer_nearest(FUCHU_HIROSHIMA, 15)
    assert list(rows.columns) == ["rank", "code", "name", "distance", "status"]
    assert rows["rank"].tolist() == list(range(1, 16))
    assert rows["distance"].is_monotonic_increasing
    assert FUCHU_HIROSHIMA not in set(rows["code"])
    assert rows["name"].head(3).tolist() == ["阿賀野市", "桜川市", "赤磐市"]


def test_neighbours_are_the_closest_offices_whatever_their_prefecture() -> None:
    rows = queries.peer_members(FUCHU_HIROSHIMA, "neighbours", 15)
    assert len(rows) == 15
    assert rows["distance_km"].is_monotonic_increasing
    assert rows["name"].head(3).tolist() == ["福山市", "神石高原町", "世羅町"]
    assert set(rows["prefecture_name"]) == {"広島県", "岡山県", "愛媛県"}
    # an evacuated town has neighbours, though nobody is like it
    assert len(queries.peer_members("075469", "neighbours", 15)) == 15


def test_the_two_cities_of_one_name_have_their_own_peers() -> None:
    assert _counts(FUCHU_TOKYO, "prefecture") == (53, 61)
    nearest = [
        set(queries.peer_nearest(code, 15)["code"]) for code in (FUCHU_HIROSHIMA, FUCHU_TOKYO)
    ]
    assert not nearest[0] & nearest[1]


@pytest.mark.slow
def test_all_25_duplicate_names_are_told_apart_by_code() -> None:
    names = _governments()["name"].value_counts()
    shared = names[names > 1]
    assert len(shared) == 25
    for code in _governments()[lambda rows: rows["name"].isin(shared.index)].index:
        assert code not in set(queries.peer_members(code, "nearest")["code"])
        assert len(queries.peer_summary(code, "prefecture")) == 1


@pytest.mark.parametrize("rule", RULES)
def test_nobody_is_its_own_peer(rule: str) -> None:
    for code in (FUCHU_HIROSHIMA, "073644", "130001", "131016"):
        members = queries.peer_members(code, rule, codes=f"{code},010006")
        assert code not in set(members["code"])


def test_distance_is_the_same_in_both_directions() -> None:
    forth = queries.peer_nearest(FUCHU_HIROSHIMA, 1).iloc[0]
    back = queries.peer_members(forth["code"], "own", codes=FUCHU_HIROSHIMA).iloc[0]
    assert back["distance"] == pytest.approx(forth["distance"])


def test_a_distance_follows_from_the_published_features() -> None:
    """Worked by hand: logarithms standardised over the municipalities with a usable population."""
    rows = _governments()
    rows = rows[rows["entity_class"] != "都道府県"]
    evacuated = ["075426", "075434", "075451", "075469", "075477", "075485", "075647"]
    features = {
        "population": rows["population"].drop(evacuated).map(math.log),
        "staff_count": rows["staff_count"].map(math.log),
        "fiscal_strength_index": rows["fiscal_strength_index"],
        "area_km2": rows["area_km2"].map(math.log),
    }
    expected = math.sqrt(
        sum(
            ((column[FUCHU_HIROSHIMA] - column["152234"]) / column.std(ddof=0)) ** 2
            for column in features.values()
        )
    )
    assert queries.peer_nearest(FUCHU_HIROSHIMA, 1)["distance"][0] == pytest.approx(expected)


def test_kilometres_are_a_great_circle() -> None:
    members = queries.peer_members("131016", "own", codes="271004").iloc[0]
    assert members["distance_km"] == pytest.approx(397, abs=6)  # 千代田区 - 大阪市


@pytest.mark.parametrize(
    "code", ["075426", "075434", "075451", "075469", "075477", "075485", "075647"]
)
def test_evacuated_towns_are_near_nobody_but_have_other_peers(code: str) -> None:
    assert queries.peer_nearest(code, 15).empty
    assert _counts(code, "prefecture")[1] == 58
    assert _counts(code, "class_staff")[1] > 100
    assert queries.peer_members(code, "prefecture")["distance"].isna().all()


def test_nobody_has_an_evacuated_town_among_the_nearest() -> None:
    towns = {"075426", "075434", "075451", "075469", "075477", "075485", "075647"}
    for code in ("075418", "073644", "133621"):
        assert not towns & set(queries.peer_nearest(code, 50)["code"])


@pytest.mark.parametrize("code", ["134023", "133621", "204099", "393649", "473561"])
def test_villages_under_500_people_have_peers(code: str) -> None:
    assert _governments().loc[code, "population"] < 500
    assert len(queries.peer_nearest(code, 15)) == 15


def test_a_prefecture_is_compared_with_prefectures() -> None:
    assert _counts("340006", "prefecture") == (0, 0)
    assert _counts("340006", "class_staff") == (46, 46)
    assert _counts("340006", "similar_group") == (0, 0)
    assert set(queries.peer_members("340006", "nearest")["entity_type"]) == {"都道府県"}


def test_prefectures_are_no_peers_of_their_municipalities() -> None:
    assert "都道府県" not in set(queries.peer_members(FUCHU_HIROSHIMA, "prefecture")["entity_type"])


def test_cities_and_towns_of_one_printed_group_stay_apart() -> None:
    own = _governments().loc["073644"]
    assert (own["entity_type"], own["similar_group"]) == ("村", "Ⅰ－２")
    assert set(queries.peer_members("073644", "similar_group")["entity_type"]) == {"町", "村"}
    cities = set(queries.peer_members(FUCHU_HIROSHIMA, "similar_group")["entity_type"])
    assert cities == {"一般市"}


def test_a_group_of_one_has_no_share() -> None:
    """千代田区 is the only ward with 501 to 1,000 staff, 東海村 the only village with 301 to 500."""
    for code in ("131016", "083411"):
        row = queries.peer_summary(code, "class_staff").iloc[0]
        assert row["peer_count"] == 0
        assert math.isnan(row["adoption_ratio"])
        assert math.isnan(row["ratio_low"])


def test_more_neighbours_than_candidates_are_all_candidates() -> None:
    assert len(queries.peer_nearest("340006", 50)) == 46
    assert len(queries.peer_nearest("340006", 999_999)) == 46
    assert queries.peer_nearest(FUCHU_HIROSHIMA, 0).empty


def test_own_choice_holds_20_at_most_and_ignores_unknown_codes() -> None:
    codes = ",".join(_governments().index[100:140])
    assert len(queries.peer_members(FUCHU_HIROSHIMA, "own", codes=codes)) == 20
    assert queries.peer_members(FUCHU_HIROSHIMA, "own", codes="999999,,x' or '1'='1").empty


def test_removed_peers_leave_the_group_without_replacement() -> None:
    first = queries.peer_nearest(FUCHU_HIROSHIMA, 1)["code"][0]
    members = queries.peer_members(FUCHU_HIROSHIMA, "nearest", removed=first)
    assert len(members) == 14
    assert first not in set(members["code"])
    assert _counts(FUCHU_HIROSHIMA, "nearest", removed=first) == (11, 14)


def test_an_unknown_code_or_rule_gives_no_peers() -> None:
    assert queries.peer_summary("999999", "nearest").empty
    assert queries.peer_members("999999", "nearest").empty
    assert _counts(FUCHU_HIROSHIMA, "no_such_rule") == (0, 0)


def test_peers_show_how_many_of_the_missing_items_they_have() -> None:
    rows = queries.peer_members(FUCHU_HIROSHIMA, "nearest").set_index("name")
    assert rows.loc["桜川市", "lacked_item_count"] == 5
    assert rows.loc["赤磐市", "lacked_item_count"] == 2
    assert round(rows.loc["赤磐市", "distance_km"]) == 75


def test_items_of_the_table_are_compared_with_the_peers() -> None:
    rows = queries.peer_indicators(FUCHU_HIROSHIMA, "nearest").set_index("indicator_code")
    assert "telework" not in rows.index
    assert rows.loc["staff_development", ["own_answer", "yes_count"]].tolist() == ["no", 15]
    assert rows.loc["my_number_card", "pct_median"] == 74
    assert rows.loc["my_number_card", "pct_low"] == 70.5


def test_small_groups_have_neither_median_nor_share() -> None:
    codes = ",".join(queries.peer_nearest(FUCHU_HIROSHIMA, 7)["code"])
    seven = queries.peer_indicators(FUCHU_HIROSHIMA, "own", codes=codes)
    assert seven[["pct_low", "pct_median", "pct_high"]].isna().all(axis=None)
    assert seven.loc[seven["indicator_code"] == "policy", "yes_ratio"].notna().all()
    four = queries.peer_indicators(FUCHU_HIROSHIMA, "own", codes=codes[: 4 * 7 - 1])
    policy = four[four["indicator_code"] == "policy"].iloc[0]
    assert math.isnan(policy["yes_ratio"])
    assert policy["peer_count"] == 4


@pytest.mark.parametrize(
    "code", ["172014", "172022", "172031", "172049", "172057", "173657", "174076", "174637"]
)
def test_eight_governments_not_surveyed_are_asked_nothing_and_answer_nothing(code: str) -> None:
    rows = queries.peer_indicators(code, "nearest").set_index("indicator_code")
    assert (rows["own_answer"] == "not_surveyed").sum() == 7
    assert queries.peer_summary(code, "nearest")["own_status"][0] in ("adopted", "not_adopted")
    others = queries.peer_indicators("172065", "prefecture").set_index("indicator_code")
    assert others.loc["policy", "peer_count"] == 18 - 8
    assert others.loc["ai", "peer_count"] == 18
