"""One prefecture: its outline, its municipalities, the names of those not there yet."""

import math
from collections.abc import Sequence
from typing import Any

import pydeck as pdk

from readiness.definitions.geography import far_from_the_others
from readiness.drawing.maps.layers import (
    deck,
    frame,
    marks,
    northing,
    outlines,
    pixels_per_degree,
    plain_outlines,
    texts,
    touches,
)
from readiness.language import lettering
from readiness.subjects.charts import Spot

SIZES = {"wide": (604, 418), "narrow": (358, 320)}  # width and height in px


def outside_view(governments: Sequence[Spot]) -> list[Spot]:
    """Those too far from the others for one readable map (the far islands of 東京都)."""
    far = far_from_the_others({g.code: (g.longitude, g.latitude) for g in governments})
    return [government for government in governments if government.code in far]


def _view_of(
    points: Sequence[tuple[float, float]], size: tuple[int, int], margin: int
) -> tuple[float, float, float]:
    """(longitude, latitude, zoom) that shows all ``points`` in a window of ``size`` pixels."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(northing(y) for _, y in points), max(northing(y) for _, y in points)
    spans = (max(east - west, 0.05), max(north - south, 0.05))
    # deck.gl: 512 pixels show 360 degrees at zoom 0
    zoom = min(
        math.log2((pixels - margin) * 360 / 512 / span)
        for pixels, span in zip(size, spans, strict=True)
    )
    middle = math.radians((south + north) / 2)
    return (west + east) / 2, math.degrees(math.atan(math.sinh(middle))), min(zoom, 10)


def _beside_marks(
    governments: Sequence[Spot], named: set[str], zoom: float, *, size: int
) -> list[dict[str, Any]]:
    """Rows of ``texts`` for the ``named``, each above, below or beside its mark.

    A name first looks for a place that touches neither names nor marks, then for one that covers
    only discs; one that fits nowhere is left to the table.
    """
    scale = pixels_per_degree(zoom)
    spots = {g.code: (g.longitude * scale, -northing(g.latitude) * scale) for g in governments}
    boxes = {code: (x - 7, y - 7, x + 7, y + 7) for code, (x, y) in spots.items()}
    marks = list(boxes.values())
    taken = [box for code, box in boxes.items() if code in named]
    rows = []
    for government in (g for g in governments if g.code in named):
        x, y = spots[government.code]
        half = lettering.em(government.name) * size / 2 + 2
        offsets = [(0, -17), (0, 17), (half + 9, 0), (-half - 9, 0)]
        for (offset_x, offset_y), obstacles in [
            *((offset, marks) for offset in offsets),
            *((offset, []) for offset in offsets),
        ]:
            left, top = x + offset_x - half, y + offset_y - size / 2
            box = (left, top, left + 2 * half, top + size)
            if not touches(box, [*taken, *obstacles]):
                taken.append(box)
                rows.append(
                    {
                        "position": [government.longitude, government.latitude],
                        "text": government.name,
                        "offset": [round(offset_x), offset_y],
                    }
                )
                break
    return rows


def prefecture(
    code: str, governments: Sequence[Spot], *, named: Sequence[str] = (), narrow: bool = False
) -> pdk.Deck:
    """One prefecture with the marks of its ``governments``; ``named`` codes carry their names.

    The view holds the outline of the prefecture's main part and every office but the far ones.
    """
    far = {government.code for government in outside_view(governments)}
    near = [government for government in governments if government.code not in far]
    west, east = min(g.longitude for g in near), max(g.longitude for g in near)
    south, north = min(g.latitude for g in near), max(g.latitude for g in near)
    shape = next(f for f in outlines()["features"] if f["properties"]["code"] == code)["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    corners = [
        (x, y)
        for polygon in polygons
        for x, y in polygon[0]
        if west - 0.35 <= x <= east + 0.35 and south - 0.35 <= y <= north + 0.35
    ]
    view = _view_of(
        [*corners, *((g.longitude, g.latitude) for g in near)],
        SIZES["narrow" if narrow else "wide"],
        36,
    )
    names = _beside_marks(near, set(named), view[2], size=12 if narrow else 13)
    layers = [
        plain_outlines(code),
        frame(),
        *marks(governments, radius=5 if narrow or len(governments) > 90 else 7),
        texts("names", names, size=12 if narrow else 13),
    ]
    return deck(layers, *view)
