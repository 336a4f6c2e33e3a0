"""Sheets in any known layout to raw answers: who, which item, what text, where it stands.

Known are our form, our collecting sheet (XLSX or CSV), the published table of the Digital Agency and,
through a saved mapping, any other table with one respondent per row.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from readiness.definitions.questionnaire import Item, Survey
from readiness.intake.findings import ERROR, WARNING, FileRefused, Finding
from readiness.intake.forms import KEY_COLUMNS, META_SHEET
from readiness.intake.roster import Respondent, Roster, match_key
from readiness.intake.sheets import Sheet
from readiness.language.wording import LANGUAGES, listed, speaking, t

SUBJECT_OF_OFFICIAL = "local"
_TOTAL_NAMES = frozenset(
    match_key(name) for name in ("合計", "総計", "計", "小計", "総数", "total")
)
_OFFICIAL_INDICATOR = match_key("テレワークの導入状況")
_SEARCHED_ROWS = 30


@dataclass(frozen=True)
class Cell:
    """Text of one cell and where it stands (zero-based)."""

    text: str
    sheet: Sheet
    row: int
    column: int

    def finding(self, severity: str, reason: str, suggestion: str = "") -> Finding:
        """A finding at this cell."""
        place = self.sheet.place(self.row, self.column)
        return Finding(severity, reason, value=self.text[:60], suggestion=suggestion, **place)


@dataclass
class Entry:
    """One respondent's cells in one file."""

    respondent: Respondent
    cells: dict[str, Cell]
    anchor: Cell


