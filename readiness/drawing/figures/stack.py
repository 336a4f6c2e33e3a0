"""Who moved when: a stack of bricks whose upper edge is the step line. Description in, Figure out."""

import re
from collections.abc import Callable
from itertools import groupby, pairwise

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.drawing.figures.sheet import BACK, FRONT, MARKS, Look, Sheet
from readiness.language import lettering
from readiness.language.typesetting import text_width, wrap
from readiness.subjects.charts import Brick, Stack

Place = Callable[[float], float]
_GAP = theme.EN_SPACE * 2
_DATED = ("printed", "planned", "within")
LOOKS = {
    "printed": Look(theme.MOVED, theme.PAPER),
    "planned": Look(theme.PAPER, theme.MOVED, hatch=theme.MOVED),
    "within": Look(theme.PAPER, theme.MOVED, hatch=theme.MOVED),
    "undated": Look(theme.UNCERTAIN, theme.RULE_WEAK, dash="dot"),
    "under_way": Look(theme.PAPER, theme.RULE),
    "plan": Look(theme.PAPER, theme.RULE_WEAK, dash="dash"),
    "not_stated": Look(theme.CARD, theme.RULE_WEAK, dash="dot"),
}
MARK = {"under_way": "▷", "plan": "△", "not_stated": "－"}
_BRACKET = re.compile(r"\s*[（(][^（(]*[）)]$")  # a remark on a date, also said where one points
_ROOM = 140.0  # pixels a brick needs to hold its own name


def stack(chart: Stack, *, narrow: bool = False) -> go.Figure:
    """The stack, for a telephone with its names below it."""
    return _narrow(chart) if narrow else _wide(chart)


def _wide(chart: Stack) -> go.Figure:
    width, left, top, row = 780.0, 26.0, 26.0, 20.4
    side = 240.0
    end = width - side
    bottom = top + row * chart.total
    sheet = Sheet(width, bottom + 46)
    step = (end - left) / len(chart.quarters)

    def x(place: float) -> float:
        return left + place * step

    def y(level: float) -> float:
        return bottom - level * row

    _frame(sheet, chart, left, end, x, y, years=True)
    _stack(sheet, chart, x, y, end, row, named=True)
    sheet.line(end, top - 12, end, bottom, theme.INK, 2)
    sheet.text(end, top - 18, chart.sheet_label, 13, anchor="middle", bold=True)
    sheet.line(left, top, width, top, theme.INK, 2)
    sheet.text(left + 4, top - 12, chart.total_label, 13, bold=True)
    _beside(sheet, chart, x, y, end, width)
    _key(sheet, chart, left + 12, top + 16)
    return sheet.figure()


def _frame(
    sheet: Sheet, chart: Stack, left: float, end: float, x: Place, y: Place, *, years: bool
) -> None:
    """Counts at the left, quarters and years below, a rule at each turn of the year."""
    for level in range(0, chart.total, 5):
        sheet.line(left, y(level), end, y(level), theme.GRID, layer=BACK)
        sheet.text(left - 6, y(level), str(level), 12, theme.MUTED, anchor="end")
    place = 0
    for (name, count), short in zip(chart.years, chart.short_years, strict=True):
        sheet.line(x(place), y(0), x(place), y(chart.total), theme.RULE_WEAK, layer=BACK)
        words = name if years and count > 2 else short
        sheet.text(x(place + count / 2), y(0) + 34, words, 13, anchor="middle", bold=True)
        place += count
    for at, number in enumerate(chart.quarters):
        sheet.text(x(at + 0.5), y(0) + 14, number, 13, theme.MUTED, anchor="middle")


