"""Names on the map touch no other at any size, and a map is drawn without WebGL from the same description."""

import re

import pytest

from readiness.drawing import maps
from readiness.drawing.figures.ranking import _ticks
from readiness.drawing.maps.country import labels_apart
from readiness.drawing.maps.layers import northing, outlines, pixels_per_degree, touches
from readiness.language import lettering
from readiness.language.wording import speaking
from readiness.subjects import catalogue
from readiness.subjects.charts import AreaMap, Ranking, RankRow


@pytest.mark.parametrize(
    ("language", "zoom", "size", "at_least"),
    [
        ("ja", 3.84, 13.0, 28),
        ("ja", 3.84, 10.0, 34),
        ("ja", 3.84, 7.5, 41),
        ("ja", 3.14, 13.0, 15),
        ("en", 3.84, 13.0, 14),
    ],
)
def test_names_touch_no_other(language: str, zoom: float, size: float, at_least: int) -> None:
    with speaking(language):
        names = {
            one["properties"]["code"]: lettering.brief_prefecture(one["properties"]["name"])
            for one in outlines()["features"]
        }
        placed = labels_apart(names, zoom, size)
    scale, boxes = pixels_per_degree(zoom), []
    for row in placed.values():
        (longitude, latitude), (right, down) = row["position"], row["offset"]
        x, y = longitude * scale + right, -northing(latitude) * scale + down
        half = lettering.em(row["text"]) * size / 2
        box = (x - half, y - size / 2, x + half, y + size / 2)
        assert not touches(box, boxes)
        boxes.append(box)
    assert len(placed) >= at_least


def test_a_map_without_webgl_has_every_prefecture_with_its_value_to_choose() -> None:
    chart = catalogue.subject_of("prefecture_map")[0].content.figures["map"].chart
    assert isinstance(chart, AreaMap)
    svg = maps.vector(chart, 604, 418, "地図")
    bodies = dict(re.findall(r'data-code="(\d+)" data-hint="([^"]+)"', svg))
    assert len(bodies) == 47
    assert bodies["34"].startswith("広島県 87.0%")


def test_an_axis_end_gives_way_to_the_reference_that_would_touch_it() -> None:
    rows = (RankRow("01", "北海道", 0.05, None, None, "5.0%", 1),)
    for reference, left in ((0.02, ["100%"]), (0.5, ["0%", "100%"]), (0.9, ["0%"])):
        chart = Ranking(rows, ((0.0, "0%"), (1.0, "100%")), reference, "全国60.6%")
        assert [label for _, label in _ticks(chart, 150)][:-1] == left
