"""A table of marks: items by agencies, or agencies by quarters."""

from dataclasses import replace

from readiness.drawing.slides.canvas import Box, Canvas
from readiness.language.lettering import measured, short, stands_upright, words_are_long
from readiness.language.typesetting import cut, text_width, wrap
from readiness.language.wording import t
from readiness.subjects.charts import Cell, Grid

Highlight = frozenset[str]


def draw_grid(canvas: Canvas, box: Box, chart: Grid, highlight: Highlight) -> None:
    """Rows of marks under their headings; pale rules between blocks, totals at the right."""
    size = 18.0
    is_narrow = box.width < 1000
    least = 15.0 if is_narrow else 16.5
    # Few columns leave room for long labels.
    limit = box.width * (0.34 if len(chart.columns) <= 4 else 0.27 if is_narrow else 0.24)
    can_wrap = len(chart.rows) <= 8 or words_are_long()
    labels = list(chart.rows)
    if words_are_long() and is_narrow and len(chart.columns) == 4:
        cells = max(text_width(cell.mark, 15) for line in chart.cells for cell in line) + 6
        limit = min(box.width * 0.36, box.width - cells * 4)
    if words_are_long() and len(chart.columns) > 4:
        limit = box.width * (0.345 if is_narrow else 0.31)
        labels = [one if text_width(one, size) <= limit - 12 else short(one) for one in labels]
    gutter = max(text_width(label, size) for label in labels) + 12
    label_size = size if gutter <= limit or can_wrap else max(size * limit / gutter, least)
    if words_are_long() and is_narrow and len(chart.rows) > 8:
        label_size = 15.0
    gutter = min(gutter, limit)
    totals = max((text_width(total, size) for total in chart.totals), default=0.0)
    totals = totals + 12 if chart.totals else 0.0
    left = box.x + gutter
    column = (box.width - gutter - totals) / len(chart.columns)
    upright = size
    if chart.has_upright_columns and len(chart.rows) > 12:
        upright = 15.0 if is_narrow else size if stands_upright() else 16.5
    head = _head_height(chart, upright, column)
    top = box.y + head
    row = min((box.height - head) / len(chart.rows), 38.0 if len(chart.rows) > 8 else 60.0)
    bottom = top + row * len(chart.rows)
    for place, label in enumerate(chart.columns):
        if label in highlight or _head_of(chart, place) in highlight:
            canvas.rect(Box(left + place * column, box.y, column, bottom - box.y), "selected")
    _heads(canvas, chart, Box(left, box.y, column, head), upright)
    if chart.has_upright_columns:
        signs = [sign for sign in chart.legend.split(t("gap.parts")) if sign]
        if words_are_long():
            signs = [line for sign in signs for line in wrap(sign, size, gutter - 12)]
        canvas.lines(box.x, box.y + 12, signs, size, "muted", leading=1.35)
    if chart.totals:
        canvas.text(box.right, top - 14, chart.total_label, size, anchor="end", bold=True)
    leading = measured(1.2, 1.05)
    for place, (label, shown) in enumerate(zip(chart.rows, labels, strict=True)):
        y = top + place * row
        if label in highlight:
            canvas.rect(Box(box.x, y, box.width, row), "selected")
        lines, its_size = wrap(shown, label_size, gutter - 12) if can_wrap else [shown], label_size
        if words_are_long():
            lines, its_size = _in_room(shown, label_size, gutter - 12, row, least)
        first = y + row / 2 - (len(lines) - 1) * its_size * leading / 2
        is_bold = label in highlight or place in chart.strong_rows
        canvas.lines(box.x, first, lines, its_size, bold=is_bold, leading=leading)
        is_lost = {cell.mark for cell in chart.cells[place]} == {t("mark.unreadable")}
        if is_lost and chart.cells[place][0].is_uncertain:
            whole = Box(left, y, column * len(chart.columns), row)
            _cell(canvas, whole, replace(chart.cells[place][0], mark=t("slides.unreadable")), least)
            continue
        with canvas.faded(is_faded=bool(chart.lit_rows) and place not in chart.lit_rows):
            for number, cell in enumerate(chart.cells[place]):
                _cell(canvas, Box(left + number * column, y, column, row), cell, least)
            if chart.totals:
                total = chart.totals[place]
                canvas.text(box.right, y + row / 2, total, size, anchor="end", bold=True)
    for stretch in chart.stretches:
        lost = Box(
            left + stretch.first * column,
            top + stretch.row * row,
            column * (stretch.last + 1 - stretch.first),
            row,
        )
        words = stretch.text if text_width(stretch.text, least) <= lost.width - 6 else stretch.short
        _cell(canvas, lost, Cell(words, "", is_uncertain=True), least)
    rules = {0, *(sum(chart.blocks[: count + 1]) for count in range(len(chart.blocks)))}
    for place in range(len(chart.rows) + 1):
        role = "rule" if place in rules else "grid"
        canvas.line((box.x, top + place * row), (box.right, top + place * row), role)
    x = left
    for _, count in chart.column_groups:
        canvas.line((x, box.y), (x, bottom), "rule")
        x += count * column


