"""The prefecture outlines as committed, and the inset arithmetic. No network, no rebuild."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from readiness.data.build_prefectures import (
    NAME_BY_CODE,
    OUTLINES_PATH,
    BuildError,
    polygons,
    prefecture_code,
    run,
)
from readiness.definitions.geography import Inset, move_to_inset

Ring = list[list[float]]

OUTLINES: dict[str, Any] = json.loads(OUTLINES_PATH.read_text(encoding="utf-8"))
INSET: Inset = OUTLINES["inset"]
FEATURES: list[dict[str, Any]] = OUTLINES["features"]
NAHA = (127.681, 26.212)


def is_inside(longitude: float, latitude: float, ring: Ring) -> bool:
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > latitude) != (y2 > latitude):
            crossings += longitude < x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)
    return crossings % 2 == 1


def codes_at(longitude: float, latitude: float) -> list[str]:
    return [
        feature["properties"]["code"]
        for feature in FEATURES
        for polygon in polygons(feature["geometry"])
        if is_inside(longitude, latitude, polygon[0])
    ]


def outer_rings(feature: dict[str, Any]) -> list[Ring]:
    return [polygon[0] for polygon in polygons(feature["geometry"])]


def doubled_area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def test_there_are_47_prefectures_in_code_order() -> None:
    codes_and_names = [(f["properties"]["code"], f["properties"]["name"]) for f in FEATURES]
    assert codes_and_names == list(NAME_BY_CODE.items())
    assert codes_and_names[0] == ("01", "北海道")
    assert codes_and_names[21] == ("22", "静岡県")  # nameless in the source
    assert codes_and_names[46] == ("47", "沖縄県")


def test_the_file_is_compact_and_under_140_kilobytes() -> None:
    text = OUTLINES_PATH.read_text(encoding="utf-8")
    assert OUTLINES_PATH.stat().st_size < 140_000
    assert ": " not in text.replace(OUTLINES["attribution"], "")


def test_the_attribution_is_present() -> None:
    assert OUTLINES["attribution"] == "Made with Natural Earth (public domain); modified"


def test_every_ring_is_closed_and_encloses_an_area() -> None:
    for feature in FEATURES:
        for polygon in polygons(feature["geometry"]):
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert doubled_area(ring) != 0


def test_coordinates_have_at_most_three_decimals() -> None:
    for feature in FEATURES:
        for ring in outer_rings(feature):
            assert all(round(degree, 3) == degree for point in ring for degree in point)


def test_every_label_stands_on_the_largest_island_of_its_prefecture() -> None:
    for feature in FEATURES:
        largest = max(outer_rings(feature), key=lambda ring: abs(doubled_area(ring)))
        longitude, latitude = feature["properties"]["label"]
        assert is_inside(longitude, latitude, largest)


@pytest.mark.parametrize(
    ("island", "longitude", "latitude", "code"),
    [
        ("奄美大島", 129.386, 28.314, "46"),  # source: 沖縄
        ("徳之島", 128.947, 27.799, "46"),
        ("与論島", 128.425, 27.044, "46"),
        ("喜界島", 129.979, 28.319, "46"),
        ("長島", 130.156, 32.162, "46"),  # source: 熊本
        ("諸浦島", 130.203, 32.211, "46"),
        ("伊唐島", 130.171, 32.248, "46"),
        ("獅子島", 130.237, 32.279, "46"),
        ("御所浦島", 130.348, 32.334, "43"),  # their neighbour stays
        ("初島", 139.167, 35.040, "22"),  # source: 東京
        ("神島", 136.984, 34.547, "24"),  # source: 愛知
        ("柱島", 132.413, 34.021, "35"),  # source: 広島
        ("津和地島", 132.506, 33.978, "38"),  # source: 広島
        ("国後島", 145.836, 44.098, "01"),  # source: Russia
        ("択捉島", 147.860, 45.050, "01"),
        ("色丹島", 146.750, 43.790, "01"),
        ("志発島", 146.150, 43.505, "01"),  # 歯舞群島
        ("竹島", 131.861, 37.243, "32"),  # source: Korea
        ("男女群島", 128.401, 32.050, "42"),  # from here on nameless in the source
        ("鵜来島", 132.492, 32.801, "39"),
        ("伊吹島", 133.533, 34.127, "37"),
        ("弓削島", 133.212, 34.267, "38"),
        ("走島", 133.439, 34.345, "34"),
        ("北木島", 133.535, 34.381, "33"),
        ("真鍋島", 133.576, 34.354, "33"),
        ("友ヶ島", 135.015, 34.284, "30"),
        ("飛島", 139.546, 39.192, "06"),
    ],
)
def test_an_island_belongs_to_its_prefecture(
    island: str, longitude: float, latitude: float, code: str
) -> None:
    assert codes_at(longitude, latitude) == [code], island


def test_nothing_of_russia_or_korea_beyond_the_claimed_islands_is_drawn() -> None:
    hokkaido, shimane = outer_rings(FEATURES[0]), outer_rings(FEATURES[31])
    assert max(x for ring in hokkaido for x, _ in ring) == 148.856  # 択捉島, not 得撫島
    assert max(y for ring in hokkaido for _, y in ring) < 45.6  # not Sakhalin
    assert min(x for ring in shimane for x, _ in ring) > 131.6  # not 鬱陵島


def test_the_inset_names_okinawa_and_its_translation() -> None:
    assert INSET["prefecture_code"] == "47"
    assert INSET["from"] == [127.15, 25.95]
    assert INSET["to"] == [133.15, 40.55]


def test_the_inset_moves_naha_onto_the_moved_island_inside_the_frame() -> None:
    longitude, latitude = move_to_inset(*NAHA, INSET)
    assert is_inside(longitude, latitude, INSET["frame"])
    assert (round(longitude, 3), round(latitude, 3)) == (133.681, 40.771)
    assert codes_at(longitude + 0.03, latitude) == ["47"]  # inland: the city is on the shore


def test_the_place_that_okinawa_left_is_empty() -> None:
    assert codes_at(127.911, 26.486) == []


def test_the_frame_is_closed_and_holds_all_of_okinawa_and_nothing_else() -> None:
    assert INSET["frame"][0] == INSET["frame"][-1]
    for feature in FEATURES:
        is_okinawa = feature["properties"]["code"] == INSET["prefecture_code"]
        for ring in outer_rings(feature):
            assert {is_inside(x, y, INSET["frame"]) for x, y in ring} == {is_okinawa}


def test_the_move_takes_its_origin_to_its_target() -> None:
    assert move_to_inset(127.15, 25.95, INSET) == pytest.approx((133.15, 40.55))


def test_the_move_keeps_shapes_on_a_mercator_map() -> None:
    # a degree of latitude narrows as a degree of longitude does: cos 40.55 / cos 25.95
    _, south = move_to_inset(127.15, 25.94, INSET)
    _, north = move_to_inset(127.15, 25.96, INSET)
    assert (north - south) / 0.02 == pytest.approx(0.84500, abs=1e-4)


@pytest.mark.parametrize("latitude", [90, -90, 120, float("nan")])
def test_the_move_refuses_a_latitude_mercator_cannot_show(latitude: float) -> None:
    with pytest.raises(ValueError, match="latitude"):
        move_to_inset(127.15, latitude, INSET)


def test_a_japanese_polygon_without_a_prefecture_is_refused() -> None:
    islet = [[[140.0, 30.0], [140.1, 30.0], [140.1, 30.1], [140.0, 30.0]]]
    with pytest.raises(BuildError, match="都道府県が決まりません"):
        prefecture_code({"name": None, "name_local": None, "iso_a2": "JP"}, islet)


def test_a_missing_program_is_named_with_its_step_and_remedy(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"手順「取得」: no-such-program が.*Node\.js"):
        run("取得", "no-such-program", directory=tmp_path)
