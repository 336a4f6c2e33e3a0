"""Long tables, a line for each respondent and attribute, as the wide ones that are read everywhere. A sheet and
what a mapping says of it in, a sheet out.
"""

from dataclasses import dataclass, field
from typing import Any

from readiness.definitions.names import normal_form
from readiness.intake.findings import FileRefused
from readiness.intake.forms import KEY_COLUMNS
from readiness.intake.mapping import ColumnMapping
from readiness.intake.sheets import Sheet
from readiness.language.wording import t

_FIRST_ROWS = 60  # among which the head stands


@dataclass
class Widened(Sheet):
    """A wide sheet whose cells know where they stand in the long one: (row, column) -> (row, column)."""

    origins: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def place(self, row: int, column: int = -1) -> dict[str, Any]:
        """The place in the file as it came."""
        return super().place(*self.origins.get((row, column), (row, column)))


def widened(sheet: Sheet, mapping: ColumnMapping | None) -> Sheet:
    """The sheet with a column for each attribute; as it is where no long table is meant or found.

    Raises FileRefused where one respondent has two values for one attribute.
    """
    if mapping is None or not mapping.long:
        return sheet
    forms = {name: normal_form(head) for name, head in mapping.long.items()}
    for row in range(min(len(sheet.rows), _FIRST_ROWS)):
        heads = [normal_form(text) for text in sheet.rows[row]]
        if forms["attribute"] in heads and forms["value"] in heads:
            attribute, value = heads.index(forms["attribute"]), heads.index(forms["value"])
            return _pivoted(sheet, mapping, row, attribute, value)
    return sheet


def _pivoted(sheet: Sheet, mapping: ColumnMapping, head: int, attribute: int, value: int) -> Sheet:
    wanted = {normal_form(text) for text, key in mapping.columns.items() if key in KEY_COLUMNS}
    keys = [column for column, text in enumerate(sheet.rows[head]) if normal_form(text) in wanted]
    places: dict[str, int] = {}
    lines: dict[tuple[str, ...], int] = {}
    wide = Widened(sheet.file, sheet.name, [[] for _ in sheet.rows], sheet.is_hidden)
    wide.rows[head] = [sheet.cell(head, column) for column in keys]
    for row in range(head + 1, len(sheet.rows)):
        who = tuple(sheet.cell(row, column) for column in keys)
        name, text = sheet.cell(row, attribute), sheet.cell(row, value)
        if not any(who) or not name:
            continue
        if name not in places:
            places[name] = len(wide.rows[head])
            wide.rows[head].append(name)
            wide.origins[head, places[name]] = (row, attribute)
        line = lines.setdefault(who, row)
        cells, column = wide.rows[line], places[name]
        cells += [""] * (max(len(keys), column + 1) - len(cells))
        cells[: len(keys)] = who
        if cells[column] and cells[column] != text:
            reason = t("intake.long.twice", name=" ".join(who), attribute=name)
            raise FileRefused(reason, t("intake.hint.twice"), **sheet.place(row, value))
        cells[column] = text
        wide.origins[line, column] = (row, value)
    return wide