def _stack(
    sheet: Sheet, chart: Stack, x: Place, y: Place, end: float, row: float, *, named: bool
) -> None:
    """Bricks from the quarter of the move on, the undated above them, and the line along the top."""
    dated = [brick for brick in chart.bricks if brick.kind in _DATED]
    for level, brick in enumerate(dated):
        assert brick.quarter is not None
        begin = x(brick.quarter + 1)
        if end - begin > 0:
            sheet.rect(begin, y(level + 1), end - begin, row, LOOKS[brick.kind])
        if named and end - begin >= _ROOM:
            sheet.text(begin + 8, y(level + 0.5), _named(brick, end - begin - 10), 13)
        sheet.hint(max(begin + 24, (begin + end) / 2), y(level + 0.5), brick.hint)
    for (low, high), places in groupby(
        range(len(chart.steps)), key=lambda place: (chart.steps[place], chart.possible[place])
    ):
        span = list(places)
        if high > low:
            begin, close = x(span[0] + 1), x(min(span[-1] + 2, len(chart.steps)))
            sheet.rect(begin, y(high), close - begin, y(low) - y(high), LOOKS["undated"])
            if named and close - begin >= _ROOM:
                sheet.text(begin + 6, (y(high) + y(low)) / 2, chart.undated_label, 12)
    points = [(x(0), y(0))]
    for place, value in enumerate(chart.steps):
        points += [(x(place + 1), points[-1][1]), (x(place + 1), y(value))]
    done = sum(brick.kind in (*_DATED, "undated") for brick in chart.bricks)
    points += [(end, points[-1][1]), (end, y(done))]
    for (x0, y0), (x1, y1) in pairwise(points):
        sheet.line(x0, y0, x1, y1, theme.HAS, 3, layer=MARKS)
    sheet.sign(end, y(done), "circle", 10, theme.HAS)
    before = 0
    for place, value in enumerate(chart.steps):
        if value > before and x(place + 1) < end - 30:
            sheet.text(x(place + 1) - 6, y(value) - 9, str(value), 15, anchor="end", bold=True)
        before = value


def _named(brick: Brick, room: float) -> str:
    """The name with its date behind it, as far as there is room."""
    name = lettering.short(brick.name)
    gap = theme.EN_SPACE
    date = _date(brick, gap, room - text_width(name, 13))
    return f"<b>{name}</b>" + (f"{gap}<span style='font-size:12px'>{date}</span>" if date else "")


def _date(brick: Brick, gap: str, room: float) -> str:
    """When, with its remark or without, as there is room behind the gap; empty if there is none."""
    texts = (brick.text, _BRACKET.sub("", brick.text))
    return next((text for text in texts if text_width(f"{gap}{text}", 12) <= room), "")


def _beside(sheet: Sheet, chart: Stack, x: Place, y: Place, end: float, width: float) -> None:
    """Right of the line of the sheet: who has no room in the stack, and who has not moved."""
    level = 0
    kinds = {kind: (label, count) for kind, label, count in chart.states}
    first: dict[str, int] = {}
    for level, brick in enumerate(chart.bricks):
        first.setdefault(brick.kind, level)
        is_dated = brick.kind in _DATED and brick.quarter is not None
        if is_dated and end - x((brick.quarter or 0) + 1) >= _ROOM:
            continue
        mark = MARK.get(brick.kind, theme.YES)
        name = lettering.short(brick.name)
        words = f"{mark} <b>{name}</b>"
        date = _date(brick, _GAP, width - end - 12 - text_width(f"{mark} {name}", 13))
        if date:
            words += f"{_GAP}<span style='font-size:12px;color:{theme.MUTED}'>{date}</span>"
        sheet.text(end + 10, y(level + 0.5), words, 13)
        sheet.hint(end + 60, y(level + 0.5), brick.hint)
    for kind, (label, count) in kinds.items():
        if not count:
            continue
        low = first[kind]
        sheet.rect(end + 2, y(low + count), width - end - 4, y(low) - y(low + count), LOOKS[kind])
        words = f"{label}{_GAP}<span style='font-size:18px'><b>{count}</b></span>"
        sheet.text(end - 10, y(low + count / 2), words, 13, anchor="end")
    done = sum(brick.kind in (*_DATED, "undated") for brick in chart.bricks)
    words = f"<b>{chart.done_label}</b>{_GAP}<span style='font-size:18px'><b>{done}</b></span>"
    sheet.text(end - 10, y(done) - 4, words, 13, anchor="end")
    if not chart.elsewhere:
        return
    lines = [part for line in chart.elsewhere for part in wrap(line, 12, width - end - 14)]
    is_short = len(lines) <= 3
    base, leading = (y(5.4), 19) if is_short else (y(7), 16)
    sheet.text(end + 10, base, chart.elsewhere_heading, 13, bold=True)
    for number, line in enumerate(lines, start=1):
        sheet.text(end + 10, base + leading * number, line, 12)
    after = base + leading * (len(lines) + 1)
    sheet.text(end + 10, after, chart.elsewhere_note, 12, theme.MUTED)


