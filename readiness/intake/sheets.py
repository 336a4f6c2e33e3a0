"""Files as sheets of text cells. Bytes in, rows of text out; never a formula, never a guess of type."""

import csv
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl.reader.excel import SHARED_STRINGS, ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from readiness.intake import gate
from readiness.intake.findings import FileRefused, Finding
from readiness.intake.gate import MAXIMUM_FILLED_ROWS, MAXIMUM_VALUES, too_many
from readiness.language.wording import t

MAXIMUM_ROWS = 20_000
MAXIMUM_COLUMNS = 4_000
_EMPTY_CELLS = 600_000
_SEPARATORS = (",", "\t", ";")
_SAMPLED = 200_000
_LONGEST_VALUE = 300  # letters of a cell that a finding repeats
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f\ue000-\uf8ff]")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="([0-9]{1,7})"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_SPAN = re.compile(rb'\b(min|max)="([0-9]{1,5})"')
# Its own words about a broken file go to nobody: the reader gets ours.
warnings.filterwarnings("ignore", module="openpyxl")


@dataclass
class Sheet:
    """One table of a file; ``rows[0][0]`` is Excel's A1, an empty cell is ``""``.

    ``taken``: what the readers have read or named, (row, column), a column of -1 the whole row.
    """

    file: str
    name: str
    rows: list[list[str]] = field(default_factory=list)
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    taken: set[tuple[int, int]] = field(default_factory=set)

    def cell(self, row: int, column: int) -> str:
        """Text at zero-based row and column; "" beyond the edge."""
        line = self.rows[row] if 0 <= row < len(self.rows) else []
        return line[column] if 0 <= column < len(line) else ""

    def place(self, row: int, column: int = -1) -> dict[str, Any]:
        """File, sheet, row and column of a cell in Excel's terms, as a Finding takes them."""
        letter = get_column_letter(column + 1) if column >= 0 else ""
        return {"file": self.file, "sheet": self.name, "row": row + 1, "column": letter}

    def take(self, row: int, columns: Iterable[int] = (-1,)) -> None:
        """These cells of a row are read or named; without columns the whole row."""
        self.taken.update((row, column) for column in columns)

    def left(self) -> Iterator["Cell"]:
        """Cells with a text that nobody has taken, row by row."""
        for row, line in enumerate(self.rows):
            if (row, -1) in self.taken:
                continue
            for column, text in enumerate(line):
                if text.strip() and (row, column) not in self.taken:
                    yield Cell(text.strip(), self, row, column)


@dataclass(frozen=True)
class Cell:
    """Text of one cell and where it stands (zero-based)."""

    text: str
    sheet: Sheet
    row: int
    column: int

    def finding(
        self, severity: str, reason: str, suggestion: str = "", *, is_about_columns: bool = False
    ) -> Finding:
        """A finding at this cell."""
        return Finding(
            severity,
            reason,
            value=self.text
            if len(self.text) <= _LONGEST_VALUE
            else f"{self.text[:_LONGEST_VALUE]}…",
            suggestion=suggestion,
            is_about_columns=is_about_columns,
            **self.sheet.place(self.row, self.column),
        )


def cell_of(sheet: Sheet, row: int, column: int) -> Cell:
    """The cell with its text trimmed."""
    return Cell(sheet.cell(row, column).strip(), sheet, row, column)


def read(name: str, content: bytes) -> tuple[list[Sheet], str]:
    """(sheets, encoding; "" for a workbook) of a file, or FileRefused."""
    shown = gate.shown_name(name)
    if gate.admit(name, content) == "xlsx":
        return _workbook(shown, content), ""
    text, encoding = decode(shown, content)
    return [_table(shown, text)], encoding


