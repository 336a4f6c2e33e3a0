"""Prefectures: a map in six classes with its legend, and the ranking with intervals."""

import json
from functools import cache
from math import asinh, degrees, radians, tan
from pathlib import Path

from readiness.drawing.slides.canvas import Box, Canvas
from readiness.language.typesetting import cut, text_width, wrap
from readiness.language.wording import is_japanese, listed, pct, t
from readiness.subjects.model import Area, AreaMap, Ranking, RankRow

Highlight = frozenset[str]
Ring = tuple[tuple[float, float], ...]
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


def _ring(points: list[list[float]]) -> Ring:
    return tuple(
        (longitude, degrees(asinh(tan(radians(latitude))))) for longitude, latitude in points
    )


def placed(box: Box) -> tuple[dict[str, list[Ring]], Ring]:
    """Outlines in the pixels of ``box``, as large as it allows; specks under 1.5 px are left out."""
    shapes, frame = outlines()
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    # Far islands would shrink the rest: the view ends where the map of the screens ends.
    west, east = 127.8, 146.0
    south, north = (
        min(y for x, y in points if west < x < east and y > 30),
        max(y for _, y in points),
    )
    scale = min(box.width / (east - west), box.height / (north - south))
    left = box.x + (box.width - (east - west) * scale) / 2

    def place(ring: Ring) -> Ring:
        return tuple((left + (x - west) * scale, box.y + (north - y) * scale) for x, y in ring)

    result: dict[str, list[Ring]] = {}
    for code, rings in shapes.items():
        drawn = [place(ring) for ring in rings]
        kept = [ring for ring in drawn if _extent(ring) >= 1.5 and _is_inside(ring, box)]
        result[code] = kept or drawn
    return result, place(frame)


def _is_inside(ring: Ring, box: Box) -> bool:
    return all(
        box.x - 4 <= x <= box.right + 4 and box.y - 4 <= y <= box.bottom + 4 for x, y in ring
    )


def _extent(ring: Ring) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def class_of(ratio: float, limits: tuple[float, ...]) -> int:
    """0 for the lowest class."""
    return sum(ratio >= limit for limit in limits)


def draw_map(canvas: Canvas, box: Box, chart: AreaMap, highlight: Highlight) -> None:
    """Map on the left, classes with their numbers and the names of both ends on the right."""
    side = 360.0 if box.width >= 1000 else 300.0
    rings, frame = placed(Box(box.x, box.y, box.width - side - 24, box.height))
    marked = []
    for area in chart.areas:
        role = "paper" if area.ratio is None else f"c{class_of(area.ratio, chart.class_limits)}"
        steps = "".join(_closed(ring) for ring in rings[area.code])
        canvas.path(steps, role, "rule", 0.8)
        if area.code in highlight or area.name in highlight:
            marked.append(steps)
    for steps in marked:
        canvas.path(steps, "none", "oneself", 4)
    canvas.path(_closed(frame), "none", "rule", 0.8)
    _legend(canvas, Box(box.right - side, box.y, side, box.height), chart, highlight)


def _closed(ring: Ring) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "Z"


def _legend(canvas: Canvas, box: Box, chart: AreaMap, highlight: Highlight) -> None:
    classes: list[list[Area]] = [[] for _ in chart.class_labels]
    for area in chart.areas:
        if area.ratio is not None:
            classes[class_of(area.ratio, chart.class_limits)].append(area)
    canvas.text(box.right, box.y + 8, t("slides.prefecture_count"), 18, "muted", anchor="end")
    y = box.y + 38
    for place in reversed(range(len(classes))):
        canvas.rect(Box(box.x, y - 12, 34, 24), f"c{place}", line="rule")
        canvas.text(box.x + 46, y, chart.class_labels[place], 18)
        canvas.text(box.right, y, str(len(classes[place])), 18, anchor="end", bold=True)
        y += 30
    for place in (len(classes) - 1, 0):
        y += 16
        canvas.text(box.x, y, chart.class_labels[place], 18, "muted", bold=True)
        ordered = sorted(classes[place], key=lambda area: area.ratio or 0, reverse=place > 0)
        names = listed(f"{area.name} {area.text}" for area in ordered)
        room = int((box.bottom - y - 60) / 23) if place else 3
        y = canvas.lines(box.x, y + 26, wrap(names, 18, box.width)[: max(room, 1)], 18)
    named = [area for area in chart.areas if {area.code, area.name} & highlight]
    for area in named:
        y += 12
        canvas.rect(Box(box.x - 6, y - 14, box.width + 12, 30), "selected")
        canvas.text(box.x, y, f"{area.name} {area.text}", 20, bold=True)


def draw_ranking(canvas: Canvas, box: Box, chart: Ranking, highlight: Highlight) -> None:
    """Two columns on one axis, 20 to 100 %: dot, 95 % interval, value."""
    half = (len(chart.rows) + 1) // 2
    gap = 32.0
    width = (box.width - gap) / 2
    row = (box.height - 26) / half
    for column, rows in enumerate((chart.rows[:half], chart.rows[half:])):
        left = box.x + column * (width + gap)
        _rank_column(canvas, Box(left, box.y + 26, width, row), rows, chart, highlight)


def _rank_column(
    canvas: Canvas, first: Box, rows: tuple[RankRow, ...], chart: Ranking, highlight: Highlight
) -> None:
    size = min(18.0, first.height * 0.92)
    labels = 90.0
    if not is_japanese():
        labels = max(labels, max(text_width(row.label, size) for row in chart.rows) + 4)
    start = first.x + labels
    length = first.width - labels - 76

    def x(ratio: float) -> float:
        return start + length * (ratio - 0.2) / 0.8

    bottom = first.y + first.height * len(rows)
    middle_line = x(chart.reference)
    canvas.line((middle_line, first.y), (middle_line, bottom), "nation", 1.5, dotted=True)
    canvas.text(middle_line, first.y - 15, chart.reference_label, 18, anchor="middle")
    for ratio in (0.2, 0.4, 0.8, 1.0):
        if abs(x(ratio) - middle_line) > max(80.0, text_width(chart.reference_label, 18) / 2 + 26):
            canvas.text(x(ratio), first.y - 15, pct(ratio, 0), 18, "muted", anchor="middle")
        canvas.line((x(ratio), first.y), (x(ratio), bottom), "grid")
    for place, row in enumerate(rows):
        middle = first.y + (place + 0.5) * first.height
        is_marked = bool({row.key, row.label} & highlight)
        if is_marked:
            band = Box(first.x - 4, middle - first.height / 2, first.width + 8, first.height)
            canvas.rect(band, "selected")
        canvas.text(first.x, middle, cut(row.label, size, labels - 2), size, bold=is_marked)
        canvas.line((x(max(row.low, 0.2)), middle), (x(row.high), middle), "has", 2)
        canvas.circle(x(row.ratio), middle, 5.5, "oneself" if is_marked else "has")
        canvas.text(first.right, middle, row.text, size, anchor="end", bold=is_marked)
