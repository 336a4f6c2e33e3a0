"""Tables with one respondent per row: heads found, rows told apart. A sheet in, its lines out.

Totals are held apart, notes and units are named and skipped, a head that comes again opens its table
again. Whose a line is, is decided later, for the whole file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.definitions.names import normal_form
from readiness.definitions.questionnaire import Survey
from readiness.intake import values
from readiness.intake.codes import digits_of
from readiness.intake.findings import ERROR, WARNING, Finding
from readiness.intake.forms import KEY_COLUMNS
from readiness.intake.heads import UNUSED, Head, Heads, head_cell
from readiness.intake.sheets import Cell, Sheet, cell_of
from readiness.language.wording import t

_TOTAL = re.compile(
    r".{0,12}?(?:合計|総計|小計|計|総数|総合計|平均|割合|構成比|実施率|導入率|導入団体数|実施団体数|団体数|total|average)"
    r"(?:数|値|欄|行)?"
)
_WHOLE = frozenset(map(normal_form, ("全国", "全団体", "全市区町村", "全都道府県", "全市町村")))
_NOTE = re.compile(
    r"^[\s　]*[（(【\[<＜「]?[\s　]*(?:注|註|※|＊|\*|備考|出典|出所|資料[:：]|参考|以下、?余白|余白"
    r"|以上[\s　)）]*$|作成[:：]|担当[:：]|担当者|問い?合わせ|連絡先|最終更新|更新日"
    r"|[0-9０-９]{1,2}[)）][\s　]*\S{6,})"
)
_EXAMPLE = re.compile(
    r"^[\s　]*[（(【\[<＜]?[\s　]*(?:記入例|記載例|入力例|回答例|例|見本|サンプル)[\s　]*(?:[)）】\]>＞:：]|$|\S)"
)
_UNIT = re.compile(
    r"[（(\[【]?(?:単位)?[:：]?(?:人|団体|件|%|％|千円|円|校|箇所|台|選択|記述|数値|文字列|日付|必須|任意|プルダウン|○×|○/×|○・×|"
    r"単一選択|複数選択|自由記述|半角数字)[)）\]】]?"
)
_COLUMN_NUMBER = re.compile(r"[（(]?(?:[0-9０-９]{1,2}|[A-ZＡ-Ｚ]|[①-⑳]|[ア-ン])[)）]?")
_PLACE_END = re.compile(r"^.{1,14}[都道府県市区町村]$")


@dataclass
class Line:
    """One row of a table that is somebody's; ``carried`` is the prefecture of the rows above."""

    code: Cell | None
    name: Cell | None
    prefecture: Cell | None
    carried: str
    cells: dict[str, Cell]

    @property
    def anchor(self) -> Cell:
        """The cell that says whose it is, the name if there is one."""
        found = next((c for c in (self.name, self.code, self.prefecture) if c and c.text), None)
        return found or next(iter(self.cells.values()))


@dataclass
class Sum:
    """A row of totals, and how many lines of its table and since the last one stand above it."""

    anchor: Cell
    cells: dict[str, Cell]
    since: int


@dataclass
class Table:
    """A head and the lines under it."""

    sheet: Sheet
    head: Head
    lines: list[Line] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    last_row: int = 0


def tables_of(
    sheet: Sheet, survey: Survey, targets: Mapping[str, str], findings: list[Finding]
) -> list[Table]:
    """Every table of a sheet; what is skipped in it is named."""
    heads = Heads(sheet, targets)
    found: list[Table] = []
    row = 0
    while row < len(sheet.rows):
        head = heads.at(row)
        if head:
            if not (found and _is_again(found[-1].head, head)):
                found.append(Table(sheet, _opened(sheet, head, findings)))
            for place in range(head.first, head.last + 1):
                sheet.take(place, head.columns)
            row = head.last + 1
        elif found:
            _read_row(found[-1], row, survey, findings)
            found[-1].last_row = row
            row += 1
        else:
            row += 1
    return found


def is_total(text: str) -> bool:
    """True for what a row or column of totals is called: 計, 千葉県計, 市町村計, 全国."""
    form = normal_form(text)
    return bool(form) and (form in _WHOLE or bool(_TOTAL.fullmatch(form)))


def is_note(text: str) -> bool:
    """True for a text that begins like a note, a source or a sign that the rest is blank."""
    return bool(_NOTE.match(text))


def _is_again(before: Head, head: Head) -> bool:
    return before.columns == {c: k for c, k in head.columns.items() if c in before.columns}


