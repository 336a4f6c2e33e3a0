"""The Digital Agency's table: indicators down, names across. A sheet in, entries and indicators out.

Below titles, for one prefecture or all, with a column 全国, prefectures and municipalities side by side
or one after the other. Names stand without codes: the order tells equal ones apart only where the
table holds all municipalities of Japan or of one prefecture; else the prefecture is asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from readiness.definitions.indicators import (
    ANSWER_WORDS,
    INDICATORS,
    KEYS,
    NOT_OF_PREFECTURES,
    TELEWORK,
    Indicator,
)
from readiness.definitions.names import normal_form, plain_form
from readiness.intake import codes, values
from readiness.intake.codes import Seen, digits_of
from readiness.intake.findings import ERROR, WARNING, Finding, some
from readiness.intake.heads import KEY_FORMS
from readiness.intake.reading import Entry, Reading, Total
from readiness.intake.respondents import WARD_NAMES
from readiness.intake.roster import Respondent, Roster
from readiness.intake.sheets import Cell, Sheet, cell_of
from readiness.intake.tables import is_total
from readiness.language.wording import t

ADOPTION = "adoption"
_LABEL_COLUMNS = 4
_SEARCHED_ROWS = 400
_MOST_UNKNOWN = 5
_PCT = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%")
_KEYS = {normal_form(label): key for key, label in KEYS.items()}
_TELEWORK = f"dx.{TELEWORK}"


@dataclass
class Block:
    """One row of names and the indicator rows under it, (row, key); an unknown row has no key."""

    head: int
    label_column: int
    rows: list[tuple[int, str]] = field(default_factory=list)
    prefecture_row: int = -1
    code_row: int = -1


def blocks_of(sheet: Sheet, roster: Roster) -> list[Block]:
    """The parts of a table in this layout; none if the sheet is in another one."""
    label = _label_column(sheet)
    if label < 0:
        return []
    blocks: list[Block] = []
    for row in range(len(sheet.rows)):
        key = _KEYS.get(normal_form(sheet.cell(row, label)), "")
        if key and _is_head(sheet, row):
            continue  # a table with names below each other
        if not key and _is_names(sheet, row, label, roster):
            blocks.append(Block(row, label))
        elif blocks and key:
            blocks[-1].rows.append((row, key))
        elif blocks and blocks[-1].rows and _is_unknown_indicator(sheet, row, label):
            blocks[-1].rows.append((row, ""))
    whole = [block for block in blocks if block.rows]
    for block in whole:
        _find_side_rows(sheet, block, roster)
    return whole


def _label_column(sheet: Sheet) -> int:
    """Where the names of indicators stand below each other; -1 if they do not."""
    for column in range(_LABEL_COLUMNS):
        rows = range(1, min(len(sheet.rows), _SEARCHED_ROWS))
        if any(
            normal_form(sheet.cell(row, column)) in _KEYS and not _is_head(sheet, row)
            for row in rows
        ):
            return column
    return -1


def _is_head(sheet: Sheet, row: int) -> bool:
    """True for a row that heads columns: one of them is that of codes or names."""
    return any(normal_form(text) in KEY_FORMS for text in sheet.rows[row] if text)


def _texts(sheet: Sheet, row: int, label: int) -> list[Cell]:
    cells = (cell_of(sheet, row, column) for column in range(label + 1, len(sheet.rows[row])))
    return [cell for cell in cells if cell.text]


def _is_names(sheet: Sheet, row: int, label: int, roster: Roster) -> bool:
    """True for a row of which most texts are names of governments, and not of prefectures above names."""
    cells = _texts(sheet, row, label)
    if not cells:
        return False
    known = sum(bool(roster.called(cell.text)) for cell in cells)
    if known == 0 or known * 10 < len(cells) * 6:
        return False
    is_of_prefectures = all(roster.prefecture(cell.text) for cell in cells)
    below = row + 1 < len(sheet.rows) and normal_form(sheet.cell(row + 1, label)) not in _KEYS
    return not (is_of_prefectures and below and _is_names(sheet, row + 1, label, roster))


def _is_unknown_indicator(sheet: Sheet, row: int, label: int) -> bool:
    return bool(sheet.cell(row, label).strip()) and bool(_texts(sheet, row, label))


def _find_side_rows(sheet: Sheet, block: Block, roster: Roster) -> None:
    """A row of prefectures above the names, a row of codes above or below them."""
    for row in (block.head - 2, block.head - 1, block.head + 1):
        if row < 0 or row >= len(sheet.rows) or row >= block.rows[0][0]:
            continue
        if sheet.cell(row, block.label_column).strip() and row < block.head:
            continue  # a row of values of the part above
        cells = _texts(sheet, row, block.label_column)
        if cells and all(digits_of(cell.text) for cell in cells):
            block.code_row = row
        elif cells and row < block.head and all(roster.prefecture(cell.text) for cell in cells):
            block.prefecture_row = row


class _Names:
    """Whose each column of a block is."""

    def __init__(self, sheet: Sheet, block: Block, roster: Roster, reading: Reading) -> None:
        self._sheet, self._block, self._roster, self._reading = sheet, block, roster, reading
        self.columns: dict[int, Respondent] = {}
        self.sums: list[Cell] = []
        cells = _texts(sheet, block.head, block.label_column)
        self.sums = [cell for cell in cells if is_total(cell.text)]
        self._cells = [cell for cell in cells if not is_total(cell.text)]
        sheet.take(block.head)
        self._resolve()

    def _resolve(self) -> None:
        named = {cell.column: self._narrowed(cell) for cell in self._cells}
        in_order = self._by_order(named)
        told = []
        for cell in self._cells:
            found = named[cell.column]
            placed = in_order.get(cell.column)
            if len(found) > 1 and placed:
                told.append(placed.full_name)
                self.columns[cell.column] = placed
            elif len(found) == 1 and (placed or not self._is_ward_name(cell, found[0])):
                self.columns[cell.column] = found[0]
            else:
                self._refuse(cell, found, placed)
                continue
            self._say_spelling(cell, self.columns[cell.column])
        if told:
            reason = t("intake.reason.by_order", count=len(told), names=some(told))
            place = self._sheet.place(self._block.head)
            hint = t("intake.hint.by_order")
            self._reading.findings.append(Finding(WARNING, reason, **place, suggestion=hint))

    def _narrowed(self, cell: Cell) -> list[Respondent]:
        """Who is called so, in the prefecture above the name and with the code beside it."""
        found = self._roster.called(cell.text)
        place = self._above(cell.column)
        if place:
            found = [one for one in found if one.prefecture_code == place]
        digits = digits_of(self._sheet.cell(self._block.code_row, cell.column))
        if digits and found:
            seen = Seen(digits, tuple(found), place)
            coded = codes.whose(self._roster, seen, codes.OPEN)
            found = [coded] if coded in found and coded else []
        return found

    def _above(self, column: int) -> str:
        """Two digits of the prefecture that stands above a column, or to the left of there."""
        row = self._block.prefecture_row
        if row < 0:
            return ""
        self._sheet.take(row)
        line = self._sheet.rows[row][self._block.label_column + 1 : column + 1]
        text = next((text for text in reversed(line) if text.strip()), "")
        return self._roster.prefecture(text)

    def _is_ward_name(self, cell: Cell, found: Respondent) -> bool:
        is_alone = self._block.prefecture_row < 0 and self._block.code_row < 0
        return is_alone and found.name in WARD_NAMES and plain_form(cell.text) == found.name

    def _by_order(self, named: dict[int, list[Respondent]]) -> dict[int, Respondent]:
        """Column -> municipality, in a table of all municipalities, of Japan or of one prefecture."""
        columns = [
            cell.column
            for cell in self._cells
            if not any(one.is_prefecture for one in named[cell.column])
        ]
        towns = [one for one in self._roster.respondents if not one.is_prefecture]
        wanted = [towns]
        first = next((named[c][0] for c in columns if len(named[c]) == 1), None)
        if first:
            wanted.append([one for one in towns if one.prefecture_code == first.prefecture_code])
        for whole in wanted:
            if len(whole) != len(columns):
                continue
            pairs = list(zip(columns, whole, strict=True))
            unknown = sum(not named[column] for column, _ in pairs)
            fits = all(not named[column] or one in named[column] for column, one in pairs)
            if fits and unknown <= _MOST_UNKNOWN:
                return dict(pairs)
        return {}

    def _refuse(self, cell: Cell, found: list[Respondent], placed: Respondent | None) -> None:
        if len(found) > 1:
            shown = some([f"{one.full_name}（{one.code}）" for one in found], 5)
            reason, hint = t("intake.reason.several", names=shown), t("intake.hint.official_name")
        elif found:
            reason = t("intake.reason.ward_name", name=found[0].full_name)
            hint = t("intake.hint.official_name")
        else:
            likely = placed.full_name if placed else self._roster.suggestion(cell.text)
            reason = t("intake.reason.unknown_name")
            hint = (
                t("intake.hint.perhaps", name=likely) if likely else t("intake.hint.unknown_name")
            )
        self._reading.findings.append(cell.finding(ERROR, reason, hint))

    def _say_spelling(self, cell: Cell, found: Respondent) -> None:
        if plain_form(cell.text) not in (plain_form(found.name), plain_form(found.full_name)):
            reason = t("intake.reason.written_otherwise", name=found.full_name)
            hint = t("intake.hint.written_otherwise")
            self._reading.findings.append(cell.finding(WARNING, reason, hint))


def read(sheet: Sheet, blocks: Sequence[Block], roster: Roster, reading: Reading) -> None:
    """Telework as entries, the other indicators as values; what is unknown or missing is named."""
    for block in blocks:
        names = _Names(sheet, block, roster, reading)
        if block.code_row >= 0:
            sheet.take(block.code_row)
        entries: list[Entry] = []
        for row, key in block.rows:
            sheet.take(row)
            if not key:
                label = cell_of(sheet, row, block.label_column)
                reason = t("intake.reason.unknown_indicator", name=label.text[:60])
                hint = t("intake.hint.unread")
                reading.findings.append(label.finding(WARNING, reason, hint))
                continue
            cells = {
                c: cell_of(sheet, row, c)
                for c in range(block.label_column + 1, len(sheet.rows[row]))
            }
            for column, cell in cells.items():
                if cell.text and not sheet.cell(block.head, column).strip():
                    reading.findings.append(
                        cell.finding(ERROR, t("intake.reason.nameless"), t("intake.hint.nameless"))
                    )
            if key == _TELEWORK:
                for column, one in names.columns.items():
                    cell = cells.get(column) or Cell("", sheet, row, column)
                    anchor = cell_of(sheet, block.head, column)
                    entries.append(Entry(one, {ADOPTION: cell}, anchor, is_named=True))
                for label in names.sums:
                    total = cells.get(label.column)
                    if total and total.text:
                        reading.totals.append(
                            Total(label.text, label, {ADOPTION: total}, entries, entries)
                        )
            else:
                _store(key, names.columns, cells, reading)
        if not any(key == _TELEWORK for _, key in block.rows):
            reason, hint = t("intake.reason.no_telework"), t("intake.hint.no_telework")
            place = sheet.place(block.head)
            reading.findings.append(Finding(ERROR, reason, **place, suggestion=hint))
        reading.entries += entries
        _name_missing(sheet, block, names, reading)
    check_parts(reading, roster)


def _store(
    key: str, columns: dict[int, Respondent], cells: dict[int, Cell], reading: Reading
) -> None:
    for column, one in columns.items():
        cell = cells.get(column)
        if cell and cell.text:
            store_value(key, one, cell, reading)


def store_value(key: str, one: Respondent, cell: Cell, reading: Reading) -> None:
    """One value of an indicator as it is printed; one that nobody knows is an error with the name."""
    indicator = next(i for i in INDICATORS if key == i.key or key.startswith(i.key + "."))
    value = _read_value(indicator, key, cell.text)
    if value is None and reading.is_flooded:
        return
    if value is None:
        reading.error_count += 1
        reason = t("intake.reason.indicator", town=one.full_name, name=indicator.label)
        hint = t(f"intake.hint.indicator.{'pct' if indicator.is_pct else 'answer'}")
        reading.findings.append(cell.finding(ERROR, reason, hint))
        return
    given = reading.indicators.setdefault(one.code, {})
    if value and given.get(key, value) != value:
        reason = t("intake.reason.indicator_twice", town=one.full_name, name=indicator.label)
        reading.findings.append(cell.finding(ERROR, reason, t("intake.hint.twice")))
    elif value:
        given[key] = value


def _read_value(indicator: Indicator, key: str, text: str) -> str | None:
    """The value to keep, "" for a sign of nothing, None for what cannot be read."""
    word = next((w for w in ANSWER_WORDS if normal_form(w) == normal_form(text)), "")
    if word == "調査無し":
        return word
    if values.is_dash(text):
        return ""
    if key != indicator.key:
        count = values.number(text)
        return None if count is None else str(count)
    if not indicator.is_pct:
        return word or None
    plain = plain_form(text)
    match = _PCT.fullmatch(plain)
    if match:
        return plain if float(match[1]) <= 100 else None
    return plain if plain == "%" else None


def check_parts(reading: Reading, roster: Roster) -> None:
    """A part is not above its whole, and the percentage is that of the two."""
    for indicator in (one for one in INDICATORS if one.part):
        for code, given in reading.indicators.items():
            part, whole = given.get(f"{indicator.key}.part"), given.get(f"{indicator.key}.whole")
            pct = _PCT.fullmatch(given.get(indicator.key, ""))
            if part is None or whole is None or not part.isdigit() or not whole.isdigit():
                continue
            town = roster.by_code[code].full_name
            fields = {"town": town, "name": indicator.label, "part": part, "whole": whole}
            if int(part) > int(whole):
                reason, hint = t("intake.reason.part_above", **fields), t("intake.hint.part_above")
                reading.findings.append(Finding(ERROR, reason, suggestion=hint))
            elif pct and int(whole) and abs(float(pct[1]) - 100 * int(part) / int(whole)) > 1:
                reason = t("intake.reason.part_pct", pct=pct[1], **fields)
                hint = t("intake.hint.part_above")
                reading.findings.append(Finding(WARNING, reason, suggestion=hint))


def _name_missing(sheet: Sheet, block: Block, names: _Names, reading: Reading) -> None:
    """Indicators that the table of last year had and this one does not have."""
    has_towns = any(not one.is_prefecture for one in names.columns.values())
    there = {key for _, key in block.rows}
    missing = [
        one.label
        for one in INDICATORS
        if one.key not in there and (has_towns or one.code not in NOT_OF_PREFECTURES)
    ]
    if missing:
        reason = t("intake.reason.missing_indicators", count=len(missing), names=some(missing))
        place = sheet.place(block.head)
        hint = t("intake.hint.missing_indicators")
        reading.findings.append(Finding(WARNING, reason, **place, suggestion=hint))
