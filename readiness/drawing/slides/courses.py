"""Many bodies on one line of fiscal years on a slide: a row each, the signs of each survey in their year.

A year is as wide as its signs need at the letters of a slide; within a year they stand in their order.
"""

import re
from collections.abc import Callable

from readiness.drawing.slides.canvas import Box, Canvas
from readiness.language.lettering import short
from readiness.language.typesetting import cut, text_width
from readiness.subjects.charts import Course, Courses, Sign

Highlight = frozenset[str]
Place = Callable[[float], float]

# Grounds of the stages of the ladder, lowest first: paper with an outline, then darker and darker.
_STAGES = ("paper", "planned", "under_way", "has", "own")
_SPANS = ("lost", "undated", "silent", "note")  # take the room of their time, not of their letters
POINTS = ("moved", "moved_planned", "part")
_GAP = 2.0


def draw_courses(canvas: Canvas, box: Box, chart: Courses, highlight: Highlight) -> None:
    """Heads and years, the rows, then the row of all if there is room, and the legend."""
    size = 18.0 if box.width >= 1000 else 15.0
    left = max(text_width(short(row.label), size) for row in chart.rows) + 8
    right = max(text_width(row.status, size) for row in chart.rows) + 10
    years = _years(chart, box.width - left - right, size)

    def x(year: float) -> float:
        place = min(max(year - chart.first_year, 0.0), float(len(chart.years)))
        whole = min(int(place), len(chart.years) - 1)
        return box.x + left + sum(years[:whole]) + years[whole] * (place - whole)

    legend = _legend(chart, box.width, size)
    head, foot = 2.5 * size, size * 1.32 * len(legend)
    count = len(chart.rows) + sum(bool(row.heading) for row in chart.rows)
    room = box.height - head - foot
    has_total = bool(chart.total) and room / (count + 1) >= size * 1.05
    height = min(room / (count + has_total), size * 1.7)
    top = box.y + head
    bottom = top + height * count
    _heads(canvas, chart, x, box, bottom, size)
    if chart.blank:
        start, end, _ = chart.blank
        ground = Box(x(start) + 1, top, x(end) - x(start) - 2, bottom - top)
        canvas.rect(ground, "uncertain", opacity=0.5)
    y = top
    for row in chart.rows:
        if row.heading:
            canvas.rect(Box(box.x, y, box.width, height), "few")
            canvas.text(box.x, y + height / 2, row.heading, size, bold=True)
            y += height
        if row.label in highlight:
            canvas.rect(Box(box.x, y, box.width, height), "selected")
        canvas.line((box.x, y), (box.right, y), "grid")
        is_bold = row.label in highlight
        canvas.text(box.x, y + height / 2, short(row.label), size, bold=is_bold)
        _row(canvas, row, x, y + height / 2, size, box.right - right)
        canvas.text(box.right, y + height / 2, row.status, size, anchor="end", bold=row.is_strong)
        y += height
    canvas.line((box.x, bottom), (box.right, bottom), "rule")
    if chart.total and has_total:
        _total(canvas, chart.total, x, Box(box.x, bottom, box.width, height), size)
    after = bottom + height * has_total + size * 0.75
    for line in legend:
        _draw_legend(canvas, line, box.x, after, size)
        after += size * 1.32


def room_of(sign: Sign, size: float) -> float:
    """Pixels that a sign takes in a row."""
    letters = text_width(sign.text, size)
    match sign.kind:
        case kind if kind in _SPANS:
            return 0.0
        case kind if kind in POINTS:
            return size * 0.9
        case "trial" | "full":
            return letters + 6
        case "share" | "days":
            return letters + size * 1.5
        case "word" | "none" | "flag":
            return letters
        case _:
            return max(size + 2, letters + 4)


def _years(chart: Courses, width: float, size: float) -> list[float]:
    """Width of each year: what its fullest row needs, and an equal part of the rest."""
    needs = []
    for place, (era, western) in enumerate(chart.years):
        year = chart.first_year + place
        rows = (
            sum(room_of(sign, size) + _GAP for sign in row.signs if int(sign.start) == year)
            for row in chart.rows
        )
        needs.append(max(*rows, text_width(era or year_alone(western), size) + 6))
    rest = (width - sum(needs)) / len(needs)
    return [need + rest for need in needs] if rest > 0 else [n * width / sum(needs) for n in needs]


def year_in(era: str, western: str, size: float, width: float) -> str:
    """A year of the axis as it has room: in both countings, in that of the reader, its number."""
    for words in (f"{era} {western}" if era else western, era or year_alone(western)):
        if text_width(words, size) <= width:
            return words
    return era or year_alone(western)


