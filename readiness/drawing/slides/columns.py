"""Counts side by side, moves between states, and events in time order, on a slide."""

from readiness.drawing.slides.canvas import Box, Canvas
from readiness.drawing.slides.grid import draw_grid
from readiness.language.typesetting import cut, text_width, wrap
from readiness.language.wording import apart, number, t
from readiness.subjects.charts import Cell, Columns, Grid, Moves, Timeline

SIZE = 18.0
_LEADING = 1.2
_EVENT_COLUMNS = 3


def draw_columns(canvas: Canvas, box: Box, chart: Columns) -> None:
    """Upright bars with their numbers; one's own place stands on yellow under its label."""
    count = max(len(chart.columns), 1)
    width = box.width / count
    longest = max((text_width(one.label, SIZE) for one in chart.columns), default=0)
    heads = [wrap(one.label, SIZE, width - 8) for one in chart.columns]
    is_upright = any(text_width(line, SIZE) > width for lines in heads for line in lines)
    foot = longest + 8 if is_upright else SIZE * _LEADING * max(map(len, heads), default=1) + 8
    head = 56.0 if chart.own_label else 30.0
    bottom = box.bottom - foot
    highest = max((one.count for one in chart.columns), default=0) or 1
    for place, one in enumerate(chart.columns):
        middle = box.x + (place + 0.5) * width
        if one.is_own:
            canvas.rect(Box(middle - width / 2, box.y, width, box.height), "selected")
            canvas.text(middle, box.y + 14, chart.own_label, SIZE, anchor="middle", bold=True)
        height = (bottom - box.y - head) * one.count / highest
        thick = min(width * 0.66, 90)
        bar = Box(middle - thick / 2, bottom - height, thick, height)
        canvas.rect(bar, one.role, line="rule")
        canvas.text(middle, bar.y - 14, number(one.count), 22, anchor="middle", bold=True)
        if is_upright:
            canvas.upright(middle, box.bottom, one.label, SIZE)
        else:
            canvas.lines(middle, bottom + 16, heads[place], SIZE, anchor="middle", leading=_LEADING)
    canvas.line((box.x, bottom), (box.right, bottom), "rule")


def as_grid(chart: Moves) -> Grid:
    """The moves as a table of counts; who moved is tinted."""
    return Grid(
        rows=chart.before,
        columns=chart.after,
        cells=tuple(
            tuple(
                Cell(
                    number(count) if count else t("mark.none"),
                    "moved" if count and not is_same else "",
                )
                for count, is_same in zip(counts, same, strict=True)
            )
            for counts, same in zip(chart.counts, chart.same, strict=True)
        ),
        totals=tuple(number(sum(counts)) for counts in chart.counts),
        total_label=t("view.whole"),
        blocks=(len(chart.before),),
        legend="",
        column_groups=((chart.after_label, len(chart.after)),),
        has_upright_columns=False,
    )


def draw_moves(canvas: Canvas, box: Box, chart: Moves) -> None:
    """The moves as a table."""
    draw_grid(canvas, box, as_grid(chart), frozenset())


def in_columns(chart: Timeline, count: int) -> list[tuple[str, ...]]:
    """The events in ``count`` columns of equal length, each as one line of words."""
    lines = [apart([one.when, one.title, one.about]) for one in chart.events]
    length = max(-(-len(lines) // count), 1)
    return [tuple(lines[start : start + length]) for start in range(0, len(lines), length)]


def draw_timeline(canvas: Canvas, box: Box, chart: Timeline) -> None:
    """The events in three columns; each in as many lines as all of them have room for."""
    is_wide = box.width >= 1000
    size, gap = (SIZE, 28.0) if is_wide else (15.0, 20.0)
    columns = in_columns(chart, _EVENT_COLUMNS)
    width = (box.width - gap * (_EVENT_COLUMNS - 1)) / _EVENT_COLUMNS
    longest = max(map(len, columns), default=1)
    most = max(int((box.height / longest - 4) / (size * _LEADING)), 1)
    for place, column in enumerate(columns):
        x, y = box.x + place * (width + gap), box.y + size
        canvas.line((x - 8, box.y), (x - 8, box.bottom), "grid")
        for line in column:
            lines = wrap(line, size, width - 10)
            if len(lines) > most:
                lines = [*lines[: most - 1], cut("".join(lines[most - 1 :]), size, width - 10)]
            y = canvas.lines(x, y, lines, size, leading=_LEADING) + 4
