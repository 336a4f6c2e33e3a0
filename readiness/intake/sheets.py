"""Files as sheets of text cells. Bytes in, rows of text out; never a formula, never a guess of type."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from readiness.intake import gate
from readiness.intake.findings import FileRefused
from readiness.language.wording import t

MAXIMUM_ROWS = 20_000
MAXIMUM_COLUMNS = 4_000
MAXIMUM_CELLS = 600_000
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f\ue000-\uf8ff]")


@dataclass
class Sheet:
    """One table of a file; ``rows[0][0]`` is Excel's A1, an empty cell is ``""``."""

    file: str
    name: str
    rows: list[list[str]] = field(default_factory=list)

    def cell(self, row: int, column: int) -> str:
        """Text at zero-based row and column; "" beyond the edge."""
        line = self.rows[row] if 0 <= row < len(self.rows) else []
        return line[column] if 0 <= column < len(line) else ""

    def place(self, row: int, column: int = -1) -> dict[str, Any]:
        """File, sheet, row and column of a cell in Excel's terms, as a Finding takes them."""
        letter = get_column_letter(column + 1) if column >= 0 else ""
        return {"file": self.file, "sheet": self.name, "row": row + 1, "column": letter}


def read(name: str, content: bytes) -> tuple[list[Sheet], str]:
    """(sheets, encoding; "" for a workbook) of a file, or FileRefused."""
    shown = gate.shown_name(name)
    if gate.admit(name, content) == "xlsx":
        return _workbook(shown, content), ""
    text, encoding = decode(shown, content)
    return [_table(shown, text)], encoding


def decode(name: str, content: bytes) -> tuple[str, str]:
    """(text, encoding). UTF-16 by its mark, then UTF-8, then the Japanese ones, all strictly."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strict(name, content, "utf-16"), "UTF-16"
    if b"\0" in content[:4096]:
        order = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
        return _strict(name, content, order), "UTF-16"
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


def _bounded(sheet: Sheet, line: list[str], cell_count: int) -> int:
    """Add a row unless the table grows beyond what a survey can be."""
    if len(line) > MAXIMUM_COLUMNS:
        reason = t("intake.refused.columns", count=len(line), maximum=MAXIMUM_COLUMNS)
        raise FileRefused(reason, file=sheet.file, sheet=sheet.name, row=len(sheet.rows) + 1)
    if len(sheet.rows) >= MAXIMUM_ROWS or cell_count + len(line) > MAXIMUM_CELLS:
        reason = t("intake.refused.rows", maximum=MAXIMUM_ROWS)
        raise FileRefused(reason, file=sheet.file, sheet=sheet.name, row=len(sheet.rows) + 1)
    sheet.rows.append(line)
    return cell_count + len(line)


def _table(name: str, text: str) -> Sheet:
    """A comma- or tab-separated table."""
    sheet = Sheet(name, "")
    first_line = text[:200_000].split("\n", 1)[0]
    delimiter = "\t" if first_line.count("\t") > first_line.count(",") else ","
    # Columns are counted before anything is split: 100,000 of them take no longer than one.
    if first_line.count(delimiter) >= MAXIMUM_COLUMNS:
        reason = t(
            "intake.refused.columns",
            count=first_line.count(delimiter) + 1,
            maximum=MAXIMUM_COLUMNS,
        )
        raise FileRefused(reason, file=name, row=1)
    cell_count = 0
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cell_count = _bounded(sheet, line, cell_count)
    except csv.Error as error:
        reason = t("intake.refused.csv")
        raise FileRefused(reason, file=name, row=len(sheet.rows) + 1) from error
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


def _workbook(name: str, content: bytes) -> list[Sheet]:
    """All sheets with anything in them, the hidden ones too: they carry subject and survey date."""
    sheets = []
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        cell_count = 0
        for source in book.worksheets:
            sheet = Sheet(name, source.title)
            source.reset_dimensions()  # the declared size may lie
            for line in source.iter_rows(values_only=True):
                texts = [_text(value) for value in line]
                while texts and not texts[-1]:
                    texts.pop()
                # Empty cells of a formatted row cost time too.
                cell_count = _bounded(sheet, texts, cell_count + len(line) - len(texts) + 1)
            while sheet.rows and not any(sheet.rows[-1]):
                sheet.rows.pop()
            if sheet.rows:
                sheets.append(sheet)
        book.close()
    except FileRefused:
        raise
    except Exception as error:
        # openpyxl raises whatever a broken part makes its readers raise.
        raise FileRefused(t("intake.refused.broken"), file=name) from error
    if not sheets:
        raise FileRefused(t("intake.refused.empty"), file=name)
    return sheets
