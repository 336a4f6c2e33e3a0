"""Many bodies on one line of fiscal years, a row each; each survey has a shape of its own."""

from math import ceil
from typing import Any

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.drawing.figures.sheet import BACK, FILLS, FRONT, MARKS, RULES, Look, Sheet
from readiness.language import lettering
from readiness.subjects.charts import Course, Courses, Sign

REASON, REASON_EDGE = "#D9BF66", theme.OBSTACLE
_STAGES = {0: theme.PAPER, 1: theme.PLANNED, 2: theme.HAS_WEAK, 3: theme.HAS, 4: theme.NAVY}
_NO_VALUE = Look("#F4F4F6")
_ROW = 18.6


def stage_ink(kind: str) -> str:
    """Letters on the ground of a stage; a provisional one is paper."""
    stage = int(kind.split("_")[1])
    return theme.INK if stage < 3 or kind.endswith("provisional") else theme.PAPER


def _stage_look(kind: str) -> Look:
    if kind.endswith("provisional"):
        return Look(theme.PAPER, theme.RULE, 1.5, "dot")
    stage = int(kind.split("_")[1])
    return Look(_STAGES[stage], theme.RULE if stage == 0 else _STAGES[stage])


def courses(chart: Courses, *, narrow: bool = False) -> go.Figure:
    """All rows over their years; on a telephone what was last known of each."""
    return _narrow(chart) if narrow else _wide(chart)


def _wide(chart: Courses) -> go.Figure:
    width = 1216.0
    left = 128.0
    right = max(112.0, 14 + 12.5 * max(lettering.em(row.status) for row in chart.rows))
    step = (width - left - right) / len(chart.years)
    headings = sum(bool(row.heading) for row in chart.rows)
    top = 58.0
    rows_high = _ROW * (len(chart.rows) + headings)
    total_high = 22.0 if chart.total else 0.0
    bottom = top + rows_high
    sheet = Sheet(width, bottom + total_high + 26)

    def x(year: float) -> float:
        return left + (year - chart.first_year) * step

    _heads(sheet, chart, x, top, bottom + total_high, left)
    if chart.blank:
        _blank(sheet, chart, x, top, bottom)
    at = top
    for place, row in enumerate(chart.rows):
        if row.heading:
            sheet.rect(0, at, width, _ROW, Look(theme.CARD), BACK)
            sheet.text(4, at + _ROW / 2, row.heading, 13, bold=True)
            at += _ROW
        sheet.line(0, at, width, at, theme.RULE_WEAK if place % 5 == 0 else theme.GRID, layer=BACK)
        middle = at + _ROW / 2
        _row(sheet, row, x, middle, left, width - right)
        at += _ROW
    sheet.line(0, bottom, width, bottom, theme.RULE, 2)
    if chart.total:
        _total(sheet, chart.total, x, bottom + 12, left, width - right)
    _legend(sheet, chart, bottom + total_high + 14)
    return sheet.figure()


def _heads(sheet: Sheet, chart: Courses, x: Any, top: float, bottom: float, left: float) -> None:
    for heading, under, start, end in chart.heads:
        middle = (x(start) + x(end)) / 2
        sheet.text(middle, 8, heading, 13, anchor="middle", bold=True)
        sheet.text(middle, 24, under, 12, theme.MUTED, anchor="middle")
        sheet.line(x(start), 34, x(end), 34, theme.RULE, 2)
    sheet.text(left - 10, 46, chart.axis_label, 12, theme.MUTED, anchor="end")
    for place, (era, year) in enumerate(chart.years):
        begin = x(chart.first_year + place)
        sheet.line(begin, 36, begin, bottom, theme.RULE_WEAK, layer=BACK)
        words = f"{era} <span style='color:{theme.MUTED}'>{year}</span>"
        sheet.text((begin + x(chart.first_year + place + 1)) / 2, 46, words, 12, anchor="middle")
    end = x(chart.first_year + len(chart.years))
    sheet.line(end, 36, end, bottom, theme.RULE_WEAK, layer=BACK)


def _blank(sheet: Sheet, chart: Courses, x: Any, top: float, bottom: float) -> None:
    """Years without any value: a ground, and the sentence on end."""
    assert chart.blank
    start, end, text = chart.blank
    sheet.rect(x(start) + 1, top, x(end) - x(start) - 2, bottom - top, _NO_VALUE, BACK)
    middle = (x(start) + x(end)) / 2
    if not lettering.stands_upright():
        words = lettering.folded(text, (x(end) - x(start) - 8) / 12)
        sheet.text(middle, (top + bottom) / 2, words, 12, theme.MUTED, anchor="middle")
        return
    step = 14 if bottom - top < 320 else 17
    for place, letter in enumerate(text):
        sheet.text(middle, top + 12 + step * place, letter, 12, theme.MUTED, anchor="middle")