@dataclass
class Reading:
    """What all files gave; totals are rows such as 合計, held apart to be checked."""

    entries: list[Entry] = field(default_factory=list)
    totals: list[dict[str, Cell]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    survey_date: str = ""


@dataclass(frozen=True)
class ColumnMapping:
    """How a foreign table is read: heading -> item key, code, name or prefecture; and its values."""

    subject: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def as_json(self) -> str:
        """The mapping file to keep for next year."""
        content = {
            "subject": self.subject,
            "columns": dict(self.columns),
            "values": {key: dict(words) for key, words in self.values.items()},
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_mapping(text: str, survey_of: Mapping[str, Survey]) -> ColumnMapping:
    """A mapping from its file; FileRefused if it names an unknown subject or item."""
    try:
        content = json.loads(text)
        subject = content["subject"]
        columns = {str(k): str(v) for k, v in content["columns"].items()}
        values = {
            str(key): {str(k): str(v) for k, v in words.items()}
            for key, words in content.get("values", {}).items()
        }
        known = {*KEY_COLUMNS, *(item.key for item in survey_of[subject].items)}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileRefused(t("intake.mapping.broken")) from error
    for target in columns.values():
        if target not in known:
            raise FileRefused(t("intake.mapping.unknown", target=target[:60]))
    return ColumnMapping(subject, columns, values)


def subject_of(sheets: Sequence[Sheet], survey_of: Mapping[str, Survey]) -> str:
    """agency or local, by the hidden sheet, the item keys or the layout; "" if nothing tells."""
    for sheet in sheets:
        if sheet.name == META_SHEET:
            given = _meta(sheet).get("subject", "")
            if given in survey_of:
                return given
        if _official_row(sheet) is not None:
            return SUBJECT_OF_OFFICIAL
    best, best_count = "", 1
    for subject, survey in survey_of.items():
        keys = _targets(survey)
        for sheet in sheets:
            texts = {match_key(text) for row in sheet.rows[:60] for text in row if text}
            count = len(texts & set(keys)) + ("番号" in texts) * (subject == "agency")
            if count > best_count:
                best, best_count = subject, count
    return best


def survey_date_of(sheets: Sequence[Sheet]) -> str:
    """Survey date of the first hidden sheet that names one; "" if none does."""
    dates = (_meta(sheet).get("survey_date", "") for sheet in sheets if sheet.name == META_SHEET)
    return next(filter(None, dates), "")


def _meta(sheet: Sheet) -> dict[str, str]:
    return {sheet.cell(row, 0): sheet.cell(row, 1) for row in range(len(sheet.rows))}


@speaking(LANGUAGES[0])
def _targets(survey: Survey) -> dict[str, str]:
    """Normalised heading -> item key or key column, for every wording we ever wrote ourselves."""
    targets = {match_key(key): key for key in KEY_COLUMNS}
    for key in KEY_COLUMNS:
        targets[match_key(t(f"intake.column.{survey.subject}.{key}"))] = key
    for words, key in (
        (("団体コード", "コード", "市区町村コード"), "code"),
        (("都道府県",), "prefecture"),
    ):
        targets |= {match_key(word): key for word in words}
    for word in ("団体名", "市区町村名", "府省庁", "府省庁名", "府省名", "自治体名"):
        targets[match_key(word)] = "name"
    for item in survey.items:
        targets[match_key(item.key)] = item.key
        targets[match_key(item.label)] = item.key
    return targets


def headings(sheet: Sheet, survey: Survey) -> tuple[int, dict[int, str]]:
    """(zero-based row of the headings, column -> item key) of a table of ours; (-1, {}) if none."""
    targets = _targets(survey)
    best: tuple[int, dict[int, str]] = (-1, {})
    for row, line in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        found: dict[int, str] = {}
        for column, text in enumerate(line):
            key = targets.get(match_key(text)) if text else None
            if key and key not in found.values():
                found[column] = key
        named = {"code", "name"} & set(found.values())
        if named and len(found) > len(named) and len(found) >= len(best[1]):
            best = (row, found)
    return best


def suggest_mapping(sheet: Sheet, survey: Survey) -> tuple[int, dict[str, str], dict[str, float]]:
    """(row of the headings, heading -> item key, heading -> likeness 0 to 100) of a foreign table.

    Each item is suggested once, for the heading most like it; "" where nothing is near enough.
    """
    row = next(
        (n for n, line in enumerate(sheet.rows[:_SEARCHED_ROWS]) if sum(map(bool, line)) >= 2), 0
    )
    targets = _targets(survey)
    for item in survey.items:
        if item.choice:
            targets.setdefault(match_key(item.choice.label), item.key)
            targets.setdefault(match_key(item.choice.short_label), item.key)
    pairs = []
    heads = [text for text in (sheet.rows[row] if sheet.rows else []) if text]
    for text in heads:
        for near, score, _ in process.extract(
            match_key(text), list(targets), scorer=fuzz.WRatio, score_cutoff=60, limit=3
        ):
            pairs.append((score, text, targets[near]))
    chosen: dict[str, str] = {}
    likeness: dict[str, float] = {}
    for score, text, key in sorted(pairs, key=lambda pair: -pair[0]):
        if text not in chosen and key not in chosen.values():
            chosen[text], likeness[text] = key, round(score)
    return row, {text: chosen.get(text, "") for text in heads}, likeness


def extract(
    sheets: Sequence[Sheet], survey: Survey, roster: Roster, mapping: ColumnMapping | None = None
) -> Reading:
    """Raw answers of one file; what cannot be placed becomes a finding."""
    reading = Reading()
    is_known = False
    for sheet in sheets:
        if sheet.name == META_SHEET:
            reading.survey_date = _meta(sheet).get("survey_date", "")
            continue
        official = _official_row(sheet) if survey.subject == SUBJECT_OF_OFFICIAL else None
        form = _form_row(sheet, survey)
        if official is not None:
            _read_official(sheet, official, roster, reading)
        elif form is not None:
            _read_form(sheet, form, survey, roster, reading)
        else:
            row, columns = _mapped(sheet, mapping) if mapping else headings(sheet, survey)
            if row < 0:
                continue
            _read_table(sheet, row, columns, roster, reading)
        is_known = True
    if not is_known:
        file = sheets[0].file if sheets else ""
        reading.findings.append(
            Finding(ERROR, t("intake.reason.layout"), file=file, suggestion=t("intake.hint.layout"))
        )
    return reading


def _mapped(sheet: Sheet, mapping: ColumnMapping) -> tuple[int, dict[int, str]]:
    wanted = {match_key(text): key for text, key in mapping.columns.items() if key}
    for row, line in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        found = {
            c: wanted[match_key(text)] for c, text in enumerate(line) if match_key(text) in wanted
        }
        if {"code", "name"} & set(found.values()) and len(found) > 1:
            return row, found
    return -1, {}


def _find(
    roster: Roster, code: Cell | None, name: Cell | None, prefecture: str, findings: list[Finding]
) -> Respondent | None:
    """The respondent a row is of; None after a finding that says why not."""
    by_code = roster.coded(code.text) if code and code.text else None
    named = roster.called(name.text, prefecture) if name and name.text else []
    if by_code:
        assert code is not None
        if name and name.text and named and by_code not in named:
            reason = t("intake.reason.code_and_name", name=by_code.full_name)
            findings.append(name.finding(ERROR, reason, t("intake.hint.code_and_name")))
            return None
        if name and name.text and not named and roster.subject == "local":
            findings.append(
                name.finding(WARNING, t("intake.reason.other_name", name=by_code.full_name))
            )
        elif re.sub("[^0-9]", "", code.text) != by_code.number and roster.subject == "local":
            findings.append(
                code.finding(
                    WARNING,
                    t("intake.reason.other_code", code=by_code.code, name=by_code.full_name),
                )
            )
        return by_code
    if code and code.text and not named:
        suggestion = roster.suggestion(name.text) if name else ""
        findings.append(code.finding(ERROR, t("intake.reason.unknown_code"), _perhaps(suggestion)))
        return None
    if name and len(named) == 1:
        if name.text.strip() not in (named[0].name, named[0].full_name):
            reason = t("intake.reason.written_otherwise", name=named[0].full_name)
            findings.append(name.finding(WARNING, reason))
        return named[0]
    if name and len(named) > 1:
        shown = listed(f"{one.full_name}（{one.code}）" for one in named)
        findings.append(
            name.finding(ERROR, t("intake.reason.several", names=shown), t("intake.hint.several"))
        )
    elif name and name.text:
        hint = _perhaps(roster.suggestion(name.text))
        findings.append(name.finding(ERROR, t("intake.reason.unknown_name"), hint))
    return None


def _perhaps(name: str) -> str:
    return t("intake.hint.perhaps", name=name) if name else ""


def _read_table(
    sheet: Sheet, head: int, columns: dict[int, str], roster: Roster, reading: Reading
) -> None:
    """One respondent per row."""
    prefecture = ""
    for row in range(head + 1, len(sheet.rows)):
        cells = {
            key: Cell(sheet.cell(row, column).strip(), sheet, row, column)
            for column, key in columns.items()
        }
        if not any(cell.text for cell in cells.values()):
            continue
        code, name = cells.pop("code", None), cells.pop("name", None)
        place = cells.pop("prefecture", None)
        prefecture = place.text if place and place.text else prefecture if place else ""
        if name and match_key(name.text) in _TOTAL_NAMES and not (code and code.text):
            reading.totals.append(cells)
            continue
        if not (code and code.text) and not (name and name.text):
            first = next((cell for cell in cells.values() if cell.text), None)
            if first:
                reading.findings.append(first.finding(ERROR, t("intake.reason.nameless")))
            continue
        found = _find(roster, code, name, prefecture, reading.findings)
        anchor = name if name and name.text else code
        if found and anchor:
            reading.entries.append(Entry(found, cells, anchor))


def _form_row(sheet: Sheet, survey: Survey) -> int | None:
    """Zero-based row of the first answer of our one-respondent form."""
    keys = {item.key for item in survey.items}
    rows = [row for row in range(min(len(sheet.rows), 200)) if sheet.cell(row, 0) in keys]
    labels = [sheet.cell(row, 0) for row in range(min(rows[0], 12))] if rows else []
    return rows[0] if "code" in labels else None


def _read_form(sheet: Sheet, first: int, survey: Survey, roster: Roster, reading: Reading) -> None:
    known = {item.key for item in survey.items}
    head = {
        sheet.cell(row, 0): Cell(sheet.cell(row, 3).strip(), sheet, row, 3) for row in range(first)
    }
    cells = {
        sheet.cell(row, 0): Cell(sheet.cell(row, 3).strip(), sheet, row, 3)
        for row in range(first, len(sheet.rows))
        if sheet.cell(row, 0) in known
    }
    reading.survey_date = reading.survey_date or head.get("survey_date", head["code"]).text
    found = _find(roster, head["code"], head.get("name"), "", reading.findings)
    if found:
        reading.entries.append(Entry(found, cells, head.get("name", head["code"])))


def answer_cells(
    sheet: Sheet, survey: Survey
) -> Iterator[tuple[Item, tuple[int, int], tuple[int, int]]]:
    """(item, first cell, last cell), zero-based, of the answers in a sheet of one of our layouts."""
    items = {item.key: item for item in survey.items}
    first = _form_row(sheet, survey)
    if first is not None:
        for row in range(first, len(sheet.rows)):
            if sheet.cell(row, 0) in items:
                yield items[sheet.cell(row, 0)], (row, 3), (row, 3)
        return
    head, columns = headings(sheet, survey)
    for column, key in columns.items():
        if key in items and head + 1 < len(sheet.rows):
            yield items[key], (head + 1, column), (len(sheet.rows) - 1, column)


def _official_row(sheet: Sheet) -> int | None:
    """Row of the telework indicator in the Digital Agency's table: indicators down, names across."""
    for row in range(1, min(len(sheet.rows), 200)):
        is_indicator = match_key(sheet.cell(row, 1)) == _OFFICIAL_INDICATOR
        if is_indicator and len(sheet.rows[row]) > 10 and not sheet.cell(0, 1).strip():
            return row
    return None


def _read_official(sheet: Sheet, row: int, roster: Roster, reading: Reading) -> None:
    """Names stand without codes: one that several municipalities share is told by the order."""
    last_code, resolved = "", []
    for column in range(2, max(len(sheet.rows[0]), len(sheet.rows[row]))):
        name = Cell(sheet.cell(0, column).strip(), sheet, 0, column)
        value = Cell(sheet.cell(row, column).strip(), sheet, row, column)
        if not name.text:
            if value.text:
                reading.findings.append(value.finding(ERROR, t("intake.reason.nameless")))
            continue
        named = roster.called(name.text)
        if len(named) > 1:
            later = [one for one in named if one.code > last_code]
            if not later:
                reading.findings.append(
                    name.finding(ERROR, t("intake.reason.order"), t("intake.hint.several"))
                )
                continue
            named = later[:1]
            resolved.append(named[0].full_name)
        found = named[0] if len(named) == 1 else _find(roster, None, name, "", reading.findings)
        if not found:
            continue
        if name.text != found.name:
            reason = t("intake.reason.written_otherwise", name=found.full_name)
            reading.findings.append(name.finding(WARNING, reason))
        last_code = found.code
        reading.entries.append(Entry(found, {"adoption": value}, name))
    if resolved:
        shown = listed(resolved)
        reason = t("intake.reason.by_order", count=len(resolved), names=shown)
        reading.findings.append(Finding(WARNING, reason, **sheet.place(0)))
