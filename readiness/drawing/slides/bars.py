"""Bars: horizontal bars in groups, and one stacked bar with its names."""

from readiness.drawing.slides.canvas import Box, Canvas
from readiness.language.lettering import short, words_are_long
from readiness.language.typesetting import cut, text_width, wrap
from readiness.language.wording import apart, t
from readiness.subjects.charts import Bar, Bars, Part, Parts

Highlight = frozenset[str]
MARK_ROOM, HEAD = 30.0, 32.0
GAP, BETWEEN = 14.0, 40.0  # between groups one below the other, and side by side
_REMARK = 0.82  # of the size of the value before it
_LEAST = 18.0  # px of letters on a wide slide
_SIZES = ((90, 28.0), (64, 24.0), (50, 22.0), (40, 20.0), (0, 18.0))  # row height -> letters


Group = tuple[str, tuple[Bar, ...]]

_WIDE = 1280  # px of a sheet that is shown or printed in its whole width
_OF_A_WIDE_SLIDE = 480  # px of a column of bars; those of a square slide are narrower


def draw_bars(canvas: Canvas, box: Box, chart: Bars, highlight: Highlight) -> None:
    """Groups in as many columns as leave room for the bars, one below the other within a column."""
    boxes, row = group_boxes(chart, box)
    least = 16.5 if canvas.width >= _WIDE else 15.0
    size = min(
        max(_size(bars, row, part.width), least)
        for (_, bars), part in zip(chart.groups, boxes, strict=True)
    )
    for group, part in zip(chart.groups, boxes, strict=True):
        _group(canvas, part, group, chart, highlight, row, size)


def group_boxes(chart: Bars, box: Box) -> tuple[list[Box], float]:
    """Where each group stands in the box, and the height of a bar's row in all of them."""
    columns = _columns(chart, box)
    width = (box.width - BETWEEN * (len(columns) - 1)) / len(columns)
    row = _row(columns, box.height)
    boxes = []
    for place, groups in enumerate(columns):
        top = box.y
        for _, bars in groups:
            height = HEAD + row * len(bars)
            boxes.append(Box(box.x + place * (width + BETWEEN), top, width, height))
            top += height + GAP
    return boxes, row


def _columns(chart: Bars, box: Box) -> list[list[Group]]:
    room = 3 if box.width >= 1000 else 2 if chart.is_dense and len(chart.groups) > 2 else 1
    most = min(len(chart.groups), room)
    for count in range(most, 1, -1):
        columns = _shared_out(chart.groups, count)
        width = (box.width - BETWEEN * (len(columns) - 1)) / len(columns)
        row = _row(columns, box.height)
        if all(_fits(bars, row, width) for _, bars in chart.groups):
            return columns
    one = [list(chart.groups)]
    if _row(one, box.height) >= _LEAST:
        return one
    # Lines would lie on each other: rather a second column whose bars are short.
    most = min(len(chart.groups), 3 if box.width >= 1000 else 2)
    every = [one, *(_shared_out(chart.groups, count) for count in range(2, most + 1))]
    return next((one for one in every if _row(one, box.height) >= _LEAST), every[-1])


def _shared_out(groups: tuple[Group, ...], count: int) -> list[list[Group]]:
    """The groups in their order in at most ``count`` columns of about the same height."""
    lines = [len(bars) + 1.5 for _, bars in groups]
    limit = max(sum(lines) / count, *lines)
    columns: list[list[Group]] = [[]]
    taken = 0.0
    for group, height in zip(groups, lines, strict=True):
        is_full = taken and taken + height > limit * 1.2 and len(columns) < count
        if is_full or (len(groups) == count and columns[-1]):
            columns.append([])
            taken = 0.0
        columns[-1].append(group)
        taken += height
    return columns


def _row(columns: list[list[Group]], height: float) -> float:
    """Height of a bar's row where all columns have the same."""
    rows = [
        (height - len(groups) * (HEAD + GAP) + GAP) / sum(len(bars) for _, bars in groups)
        for groups in columns
    ]
    return min(*rows, 120.0)


