"""Lines over time: coverage in steps against a deadline, and a trend that breaks."""

from collections.abc import Callable
from itertools import pairwise

from readiness.drawing.scales import share_ticks
from readiness.drawing.slides.canvas import Box, Canvas
from readiness.language.lettering import measured, words_are_long
from readiness.language.typesetting import text_width, wrap
from readiness.language.wording import pct
from readiness.subjects.charts import Steps, Trend


def draw_steps(canvas: Canvas, box: Box, chart: Steps) -> None:
    """Coverage rises at the end of a quarter; a grey band spans what is certain and possible."""
    plot = Box(box.x + 40, box.y + 46, box.width - 56, box.height - 46 - 34)
    count = len(chart.quarters)
    top_value = chart.target + 1

    def x(quarters: float) -> float:
        return plot.x + plot.width * quarters / count

    def y(value: float) -> float:
        return plot.bottom - plot.height * value / top_value

    for value in range(0, chart.target, 5):
        canvas.line((plot.x, y(value)), (plot.right, y(value)), "grid")
        canvas.text(plot.x - 10, y(value), str(value), 18, anchor="end")
    for place, year in enumerate(chart.years):
        canvas.line((x(place * 4), y(0)), (x(place * 4), y(chart.target)), "grid")
        canvas.text(x(place * 4 + 2), plot.bottom + 22, year, 18, anchor="middle")
    for begin, end, low, high in _bands(chart):
        band = Box(x(begin), y(high), x(end) - x(begin), y(low) - y(high))
        canvas.rect(band, "uncertain")
    steps = _path(chart, chart.covered, x, y)
    if chart.possible[-1] > chart.certain[-1]:
        height = y(chart.certain[-1]) - y(chart.possible[-1])
        canvas.rect(Box(x(count) - 6, y(chart.possible[-1]), 6, height), "uncertain")
    canvas.line((plot.x, y(chart.target)), (plot.right, y(chart.target)), "ink", 3)
    if chart.undelayed:
        canvas.path("".join(_path(chart, chart.undelayed, x, y)), "none", "others", 4)
    canvas.path("".join(steps), "none", "has", 6)
    if chart.deadline_label:
        label = chart.deadline_label
        canvas.line((plot.right, box.y + 4), (plot.right, plot.bottom), "deadline", 4)
        canvas.text(plot.right - 12, box.y + 14, label, 20, "deadline", anchor="end", bold=True)
    canvas.text(plot.x + 6, y(chart.target) - 16, chart.target_label, 18, bold=True)
    first = str(chart.start)
    canvas.text(plot.x + 10, y(chart.start) + 26, first, 24, bold=True)
    canvas.text(plot.x + 20 + text_width(first, 24), y(chart.start) + 26, chart.start_label, 18)
    _step_numbers(canvas, chart, x, y)
    last = chart.end
    above = (y(chart.possible[-1]) + y(chart.target)) / 2
    canvas.text(plot.right - 14, above, last, 38, bold=True, anchor="end")
    canvas.text(
        plot.right - 26 - text_width(last, 38),
        above + 4,
        chart.end_label,
        18,
        "muted",
        anchor="end",
    )


def _path(
    chart: Steps,
    counts: tuple[int, ...],
    x: Callable[[float], float],
    y: Callable[[float], float],
) -> list[str]:
    """A step line: a count holds from the end of its quarter to the end of the next."""
    steps = [f"M{x(0):.1f} {y(chart.start):.1f}"]
    steps += [f"H{x(place):.1f}V{y(value):.1f}" for place, value in enumerate(counts, start=1)]
    return steps


def _bands(chart: Steps) -> list[tuple[int, int, int, int]]:
    """(from, to, certain, possible) of each stretch of quarters with one width of doubt."""
    bands: list[tuple[int, int, int, int]] = []
    for place, (low, high) in enumerate(zip(chart.certain, chart.possible, strict=True), start=1):
        if low == high or place == len(chart.certain):
            continue
        if bands and bands[-1][1:] == (place, low, high):
            bands[-1] = (bands[-1][0], place + 1, low, high)
        else:
            bands.append((place, place + 1, low, high))
    return bands


def _step_numbers(canvas: Canvas, chart: Steps, x: object, y: object) -> None:
    """The value after each rise, above the line at the left of the tread."""
    assert callable(x)
    assert callable(y)
    free = 0.0
    for place in range(1, len(chart.covered)):
        value = chart.covered[place]
        if value == chart.covered[place - 1] or place + 1 >= len(chart.covered):
            continue
        left = x(place + 1) + 8
        if left < free:
            continue
        # Below its tread; above it where the years of the axis begin.
        shift = 24 if y(value) + 38 <= y(0) else -18
        canvas.text(left, y(value) + shift, str(value), 24, bold=True)
        free = left + text_width(str(value), 24) + 10


def draw_trend(canvas: Canvas, box: Box, chart: Trend) -> None:
    """Published rounds joined; an estimated round stands apart behind a dotted divider."""
    plot = Box(box.x + 64, box.y + 10, box.width - 120, box.height - 10 - 70)
    days = [point.day.toordinal() for point in chart.points]
    span = max(days) - min(days) or 1
    ticks = share_ticks(point.ratio for point in chart.points)

    def x(day: int) -> float:
        return plot.x + 60 + (plot.width - 140) * (day - min(days)) / span

    def y(ratio: float) -> float:
        return plot.bottom - plot.height * ratio / ticks[-1]

    for ratio in ticks:
        canvas.line((plot.x, y(ratio)), (plot.right, y(ratio)), "grid" if ratio else "rule")
        canvas.text(plot.x - 10, y(ratio), pct(ratio, 0), 18, anchor="end")
    published = [
        (x(day), y(point.ratio))
        for day, point in zip(days, chart.points, strict=True)
        if not point.is_estimated
    ]
    estimated = [day for day, point in zip(days, chart.points, strict=True) if point.is_estimated]
    if published:
        canvas.path("M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in published), "none", "has", 5)
    before = [day for day in days if estimated and day < estimated[0]]
    if before:
        middle = (x(before[-1]) + x(estimated[0])) / 2
        canvas.line((middle, plot.y), (middle, plot.bottom), "rule", 2, dotted=True)
    step = min((x(b) - x(a) for a, b in pairwise(sorted(days))), default=plot.width) - 8
    for day, point in zip(days, chart.points, strict=True):
        if point.is_estimated:
            canvas.circle(x(day), y(point.ratio), 9, "paper", "has")
        else:
            canvas.circle(x(day), y(point.ratio), 8, "has")
        # Left of a rising line, so that no number stands on it.
        shift, anchor = (0, "middle") if point.is_estimated or day == min(days) else (-14, "end")
        above = y(point.ratio) - (28 if anchor == "middle" else 16)
        canvas.text(x(day) + shift, above, point.text, 24, anchor=anchor, bold=True)
        if point.remark:
            canvas.text(x(day), y(point.ratio) + 28, point.remark, 18, "muted", anchor="middle")
        lines = wrap(point.label, 18, step) if words_are_long() else [point.label]
        canvas.lines(x(day), plot.bottom + 22, lines, 18, anchor="middle", leading=1.1)
    if estimated and chart.break_label:
        canvas.text(
            plot.right + 50,
            plot.bottom + measured(52, 62),
            chart.break_label,
            18,
            "muted",
            anchor="end",
        )