def year_alone(western: str) -> str:
    """``2015`` of ``FY2015``."""
    return re.sub("[^0-9]", "", western)


def _heads(canvas: Canvas, chart: Courses, x: Place, box: Box, bottom: float, size: float) -> None:
    for heading, _, start, end in chart.heads:
        width = x(end) - x(start)
        shown = heading
        if text_width(shown, size) > width:
            shown = cut(heading.partition("（")[0], size, width)
        canvas.text(
            (x(start) + x(end)) / 2, box.y + size * 0.5, shown, size, anchor="middle", bold=True
        )
        canvas.line(
            (x(start) + 2, box.y + size * 1.15), (x(end) - 2, box.y + size * 1.15), "rule", 2
        )
    for place, (era, western) in enumerate(chart.years):
        begin, end = x(chart.first_year + place), x(chart.first_year + place + 1)
        canvas.line((begin, box.y + size * 1.3), (begin, bottom), "grid")
        words = year_in(era, western, size, end - begin - 4)
        canvas.text((begin + end) / 2, box.y + size * 1.8, words, size, "muted", anchor="middle")


def _row(canvas: Canvas, row: Course, x: Place, y: float, size: float, limit: float) -> None:
    """Signs in time order, each where its time is or after the one before it."""
    free = x(0)
    standing = [sign for sign in row.signs if sign.kind not in _SPANS]
    places = []
    for sign in standing:
        wide = room_of(sign, size)
        is_column = sign.end - sign.start >= 0.5
        middle = (x(sign.start) + x(sign.end)) / 2
        at = max(middle - wide / 2 if is_column or sign.kind in POINTS else x(sign.start), free)
        places.append((at, wide))
        free = at + wide + _GAP
    for sign in row.signs:
        if sign.kind in _SPANS:
            _span(canvas, sign, x, y, size, free)
    for number, (sign, (at, wide)) in enumerate(zip(standing, places, strict=True)):
        draw_sign(canvas, sign, Box(at, y - size * 0.48, wide, size * 0.96), size)
        if sign.kind in POINTS:
            before = places[number - 1][0] + places[number - 1][1] if number else x(0)
            after = places[number + 1][0] if number + 1 < len(places) else limit
            _beside(canvas, sign, Box(at, y, wide, 0), (before, after), size)


def _span(canvas: Canvas, sign: Sign, x: Place, y: float, size: float, free: float) -> None:
    start, end = x(sign.start), x(sign.end)
    if sign.kind == "note":
        canvas.text(end - 6, y, cut(sign.text, size, end - 10 - free), size, "muted", anchor="end")
    elif sign.kind != "silent":
        ground = Box(start + 1, y - size * 0.45, end - start - 2, size * 0.9)
        canvas.rect(ground, "uncertain", line="rule", dotted=True)
        if text_width(sign.text, size) <= end - start - 4:
            canvas.text((start + end) / 2, y, sign.text, size, anchor="middle")


def draw_sign(canvas: Canvas, sign: Sign, box: Box, size: float) -> None:
    """One sign in its box; the letters of a slide have no room for what stands beside it."""
    middle, y = box.x + box.width / 2, box.y + box.height / 2
    match sign.kind:
        case "word" | "none":
            canvas.text(middle, y, sign.text, size, "muted", anchor="middle")
        case "flag":
            canvas.text(middle, y, sign.text, size, anchor="middle", bold=True)
        case "trial" | "full":
            ground = "has" if sign.kind == "full" else "partly"
            canvas.rect(box, ground, line="rule")
            ink = "on_has" if sign.kind == "full" else "on_planned"
            canvas.text(middle, y, sign.text, size, ink, anchor="middle", bold=ground == "has")
        case "reasons" | "reasons_none" | "reasons_lost":
            is_sure = sign.kind == "reasons"
            canvas.rect(
                box,
                "obstacle" if is_sure else "paper",
                line="rule" if sign.kind == "reasons_none" else "obstacle",
                dotted=sign.kind == "reasons_lost",
            )
            ink = "on_obstacle" if is_sure else "ink"
            canvas.text(middle, y, sign.text, size, ink, anchor="middle", bold=is_sure)
        case kind if kind.startswith("stage_"):
            is_open = kind.endswith("provisional")
            ground = "paper" if is_open else _STAGES[int(kind.split("_")[1])]
            canvas.rect(box, ground, line="rule", dotted=is_open)
            canvas.text(middle, y, sign.text, size, f"on_{ground}", anchor="middle", bold=True)
        case "plan" | "plan_unsure" | "other_plan" | "other_plan_unsure":
            draw_quarter(canvas, sign.kind, sign.text, box, size)
        case "share" | "days":
            _bar(canvas, sign, box, size)
        case "moved" | "moved_planned" | "part":
            draw_disc(canvas, sign.kind, middle, y, box.width / 2 - 1)


