"""Maps as plain values: small, offline, complete, readable."""

import json
from typing import Any

import pytest

from readiness.data import queries
from readiness.drawing import maps
from readiness.drawing.maps import drill_down, static_files
from readiness.subjects.charts import Area, AreaKey, AreaMap, Spot
from readiness.subjects.local import governments
from readiness.subjects.local.country import Country
from readiness.subjects.local.measures import Measure

ROUND = "local-2023-10-01"
KILOBYTE = 1_000


def _json(deck: Any) -> dict[str, Any]:
    return json.loads(deck.to_json())


def _layers(deck: Any) -> dict[str, Any]:
    return {layer["id"]: layer for layer in _json(deck)["layers"]}


def _municipalities(prefecture_code: str) -> list[Spot]:
    return maps.placed(
        governments.spots(queries.local_municipalities_of_prefecture(ROUND, prefecture_code))
    )


def _country() -> list[Spot]:
    rows = queries.local_governments(ROUND)
    return maps.placed(governments.spots(rows[rows["entity_class"] != "都道府県"]))


def _nation() -> Any:
    return maps.drawn(Country(Measure(ROUND, "ratio")).areas)


def test_static_files_hold_what_data_holds() -> None:
    for path, text in static_files.content().items():
        assert path.read_text(encoding="utf-8") == text, (
            f"{path.name}: python -m readiness.drawing.maps.static_files"
        )


def test_everything_the_first_view_of_1741_points_needs_is_under_300_kilobytes() -> None:
    files = sum(path.stat().st_size for path in (static_files.OUTLINES, static_files.OFFICES))
    decks = sum(
        len(maps.nation_of_points(_country(), narrow=narrow).to_json().encode())
        for narrow in (False, True)
    )
    assert files + decks < 300 * KILOBYTE


@pytest.mark.parametrize("narrow", [False, True])
def test_a_deck_of_any_view_is_under_10_kilobytes(narrow: bool) -> None:
    decks = [_nation(), maps.nation_of_points(_country(), narrow=narrow)]
    for code in queries.local_adoption_by_prefecture(ROUND)["prefecture_code"]:
        placed = _municipalities(code)
        missing = [place.code for place in placed if place.state == "not_adopted"][:12]
        decks.append(maps.prefecture(code, placed, named=missing, narrow=narrow))
    assert max(len(deck.to_json().encode()) for deck in decks) < 10 * KILOBYTE


def test_no_deck_names_a_base_map_or_an_address_outside() -> None:
    for deck in (_nation(), maps.prefecture("34", _municipalities("34"))):
        text = deck.to_json()
        assert "http" not in text
        assert not json.loads(text).get("mapProvider")
        # Streamlit's own mark for "no style was asked for": the browser then fetches none
        assert json.loads(text).get("mapStyle") in (None, "__MAP_STYLE__")


def test_every_prefecture_has_its_class_and_its_words() -> None:
    layers = _layers(_nation())
    fill = layers["prefectures"]["getFillColor"]
    classes = fill.split("[('")[1].split("'")[0]
    assert len(classes) == 47
    assert sorted(classes.count(str(place)) for place in range(6)) == [4, 7, 8, 9, 9, 10]
    assert classes[33] == "5"  # 広島県 87.0 %
    assert classes[46] == "0"  # 沖縄県 36.6 %
    values = {row["code"]: row["name"] for row in layers["prefecture_values"]["data"]}
    assert values["34"] == "広島県 87.0%（20 / 23団体）"
    assert len(values) == 47


