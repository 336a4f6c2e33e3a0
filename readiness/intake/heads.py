"""Heads of tables: which row is one, and what each column holds. Sheet in, columns out.

A head is found by what it says, not by where it stands: below titles, in up to three rows, with
footnote marks, numbers and units, or in the words of the municipal standard data sets.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from readiness.definitions.indicators import KEYS
from readiness.definitions.names import normal_form
from readiness.definitions.questionnaire import Survey
from readiness.intake.forms import KEY_COLUMNS, PERSON_KEYS
from readiness.intake.sheets import Cell, Sheet, cell_of
from readiness.language.wording import LANGUAGES, speaking, t

UNUSED = ""
"""Key of a column that the officer says is not to be read."""
_LONGEST_HEAD = 120
_CODE_HEADS = (
    "全国地方公共団体コード 地方公共団体コード 団体コード 市区町村コード 市町村コード 自治体コード 団体CD"
    " 都道府県コード又は市区町村コード 都道府県コードまたは市区町村コード 標準地域コード JISコード コード"
).split()
_NAME_HEADS = (
    "団体名 地方公共団体名 市区町村名 市町村名 自治体名 団体名称 自治体名称 地方公共団体の名称 団体名（漢字）"
    " 市区町村 市町村 自治体 府省庁名 府省庁 府省名 名称"
).split()
_PREFECTURE_HEADS = ("都道府県名", "都道府県", "県名", "府県名", "都道府県名（漢字）")
KEY_FORMS = frozenset(map(normal_form, (*_CODE_HEADS, *_NAME_HEADS, *KEY_COLUMNS)))
"""Normal forms of what columns of codes and names are called."""
_FOOTNOTE = re.compile(
    r"[\s　]*(?:[（(［\[]?(?:注|註|※|＊|\*)[\s　]*[0-9０-９一二三四五]{0,2}[)）］\]]?|[¹²³⁴⁵⁶⁷⁸⁹†‡]+)$"
)
_NUMBERING = re.compile(
    r"^[\s　]*(?:(?:問|設問|Q|Ｑ)[\s　]*[0-9０-９]{1,2}(?:[-－ー‐][0-9０-９]{1,2})?[.．、:：)）\s　]*"
    r"|[（(]?[0-9０-９]{1,2}[)）.．、:：][\s　]*|[①-⑳][\s　]*)"
)
_ASIDE = re.compile(
    r"[\s　]*[（(【［\[](?:単位[:：]?)?(?:人|団体|件|%|％|○×|○・×|○か×|一つ選択|単一選択|複数選択|複数回答|選択|"
    r"複数選択可|複数回答可|選択式|記述|プルダウン|必須|任意|数字|半角|半角数字|リストから選択)[)）】］\]]$"
)


@dataclass
class Head:
    """The head of one table: its rows, column -> key, and what the file itself calls each column."""

    first: int
    last: int
    columns: dict[int, str]
    texts: dict[int, str]
    twice: list[tuple[str, list[int]]] = field(default_factory=list)

    @property
    def item_count(self) -> int:
        """Columns that hold answers."""
        aside = (*KEY_COLUMNS, *PERSON_KEYS, UNUSED)
        return sum(key not in aside for key in self.columns.values())


def words_of(text: str) -> Iterator[str]:
    """Forms of a head to look for, the whole one first, then without footnote, unit and number."""
    yield normal_form(text)
    short = text
    for _ in range(3):
        before = short
        short = _ASIDE.sub("", _FOOTNOTE.sub("", short)).rstrip("：")
        if short == before:
            break
    if short != text:
        yield normal_form(short)
    plain = _NUMBERING.sub("", short)
    if plain != short:
        yield normal_form(plain)


@lru_cache(maxsize=16)
@speaking(LANGUAGES[0])
def targets_of(survey: Survey) -> dict[str, str]:
    """Normalised head -> key, for every wording of ours, of the standard data sets and indicators."""
    targets = {normal_form(key): key for key in KEY_COLUMNS}
    if survey.subject == "local":
        targets |= {normal_form(label): key for key, label in KEYS.items()}
    for heads, key in (
        (_PREFECTURE_HEADS, "prefecture"),
        (_NAME_HEADS, "name"),
        (_CODE_HEADS, "code"),
    ):
        targets |= {normal_form(head): key for head in heads}
    for key in KEY_COLUMNS:
        targets[normal_form(t(f"intake.column.{survey.subject}.{key}"))] = key
    for key in PERSON_KEYS:
        targets[normal_form(t(f"intake.column.{key}"))] = key
        targets[normal_form(key)] = key
    for question in survey.texts:
        targets[normal_form(question.text_key)] = question.text_key
        targets[normal_form(question.text_label)] = question.text_key
    for item in survey.items:
        targets[normal_form(item.key)] = item.key
        targets[normal_form(item.label)] = item.key
    return targets


def with_mapping(targets: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    """The heads we know and those an officer has explained; the officer's word goes first."""
    return {**targets, **{normal_form(text): key for text, key in columns.items()}}


