"""One body on the line of fiscal years on a slide: a lane for each survey, and a box for what is missing."""

from collections.abc import Callable

from readiness.drawing.slides.canvas import Box, Canvas
from readiness.drawing.slides.courses import POINTS, draw_disc, draw_quarter, year_in
from readiness.language.typesetting import cut, text_width, wrap
from readiness.subjects.charts import Lanes, Sign

Place = Callable[[float], float]
_HEIGHTS = (66.0, 130.0, 112.0, 70.0, 84.0)  # parts of the height, lane by lane


def draw_lanes(canvas: Canvas, box: Box, chart: Lanes) -> None:
    """The years, then each lane with its name and its signs."""
    size = 18.0 if box.width >= 1000 else 15.0
    left = size * 11.2
    step = (box.width - left) / len(chart.years)
    head = size * 1.5
    part = (box.height - head) / sum(_HEIGHTS)

    def x(year: float) -> float:
        return box.x + left + (year - chart.first_year) * step

    for place, (era, western) in enumerate(chart.years):
        words = year_in(era, western, size, step - 4)
        begin = box.x + left + place * step
        canvas.line((begin, box.y), (begin, box.bottom), "grid")
        canvas.text(begin + step / 2, box.y + size * 0.6, words, size, "muted", anchor="middle")
    top = box.y + head
    for lane, parts in zip(chart.lanes, _HEIGHTS, strict=True):
        height = parts * part
        canvas.line((box.x, top), (box.right, top), "rule")
        lines = wrap(lane.label, size, left - 8)
        after = canvas.lines(box.x, top + size * 0.8, lines, size, bold=True, leading=1.15)
        for caption in lane.captions:
            room = int((top + height - after) / (size * 1.15) + 0.5)
            shown = wrap(caption, size, left - 8)
            if len(shown) > room:
                break
            after = canvas.lines(box.x, after, shown, size, "muted", leading=1.15)
        edge = min((_left_of(sign, x, box.right, size) for sign in lane.signs), default=box.right)
        for sign in lane.signs:
            end = min(x(sign.end), edge - 8) if sign.kind == "aside" else x(sign.end)
            _draw(canvas, sign, Box(x(sign.start), top, end - x(sign.start), height), size)
        top += height
    canvas.line((box.x, top), (box.right, top), "rule")


def _left_of(sign: Sign, x: Place, right: float, size: float) -> float:
    """Where a point begins with the words left of it."""
    if sign.kind not in POINTS:
        return right
    return x(sign.start) - size - _words_left(sign, x(sign.start), right, size)


def _words_left(sign: Sign, x: float, right: float, size: float) -> float:
    """Room of the words of a point that stand left of it: of a part, or where the right has none."""
    wide = text_width(sign.beside, size) + size
    return wide if sign.kind == "part" or x + wide > right else 0.0


def _draw(canvas: Canvas, sign: Sign, box: Box, size: float) -> None:
    middle, y = box.x + box.width / 2, box.y + box.height / 2
    first = box.y + size * 0.9
    match sign.kind:
        case "blank":
            _dotted(canvas, Box(box.x, box.y + 6, box.width, box.height - 12), sign.text, size)
        case "strip_high" | "strip_low":
            at = box.bottom - size * 2 if sign.kind == "strip_low" else box.y + 4
            _dotted(canvas, Box(box.x, at, box.width, size * 1.5), sign.text, size)
        case "word" | "trial" | "full":
            _word(canvas, sign, box, size)
        case "ladder":
            _ladder(canvas, sign, box, size)
        case "plan" | "plan_unsure" | "other_plan" | "other_plan_unsure":
            quarter = Box(middle - size * 0.6, first - size * 0.6, size * 1.2, size * 1.2)
            draw_quarter(canvas, sign.kind, sign.text, quarter, size)
        case "lost" | "undated":
            _dotted(canvas, Box(box.x, first - size * 0.7, box.width, size * 1.4), sign.text, size)
        case "box":
            _chips(canvas, sign, box, size)
        case "share_large":
            _share(canvas, sign, box, size)
        case "days_large":
            _days(canvas, sign, box, size)
        case "moved" | "moved_planned" | "part":
            draw_disc(canvas, sign.kind, box.x, first, size * 0.5)
            is_left = _words_left(sign, box.x, canvas.width - 32, size) > 0
            shift, anchor = (-size * 0.8, "end") if is_left else (size * 0.8, "start")
            # The words of a part stand left of it on the first line already.
            at = first + size * 1.3 * (is_left and sign.kind != "part")
            canvas.text(box.x + shift, at, sign.beside, size, anchor=anchor, bold=True)
        case "note":
            canvas.text(box.right - 6, first, sign.text, size, anchor="end", bold=True)
        case "aside":
            _aside(canvas, sign, box, size)
        case "spending":
            _spending(canvas, sign, box, size)
        case _:
            canvas.text(middle, y, sign.text, size, anchor="middle")