def test_a_prefecture_without_answers_is_grey_with_a_mark_and_not_the_lowest_class() -> None:
    keys = (
        AreaKey("40%未満", "", "c0"),
        AreaKey("未実施なし", "", "paper", "○"),
        AreaKey("未回答", "", "not_answered", "□"),
    )
    areas = tuple(
        Area(code, "", None, "", place) for code, place in (("01", 2), ("02", 1), ("13", 0))
    )
    layers = _layers(maps.nation(AreaMap(areas, keys)))
    fill = layers["prefectures"]["getFillColor"]
    colours = json.loads(fill.split("(")[1].split(")")[0])
    classes = fill.split("[('")[1].split("'")[0]
    assert colours[int(classes[0])][:3] == [224, 224, 224]
    assert colours[int(classes[1])][:3] == [255, 255, 255]
    assert classes[12] == "0"
    assert sorted(row["text"] for row in layers["signs"]["data"]) == ["□", "○"]


def test_discs_and_crosses_follow_the_statuses() -> None:
    layers = _layers(maps.prefecture("34", _municipalities("34"), named=["342114"]))
    digits = layers["adopted"]["getRadius"].split("('")[1].split("'")[0]
    assert (len(digits), digits.count("1"), digits.count("2")) == (23, 20, 3)
    assert [row["text"] for row in layers["names"]["data"]] == ["大竹市"]


def test_a_government_that_the_file_lacks_is_sent_with_the_deck() -> None:
    new_city = Spot("349999", "新市", 132.5, 34.5, "adopted")
    layers = _layers(maps.prefecture("34", [*_municipalities("34"), new_city]))
    assert [row["name"] for row in layers["adopted_new"]["data"]] == ["新市"]


@pytest.mark.parametrize(("state", "digit"), [("unknown", "3"), ("not_answered", "4")])
def test_what_is_no_answer_is_neither_disc_nor_cross(state: str, digit: str) -> None:
    (place,) = [p for p in _municipalities("34") if p.code == "342084"]
    silent = Spot(place.code, place.name, place.longitude, place.latitude, state)
    layers = _layers(maps.prefecture("34", [silent]))
    assert f"'{digit}'" in layers["adopted"]["getRadius"]
    assert "['','','×','－','□']" in layers["not_adopted"]["getText"]


def test_okinawa_is_drawn_inside_its_frame() -> None:
    frame = maps.outlines()["inset"]["frame"]
    west, east = min(x for x, _ in frame), max(x for x, _ in frame)
    south, north = min(y for _, y in frame), max(y for _, y in frame)
    for place in _municipalities("47"):
        assert west < place.longitude < east
        assert south < place.latitude < north


def test_only_the_far_islands_of_tokyo_and_kin_lie_outside_the_view() -> None:
    outside = {place.name for place in maps.outside_view(_municipalities("13"))}
    assert {"小笠原村", "八丈町", "青ヶ島村"} <= outside
    assert "奥多摩町" not in outside
    assert maps.outside_view(_municipalities("34")) == []


@pytest.mark.parametrize("narrow", [False, True])
def test_every_office_in_view_is_inside_the_window(narrow: bool) -> None:
    import math

    width, height = drill_down.SIZES["narrow" if narrow else "wide"]

    def northing(latitude: float) -> float:
        return math.degrees(math.asinh(math.tan(math.radians(latitude))))

    for code in queries.local_adoption_by_prefecture(ROUND)["prefecture_code"]:
        placed = _municipalities(code)
        view = _json(maps.prefecture(code, placed, narrow=narrow))["initialViewState"]
        scale = 512 / 360 * 2 ** view["zoom"]
        far = {place.code for place in maps.outside_view(placed)}
        for place in placed:
            if place.code not in far:
                x = (place.longitude - view["longitude"]) * scale
                y = (northing(place.latitude) - northing(view["latitude"])) * scale
                assert abs(x) <= width / 2, place
                assert abs(y) <= height / 2, place


def test_names_beside_marks_do_not_touch_each_other() -> None:
    placed = _municipalities("13")
    missing = [place.code for place in placed if place.state == "not_adopted"]
    rows = _layers(maps.prefecture("13", placed, named=missing))["names"]["data"]
    assert {"足立区", "立川市", "府中市", "国分寺市"} <= {row["text"] for row in rows}
