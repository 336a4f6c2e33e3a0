"""Map coordinates. Numbers in, numbers out; standard library only."""

from math import asinh, atan, degrees, radians, sinh, tan
from typing import TypedDict

Inset = TypedDict(
    "Inset",
    {
        "prefecture_code": str,
        "from": list[float],
        "to": list[float],
        "frame": list[list[float]],
    },
)
"""Where a far prefecture is drawn instead: the top-level `inset` of data/prefectures.geojson.

`from` and `to` are one point before and after the move; `frame` is the closed ring to draw
around the moved islands. All points are [longitude, latitude] in degrees.
"""


def move_to_inset(longitude: float, latitude: float, inset: Inset) -> tuple[float, float]:
    """Where a point is drawn, (longitude, latitude) in degrees, once its prefecture is moved.

    The move is a translation in Mercator space, so shapes and sizes on a web map stay the same.
    Whether the point belongs to `inset["prefecture_code"]` is for the caller to know.
    Raises ValueError for a latitude that Mercator cannot show (the poles and beyond).
    """
    if not -90 < latitude < 90:
        raise ValueError(f"latitude out of range: {latitude}")
    from_longitude, from_latitude = inset["from"]
    to_longitude, to_latitude = inset["to"]
    northing = _northing(latitude) + _northing(to_latitude) - _northing(from_latitude)
    return longitude + to_longitude - from_longitude, degrees(atan(sinh(northing)))


def _northing(latitude: float) -> float:
    return asinh(tan(radians(latitude)))