# No head of a key column is without one of these; most cells of a table are without all of them.
_MAYBE_KEY = re.compile("名|コ|ｺ|c|ｃ|n|ｎ|p|ｐ|都|県|府|市|⻄|団|番|体", re.IGNORECASE)


class Heads:
    """Finds the heads of one sheet."""

    def __init__(self, sheet: Sheet, targets: Mapping[str, str]) -> None:
        self._sheet, self._targets = sheet, targets
        self._known: dict[str, str | None] = {}
        # A head that an officer has explained may be called anything.
        own = [form for form, key in targets.items() if key in KEY_COLUMNS]
        self._is_usual = all(_MAYBE_KEY.search(form) for form in own)
        self._latin = tuple(form for form in own if form.isascii())

    def _is_key(self, text: str) -> bool:
        if self._is_usual and not _MAYBE_KEY.search(text):
            return False
        if text.isascii():
            plain = "".join(text.casefold().split())
            if not any(form in plain for form in self._latin):
                return False
        return self.key(text) in KEY_COLUMNS

    def key(self, text: str) -> str | None:
        """What a column under this text holds; None for a head we do not know."""
        if not text or len(text) > _LONGEST_HEAD:
            return None
        if text not in self._known:
            found = (self._targets[form] for form in words_of(text) if form in self._targets)
            self._known[text] = next(found, None)
        return self._known[text]

    def at(self, row: int) -> Head | None:
        """The head that begins or continues in this row, in the reading that explains most columns."""
        line = self._sheet.rows[row]
        if not any(self._is_key(text.strip()) for text in line):
            return None
        last = len(self._sheet.rows) - 1
        bands = [(row, row), (row, row + 1), (row - 1, row), (row, row + 2), (row - 1, row + 1)]
        best: Head | None = None
        for first, end in bands:
            if first < 0 or end > last:
                continue
            head = self._read(first, end)
            if head and (best is None or head.item_count > best.item_count):
                best = head
        return best

    def _read(self, first: int, last: int) -> Head | None:
        lines = [self._carried(row, last) for row in range(first, last + 1)]
        width = max(map(len, lines))
        found: dict[int, str] = {}
        texts: dict[int, str] = {}
        for column in range(width):
            stack = [line[column] for line in lines if column < len(line) and line[column]]
            if not stack:
                continue
            texts[column] = "：".join(dict.fromkeys(stack))
            own = self._sheet.cell(last, column).strip() or stack[-1]
            tried = [texts[column], "：".join(stack[-2:]), stack[-1] if own else ""]
            key = next((k for k in map(self.key, tried) if k is not None), None)
            if key is not None:
                found[column] = key
        return self._settled(Head(first, last, found, texts))

    def _carried(self, row: int, last: int) -> list[str]:
        """The texts of a row; above the last one a text counts for the blank cells to its right, as
        in a merged cell, if something stands below them.
        """
        line = [text.strip() for text in self._sheet.rows[row]]
        if row == last:
            return line
        below = self._sheet.rows[last]
        text = ""
        carried = []
        for column in range(max(len(line), len(below))):
            own = line[column] if column < len(line) else ""
            text = own or text
            has_below = column < len(below) and bool(below[column].strip())
            carried.append(own or (text if has_below else ""))
        return carried

    def _settled(self, head: Head) -> Head | None:
        """One column for each key; the same head twice is nobody's guess."""
        columns: dict[str, list[int]] = {}
        for column, key in head.columns.items():
            columns.setdefault(key, []).append(column)
        for key, places in columns.items():
            if key == UNUSED or len(places) == 1:
                continue
            if key in KEY_COLUMNS and not self._is_twice(head, places):
                chosen = min(places, key=lambda column: self._rank(key, head.texts[column]))
                for column in places:
                    if column != chosen:
                        del head.columns[column]
            else:
                head.twice.append((key, places))
        keys = set(head.columns.values())
        if not keys & set(KEY_COLUMNS) or not head.item_count:
            return None
        if not {"code", "name"} & keys:
            # A table of prefectures only: its first column is the name.
            column = next(c for c, key in head.columns.items() if key == "prefecture")
            head.columns[column] = "name"
        return head

    @staticmethod
    def _is_twice(head: Head, places: list[int]) -> bool:
        forms = [normal_form(head.texts[column]) for column in places]
        return len(set(forms)) < len(forms)

    @staticmethod
    def _rank(key: str, text: str) -> int:
        order = {"code": _CODE_HEADS, "name": _NAME_HEADS, "prefecture": _PREFECTURE_HEADS}[key]
        forms = [normal_form(head) for head in order]
        return next((forms.index(form) for form in words_of(text) if form in forms), -1)