def _in_room(
    text: str, size: float, width: float, height: float, least: float
) -> tuple[list[str], float]:
    """Latin words in lines where the height allows, else smaller on one line, at last cut off."""
    for tried in (size, 16.5, least):
        lines = wrap(text, tried, width)
        if tried <= size and (len(lines) == 1 or len(lines) * tried * 1.05 <= height - 2):
            return lines, tried
    return [cut(text, least, width)], least


def _head_of(chart: Grid, place: int) -> str:
    return (chart.short_columns or chart.columns)[place]


def _head_height(chart: Grid, size: float, column: float) -> float:
    heads = chart.short_columns or chart.columns
    if chart.has_upright_columns:
        groups = _groups(chart, size, column)
        groups_high = max((len(lines) for lines, _ in groups), default=0) * size * 1.2
        if words_are_long():
            return groups_high + max(text_width(label, size) for label in heads) + 12
        return groups_high + max(len(label) for label in heads) * size + 8
    if words_are_long():
        above = max((len(lines) for lines, _ in _groups(chart, size, column)), default=0)
        lines = max(len(wrap(label, size, column - 8)) for label in chart.columns)
        return above * size * 1.3 + (lines - 1) * size * 1.2 + size * 1.6
    lines = 1 + any(" " in label for label, _ in chart.column_groups)
    return lines * size * 1.3 * bool(chart.column_groups) + size * 1.6


def _groups(chart: Grid, size: float, column: float) -> list[tuple[list[str], float]]:
    """Lines and width of each heading above several columns."""
    found = []
    short_groups = chart.short_groups or tuple(label for label, _ in chart.column_groups)
    for (label, count), short_label in zip(chart.column_groups, short_groups, strict=True):
        width = count * column
        if chart.has_upright_columns:
            shown = label if text_width(label, size) <= width else short_label
            found.append(([shown] if shown else [], width))
            continue
        parts = [label] if words_are_long() else label.split(" ")
        found.append(([line for part in parts for line in wrap(part, size, width - 8)], width))
    return found


def _heads(canvas: Canvas, chart: Grid, first: Box, size: float) -> None:
    for place, label in enumerate(chart.short_columns or chart.columns):
        x = first.x + (place + 0.5) * first.width
        if chart.has_upright_columns:
            canvas.upright(x, first.bottom - 6, label, size)
        elif not words_are_long():
            canvas.text(x, first.bottom - 13, label, size, anchor="middle")
        else:
            lines = wrap(label, size, first.width - 8)
            y = first.bottom - 13 - (len(lines) - 1) * size * 1.2
            canvas.lines(x, y, lines, size, anchor="middle", leading=1.2)
    x = first.x
    for lines, width in _groups(chart, size, first.width):
        if chart.has_upright_columns:
            middle, leading = x + width / 2, 1.2
            canvas.lines(middle, first.y + 10, lines, size, anchor="middle", leading=leading)
        else:
            canvas.lines(x + 6, first.y + 14, lines, size, bold=True)
        x += width


def _cell(canvas: Canvas, box: Box, cell: Cell, least: float) -> None:
    inner = Box(box.x + 1.5, box.y + 1.5, box.width - 3, box.height - 3)
    ground = cell.role
    if cell.is_uncertain:
        canvas.rect(inner, "uncertain", line="rule", dotted=True)
        role = "ink"
    elif ground:
        canvas.rect(inner, ground, opacity=0.25 + 0.75 * cell.level if cell.level < 1 else 1)
        role = f"on_{ground}" if cell.level > 0.6 else "ink"
    else:
        role = "ink" if cell.is_whole else "muted"
        if cell.is_whole:
            canvas.rect(inner, "paper", line="rule")
    if cell.note:
        middle = box.x + box.width / 2
        y = box.y + box.height / 2
        if box.height >= 42:
            canvas.text(middle, y - 9, cell.mark, 18, role, anchor="middle", bold=bool(ground))
            canvas.text(middle, y + 11, cell.note, least, role, anchor="middle")
        else:
            words = t("gap.heading").join((cell.mark, cell.note))
            size = min(18.0, 18 * (box.width - 6) / text_width(words, 18))
            canvas.text(middle, y, words, size, role, anchor="middle")
    elif len(cell.mark) > 2 and words_are_long():
        lines, size = _in_room(
            cell.mark, min(18.0, box.height - 2.5), inner.width, box.height, least
        )
        y = box.y + box.height / 2 - (len(lines) - 1) * size * 0.55
        x = box.x + box.width / 2
        canvas.lines(x, y, lines, size, role, anchor="middle", bold=bool(ground), leading=1.1)
    elif cell.mark:
        canvas.text(
            box.x + box.width / 2,
            box.y + box.height / 2,
            cell.mark,
            max(min(18.0, box.height - 3, 18 * box.width / text_width(cell.mark, 18)), least)
            if len(cell.mark) > 2
            else min(18.0, box.height - 2.5),
            role,
            anchor="middle",
            bold=bool(ground),
        )