def _dotted(canvas: Canvas, box: Box, text: str, size: float) -> None:
    """A place for what is missing, with as many lines of why as it holds."""
    canvas.rect(box, "few", line="rule", dotted=True)
    most = max(1, int(box.height / (size * 1.15)))
    lines = wrap(text, size, box.width - 6)
    if len(lines) > most:
        lines = [cut(text, size, box.width - 6)]
    y = box.y + box.height / 2 - (len(lines) - 1) * size * 0.575
    canvas.lines(box.x + box.width / 2, y, lines, size, "muted", anchor="middle", leading=1.15)


def _word(canvas: Canvas, sign: Sign, box: Box, size: float) -> None:
    middle, y = box.x + box.width / 2, box.y + size * 0.9
    ink = "ink"
    if sign.kind != "word":
        is_full = sign.kind == "full"
        wide = text_width(sign.text, size) + size
        ground = Box(middle - wide / 2, y - size * 0.65, wide, size * 1.3)
        canvas.rect(ground, "has" if is_full else "partly", line="rule")
        ink = "on_has" if is_full else "on_planned"
    canvas.text(middle, y, sign.text, size, ink, anchor="middle", bold=True)
    lines = wrap(sign.beside, size, box.width - 2)[:2] if sign.beside else []
    canvas.lines(middle, y + size * 1.2, lines, size, "muted", anchor="middle", leading=1)


def _ladder(canvas: Canvas, sign: Sign, box: Box, size: float) -> None:
    """The five stages, one's own filled, with its words beside it."""
    own = int(sign.text) if sign.text else -1
    step = min((box.height - 6) / 5, size * 1.4)
    for stage in range(5):
        y = box.y + 3 + step * (4.5 - stage)
        is_own = stage == own
        # Before the line of April: the survey was asked at the end of the year before.
        square = Box(box.x - 4 - size * 1.1, y - step * 0.45, size * 1.1, step * 0.9)
        canvas.rect(square, "group" if is_own else "paper", line="ink" if is_own else "grid")
        ink = "ink" if is_own else "muted"
        middle = square.x + square.width / 2
        canvas.text(middle, y, str(stage), size, ink, anchor="middle", bold=is_own)
        if is_own:
            beside = box.x + 6
            lines = wrap(sign.beside, size, size * 17)[:2]
            # The marks of the plan stand above the second line of letters.
            first = max(y - (len(lines) - 1) * size * 0.575, box.y + size * 2.3)
            first = min(first, box.bottom - size * (0.6 + 1.15 * (len(lines) - 1)))
            canvas.lines(beside, first, lines, size, bold=True, leading=1.15)
    if own < 0:
        canvas.text(box.x + size * 1.6, box.y + box.height / 2, sign.beside, size, "muted")


def _chips(canvas: Canvas, sign: Sign, box: Box, size: float) -> None:
    """A box with its own date as a heading: what stands in it is of then, not of the years it covers."""
    canvas.rect(Box(box.x, box.y + 4, box.width, box.height - 8), "paper", line="rule")
    x, y = box.x + 6, box.y + 4 + size * 0.8
    heading = wrap(sign.text, size, box.width - 12)
    y = canvas.lines(x, y, heading, size, bold=True, leading=1.15) - size * 1.15
    if sign.beside:
        canvas.text(x, y + size * 1.4, sign.beside, size, "muted")
    y += size * 1.45
    for chip in sign.lines:
        wide = text_width(chip, size) + 8
        if x + wide > box.right - 4 and x > box.x + 6:
            x, y = box.x + 6, y + size * 1.3
        is_lost = "？" in chip or "?" in chip
        ground = Box(x, y - size * 0.58, wide, size * 1.16)
        canvas.rect(ground, "paper" if is_lost else "obstacle", line="obstacle", dotted=is_lost)
        ink = "ink" if is_lost else "on_obstacle"
        canvas.text(x + wide / 2, y, chip, size, ink, anchor="middle")
        x += wide + 6


