"""What nobody has read: every cell with a text is read, or its column, row or sheet is named here."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from readiness.definitions.names import normal_form
from readiness.definitions.questionnaire import Survey
from readiness.intake import values
from readiness.intake.codes import digits_of
from readiness.intake.findings import ERROR, WARNING, Finding, some
from readiness.intake.heads import head_cell
from readiness.intake.roster import Roster
from readiness.intake.sheets import Cell, Sheet
from readiness.intake.tables import Table, is_note
from readiness.language.wording import t

_EARLIER = re.compile("前回|前年|昨年|前期|過年度")
_EXAMPLE_SHEET = re.compile(
    r"記入例|記載例|入力例|回答例|見本|サンプル|作成例|sample|example", re.IGNORECASE
)

_MOST_SEEN = 200  # cells that tell what a column is


def set_aside(sheet: Sheet) -> Finding | None:
    """Why a sheet is not counted: it is hidden, an example or of an earlier round; None for the others."""
    for is_so, reason in (
        (sheet.is_hidden, "hidden_sheet"),
        (bool(_EXAMPLE_SHEET.search(sheet.name)), "example_sheet"),
        (bool(_EARLIER.search(sheet.name)), "earlier_sheet"),
    ):
        if is_so:
            return Finding(
                WARNING,
                t(f"intake.reason.{reason}", sheet=sheet.name),
                file=sheet.file,
                sheet=sheet.name,
                suggestion=t(f"intake.hint.{reason}"),
            )
    return None


def findings_of(
    sheet: Sheet,
    tables: Sequence[Table],
    survey: Survey,
    roster: Roster,
    *,
    first_row: int = -1,
    skipped: Collection[str] = (),
) -> list[Finding]:
    """One finding for each column, row or part of a sheet that nobody has read.

    ``first_row``: where what was read begins in a sheet of another layout than ``tables``;
    ``skipped``: columns without a head, ``G列``, that the officer says are not to be read.
    """
    left = list(sheet.left())
    if not left:
        return _hidden_parts(sheet, tables)
    if first_row >= 0:
        titles = [cell for cell in left if cell.row < first_row]
        rest = [cell for cell in left if cell.row >= first_row]
        return _titles(titles, survey, roster) + _rows(rest)
    if not tables:
        return [_sheet(sheet, left, survey, roster)]
    found: list[Finding] = []
    columns: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    above: list[Cell] = []
    below: list[Cell] = []
    for cell in left:
        number = next(
            (n for n in range(len(tables) - 1, -1, -1) if cell.row >= tables[n].head.first),
            None,
        )
        if number is None:
            above.append(cell)
        elif cell.row > tables[number].last_row and cell.row > tables[number].head.last:
            below.append(cell)
        else:
            columns[number, cell.column].append(cell)
    for (number, column), cells in columns.items():
        found.append(_column(tables[number], column, cells, survey, skipped))
    found += _titles(above, survey, roster)
    found += _rows(below)
    return found + _hidden_parts(sheet, tables)


def _column(
    table: Table, column: int, cells: list[Cell], survey: Survey, skipped: Collection[str]
) -> Finding:
    """A column without a head we know; one that holds answers stops the publication."""
    head = table.head
    text = head.texts.get(column, "")
    inside = [cell for cell in cells if cell.row > head.last]
    anchor = head_cell(table.sheet, head, column)
    anchor = anchor if anchor.text else cells[0]
    seen = inside[:_MOST_SEEN]
    answers = sum(values.is_answer(cell.text, survey) for cell in seen)
    is_answered = inside and (answers * 2 >= len(seen) or _is_like_an_item(text, survey))
    notes = all(is_note(cell.text) or len(cell.text) > 20 for cell in inside)
    letter = table.sheet.place(0, column)["column"]
    fields = {"column": letter, "head": text or t("intake.no_head"), "count": len(inside)}
    if normal_form(f"{letter}列") in map(normal_form, skipped):
        reason, hint = t("intake.reason.skipped_column", **fields), t("intake.hint.skipped_column")
        return anchor.finding(WARNING, reason, hint)
    if is_answered and not notes:
        if _EARLIER.search(text):
            reason, hint = t("intake.reason.earlier_column", **fields), t("intake.hint.unread")
            return anchor.finding(WARNING, reason, hint)
        reason, hint = t("intake.reason.unread_answers", **fields), t("intake.hint.unread_answers")
        return anchor.finding(ERROR, reason, hint, is_about_columns=True)
    return anchor.finding(
        WARNING, t("intake.reason.unread_column", **fields), t("intake.hint.unread")
    )


def _is_like_an_item(text: str, survey: Survey) -> bool:
    """True for a head that holds the words of a question, or is held by them."""
    form = normal_form(text)
    if len(form) < 4:
        return False
    return any(
        normal_form(question.label) in form or form in normal_form(question.label)
        for question in survey.asked
    )


def _titles(above: list[Cell], survey: Survey, roster: Roster) -> list[Finding]:
    """Rows above the head: titles; but a row of somebody's is a table whose head we do not know."""
    if not above:
        return []
    above = above[: 10 * _MOST_SEEN]
    theirs = [cell for cell in above if _is_somebodys(cell, roster)]
    by_row = {
        cell.row
        for cell in theirs
        if any(other.row == cell.row and values.is_answer(other.text, survey) for other in above)
    }
    if by_row:
        first = next(cell for cell in theirs if cell.row in by_row)
        return [
            first.finding(
                ERROR,
                t("intake.reason.rows_above", count=len(by_row)),
                t("intake.hint.rows_above"),
            )
        ]
    rows = sorted({cell.row + 1 for cell in above})
    reason = t("intake.reason.titles", rows=some([str(row) for row in rows], 5))
    return [above[0].finding(WARNING, reason, t("intake.hint.aside"))]