def _row(sheet: Sheet, row: Course, x: Any, y: float, left: float, status: float) -> None:
    sheet.text(left - 10, y, lettering.short(row.label), 13, anchor="end")
    for sign in row.signs:
        draw(sheet, sign, x, y)
    sheet.text(status + 8, y, row.status, 12.5, bold=row.is_strong)


def _total(sheet: Sheet, row: Course, x: Any, y: float, left: float, status: float) -> None:
    sheet.text(left - 10, y, row.label, 13, anchor="end", bold=True)
    for sign in row.signs:
        middle = (x(sign.start) + x(sign.end)) / 2
        _part_lines(sheet, x, middle, y, sign.text, "middle")
        sheet.text(middle, y, sign.text, 12, anchor="middle", bold=True)
    sheet.text(status + 8, y, row.status, 13, bold=True)


def draw(sheet: Sheet, sign: Sign, x: Any, y: float) -> None:
    """One sign in a row of the dense drawing, middle height ``y``."""
    start, end = x(sign.start), x(sign.end)
    middle = (start + end) / 2
    match sign.kind:
        case "word" | "none":
            sheet.text(middle, y, sign.text, 12, theme.MUTED, anchor="middle")
        case "flag":
            sheet.text(end, y, sign.text, 12, anchor="end", bold=True)
        case "trial" | "full":
            _pill(sheet, sign, middle, y)
        case "reasons" | "reasons_none" | "reasons_lost":
            looks = {
                "reasons": Look(REASON, REASON_EDGE),
                "reasons_none": Look(theme.PAPER, theme.GRID),
                "reasons_lost": Look(theme.PAPER, REASON_EDGE, dash="dot"),
            }
            sheet.rect(start + 0.5, y - 7.5, end - start - 1, 15, looks[sign.kind])
            sheet.text(middle, y, sign.text, 12, anchor="middle", bold=sign.kind == "reasons")
        case kind if kind.startswith("stage_"):
            ink = stage_ink(kind)
            sheet.rect(start + 0.5, y - 7.5, end - start - 1, 15, _stage_look(kind))
            sheet.text(middle, y, sign.text, 12, ink, anchor="middle", bold=True)
        case "plan" | "plan_unsure" | "other_plan" | "other_plan_unsure":
            quarter(sheet, sign.kind, sign.text, middle, y, 15)
        case "lost" | "undated":
            look = Look(theme.UNCERTAIN, theme.RULE_WEAK, dash="dot")
            sheet.rect(start + 1, y - 7.5, end - start - 2, 15, look)
            sheet.text(middle, y, sign.text, 12, anchor="middle")
        case "share" | "days":
            _bar(sheet, sign, start, end, y)
        case "moved" | "moved_planned" | "part":
            disc(sheet, sign.kind, start, y, 6)
            is_left = sign.kind == "part" or end > x(2024.6)
            shift, anchor = (-11, "end") if is_left else (11, "start")
            _part_lines(sheet, x, start + shift, y, sign.beside, anchor)
            sheet.text(start + shift, y, sign.beside, 12, anchor=anchor)
        case "note":
            _part_lines(sheet, x, end - 8, y, sign.text, "end")
            sheet.text(end - 8, y, sign.text, 12, theme.MUTED, anchor="end")
    if sign.hint:
        sheet.hint(
            start if sign.kind in ("moved", "moved_planned", "part") else middle, y, sign.hint
        )


def _part_lines(sheet: Sheet, x: Any, at: float, y: float, words: str, anchor: str) -> None:
    """The lines between the years stop for words of 12 pixels that stand across them."""
    length, a_year = lettering.em(words) * 12, x(1) - x(0)
    begin = at - length * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    for year in range(ceil((begin - x(0)) / a_year), ceil((begin + length - x(0)) / a_year)):
        sheet.rect(x(year) - 1, y - 7, 2, 14, Look(theme.PAPER), RULES)


def _pill(sheet: Sheet, sign: Sign, middle: float, y: float) -> None:
    is_full = sign.kind == "full"
    width = lettering.em(sign.text) * 12 + 9
    fill = theme.HAS if is_full else theme.PARTLY
    sheet.rect(middle - width / 2, y - 7.5, width, 15, Look(fill, theme.RULE))
    ink = theme.PAPER if is_full else theme.INK
    sheet.text(middle, y, sign.text, 12, ink, anchor="middle", bold=is_full)


def quarter(sheet: Sheet, kind: str, text: str, x: float, y: float, size: float) -> None:
    """A planned quarter: filled of a planner, outlined of another, dotted where hard to read."""
    is_other, is_unsure = kind.startswith("other"), kind.endswith("unsure")
    color = theme.RULE if is_other else theme.HAS
    fill = theme.PAPER if is_other or is_unsure else theme.HAS
    look = Look(fill, color, 1.5, "dot" if is_unsure else "solid")
    sheet.rect(x - size / 2, y - size / 2, size, size, look)
    ink = theme.INK if is_other or is_unsure else theme.PAPER
    sheet.text(x, y, text, size - 2, ink, anchor="middle")


