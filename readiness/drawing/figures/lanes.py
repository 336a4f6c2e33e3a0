"""One body on the line of fiscal years: a lane for each survey, and a box for what is missing."""

from typing import Any

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.drawing.figures.courses import REASON, REASON_EDGE, disc, quarter
from readiness.drawing.figures.sheet import BACK, FILLS, FRONT, MARKS, Look, Sheet
from readiness.language import lettering
from readiness.language.typesetting import wrap
from readiness.subjects.charts import Course, Lanes, Sign

_HEIGHTS = (66.0, 122.0, 104.0, 76.0, 86.0)
_DOTTED = Look("#F4F4F6", theme.RULE_WEAK, dash="dot")
_BOX = Look(theme.PAPER, theme.RULE_WEAK)
_GREY = "#8A8A8A"


def lanes(chart: Lanes, *, narrow: bool = False) -> go.Figure:
    """The lanes over their years; on a telephone as dated lines one below the other."""
    return _narrow(chart) if narrow else _wide(chart)


def _wide(chart: Lanes) -> go.Figure:
    width, left, top = 1216.0, 172.0, 24.0
    step = (width - left) / len(chart.years)
    sheet = Sheet(width, top + sum(_HEIGHTS) + 2)

    def x(year: float) -> float:
        return left + (year - chart.first_year) * step

    bottom = top + sum(_HEIGHTS)
    sheet.text(left - 10, 11, chart.axis_label, 12, theme.MUTED, anchor="end")
    for place, (era, year) in enumerate(chart.years):
        begin = left + place * step
        sheet.line(begin, 2, begin, bottom, theme.GRID, layer=BACK)
        words = f"{era} <span style='color:{theme.MUTED}'>{year}</span>"
        sheet.text(begin + step / 2, 11, words, 13, anchor="middle")
    at = top
    for lane, height in zip(chart.lanes, _HEIGHTS, strict=True):
        sheet.line(0, at, width, at, theme.RULE_WEAK)
        sheet.text(0, at + 16, lane.label, 15, bold=True)
        for place, caption in enumerate(lane.captions):
            sheet.text(0, at + 34 + 16 * place, caption, 12, theme.MUTED)
        for sign in lane.signs:
            _draw(sheet, sign, x, at, height)
        at += height
    sheet.line(0, bottom, width, bottom, theme.RULE_WEAK)
    return sheet.figure()


def _draw(sheet: Sheet, sign: Sign, x: Any, top: float, height: float) -> None:
    start, end = x(sign.start), x(sign.end)
    middle, y = (start + end) / 2, top + height / 2
    match sign.kind:
        case "blank":
            sheet.rect(start, top + 14, end - start, height - 28, _DOTTED)
            words = lettering.folded(sign.text, max((end - start - 8) / 13, 4))
            sheet.text(middle, y, words, 13, theme.MUTED, anchor="middle")
        case "strip_high" | "strip_low":
            low = 92 if sign.kind == "strip_low" else 24
            sheet.rect(start, top + low - 13, end - start, 26, _DOTTED)
            sheet.text(middle, top + low, sign.text, 13, theme.MUTED, anchor="middle")
        case "word":
            sheet.text(middle, top + 24, sign.text, 14, anchor="middle", bold=True)
            sheet.text(middle, top + 46, sign.beside, 12, theme.MUTED, anchor="middle")
        case "trial" | "full":
            is_full = sign.kind == "full"
            half = lettering.em(sign.text) * 7 + 10
            fill = theme.HAS if is_full else theme.PARTLY
            sheet.rect(middle - half, top + 13, half * 2, 22, Look(fill, theme.RULE))
            ink = theme.PAPER if is_full else theme.INK
            sheet.text(middle, top + 24, sign.text, 14, ink, anchor="middle", bold=True)
            sheet.text(middle, top + 46, sign.beside, 12, theme.MUTED, anchor="middle")
        case "ladder":
            _ladder(sheet, sign, start, top)
        case "plan" | "plan_unsure" | "other_plan" | "other_plan_unsure":
            quarter(sheet, sign.kind, sign.text, middle, top + 24, 20)
            sheet.hint(middle, top + 24, sign.hint)
        case "lost":
            sheet.rect(start, top + 14, end - start, 20, _DOTTED)
            sheet.text(middle, top + 24, sign.text, 13, anchor="middle")
        case "box":
            _chips(sheet, sign, start, end, top)
        case "share_large":
            _share(sheet, sign, start, end, top)
        case "days_large":
            _days(sheet, sign, start, end, top, height)
        case "moved" | "moved_planned" | "part":
            disc(sheet, sign.kind, start, top + 26, 9)
            has_room = start + 20 + lettering.em(sign.beside) * 13 < sheet.width
            is_left = sign.kind == "part" or not has_room
            anchor, shift = ("end", -16) if is_left else ("start", 16)
            sheet.text(start + shift, top + 26, sign.beside, 13, anchor=anchor, bold=True)
        case "undated":
            sheet.rect(start, top + 16, end - start, 22, _DOTTED)
            sheet.text(middle, top + 27, sign.text, 13, anchor="middle")
        case "note":
            sheet.text(end - 8, top + 27, sign.text, 13, anchor="end", bold=True)
        case "aside":
            _aside(sheet, sign, end, top)
        case "spending":
            _spending(sheet, sign, start, end, top, height)
    if sign.hint:
        sheet.hint(middle, y, sign.hint, 24)


