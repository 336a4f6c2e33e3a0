"""Bars: horizontal bars in groups, and one stacked bar with its names."""

from readiness.slides.canvas import Box, Canvas, text_width, wrap
from readiness.views.model import Bar, Bars, Part, Parts

Highlight = frozenset[str]
MARK_ROOM = 30.0
_SIZES = ((90, 28.0), (64, 24.0), (50, 22.0), (40, 20.0), (0, 18.0))  # row height -> letters


def draw_bars(canvas: Canvas, box: Box, chart: Bars, highlight: Highlight) -> None:
    """Groups side by side where there is room, else one below the other."""
    is_wide = box.width >= 1000 and len(chart.groups) > 1
    if is_wide:
        width = (box.width - 40 * (len(chart.groups) - 1)) / len(chart.groups)
        rows = max(len(bars) for _, bars in chart.groups)
        for place, group in enumerate(chart.groups):
            part = Box(box.x + place * (width + 40), box.y, width, box.height)
            _group(canvas, part, group, chart.maximum, highlight, rows)
        return
    gap, head = 14.0, 32.0
    count = sum(len(bars) for _, bars in chart.groups)
    row = (box.height - (gap + head) * len(chart.groups) + gap) / count
    top = box.y
    for group in chart.groups:
        height = head + row * len(group[1])
        part = Box(box.x, top, box.width, height)
        _group(canvas, part, group, chart.maximum, highlight, len(group[1]))
        top += height + gap


def _group(
    canvas: Canvas,
    box: Box,
    group: tuple[str, tuple[Bar, ...]],
    maximum: float,
    highlight: Highlight,
    rows: int,
) -> None:
    heading, bars = group
    head = 32.0
    canvas.text(box.x, box.y + 12, heading, 18, "muted", bold=True)
    row = min((box.height - head) / rows, 120.0)
    size = next(size for limit, size in _SIZES if row >= limit)
    mark_room = MARK_ROOM if any(bar.mark for bar in bars) else 0.0
    texts = max(text_width(bar.text, size) for bar in bars) + 12
    labels = max(text_width(bar.label, size) for bar in bars) + 16
    gutter = min(labels, box.width * 0.46)
    start = box.x + mark_room + gutter
    length = box.right - texts - start
    for place, bar in enumerate(bars):
        top = box.y + head + place * row
        middle = top + row / 2
        if bar.label in highlight or (bar.key and bar.key in highlight):
            canvas.rect(Box(box.x - 6, top, box.width + 12, row), "selected")
        if bar.mark:
            canvas.text(box.x + 11, middle, bar.mark, size + 2, anchor="middle", bold=True)
        lines = wrap(bar.label, size, gutter - 12)
        canvas.lines(
            box.x + mark_room, middle - (len(lines) - 1) * size * 0.575, lines, size, leading=1.15
        )
        end = start
        if bar.value is not None:
            end = start + length * bar.value / maximum
            thickness = min(row * 0.62, 56)
            canvas.rect(Box(start, middle - thickness / 2, end - start, thickness), bar.role)
        canvas.text(end + 8, middle, bar.text, size, bold=True)
    canvas.line((start, box.y + head), (start, box.y + head + row * len(bars)), "rule")


def draw_parts(canvas: Canvas, box: Box, chart: Parts, highlight: Highlight) -> None:
    """One bar of the whole on top, the names of each part below it."""
    whole = sum(part.count for part in chart.parts)
    height, left = 96.0, box.x
    for part in chart.parts:
        width = box.width * part.count / whole
        canvas.rect(Box(left, box.y + 8, width, height), part.role, line="rule")
        on = f"on_{part.role}"
        canvas.text(left + 18, box.y + 8 + height / 2, str(part.count), 46, on, bold=True)
        label = f"{part.mark} {part.label}"
        begin = left + 36 + text_width(str(part.count), 46)
        lines = wrap(label, 20, max(left + width - 8 - begin, 90))
        middle = box.y + 8 + height / 2 - (len(lines) - 1) * 13
        canvas.lines(begin, middle, lines, 20, on)
        left += width
    top = box.y + height + 44
    columns = len(chart.parts)
    gap = 32.0
    width = (box.width - gap * (columns - 1)) / columns
    for place, part in enumerate(chart.parts):
        x = box.x + place * (width + gap)
        _names(canvas, Box(x, top, width, box.bottom - top), part, chart.unit, highlight)


def _names(canvas: Canvas, box: Box, part: Part, unit: str, highlight: Highlight) -> None:
    heading = f"{part.mark} {part.label}（{part.count}{unit}）"
    size = 20.0 if text_width(heading, 20) <= box.width else 18.0
    heads = wrap(heading, size, box.width)
    after = canvas.lines(box.x, box.y, heads, size, bold=True)
    row = min((box.bottom - after) / 9, 33.0)
    # Two columns only where one would be taller than the slide.
    in_column = max(int((box.bottom - after + 4) / row), 1)
    for place, name in enumerate(part.names):
        column, line = divmod(place, in_column)
        x, y = box.x + column * box.width / 2, after + 8 + line * row
        if name in highlight:
            canvas.rect(Box(x - 6, y - row / 2, text_width(name, 22) + 12, row), "selected")
        canvas.text(x, y, name, 22, bold=name in highlight)
