"""Map coordinates. Numbers in, numbers out; standard library only."""

from collections.abc import Mapping
from math import asinh, atan, cos, degrees, hypot, radians, sinh, tan
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


def far_from_the_others(places: Mapping[str, tuple[float, float]]) -> list[str]:
    """Keys of places, (longitude, latitude), that lie beyond four times the distance within which four
    fifths of them lie: too far for one readable map.
    """
    if not places:
        return []
    middle_longitude = sorted(x for x, _ in places.values())[len(places) // 2]
    middle_latitude = sorted(y for _, y in places.values())[len(places) // 2]
    away = {
        key: hypot((x - middle_longitude) * cos(radians(middle_latitude)), y - middle_latitude)
        for key, (x, y) in places.items()
    }
    limit = 4 * sorted(away.values())[int(0.8 * (len(places) - 1))]
    return [key for key, distance in away.items() if distance > limit]


def _northing(latitude: float) -> float:
    return asinh(tan(radians(latitude)))
