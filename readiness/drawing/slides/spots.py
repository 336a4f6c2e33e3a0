"""Governments as marks on a map: the whole country, or one prefecture with the names of some."""

from collections import Counter
from collections.abc import Callable
from math import asinh, degrees, radians, tan

from readiness.definitions.geography import far_from_the_others, move_to_inset
from readiness.drawing.slides.canvas import Box, Canvas
from readiness.drawing.slides.regions import Ring, closed, inset, outlines, placed, window_of
from readiness.language.typesetting import text_width, wrap
from readiness.language.wording import t
from readiness.subjects.charts import Spot, SpotMap

_SIDE, _SIZE = 220.0, 15.0
_STATES = ("adopted", "considering", "not_adopted", "unknown", "not_answered")
_SIGNS = {"not_adopted": "×", "considering": "×", "not_answered": "□"}
Place = Callable[[Spot], tuple[float, float]]


def draw_spots(canvas: Canvas, box: Box, chart: SpotMap) -> None:
    """Land in grey lines, a mark for each government, how many of each state at the right."""
    side = 0.0 if canvas.is_live else _SIDE + 24
    land = box._replace(width=box.width - side)
    place = _one(canvas, land, chart) if chart.prefecture else _country(canvas, land)
    spots = [(spot, *place(spot)) for spot in chart.spots]
    inside = [one for one in spots if land.x <= one[1] <= land.right and _is_high(one[2], land)]
    radius = 3.0 if len(inside) > 400 else 5.5
    for spot, x, y in inside:
        with canvas.of_body(spot.code, f"{spot.name} {t(f'status.{spot.state}')}"):
            _mark(canvas, x, y, spot.state, radius)
    if chart.oneself is not None:
        canvas.circle(*place(chart.oneself), 8, "oneself", "ink")
    _names(canvas, land, [one for one in inside if one[0].code in chart.named], inside)
    if not canvas.is_live:
        _legend(
            canvas, box._replace(x=box.right - _SIDE, width=_SIDE), chart, len(spots) - len(inside)
        )


def _is_high(y: float, box: Box) -> bool:
    return box.y <= y <= box.bottom


def _mercator(spot: Spot) -> tuple[float, float]:
    longitude, latitude = spot.longitude, spot.latitude
    moved = inset()
    if spot.code.startswith(moved["prefecture_code"]):
        longitude, latitude = move_to_inset(longitude, latitude, moved)
    return longitude, degrees(asinh(tan(radians(latitude))))


def _country(canvas: Canvas, box: Box) -> Place:
    rings, frame = placed(box)
    for shape in rings.values():
        canvas.path("".join(closed(ring) for ring in shape), "paper", "rule", 0.8)
    canvas.path(closed(frame), "none", "rule", 0.8)
    point = window_of(box)
    return lambda spot: point(*_mercator(spot))


def _one(canvas: Canvas, box: Box, chart: SpotMap) -> Place:
    """The prefecture as large as its near governments allow; far islands are left to the table."""
    at = {spot.code: _mercator(spot) for spot in chart.spots}
    far = set(far_from_the_others({s.code: (s.longitude, s.latitude) for s in chart.spots}))
    near = [point for code, point in at.items() if code not in far]
    west, east = min(x for x, _ in near) - 0.2, max(x for x, _ in near) + 0.2
    south, north = min(y for _, y in near) - 0.2, max(y for _, y in near) + 0.2
    shapes, _ = outlines()
    for ring in shapes[chart.prefecture]:
        if all(west - 0.5 <= x <= east + 0.5 and south - 0.5 <= y <= north + 0.5 for x, y in ring):
            west, east = min(west, *(x for x, _ in ring)), max(east, *(x for x, _ in ring))
            south, north = min(south, *(y for _, y in ring)), max(north, *(y for _, y in ring))
    scale = min((box.width - 24) / (east - west), (box.height - 24) / (north - south))
    left = box.x + (box.width - (east - west) * scale) / 2
    top = box.y + (box.height - (north - south) * scale) / 2

    def point(x: float, y: float) -> tuple[float, float]:
        return left + (x - west) * scale, top + (north - y) * scale

    for ring in shapes[chart.prefecture]:
        drawn: Ring = tuple(point(x, y) for x, y in ring)
        if all(box.x <= x <= box.right and _is_high(y, box) for x, y in drawn):
            canvas.path(closed(drawn), "paper", "ink", 1.4)
    return lambda spot: point(*_mercator(spot))


def _mark(canvas: Canvas, x: float, y: float, state: str, radius: float) -> None:
    if state == "adopted":
        canvas.circle(x, y, radius, "has")
    else:
        size = max(radius * 2.6, 9.0)
        canvas.text(x, y, _SIGNS.get(state, "－"), size, anchor="middle", bold=True)


def _names(
    canvas: Canvas,
    box: Box,
    named: list[tuple[Spot, float, float]],
    every: list[tuple[Spot, float, float]],
) -> None:
    """Names above, below or beside their marks, where they touch neither names nor marks."""
    taken = [Box(x - 7, y - 7, 14, 14) for _, x, y in every]
    for spot, x, y in named:
        width = text_width(spot.name, _SIZE)
        for left, top in (
            (x - width / 2, y - 9 - _SIZE),
            (x - width / 2, y + 9),
            (x + 10, y - _SIZE / 2),
            (x - 10 - width, y - _SIZE / 2),
        ):
            room = Box(left, top, width, _SIZE)
            if box.x <= left and room.right <= box.right and not _touches(room, taken):
                taken.append(room)
                canvas.text(left, top + _SIZE / 2, spot.name, _SIZE)
                break


def _touches(one: Box, others: list[Box]) -> bool:
    return any(
        one.x < o.right and o.x < one.right and one.y < o.bottom and o.y < one.bottom
        for o in others
    )


def _legend(canvas: Canvas, box: Box, chart: SpotMap, outside: int) -> None:
    counts = Counter(spot.state for spot in chart.spots)
    y = box.y + 16
    for state in _STATES:
        if counts[state]:
            canvas.text(box.x, y, t(f"status.{state}"), 18)
            canvas.text(box.right, y, str(counts[state]), 18, anchor="end", bold=True)
            y += 30
    if outside:
        lines = wrap(t("slides.outside", count=outside), 16, box.width)
        canvas.lines(box.x, y + 10, lines, 16, "muted")