def _is_somebodys(cell: Cell, roster: Roster) -> bool:
    digits = digits_of(cell.text)
    if len(digits) == 6 and digits in roster.by_any_code:
        return True
    return len(cell.text) <= 20 and bool(roster.called(cell.text))


def _rows(below: list[Cell]) -> list[Finding]:
    """Rows that belong to no table."""
    found = {cell.row: cell for cell in reversed(below)}
    return [
        cell.finding(WARNING, t("intake.reason.unread_row"), t("intake.hint.aside"))
        for _, cell in sorted(found.items())[:50]
    ]


def _sheet(sheet: Sheet, left: list[Cell], survey: Survey, roster: Roster) -> Finding:
    """A sheet without a table that we know; with rows of somebody's it stops the publication."""
    left = left[: 10 * _MOST_SEEN]
    rows = {cell.row for cell in left if _is_somebodys(cell, roster)}
    answers = sum(values.is_answer(cell.text, survey) for cell in left)
    if len(rows) >= 1 and answers >= 1:
        reason = t("intake.reason.unread_table", count=len(rows))
        hint = t("intake.hint.layout")
        return Finding(ERROR, reason, sheet.file, sheet.name, suggestion=hint)
    reason, hint = t("intake.reason.unread_sheet"), t("intake.hint.unread")
    return Finding(WARNING, reason, sheet.file, sheet.name, suggestion=hint)


def _hidden_parts(sheet: Sheet, tables: Sequence[Table]) -> list[Finding]:
    """Rows and columns that Excel does not show are read, and said."""
    rows = [
        row
        for table in tables
        for row in sorted(sheet.hidden_rows)
        if table.head.last < row <= table.last_row
    ]
    columns = [
        column
        for table in tables
        for column in sorted(sheet.hidden_columns)
        if column in table.head.columns
    ]
    found = []
    if rows:
        shown = some([str(row + 1) for row in rows], 5)
        reason = t("intake.reason.hidden_rows", rows=shown)
        found.append(
            Finding(WARNING, reason, **sheet.place(rows[0]), suggestion=t("intake.hint.hidden"))
        )
    if columns:
        letters = some([str(sheet.place(0, column)["column"]) for column in columns], 5)
        reason = t("intake.reason.hidden_columns", columns=letters)
        place = sheet.place(tables[0].head.last, columns[0])
        found.append(Finding(WARNING, reason, **place, suggestion=t("intake.hint.hidden")))
    return found