def decode(name: str, content: bytes) -> tuple[str, str]:
    """(text, encoding). UTF-16 by its mark or its zeros, then UTF-8, then the Japanese ones, all
    strictly.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strict(name, content, "utf-16"), "UTF-16"
    head = content[:_SAMPLED]
    if b"\0" in head:
        # Digits and separators have their zero second in the one order and first in the other.
        is_little = head[1::2].count(0) > head[::2].count(0)
        return _strict(name, content, "utf-16-le" if is_little else "utf-16-be"), "UTF-16"
    if b"\x1b$" in head:
        return _strict(name, content, "iso2022_jp"), "ISO-2022-JP"
    try:
        text = content.decode("utf-8-sig")
        return text, "UTF-8 BOM" if content.startswith(b"\xef\xbb\xbf") else "UTF-8"
    except UnicodeDecodeError:
        pass
    readings: list[tuple[int, int, str, str]] = []
    for encoding, shown in (("cp932", "CP932"), ("euc_jp", "EUC-JP")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Text of the one encoding, read as the other, turns into half-width kana.
        readings.append((len(_HALF_WIDTH_KANA.findall(text)), len(readings), text, shown))
    if not readings:
        raise FileRefused(t("intake.refused.encoding"), file=name)
    _, _, text, shown = min(readings)
    return text, shown


def _strict(name: str, content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused(t("intake.refused.encoding"), file=name) from error
    if "\0" in text:
        raise FileRefused(t("intake.refused.encoding"), file=name)
    return text.removeprefix("\ufeff")


class _Filling:
    """Adds rows to a sheet unless the table grows beyond what a survey can be."""

    def __init__(self) -> None:
        self._rows = self._cells = self._empty = 0

    def add(self, sheet: Sheet, line: list[str], empty: int = 0) -> None:
        """``empty``: cells of the row that came along without a text; they cost time too."""
        if len(line) > MAXIMUM_COLUMNS:
            reason = t("intake.refused.columns", count=len(line), maximum=MAXIMUM_COLUMNS)
            raise FileRefused(reason, file=sheet.file, sheet=sheet.name, row=len(sheet.rows) + 1)
        filled = sum(map(bool, line))
        self._rows += bool(filled)
        self._cells += filled
        self._empty += empty + len(line) - filled + 1
        if (
            len(sheet.rows) >= MAXIMUM_ROWS
            or self._rows > MAXIMUM_FILLED_ROWS
            or self._cells > MAXIMUM_VALUES
            or self._empty > _EMPTY_CELLS
        ):
            raise FileRefused(
                too_many(), file=sheet.file, sheet=sheet.name, row=len(sheet.rows) + 1
            )
        sheet.rows.append(line)


def _separator(text: str) -> str:
    """The sign that gives the most rows of the same width: a title above counts for nothing."""
    sample = text[:_SAMPLED]
    best, most = ",", 0
    for sign in _SEPARATORS:
        try:
            lines = csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
            widths = Counter(len(line) for line, _ in zip(lines, range(200), strict=False))
        except csv.Error:
            continue
        weight = max(((width - 1) * count for width, count in widths.items()), default=0)
        if weight > most:
            best, most = sign, weight
    return best


def _holds_rows(cell: str, separator: str) -> bool:
    """True for a cell that has swallowed rows: a quotation mark too few, and another further down."""
    if "\n" not in cell and "\r" not in cell:
        return False
    return any(line.count(separator) >= 2 for line in re.split("[\r\n]", cell)[1:])


def _table(name: str, text: str) -> Sheet:
    """A table of text: comma, tab or semicolon between cells, any line end between rows."""
    sheet = Sheet(name, "")
    first_line = re.split("[\r\n]", text[:_SAMPLED], maxsplit=1)[0]
    # Columns are counted before anything is split: 100,000 of them take no longer than one.
    widest = max(first_line.count(sign) for sign in _SEPARATORS)
    if widest >= MAXIMUM_COLUMNS:
        reason = t("intake.refused.columns", count=widest + 1, maximum=MAXIMUM_COLUMNS)
        raise FileRefused(reason, file=name, row=1)
    filling = _Filling()
    separator = _separator(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for line in lines:
            if any(_holds_rows(cell, separator) for cell in line):
                raise csv.Error("rows in a cell")
            width = len(line)
            while line and not line[-1]:
                line.pop()
            filling.add(sheet, line, width - len(line))
    except csv.Error as error:
        reason = t("intake.refused.csv")
        raise FileRefused(reason, file=name, row=lines.line_num) from error
    return sheet


def _text(value: Any) -> str:
    """A cell's value as a person reads it: 3.0 is 3, a date is ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


class _Reader(ExcelReader):  # type: ignore[misc]
    """openpyxl's reader with strings as plain text: its own makes an object of each, a second for the
    120,000 that a file may hold.
    """

    def read_strings(self) -> None:
        """The texts of the table, without the reading aids of names."""
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        entry, run, plain = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("si", "r", "t"))
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in iterparse(source):
                if node.tag == entry:
                    found = [
                        piece.text
                        for child in node
                        for piece in (child if child.tag == run else (child,))
                        if piece.tag == plain and piece.text
                    ]
                    self.shared_strings.append("".join(found).replace("x005F_", ""))
                    if len(self.shared_strings) > MAXIMUM_VALUES:
                        raise FileRefused(too_many())
                    node.clear()


def _workbook(name: str, content: bytes) -> list[Sheet]:
    """All sheets with anything in them, the hidden ones too: they carry subject and survey date."""
    sheets = []
    try:
        reader = _Reader(io.BytesIO(content), read_only=True)
        reader.read()
        book = reader.wb
        filling = _Filling()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for source in book.worksheets:
                sheet = Sheet(name, source.title, is_hidden=source.sheet_state != "visible")
                source.reset_dimensions()  # the declared size may lie
                for line in source.iter_rows(values_only=True):
                    texts = [_text(value) for value in line]
                    while texts and not texts[-1]:
                        texts.pop()
                    filling.add(sheet, texts, len(line) - len(texts))
                while sheet.rows and not any(sheet.rows[-1]):
                    sheet.rows.pop()
                if sheet.rows:
                    part = getattr(source, "_worksheet_path", "")
                    sheet.hidden_rows, sheet.hidden_columns = _hidden(archive, part)
                    sheets.append(sheet)
        book.close()
    except FileRefused as fault:
        if fault.finding.file:
            raise
        raise FileRefused(fault.finding.reason, file=name) from fault
    except Exception as error:
        # openpyxl raises whatever a broken part makes its readers raise.
        raise FileRefused(t("intake.refused.broken"), file=name) from error
    if not sheets:
        raise FileRefused(t("intake.refused.empty"), file=name)
    return sheets


def _hidden(archive: zipfile.ZipFile, part: str) -> tuple[frozenset[int], frozenset[int]]:
    """Zero-based rows and columns that Excel does not show."""
    rows: set[int] = set()
    columns: set[int] = set()
    tail = b""
    with archive.open(part) as file:
        while chunk := file.read(1 << 18):
            window = tail + chunk
            if b"hidden=" in window:
                rows.update(int(row) - 1 for row in _HIDDEN_ROW.findall(window))
                for column in _HIDDEN_COLUMN.findall(window):
                    span = {side: int(number) for side, number in _SPAN.findall(column)}
                    first, last = span.get(b"min", 1), min(span.get(b"max", 0), MAXIMUM_COLUMNS)
                    columns.update(range(first - 1, last))
            tail = window[-512:]
    return frozenset(rows), frozenset(columns)