def first_head(sheet: Sheet, targets: Mapping[str, str]) -> Head | None:
    """The head of the sheet's first table."""
    heads = Heads(sheet, targets)
    found = (heads.at(row) for row in range(len(sheet.rows)))
    return next(filter(None, found), None)


def headings(sheet: Sheet, survey: Survey) -> tuple[int, dict[int, str]]:
    """(zero-based last row of the head, column -> key) of the sheet's first table; (-1, {}) if none."""
    head = first_head(sheet, targets_of(survey))
    return (head.last, head.columns) if head else (-1, {})


def suggest_mapping(sheet: Sheet, survey: Survey) -> tuple[int, dict[str, str], dict[str, float]]:
    """(row of the head, head -> key, head -> likeness 0 to 100) of a foreign table.

    Each item is suggested once, for the head most like it; "" where nothing is near enough. What we
    know is known, not suggested: its likeness is 100.
    """
    targets = dict(targets_of(survey))
    known = first_head(sheet, targets)
    row = known.last if known else _widest_row(sheet)
    texts = known.texts if known else dict(enumerate(map(str.strip, _row(sheet, row))))
    heads = [text for text in texts.values() if text]
    for item in survey.items:
        if item.choice:
            targets.setdefault(normal_form(item.choice.label), item.key)
            targets.setdefault(normal_form(item.choice.short_label), item.key)
    pairs = []
    for text in heads:
        for near, score, _ in process.extract(
            normal_form(text), list(targets), scorer=fuzz.WRatio, score_cutoff=60, limit=3
        ):
            pairs.append((score, text, targets[near]))
    chosen: dict[str, str] = {}
    likeness: dict[str, float] = {}
    if known and not known.twice:
        chosen = {known.texts[column]: key for column, key in known.columns.items()}
        likeness = dict.fromkeys(chosen, 100)
    for score, text, key in sorted(pairs, key=lambda pair: -pair[0]):
        if text not in chosen and key not in chosen.values():
            chosen[text], likeness[text] = key, round(score)
    return row, {text: chosen.get(text, "") for text in heads}, likeness


def _row(sheet: Sheet, row: int) -> list[str]:
    return sheet.rows[row] if row < len(sheet.rows) else []


def _widest_row(sheet: Sheet) -> int:
    """The first row with at least two texts and as many as any of the next ten."""
    counts = [sum(1 for text in line if text.strip()) for line in sheet.rows[:60]]
    wide = max(counts, default=0)
    return next((row for row, count in enumerate(counts) if count >= 2 and count >= wide - 1), 0)


def head_cell(sheet: Sheet, head: Head, column: int) -> Cell:
    """The lowest cell of a column's head that says something."""
    for row in range(head.last, head.first - 1, -1):
        if sheet.cell(row, column).strip():
            return cell_of(sheet, row, column)
    return cell_of(sheet, head.last, column)
