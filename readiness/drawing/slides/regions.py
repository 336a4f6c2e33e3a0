"""Prefectures: a map in six classes with its legend, and the ranking with intervals."""

import json
from collections.abc import Callable
from functools import cache
from math import asinh, degrees, radians, tan
from pathlib import Path

from readiness.definitions.geography import Inset
from readiness.drawing.slides.canvas import Box, Canvas
from readiness.language import lettering
from readiness.language.typesetting import cut, text_width, wrap
from readiness.language.wording import listed, t
from readiness.subjects.charts import AreaMap, Ranking, RankRow

Highlight = frozenset[str]
Ring = tuple[tuple[float, float], ...]
_ONE_COLUMN = 12
_LOWEST = 18.0  # px of a row of the ranking whose letters can be read
_OUTLINES = Path(__file__).parents[3] / "data" / "prefectures.geojson"


@cache
def outlines() -> tuple[dict[str, tuple[Ring, ...]], Ring]:
    """(code -> outer rings, frame of the moved prefecture) in Mercator degrees, north up."""
    whole = json.loads(_OUTLINES.read_text(encoding="utf-8"))
    shapes: dict[str, tuple[Ring, ...]] = {}
    for feature in whole["features"]:
        geometry = feature["geometry"]
        many = geometry["type"] == "MultiPolygon"
        polygons = geometry["coordinates"] if many else [geometry["coordinates"]]
        shapes[feature["properties"]["code"]] = tuple(_ring(polygon[0]) for polygon in polygons)
    return shapes, _ring(whole["inset"]["frame"])


@cache
def inset() -> Inset:
    """Where a far prefecture is drawn instead."""
    moved: Inset = json.loads(_OUTLINES.read_text(encoding="utf-8"))["inset"]
    return moved


def _ring(points: list[list[float]]) -> Ring:
    return tuple(
        (longitude, degrees(asinh(tan(radians(latitude))))) for longitude, latitude in points
    )


def placed(box: Box) -> tuple[dict[str, list[Ring]], Ring]:
    """Outlines in the pixels of ``box``, as large as it allows; specks under 1.5 px are left out."""
    shapes, frame = outlines()
    point = window_of(box)

    def place(ring: Ring) -> Ring:
        return tuple(point(x, y) for x, y in ring)

    result: dict[str, list[Ring]] = {}
    for code, rings in shapes.items():
        drawn = [place(ring) for ring in rings]
        kept = [ring for ring in drawn if _extent(ring) >= 1.5 and _is_inside(ring, box)]
        result[code] = kept or drawn
    return result, place(frame)


def window_of(box: Box) -> Callable[[float, float], tuple[float, float]]:
    """Mercator degrees -> pixels of the box, Japan as large as it allows."""
    shapes, _ = outlines()
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    # Far islands would shrink the rest: the view ends where the map of the screens ends.
    west, east = 127.8, 146.0
    south, north = (
        min(y for x, y in points if west < x < east and y > 30),
        max(y for _, y in points),
    )
    scale = min(box.width / (east - west), box.height / (north - south))
    left = box.x + (box.width - (east - west) * scale) / 2
    return lambda x, y: (left + (x - west) * scale, box.y + (north - y) * scale)


def _is_inside(ring: Ring, box: Box) -> bool:
    return all(
        box.x - 4 <= x <= box.right + 4 and box.y - 4 <= y <= box.bottom + 4 for x, y in ring
    )


def _extent(ring: Ring) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def draw_map(canvas: Canvas, box: Box, chart: AreaMap, highlight: Highlight) -> None:
    """Map on the left, classes with their numbers and the names of both ends on the right."""
    side = 360.0 if box.width >= 1000 else 300.0
    draw_land(canvas, box._replace(width=box.width - side - 24), chart, highlight)
    _legend(canvas, Box(box.right - side, box.y, side, box.height), chart, highlight)


def draw_land(canvas: Canvas, box: Box, chart: AreaMap, highlight: Highlight) -> None:
    """The prefectures in their classes, states hatched."""
    rings, frame = placed(box)
    marked = []
    for area in chart.areas:
        key = chart.keys[area.place]
        steps = "".join(closed(ring) for ring in rings[area.code])
        with canvas.of_body(area.code, area.hint or f"{area.name} {area.text}"):
            canvas.path(steps, key.role, "rule", 0.8)
            if key.mark:
                canvas.hatched(steps)
        if area.code in highlight or area.name in highlight:
            marked.append(steps)
    for steps in marked:
        canvas.path(steps, "none", "oneself", 4)
    canvas.path(closed(frame), "none", "rule", 0.8)


def closed(ring: Ring) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "Z"