def _fits(bars: tuple[Bar, ...], row: float, width: float) -> bool:
    """A quarter of the width is left for the bars, and nothing is higher than its row."""
    size = _size(bars, row, width)
    texts, _ = _texts(bars, size, width, row)
    labels = max(text_width(bar.label, size) for bar in bars) + 16
    gutter = min(labels, width * 0.75 - texts - MARK_ROOM)
    if gutter < min(labels, 60):
        return False
    lines = max(len(wrap(bar.label, size, gutter - 12)) for bar in bars)
    return lines * 1.15 * size <= row + 4


def _group(
    canvas: Canvas,
    box: Box,
    group: tuple[str, tuple[Bar, ...]],
    chart: Bars,
    highlight: Highlight,
    row: float,
    size: float,
) -> None:
    (heading, bars), maximum = group, chart.maximum or 1
    has_ticks = any(bar.tick is not None for bar in bars)
    legend = [t("chart.tick", label=chart.tick_label) if has_ticks else "", chart.reference_label]
    whole = apart([heading, *legend])
    shown = whole if text_width(whole, 18) <= box.width else cut(heading, 18, box.width)
    canvas.text(box.x, box.y + 12, shown, 18, "muted", bold=True)
    mark_room = MARK_ROOM if any(bar.mark for bar in bars) else 0.0
    texts, is_stacked = _texts(bars, size, box.width, row)
    labels = max(text_width(bar.label, size) for bar in bars) + 16
    gutter = max(min(labels, box.width * 0.46, box.width * 0.8 - texts - mark_room), 40)
    start = box.x + mark_room + gutter
    length = box.right - texts - start
    for place, bar in enumerate(bars):
        top = box.y + HEAD + place * row
        middle = top + row / 2
        if bar.label in highlight or (bar.key and bar.key in highlight):
            canvas.rect(Box(box.x - 6, top, box.width + 12, row), "selected")
        if bar.mark:
            canvas.text(box.x + 11, middle, bar.mark, size + 2, anchor="middle", bold=True)
        lines, small = _label(bar.label, size, gutter - 12, row)
        first = middle - (len(lines) - 1) * small * 0.575
        canvas.lines(box.x + mark_room, first, lines, small, leading=1.15)
        end, thickness = start, min(row * 0.62, 56)
        if bar.value is not None:
            end = start + length * bar.value / maximum
            _bar(canvas, Box(start, middle - thickness / 2, end - start, thickness), bar)
        if bar.tick is not None:
            x, reach = start + length * bar.tick / maximum, thickness / 2 + 4
            canvas.line((x, middle - reach), (x, middle + reach), "ink", 4)
            end = max(end, x)
        if bar.low is not None and bar.high is not None:
            y, right = middle + thickness / 2 + 3, start + length * bar.high / maximum
            canvas.line((start + length * bar.low / maximum, y), (right, y), "ink", 3)
            end = max(end, right)
        _words(canvas, (end + 8, middle), bar, size, is_stacked=is_stacked)
    bottom = box.y + HEAD + row * len(bars)
    canvas.line((start, box.y + HEAD), (start, bottom), "rule")
    if chart.reference is not None:
        x = start + length * chart.reference / maximum
        canvas.line((x, box.y + HEAD), (x, bottom), "nation", 2, dotted=True)


def _label(label: str, size: float, width: float, row: float) -> tuple[list[str], float]:
    """The label in lines no higher than its row, in smaller letters or cut off where there are many."""
    least = _LEAST if size >= _LEAST else size
    for tried in (size, least):
        lines = wrap(label, tried, width)
        if len(lines) == 1 or len(lines) * tried * 1.15 <= row + 4:
            return lines, tried
    return [cut(label, least, width)], least


def _texts(bars: tuple[Bar, ...], size: float, width: float, row: float) -> tuple[float, bool]:
    """Room of the values, and whether remarks stand below them: where both would take a third of the
    width and the row is high enough.
    """
    small = _small(size)
    beside = max(text_width(bar.text, size) + text_width(_remark(bar), small) for bar in bars) + 12
    height = (1.1 + small / size * 1.15 * max(bar.remark.count("\n") + 1 for bar in bars)) * size
    if beside <= width * 0.32 or height > row:
        return beside, False
    lines = [text_width(line, small) for bar in bars for line in bar.remark.split("\n")]
    return max(*(text_width(bar.text, size) for bar in bars), *lines) + 12, True


