"""A map as SVG, for windows that draw no WebGL: the same description, bodies that can be chosen."""

from math import log2

from readiness.drawing.maps.country import labels_apart
from readiness.drawing.maps.layers import northing, outlines
from readiness.drawing.slides.canvas import Box, Canvas
from readiness.drawing.slides.regions import draw_land, window_of
from readiness.drawing.slides.spots import draw_spots
from readiness.language import lettering
from readiness.subjects.charts import AreaMap, SpotMap

_LETTERS = 13.0


def vector(chart: AreaMap | SpotMap, width: int, height: int, alt: str) -> str:
    """The map alone; its legend stands beside it on the screen."""
    canvas = Canvas(width, height, is_live=True)
    box = Box(0, 4, width, height - 8)
    if isinstance(chart, SpotMap):
        draw_spots(canvas, box, chart)
    else:
        draw_land(canvas, box, chart, frozenset())
        _names(canvas, box, chart)
    return canvas.svg(alt, room="light")


def _names(canvas: Canvas, box: Box, chart: AreaMap) -> None:
    point = window_of(box)
    per_degree = point(1, 0)[0] - point(0, 0)[0]
    every = {one["properties"]["code"]: one["properties"]["name"] for one in outlines()["features"]}
    brief = {code: lettering.brief_prefecture(name) for code, name in every.items()}
    rows = labels_apart(brief, log2(per_degree * 360 / 512), _LETTERS)
    for code, row in rows.items():
        longitude, latitude = row["position"]
        x, y = point(longitude, northing(latitude))
        right, down = row["offset"]
        place = x + right, y + down
        canvas.text(*place, row["text"], _LETTERS, anchor="middle", bold=True, halo=True)
        mark = next((chart.keys[a.place].mark for a in chart.areas if a.code == code), "")
        if mark:
            canvas.text(place[0], place[1] + 14, mark, 12, anchor="middle", bold=True, halo=True)