def _legend(canvas: Canvas, box: Box, chart: AreaMap, highlight: Highlight) -> None:
    canvas.text(box.right, box.y + 8, t("slides.prefecture_count"), 18, "muted", anchor="end")
    y = box.y + 38
    classes = [place for place, key in enumerate(chart.keys) if not key.mark]
    states = [place for place, key in enumerate(chart.keys) if key.mark]
    for place in [*reversed(classes), *states]:
        key = chart.keys[place]
        canvas.rect(Box(box.x, y - 12, 34, 24), key.role, line="rule")
        if key.mark:
            canvas.text(box.x + 17, y, key.mark, 18, anchor="middle", bold=True)
        lines = wrap(key.label, 18, box.width - 84)
        canvas.lines(box.x + 46, y, lines, 18, leading=1.15)
        count = str(len(chart.of_key(place)))
        canvas.text(box.right, y, count, 18, anchor="end", bold=True)
        y += 30 + 21 * (len(lines) - 1)
    ends = list(dict.fromkeys((classes[-1], classes[0]))) if classes else []
    for place in ends:
        found = chart.of_key(place)
        if not found:
            continue
        y += 16
        canvas.text(box.x, y, chart.keys[place].label, 18, "muted", bold=True)
        ordered = found if place == classes[-1] else found[::-1]
        names = listed(f"{area.name} {area.text}" for area in ordered)
        left = box.bottom - y - 12
        room = int((left - 48) / 23) if place == ends[0] and len(ends) > 1 else min(left // 23.4, 3)
        y = canvas.lines(box.x, y + 26, wrap(names, 18, box.width)[: max(int(room), 1)], 18)
    for area in chart.areas:
        if {area.code, area.name} & highlight:
            y += 12
            canvas.rect(Box(box.x - 6, y - 14, box.width + 12, 30), "selected")
            canvas.text(box.x, y, f"{area.name} {area.text}", 20, bold=True)


def draw_ranking(canvas: Canvas, box: Box, chart: Ranking, highlight: Highlight) -> None:
    """Two columns on one axis, three where a long headline leaves little height, one of few rows: dot,
    interval, value.
    """
    rows, gap = chart.rows, 32.0
    count = 2 if len(rows) > _ONE_COLUMN else 1
    if count == 2 and (box.height - 26) / -(-len(rows) // 2) < _LOWEST:
        count = 3
    each = -(-len(rows) // count)
    columns = max(count, 2)
    width = (box.width - gap * (columns - 1)) / columns
    row = min((box.height - 26) / each, 40.0)
    for column in range(count):
        left, part = box.x + column * (width + gap), rows[column * each : (column + 1) * each]
        _rank_column(canvas, Box(left, box.y + 26, width, row), part, chart, highlight)


def _rank_column(
    canvas: Canvas, first: Box, rows: tuple[RankRow, ...], chart: Ranking, highlight: Highlight
) -> None:
    size = min(18.0, first.height * 0.92)
    widest = max(text_width(row.label, size) for row in chart.rows) + 4
    labels = lettering.least_gutter(90, round(widest))
    start = first.x + labels
    length = first.width - labels - 76
    low, high = chart.ticks[0][0], chart.ticks[-1][0]

    def x(value: float) -> float:
        return start + length * (value - low) / (high - low)

    bottom = first.y + first.height * len(rows)
    taken = []
    if chart.reference is not None:
        middle = x(chart.reference)
        canvas.line((middle, first.y), (middle, bottom), "nation", 1.5, dotted=True)
        canvas.text(middle, first.y - 15, chart.reference_label, 18, anchor="middle")
        half = text_width(chart.reference_label, 18) / 2 + 10
        taken.append((middle - half, middle + half))
    for value, label in (chart.ticks[0], chart.ticks[-1], *chart.ticks[1:-1]):
        place, half = x(value), text_width(label, 18) / 2 + 6
        if all(place + half <= left or right <= place - half for left, right in taken):
            canvas.text(place, first.y - 15, label, 18, "muted", anchor="middle")
            taken.append((place - half, place + half))
        canvas.line((place, first.y), (place, bottom), "grid")
    for place, row in enumerate(rows):
        middle = first.y + (place + 0.5) * first.height
        is_marked = bool({row.key, row.label} & highlight)
        if is_marked:
            band = Box(first.x - 4, middle - first.height / 2, first.width + 8, first.height)
            canvas.rect(band, "selected")
        canvas.text(first.x, middle, cut(row.label, size, labels - 2), size, bold=is_marked)
        if row.low is not None and row.high is not None:
            canvas.line((x(row.low), middle), (x(row.high), middle), "has", 2)
        canvas.circle(x(row.value), middle, 5.5, "oneself" if is_marked else "has")
        canvas.text(first.right, middle, row.text, size, anchor="end", bold=is_marked)