def _ladder(sheet: Sheet, sign: Sign, start: float, top: float) -> None:
    """The five stages before the line of April, one's own filled, with its words after it."""
    sheet.line(start, top + 6, start, top + 116, theme.INK, 2)
    own = int(sign.text) if sign.text else -1
    if own < 0:
        sheet.text(start + 10, top + 60, sign.beside, 13, theme.MUTED)
    for stage in range(5):
        y = top + 18 + 21 * (4 - stage)
        look = Look(
            theme.GROUP if stage == own else theme.PAPER,
            theme.INK if stage == own else theme.GRID,
            2 if stage == own else 1,
        )
        sheet.rect(start - 28, y - 9, 20, 18, look)
        ink = theme.INK if stage == own else theme.MUTED
        sheet.text(start - 18, y, str(stage), 13, ink, anchor="middle", bold=stage == own)
        if stage == own:
            sheet.text(start + 10, y, sign.beside, 13, bold=True)


def _chips(sheet: Sheet, sign: Sign, start: float, end: float, top: float) -> None:
    """A box with its own date as a heading: what stands in it is of then, not of the years it covers."""
    sheet.rect(start, top + 8, end - start, 92, _BOX, FILLS)
    sheet.text(start + 10, top + 22, sign.text, 13, bold=True)
    if sign.beside:
        sheet.text(start + 10, top + 50, sign.beside, 13, theme.MUTED)
    x, y = start + 10, top + 46
    for chip in sign.lines:
        is_lost = "？" in chip or "?" in chip
        width = lettering.em(chip) * 12 + 12
        if x + width > end - 8:
            x, y = start + 10, y + 24
        look = Look(
            theme.PAPER if is_lost else REASON, REASON_EDGE, dash="dot" if is_lost else "solid"
        )
        sheet.rect(x, y - 10, width, 20, look, MARKS)
        sheet.text(x + width / 2, y, chip, 12, anchor="middle")
        x += width + 6


def _share(sheet: Sheet, sign: Sign, start: float, end: float, top: float) -> None:
    sheet.text(start + 8, top + 24, sign.text, 22, bold=True)
    length = end - start - 16
    sheet.rect(start + 8, top + 42, length, 14, Look(theme.PAPER, theme.RULE), FILLS)
    sheet.rect(start + 8, top + 42, length * (sign.value or 0), 14, Look(theme.HAS_WEAK), MARKS)
    for value, _ in sign.ticks:
        at = start + 8 + length * value
        sheet.line(at, top + 38, at, top + 60, theme.INK, 2, layer=FRONT)
    sheet.text(start + 8, top + 72, sign.beside, 12, theme.MUTED)


