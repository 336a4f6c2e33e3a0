"""A table of marks: items by agencies, or agencies by quarters."""

from dataclasses import replace

from readiness.slides.canvas import Box, Canvas, text_width, wrap
from readiness.views.model import Cell, Grid
from readiness.wording import t

Highlight = frozenset[str]


def draw_grid(canvas: Canvas, box: Box, chart: Grid, highlight: Highlight) -> None:
    """Rows of marks under their headings; pale rules between blocks, totals at the right."""
    size = 18.0
    is_narrow = box.width < 1000
    gutter = max(text_width(label, size) for label in chart.rows) + 12
    # Few columns leave room for long labels.
    limit = box.width * (0.34 if len(chart.columns) <= 4 else 0.27 if is_narrow else 0.24)
    can_wrap = len(chart.rows) <= 8
    label_size = size if gutter <= limit or can_wrap else max(size * limit / gutter, 15.0)
    gutter = min(gutter, limit)
    totals = max((text_width(total, size) for total in chart.totals), default=0.0)
    totals = totals + 12 if chart.totals else 0.0
    head = _head_height(chart, size)
    top = box.y + head
    row = min((box.height - head) / len(chart.rows), 38.0 if len(chart.rows) > 8 else 60.0)
    left = box.x + gutter
    column = (box.width - gutter - totals) / len(chart.columns)
    bottom = top + row * len(chart.rows)
    for place, label in enumerate(chart.columns):
        if label in highlight:
            canvas.rect(Box(left + place * column, box.y, column, bottom - box.y), "selected")
    _heads(canvas, chart, Box(left, box.y, column, head), size)
    if chart.has_upright_columns:
        signs = [sign for sign in chart.legend.split("　") if sign]
        canvas.lines(box.x, box.y + 12, signs, size, "muted", leading=1.35)
    if chart.totals:
        canvas.text(box.right, top - 14, chart.total_label, size, anchor="end", bold=True)
    for place, label in enumerate(chart.rows):
        y = top + place * row
        if label in highlight:
            canvas.rect(Box(box.x, y, box.width, row), "selected")
        lines = wrap(label, label_size, gutter - 12) if can_wrap else [label]
        first = y + row / 2 - (len(lines) - 1) * label_size * 0.6
        canvas.lines(box.x, first, lines, label_size, bold=label in highlight, leading=1.2)
        is_lost = {cell.mark for cell in chart.cells[place]} == {t("mark.unreadable")}
        if is_lost and chart.cells[place][0].is_uncertain:
            whole = Box(left, y, column * len(chart.columns), row)
            _cell(canvas, whole, replace(chart.cells[place][0], mark=t("slides.unreadable")))
            continue
        for number, cell in enumerate(chart.cells[place]):
            _cell(canvas, Box(left + number * column, y, column, row), cell)
        if chart.totals:
            canvas.text(box.right, y + row / 2, chart.totals[place], size, anchor="end", bold=True)
    rules = {0, *(sum(chart.blocks[: count + 1]) for count in range(len(chart.blocks)))}
    for place in range(len(chart.rows) + 1):
        role = "rule" if place in rules else "grid"
        canvas.line((box.x, top + place * row), (box.right, top + place * row), role)
    x = left
    for _, count in chart.column_groups:
        canvas.line((x, box.y), (x, bottom), "rule")
        x += count * column


def _head_height(chart: Grid, size: float) -> float:
    if chart.has_upright_columns:
        return max(len(label) for label in chart.columns) * size + 8
    lines = 1 + any(" " in label for label, _ in chart.column_groups)
    return lines * size * 1.3 * bool(chart.column_groups) + size * 1.6


def _heads(canvas: Canvas, chart: Grid, first: Box, size: float) -> None:
    for place, label in enumerate(chart.columns):
        x = first.x + (place + 0.5) * first.width
        if chart.has_upright_columns:
            canvas.upright(x, first.bottom - 6, label, size)
        else:
            canvas.text(x, first.bottom - 13, label, size, anchor="middle")
    x = first.x
    for label, count in chart.column_groups:
        width = count * first.width
        lines = [line for part in label.split(" ") for line in wrap(part, size, width - 8)]
        canvas.lines(x + 6, first.y + 14, lines, size, bold=True)
        x += width


def _cell(canvas: Canvas, box: Box, cell: Cell) -> None:
    inner = Box(box.x + 1.5, box.y + 1.5, box.width - 3, box.height - 3)
    ground = "planned" if cell.mark == "△" else cell.role
    if cell.is_uncertain:
        canvas.rect(inner, "uncertain", line="rule", dotted=True)
        role = "ink"
    elif ground:
        canvas.rect(inner, ground)
        role = f"on_{ground}"
    else:
        role = "muted"
    if cell.mark:
        canvas.text(
            box.x + box.width / 2,
            box.y + box.height / 2,
            cell.mark,
            max(min(18.0, box.height - 3, 18 * box.width / text_width(cell.mark, 18)), 15.0)
            if len(cell.mark) > 2
            else min(18.0, box.height - 3),
            role,
            anchor="middle",
            bold=bool(ground),
        )