def disc(sheet: Sheet, kind: str, x: float, y: float, radius: float) -> None:
    """Moved on this date: filled, a dotted ring for the planned month, half for a part."""
    if kind == "moved_planned":
        sheet.ring(x, y, radius, theme.HAS)
    elif kind == "part":
        sheet.sign(x, y, "circle", radius * 2, theme.PAPER, theme.HAS)
        sheet.text(x, y, "◐", radius * 2 + 3, theme.HAS, anchor="middle")
    else:
        sheet.sign(x, y, "circle", radius * 2, theme.HAS)


def _bar(sheet: Sheet, sign: Sign, start: float, end: float, y: float) -> None:
    """The value, and its bar in the right part of the year's column."""
    from_, to = start + (end - start) * 0.56, end - 3
    length = (to - from_) * (sign.value or 0)
    sheet.text(from_ - 4, y, sign.text, 12, anchor="end", bold=True)
    if sign.kind == "share":
        sheet.rect(from_, y - 5, to - from_, 10, Look(theme.PAPER, theme.RULE), RULES)
        sheet.rect(from_, y - 5, length, 10, Look(theme.HAS_WEAK), FILLS)
    else:
        sheet.rect(from_, y - 5, length, 10, Look(theme.NAVY), FILLS)


def _legend(sheet: Sheet, chart: Courses, y: float) -> None:
    """One line: each shape with its words."""
    at = 4.0
    for kind, text, words in chart.legend:
        room = 22.0
        if kind == "flag":
            sheet.text(at, y, text, 12, bold=True)
            room = lettering.em(text) * 12 + 6
        elif kind in ("moved", "moved_planned", "part"):
            disc(sheet, kind, at + 8, y, 6)
        elif kind in ("plan", "plan_unsure", "other_plan"):
            quarter(sheet, kind, text, at + 8, y, 15)
        elif kind == "undated":
            sheet.rect(at, y - 7, 26, 14, Look(theme.UNCERTAIN, theme.RULE_WEAK, dash="dot"), MARKS)
            room = 32
        else:
            _square(sheet, kind, text, at, y)
        sheet.text(at + room, y, words, 12, theme.MUTED)
        at += room + lettering.em(words) * 11.3 + 10


def _square(sheet: Sheet, kind: str, text: str, x: float, y: float) -> None:
    if kind == "reasons":
        sheet.rect(x, y - 7.5, 16, 15, Look(REASON, REASON_EDGE))
        sheet.text(x + 8, y, text, 12, anchor="middle", bold=True)
        return
    sheet.rect(x, y - 7.5, 16, 15, _stage_look(kind))
    sheet.text(x + 8, y, text, 12, stage_ink(kind), anchor="middle", bold=True)


def _narrow(chart: Courses) -> go.Figure:
    """Name, stage of the round, days and what is known of GSS: the rest stands at the large view."""
    width, left, row_high, top = 358.0, 118.0, 24.0, 26.0
    headings = sum(bool(row.heading) for row in chart.rows)
    sheet = Sheet(width, top + row_high * (len(chart.rows) + headings) + 8)
    titles = {kind: words for kind, _, words in chart.legend}
    sheet.text(
        left + 10, 10, titles.get("stage_3", "").split(" ")[0][:2], 12, theme.MUTED, anchor="middle"
    )
    heads = [head for head, _, _, _ in chart.heads]
    if len(heads) > 2:
        sheet.text(left + 30, 10, heads[2], 12, theme.MUTED)
        sheet.text(width - 2, 10, heads[-1], 12, theme.MUTED, anchor="end")
    at = top
    for row in chart.rows:
        if row.heading:
            sheet.rect(0, at, width, row_high, Look(theme.CARD), BACK)
            sheet.text(2, at + row_high / 2, row.heading, 13, bold=True)
            at += row_high
        y = at + row_high / 2
        sheet.line(0, at, width, at, theme.GRID, layer=BACK)
        sheet.text(0, y, lettering.short(row.label), 12.5)
        for sign in row.signs:
            if sign.kind.startswith("stage_"):
                _square(sheet, sign.kind, sign.text, left + 2, y)
            elif sign.kind == "days":
                sheet.text(left + 58, y, sign.text, 12, anchor="end", bold=True)
                sheet.rect(left + 62, y - 5, 44 * (sign.value or 0), 10, Look(theme.NAVY))
            elif sign.kind == "none" and sign.start > 2019.5:
                sheet.text(left + 58, y, sign.text, 12, theme.MUTED, anchor="end")
            if sign.hint:
                sheet.hint(left + 50, y, sign.hint, 20)
        sheet.text(width - 2, y, row.status, 12, anchor="end", bold=row.is_strong, layer=FRONT)
        at += row_high
    return sheet.figure()