def _key(sheet: Sheet, chart: Stack, x: float, y: float) -> None:
    """What the grounds of the bricks mean."""
    widest = max(lettering.em(label) for _, label, _ in chart.legend) * 13 + 90
    sheet.rect(x - 8, y - 14, widest, 22 * (len(chart.legend) + 2) + 4, Look(theme.PAPER), MARKS)
    sheet.text(x, y, chart.legend_heading, 13, bold=True)
    for number, (kind, label, count) in enumerate(chart.legend, start=1):
        at = y + 22 * number
        sheet.rect(x, at - 7, 32, 14, LOOKS[kind], FRONT)
        sheet.text(x + 42, at, f"{label}{_GAP}<b>{count}</b>", 13)
    sheet.text(x, y + 22 * (len(chart.legend) + 1), chart.legend_note, 12, theme.MUTED)


def _narrow(chart: Stack) -> go.Figure:
    """The stack without names, and every name below it, in the order of the stack."""
    width, left, top, row = 358.0, 22.0, 24.0, 11.0
    bottom = top + row * chart.total
    end = width - 34
    step = (end - left) / len(chart.quarters)

    def x(place: float) -> float:
        return left + place * step

    def y(level: float) -> float:
        return bottom - level * row

    line = 21.0
    groups = _groups(chart)
    texts = sum(1 + len(names) for _, _, names in groups) + len(chart.legend) + 2
    texts += len(chart.elsewhere) + 2 if chart.elsewhere else 0
    sheet = Sheet(width, bottom + 56 + line * texts + 10)
    _frame(sheet, chart, left, end, x, y, years=False)
    _stack(sheet, chart, x, y, end, row, named=False)
    sheet.line(end, top - 10, end, bottom, theme.INK, 2)
    sheet.line(left, top, end, top, theme.INK, 2)
    sheet.text(left + 2, top - 11, chart.total_label, 12, bold=True)
    done = sum(brick.kind in (*_DATED, "undated") for brick in chart.bricks)
    sheet.text(end + 8, y(done), str(done), 17, bold=True)
    sheet.text(end, bottom + 52, chart.sheet_label, 12, theme.MUTED, anchor="end")
    at = bottom + 72
    for kind, label, count in chart.legend:
        sheet.rect(4, at - 7, 26, 13, LOOKS[kind], FRONT)
        sheet.text(38, at, f"{label}{_GAP}<b>{count}</b>", 12)
        at += line
    for mark, label, names in groups:
        at += 6
        sheet.text(0, at, f"<b>{mark} {label}{_GAP}{len(names)}</b>", 14)
        at += line
        for brick in names:
            name = lettering.short(brick.name)
            date = f"{_GAP}<span style='color:{theme.MUTED}'>{brick.text}</span>"
            fits = text_width(f"{name}{_GAP}{brick.text}", 13) <= width - 18
            sheet.text(16, at, name + (date if fits else ""), 13)
            at += line
    if chart.elsewhere:
        sheet.text(0, at + 4, f"<b>{chart.elsewhere_heading}</b>", 13)
        at += line + 4
        for text in (*chart.elsewhere, chart.elsewhere_note):
            sheet.text(16, at, text, 12, theme.MUTED)
            at += line
    return sheet.figure()


def _groups(chart: Stack) -> list[tuple[str, str, list[Brick]]]:
    """(mark, words, bricks) of those that moved and of each other state."""
    moved = [brick for brick in chart.bricks if brick.kind in (*_DATED, "undated")]
    others = [
        (MARK[kind], label, [brick for brick in reversed(chart.bricks) if brick.kind == kind])
        for kind, label, count in chart.states
        if count
    ]
    return [(theme.YES, chart.done_label, moved), *others]