def draw_quarter(canvas: Canvas, kind: str, text: str, box: Box, size: float) -> None:
    """A planned quarter: filled of a planner, outlined of another, dotted where hard to read."""
    is_other, is_unsure = kind.startswith("other"), kind.endswith("unsure")
    is_filled = not is_other and not is_unsure
    ground = "has" if is_filled else "paper"
    canvas.rect(box, ground, line="rule" if is_other else "has", dotted=is_unsure)
    ink = "on_has" if is_filled else "ink"
    canvas.text(box.x + box.width / 2, box.y + box.height / 2, text, size, ink, anchor="middle")


def draw_disc(canvas: Canvas, kind: str, x: float, y: float, radius: float) -> None:
    """Moved on this date: filled; a ring for the planned month, half for a part."""
    if kind == "moved":
        canvas.circle(x, y, radius, "has")
        return
    canvas.circle(x, y, radius - 1.5, "paper", "has")
    if kind == "part":
        canvas.half(x, y, radius - 1.5, "has")


def _beside(canvas: Canvas, sign: Sign, disc: Box, room: tuple[float, float], size: float) -> None:
    """When it moved, right or left of the disc; where neither has room, without what is in brackets."""
    for text in dict.fromkeys((sign.beside, re.split(" ?[（(]", sign.beside)[0])):
        wide = text_width(text, size) + 6
        if disc.right + wide <= room[1]:
            canvas.text(disc.right + 4, disc.y, text, size)
            return
        if disc.x - wide >= room[0]:
            canvas.text(disc.x - 4, disc.y, text, size, anchor="end")
            return


def _bar(canvas: Canvas, sign: Sign, box: Box, size: float) -> None:
    """The value, and its bar in the rest of the box: of the whole, or of the most there is."""
    letters = text_width(sign.text, size)
    canvas.text(box.x + letters, box.y + box.height / 2, sign.text, size, anchor="end", bold=True)
    bar = Box(box.x + letters + 3, box.y + box.height * 0.2, size * 1.5 - 3, box.height * 0.6)
    if sign.kind == "share":
        canvas.rect(bar, "paper", line="rule")
    ground = "has_weak" if sign.kind == "share" else "own"
    canvas.rect(bar._replace(width=bar.width * (sign.value or 0)), ground)


def _total(canvas: Canvas, row: Course, x: Place, box: Box, size: float) -> None:
    """What is printed of all together, where its letters have room in its years."""
    y = box.y + box.height / 2
    canvas.text(box.x, y, row.label, size, bold=True)
    for sign in row.signs:
        middle = (x(sign.start) + x(sign.end)) / 2
        if text_width(sign.text, size) <= x(sign.end) - x(sign.start) + 4:
            canvas.text(middle, y, sign.text, size, anchor="middle", bold=True)
    canvas.text(box.right, y, row.status, size, anchor="end", bold=True)


def _legend(chart: Courses, width: float, size: float) -> list[list[tuple[str, str, str, float]]]:
    """Lines of (kind, text in the shape, words, room of all) of the kinds that are there."""
    there = {sign.kind for row in chart.rows for sign in row.signs}
    if any(re.fullmatch(r"stage_\d", kind) for kind in there):
        there.add("stage_3")
    if any(kind.endswith("_provisional") for kind in there):
        there.add("stage_3_provisional")
    lines: list[list[tuple[str, str, str, float]]] = [[]]
    free = width
    blank = (("blank", "", chart.blank[2]),) if chart.blank else ()
    for kind, text, words in (*chart.legend, *blank):
        if kind not in there | {"blank"}:
            continue
        shape = room_of(Sign(kind, 0, 0, text), size) or size * 1.5
        room = shape + 6 + text_width(words, size) + 14
        if room > free and lines[-1]:
            lines.append([])
            free = width
        lines[-1].append((kind, text, words, room))
        free -= room
    return lines if lines[0] else []


def _draw_legend(
    canvas: Canvas, line: list[tuple[str, str, str, float]], x: float, y: float, size: float
) -> None:
    for kind, text, words, room in line:
        shape = room - text_width(words, size) - 20
        box = Box(x, y - size * 0.48, shape, size * 0.96)
        if kind == "blank":
            canvas.rect(box, "uncertain", opacity=0.5)
        elif kind in _SPANS:
            canvas.rect(box, "uncertain", line="rule", dotted=True)
        else:
            draw_sign(canvas, Sign(kind, 0, 0, text), box, size)
        canvas.text(x + shape + 6, y, words, size, "muted")
        x += room