def _small(size: float) -> float:
    """Letters of a remark: smaller than its value where the value leaves room for that."""
    least = size if size < _LEAST else _LEAST
    return max(size * _REMARK, least)


def _remark(bar: Bar) -> str:
    return t("gap.parts").join(bar.remark.split("\n"))


def _words(
    canvas: Canvas, place: tuple[float, float], bar: Bar, size: float, *, is_stacked: bool
) -> None:
    """The value, bold, and its remark behind it or below it."""
    (x, y), small = place, _small(size)
    remarks = [line.strip() for line in bar.remark.split("\n") if line.strip()]
    if not is_stacked or not remarks:
        canvas.text(x, y, bar.text, size, bold=True)
        if bar.remark:
            canvas.text(x + text_width(bar.text, size), y, _remark(bar), small)
        return
    top = y - len(remarks) * small * 0.6
    canvas.text(x, top, bar.text, size, bold=True)
    canvas.lines(x, top + size * 0.5 + small * 0.65, remarks, small, leading=1.15)


def _bar(canvas: Canvas, box: Box, bar: Bar) -> None:
    """A solid bar with its part darker on it; an uncertain one is grey and dotted."""
    is_uncertain = bar.role == "uncertain"
    role = "partly" if bar.part is not None else bar.role
    canvas.rect(box, role, line="rule" if is_uncertain else "", dotted=is_uncertain)
    if bar.part is not None:
        canvas.rect(box._replace(width=box.width * bar.part), bar.role)


def _size(bars: tuple[Bar, ...], row: float, width: float) -> float:
    """Size of the letters. Latin labels are smaller where they, in as many lines as they need, would be
    higher than their row or leave nothing of the ``width`` to the bars.
    """
    size = next((size for limit, size in _SIZES if row >= limit), 18.0)
    if not words_are_long():
        return size
    width -= MARK_ROOM
    for tried, bars_take in ((size, 0.2), (22.0, 0.2), (20.0, 0.2), (18.0, 0.07), (16.5, 0.07)):
        widest = max(text_width(bar.label, tried) for bar in bars) + 16
        texts = max(text_width(bar.words, tried) for bar in bars) + 12
        gutter = min(widest, width * 0.46)
        lines = max(len(wrap(bar.label, tried, gutter - 12)) for bar in bars)
        has_room = lines * tried * 1.15 <= row and gutter + texts <= width * (1 - bars_take)
        if tried <= size and has_room:
            return tried
    return 16.5 if width > _OF_A_WIDE_SLIDE else 15.0


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
    heading = f"{part.mark} {t('export.part', label=part.label, count=part.count, unit=unit)}"
    size = 20.0 if text_width(heading, 20) <= box.width else 18.0
    heads = wrap(heading, size, box.width)
    after = canvas.lines(box.x, box.y, heads, size, bold=True)
    row = min((box.bottom - after) / 9, 33.0)
    # Two columns only where one would be taller than the slide.
    in_column = max(int((box.bottom - after + 4) / row), 1)
    width = box.width if len(part.names) <= in_column else box.width / 2 - 16
    for place, name in enumerate(part.names):
        column, line = divmod(place, in_column)
        x, y = box.x + column * box.width / 2, after + 8 + line * row
        shown, size = name_in_room(name, width)
        if name in highlight:
            canvas.rect(Box(x - 6, y - row / 2, text_width(shown, size) + 12, row), "selected")
        canvas.text(x, y, shown, size, bold=name in highlight)


def name_in_room(name: str, width: float) -> tuple[str, float]:
    """The name and its size; a Latin one that has no room is smaller, or short."""
    if not words_are_long():
        return name, 22.0
    size = next((s for s in (22.0, 20.0, 18.0) if text_width(name, s) <= width), 0.0)
    return (name, size) if size else (short(name), 22.0)