def _opened(sheet: Sheet, head: Head, findings: list[Finding]) -> Head:
    """The head without the columns whose head stands twice; those are named."""
    for _, places in head.twice:
        cells = [head_cell(sheet, head, column) for column in places]
        columns = t("list.separator").join(
            str(sheet.place(0, column)["column"]) for column in places
        )
        reason = t("intake.reason.same_head", columns=columns)
        findings.append(cells[-1].finding(ERROR, reason, t("intake.hint.same_head")))
        for column in places:
            del head.columns[column]
            for row in range(head.first, len(sheet.rows)):
                sheet.take(row, (column,))
    for column, key in head.columns.items():
        if key == UNUSED:
            fields = {"column": sheet.place(0, column)["column"], "head": head.texts[column]}
            reason, hint = (
                t("intake.reason.skipped_column", **fields),
                t("intake.hint.skipped_column"),
            )
            findings.append(head_cell(sheet, head, column).finding(WARNING, reason, hint))
    return head


def _read_row(table: Table, row: int, survey: Survey, findings: list[Finding]) -> None:
    sheet, head = table.sheet, table.head
    used = {column: key for column, key in head.columns.items() if key != UNUSED}
    cells = {key: cell_of(sheet, row, column) for column, key in used.items()}
    keys = {key: cells.pop(key) for key in KEY_COLUMNS if key in cells}
    spoken = [cell for cell in keys.values() if cell.text and not values.is_blank(cell.text)]
    given = [cell for cell in cells.values() if cell.text]
    unused = [column for column, key in head.columns.items() if key == UNUSED]
    sheet.take(row, unused)
    if not spoken and not given:
        sheet.take(row, head.columns)
        return
    whole = [cell_of(sheet, row, column) for column in range(len(sheet.rows[row]))]
    whole = [cell for cell in whole if cell.text]
    reason = _aside(table, row, spoken, given, whole, survey)
    if reason:
        findings.append(whole[0].finding(WARNING, t(reason), t("intake.hint.aside")))
        sheet.take(row)
        return
    sheet.take(row, head.columns)
    label = _sum_label(keys, spoken)
    if label:
        table.sums.append(Sum(label, cells, len(table.lines)))
        return
    code, name, prefecture = (keys.get(key) for key in ("code", "name", "prefecture"))
    if not any(c and c.text and not values.is_blank(c.text) for c in (code, name)):
        first = given[0] if given else spoken[0]
        if given or not table.lines:
            findings.append(
                first.finding(ERROR, t("intake.reason.nameless"), t("intake.hint.nameless"))
            )
        elif prefecture and prefecture.text:
            table.lines.append(Line(None, None, prefecture, prefecture.text, {}))
        return
    last = table.lines[-1] if table.lines else None
    explicit = prefecture.text if prefecture and not values.is_blank(prefecture.text) else ""
    above = (
        (last.prefecture.text if last.prefecture and last.prefecture.text else last.carried)
        if last
        else ""
    )
    table.lines.append(
        Line(
            _stated(code),
            _stated(name),
            prefecture if explicit else None,
            "" if explicit else above,
            cells,
        )
    )


def _sum_label(keys: Mapping[str, Cell], spoken: list[Cell]) -> Cell | None:
    """The cell that calls a row a total: its name, or anything else if nothing names a place."""
    name, code = keys.get("name"), keys.get("code")
    if name and is_total(name.text):
        return name
    others = [cell for cell in spoken if cell is not name]
    is_placed = bool(name and _PLACE_END.match(normal_form(name.text)))
    if is_placed or (code and digits_of(code.text).strip("0")):
        return None
    return next((cell for cell in others if is_total(cell.text)), None)


def _stated(cell: Cell | None) -> Cell | None:
    return cell if cell and cell.text and not values.is_dash(cell.text) else None


def _aside(
    table: Table,
    row: int,
    spoken: list[Cell],
    given: list[Cell],
    whole: list[Cell],
    survey: Survey,
) -> str:
    """Why a row is nobody's: a note, units, numbers of columns, an example; "" if it may be somebody's."""
    is_stated = any(
        values.is_answer(cell.text, survey) or values.number(cell.text) is not None
        for cell in given
    )
    if spoken and _EXAMPLE.match(spoken[0].text) and not digits_of(spoken[0].text):
        return "intake.reason.example_row"
    if is_note(whole[0].text) and not is_stated:
        return "intake.reason.note"
    if row <= table.head.last + 2 and not table.lines:
        texts = [normal_form(cell.text) for cell in whole]
        if all(_UNIT.fullmatch(cell.text) for cell in whole):
            return "intake.reason.units"
        if (
            len(texts) > 2
            and all(_COLUMN_NUMBER.fullmatch(cell.text) for cell in whole)
            and len(set(texts)) == len(texts)
        ):
            return "intake.reason.column_numbers"
    if len(whole) == 1 and not is_stated and not is_total(whole[0].text):
        text = whole[0].text
        is_key = whole[0] in spoken
        if is_key and (digits_of(text) or _PLACE_END.match(normal_form(text))):
            return ""
        if is_key or len(text) > 20:
            return "intake.reason.note"
    return ""