def _days(sheet: Sheet, sign: Sign, start: float, end: float, top: float, height: float) -> None:
    """Bars by scope, and one's own place among those published."""
    sheet.rect(start, top + 5, end - start, height - 10, _BOX, FILLS)
    sheet.text(end - 8, top + 18, sign.text, 12, theme.MUTED, anchor="end")
    from_ = start + (
        84 if lettering.em("m") < 1 and sign.parts and lettering.em(sign.parts[0][0]) > 6 else 66
    )
    length = (end - from_) * 0.5
    for place, (label, words, value) in enumerate(sign.parts):
        y = top + 18 + 21 * place
        sheet.text(from_ - 8, y, label, 12, theme.MUTED, anchor="end")
        look = Look(theme.NAVY) if place == 0 else Look(theme.HAS_WEAK, theme.HAS)
        sheet.rect(from_, y - 6, length * value, 12, look, MARKS)
        sheet.text(from_ + length * value + 6, y, words, 13, bold=True)
    y = top + 84
    for value, whose in sign.ticks:
        at = from_ + length * value
        if whose == "others":
            sheet.line(at, y - 6, at, y + 6, theme.RULE, 2, layer=MARKS)
        else:
            color = theme.ONESELF if whose == "own" else theme.NATION
            symbol = "diamond" if whose == "own" else "circle"
            sheet.sign(
                at,
                y,
                symbol,
                13 if whose == "own" else 9,
                color,
                theme.INK if whose == "own" else "",
            )
    for place, line in enumerate(sign.lines):
        sheet.text(end - 8, y - 9 + 17 * place, line, 12, theme.MUTED, anchor="end")


def _aside(sheet: Sheet, sign: Sign, end: float, top: float) -> None:
    """Words left of the signs of a lane, ending where those begin."""
    lines = (
        [sign.text, *lettering.folded(sign.beside, 44).split("<br>")]
        if sign.text
        else list(sign.lines)
    )
    for place, line in enumerate(line for line in lines if line):
        is_head = bool(sign.text) and place == 0
        color = theme.INK if is_head else theme.MUTED
        sheet.text(
            end,
            top + 18 + 18 * place,
            line,
            13 if is_head else 12,
            color,
            anchor="end",
            bold=is_head,
        )


def _spending(
    sheet: Sheet, sign: Sign, start: float, end: float, top: float, height: float
) -> None:
    """A bar for each sheet that prints another amount; the newer one is filled."""
    base = top + height - 14
    sheet.line(start, base, end, base, theme.RULE)
    width = 24.0
    x = start + 8
    for place, (sheet_words, amount, value) in enumerate(sign.parts):
        is_last = place == len(sign.parts) - 1
        high = (height - 40) * value
        look = Look(_GREY, theme.RULE) if is_last else Look(theme.PAPER, theme.RULE, dash="dot")
        sheet.rect(x, base - high, width, high, look)
        if len(sign.parts) == 1:
            sheet.text(x + width + 6, base - 9, amount, 13, bold=True)
        else:
            sheet.text(
                x + width / 2 + 2, base - high - 9, amount, 12, anchor="middle", bold=is_last
            )
            sheet.text(x + width / 2, base + 8, sheet_words, 10.5, theme.MUTED, anchor="middle")
        x += width + 22


def _narrow(chart: Lanes) -> go.Figure:
    """Each lane as a heading and a line for each thing said."""
    width, line = 358.0, 19.0
    shown: list[tuple[str, bool]] = []
    for lane in chart.lanes:
        shown.append((lane.label, True))
        for text in _texts(lane):
            for place, part in enumerate(wrap(text, 13, width - 20)):
                shown.append((("· " if place == 0 else theme.EN_SPACE) + part, False))
    sheet = Sheet(width, 12 + sum(30 if is_head else line for _, is_head in shown) + 6)
    at = 4.0
    for text, is_head in shown:
        if is_head:
            sheet.line(0, at + 4, width, at + 4, theme.RULE_WEAK)
            sheet.text(0, at + 18, text, 15, bold=True)
            at += 30
        else:
            sheet.text(0, at + 8, text, 13)
            at += line
    return sheet.figure()


def _texts(lane: Course) -> list[str]:
    """What the signs of a lane say, each once."""
    texts = [sign.hint or sign.text for sign in lane.signs if sign.kind != "aside"]
    return list(dict.fromkeys(text for text in texts if text))