def _share(canvas: Canvas, sign: Sign, box: Box, size: float) -> None:
    canvas.text(box.x + 6, box.y + size, sign.text, size * 1.3, bold=True)
    bar = Box(box.x + 6, box.y + size * 2, box.width - 12, size * 0.7)
    canvas.rect(bar, "paper", line="rule")
    canvas.rect(bar._replace(width=bar.width * (sign.value or 0)), "has_weak")
    for value, _ in sign.ticks:
        at = bar.x + bar.width * value
        canvas.line((at, bar.y - 3), (at, bar.bottom + 3), "ink", 2)
    # Wider than its year: it ends with it, over the year before.
    lines = wrap(sign.beside, size, box.width * 1.6) if sign.beside else []
    canvas.lines(box.right - 6, box.y + size * 3.4, lines, size, "muted", anchor="end", leading=1.1)


def _days(canvas: Canvas, sign: Sign, box: Box, size: float) -> None:
    """Bars by scope, and one's own place among those published."""
    canvas.rect(Box(box.x, box.y + 3, box.width, box.height - 6), "paper", line="rule")
    step = (box.height - 8) / 5
    labels = max((text_width(label, size) for label, *_ in sign.parts), default=0.0)
    values = max((text_width(words, size) for _, words, _ in sign.parts), default=0.0)
    start = box.x + 6 + labels + 6
    length = box.right - 12 - values - start
    for place, (label, words, value) in enumerate(sign.parts):
        y = box.y + 4 + step * (place + 0.5)
        canvas.text(start - 6, y, label, size, "muted", anchor="end")
        bar = Box(start, y - size * 0.35, length * value, size * 0.7)
        canvas.rect(bar, "own" if place == 0 else "has_weak")
        canvas.text(bar.right + 5, y, words, size, bold=True)
    y = box.y + 4 + step * 3.5
    for value, whose in sign.ticks:
        at = start + length * value
        if whose == "own":
            canvas.circle(at, y, size * 0.38, "oneself", "ink")
        elif whose == "government":
            canvas.circle(at, y, size * 0.3, "nation")
        else:
            canvas.line((at, y - size * 0.35), (at, y + size * 0.35), "rule", 2)
    lines = [line for line in sign.lines if line]
    words = cut(" ".join(lines), size, box.width - 12)
    canvas.text(box.right - 6, box.y + 4 + step * 4.5, words, size, "muted", anchor="end")


def _aside(canvas: Canvas, sign: Sign, box: Box, size: float) -> None:
    """Words left of the signs of a lane, ending where those begin."""
    rest = wrap(sign.beside, size, box.width) if sign.beside else []
    more = [line for text in sign.lines if text for line in wrap(text, size, box.width)]
    lines = [*((sign.text,) if sign.text else ()), *rest, *more]
    most = int((box.height - 4) / (size * 1.15))
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(f"{lines[most - 1]}…", size, box.width)]
    for place, line in enumerate(lines):
        is_head = bool(sign.text) and place == 0
        y = box.y + size * (0.9 + 1.15 * place)
        role = "ink" if is_head else "muted"
        canvas.text(box.right, y, line, size, role, anchor="end", bold=is_head)


def _spending(canvas: Canvas, sign: Sign, box: Box, size: float) -> None:
    """A bar for each sheet that prints another amount; the newer one is filled, and its amount stands."""
    base = box.bottom - 6
    canvas.line((box.x, base), (box.right, base), "rule")
    wide = min(size, (box.width - 10) / (2 * len(sign.parts)))
    for place, (_, amount, value) in enumerate(sign.parts):
        is_last = place == len(sign.parts) - 1
        high = (box.height - 12 - size * 1.3 * len(sign.parts)) * value
        x = box.x + 5 + place * (wide + 4)
        bar = Box(x, base - high, wide, high)
        canvas.rect(bar, "others" if is_last else "paper", line="rule", dotted=not is_last)
        y = box.y + size * (0.8 + 1.15 * place)
        canvas.text(box.right - 5, y, amount, size, anchor="end", bold=is_last)
