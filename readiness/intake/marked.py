"""The check report as a workbook to send back: findings, who is missing, and the cells marked.

The sheets are written anew from the text that was read, so nothing else of the file travels back;
the drop-downs are those of the questionnaire, so that the corrected workbook can be sent in again.
"""

import io
from collections import defaultdict
from collections.abc import Sequence

import xlsxwriter
from openpyxl.utils import column_index_from_string

from readiness.definitions.questionnaire import surveys
from readiness.definitions.spreadsheets import harmless
from readiness.intake.findings import ERROR, Finding
from readiness.intake.forms import (
    LISTS_SHEET,
    META_SHEET,
    Rules,
    half_letters,
    height_of,
    on_paper,
    write_meta,
)
from readiness.intake.layouts import answer_cells
from readiness.intake.reception import Received
from readiness.language.wording import t

_FIELDS = tuple(
    "severity file sheet row column respondent question value reason suggestion".split()
)
_WIDTHS = (8, 18, 9, 6, 6, 16, 28, 20, 40, 34)  # of these columns, in half letters
_MAXIMUM_SHEETS = 60
_ON_PAPER = 12  # columns of a sheet that fits the width of a page
_SET = 60  # columns that are as wide as their texts


def report_book(received: Received) -> bytes:
    """Sheet 確認結果, sheet 未回答, then each sheet that was read with a note at each marked cell."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    head = book.add_format({"bold": True, "bg_color": "#E8F1FE", "border": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(t("intake.book.findings"))
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    on_paper(sheet, is_wide=True)
    sheet.repeat_rows(0)
    sheet.write_row(0, 0, [t(f"intake.book.{name}") for name in _FIELDS], head)
    for row, finding in enumerate(received.report.findings, 1):
        severity = t(f"intake.severity.{finding.severity}")
        line = [severity, *(getattr(finding, name) for name in _FIELDS[1:])]
        sheet.write_row(row, 0, [harmless(value) for value in line], wrap)
        sheet.set_row(row, height_of(*zip(map(str, line), _WIDTHS, strict=True)))
    sheet.freeze_panes(1, 0)
    _missing(book, received, head)
    _marked_sheets(book, received)
    book.close()
    return target.getvalue()


def _missing(book: xlsxwriter.Workbook, received: Received, head: object) -> None:
    if not received.report.missing:
        return
    sheet = book.add_worksheet(t("intake.book.missing"))
    sheet.set_column(0, 1, 24)
    sheet.write_row(0, 0, [t("intake.book.place"), t("intake.book.name")], head)
    rows = [(place, name) for place, names in received.report.missing.items() for name in names]
    for row, pair in enumerate(rows, 1):
        sheet.write_row(row, 0, [harmless(text) for text in pair])


def _marked_sheets(book: xlsxwriter.Workbook, received: Received) -> None:
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    formats = {
        severity: book.add_format(
            {"bg_color": colour, "border": 2, "border_color": line, "text_wrap": True}
        )
        for severity, colour, line in (
            ("error", "#FFBBBB", "#CE0000"),
            ("warning", "#FFF4C2", "#A58000"),
        )
    }
    marks: dict[tuple[str, str], dict[tuple[int, int], list[Finding]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for finding in received.report.findings:
        if finding.row:
            # What is said of a whole row stands at its first cell.
            column = column_index_from_string(finding.column) - 1 if finding.column else 0
            place = (finding.row - 1, column)
            marks[finding.file, finding.sheet][place].append(finding)
    hidden = (META_SHEET, LISTS_SHEET)
    shown = [s for s in received.sheets if s.name not in hidden and marks[s.file, s.name]]
    day, survey, rules = received.survey_date, surveys().get(received.subject), None
    if day and survey:
        survey = surveys(day)[received.subject]
        rules = Rules(book, survey, day)
    for number, source in enumerate(shown[:_MAXIMUM_SHEETS], 1):
        sheet = book.add_worksheet(t("intake.book.marked", number=number))
        widths = _widths(source.rows)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        on_paper(sheet, is_wide=True)
        if len(widths) > _ON_PAPER:
            sheet.fit_to_pages(0, 0)
        for row, line in enumerate(source.rows):
            for column, text in enumerate(line):
                if text:
                    sheet.write_string(row, column, str(harmless(text)), wrap)
            sheet.set_row(row, height_of(*zip(line, widths, strict=False), ("", 1)))
        for (row, column), found in marks[source.file, source.name].items():
            worst = "error" if any(one.severity == ERROR for one in found) else "warning"
            sheet.write(row, column, harmless(source.cell(row, column)), formats[worst])
            note = "\n".join(f"{one.reason}{one.suggestion}" for one in found)
            sheet.write_comment(row, column, note[:1000], {"x_scale": 2, "y_scale": 1.5})
        if rules and survey:
            for item, first, last in answer_cells(source, survey):
                rules.offer(sheet, item, first, last)
    if day and survey:
        write_meta(book, received.subject, day)


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Half letters for each column: as its longest text, but a title runs on to the right of it."""
    widths = [9.0] * min(_SET, max(map(len, rows), default=0))
    for line in rows[1:]:
        for column, text in enumerate(line[:_SET]):
            widths[column] = max(widths[column], min(38.0, half_letters(text) + 2.0))
    return widths
