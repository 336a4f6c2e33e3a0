"""Files in any known layout to raw answers: who, which item, what text, where it stands.

Known are our form, our collecting sheet (XLSX or CSV), the published table of the Digital Agency and
any other table with one respondent per row whose heads we know or an officer has explained.
"""

from collections.abc import Iterator, Mapping, Sequence

from readiness.definitions.indicators import ITEM_START
from readiness.definitions.names import normal_form
from readiness.definitions.questionnaire import Item, Survey
from readiness.intake import official, unread, values
from readiness.intake.findings import ERROR, Finding
from readiness.intake.forms import LISTS_SHEET, META_SHEET, PERSON_KEYS, SAID_KEYS
from readiness.intake.heads import UNUSED, headings, targets_of, with_mapping
from readiness.intake.mapping import ColumnMapping
from readiness.intake.reading import Entry, Reading, Total
from readiness.intake.respondents import Respondents
from readiness.intake.roster import Roster
from readiness.intake.sheets import Cell, Sheet, cell_of
from readiness.intake.tables import Line, Table, tables_of
from readiness.language.wording import LANGUAGES, speaking, t

SUBJECT_OF_OFFICIAL = "local"


def subject_of(sheets: Sequence[Sheet], survey_of: Mapping[str, Survey], roster: Roster) -> str:
    """agency or local, by the hidden sheet, the item keys or the layout; "" if nothing tells.

    ``roster``: that of the local governments, whose names the official table is known by.
    """
    named = named_subject(sheets)
    if named in survey_of:
        return named
    seen = [sheet for sheet in sheets if not sheet.is_hidden]
    if any(official.blocks_of(sheet, roster) for sheet in seen):
        return SUBJECT_OF_OFFICIAL
    best, best_count = "", 1
    for subject, survey in survey_of.items():
        keys = targets_of(survey)
        for sheet in seen:
            texts = {normal_form(text) for row in sheet.rows[:60] for text in row if text}
            count = len(texts & set(keys)) + ("番号" in texts) * (subject == "agency")
            if count > best_count:
                best, best_count = subject, count
    return best


def named_subject(sheets: Sequence[Sheet]) -> str:
    """Subject that the hidden sheet of our own workbooks names; "" if there is none."""
    named = (_meta(sheet).get("subject", "") for sheet in sheets if sheet.name == META_SHEET)
    return next(filter(None, named), "")


def survey_date_of(sheets: Sequence[Sheet]) -> str:
    """Survey date of the first hidden sheet that names one; "" if none does."""
    dates = (_meta(sheet).get("survey_date", "") for sheet in sheets if sheet.name == META_SHEET)
    return next(filter(None, dates), "")


def _meta(sheet: Sheet) -> dict[str, str]:
    return {sheet.cell(row, 0): sheet.cell(row, 1) for row in range(len(sheet.rows))}


@speaking(LANGUAGES[0])
def _own_sheets() -> set[str]:
    """Sheets that we write ourselves beside the answers."""
    return {
        META_SHEET,
        LISTS_SHEET,
        t("intake.sheet.instructions"),
        t("intake.book.findings"),
        t("intake.book.missing"),
    }


@speaking(LANGUAGES[0])
def _own_title(survey: Survey) -> str:
    """How the title of our own sheets begins."""
    return survey.title


def extract(
    sheets: Sequence[Sheet], survey: Survey, roster: Roster, mapping: ColumnMapping | None = None
) -> Reading:
    """Raw answers of one file; what cannot be placed or was not read becomes a finding."""
    reading = Reading()
    targets = with_mapping(targets_of(survey), mapping.columns if mapping else {})
    skipped = [text for text, key in mapping.columns.items() if key == UNUSED] if mapping else []
    tables: list[tuple[Sheet, list[Table], int]] = []
    is_known = False
    is_ours = any(sheet.name == META_SHEET for sheet in sheets)
    for sheet in sheets:
        if sheet.name == META_SHEET:
            row = next((r for r in range(len(sheet.rows)) if sheet.cell(r, 0) == "survey_date"), 0)
            reading.survey_date = cell_of(sheet, row, 1)
        if sheet.name == LISTS_SHEET or (is_ours and sheet.name in _own_sheets()):
            continue
        aside = unread.set_aside(sheet)
        if aside:
            reading.findings.append(aside)
            continue
        _take_title(sheet, survey)
        form = _form_row(sheet, survey)
        is_local = survey.subject == SUBJECT_OF_OFFICIAL
        blocks = official.blocks_of(sheet, roster) if is_local and form is None else []
        found: list[Table] = []
        first_row = -1
        if form is not None:
            first_row = 0
            _read_form(sheet, form, survey, roster, reading)
        elif blocks:
            first_row = blocks[0].head
            official.read(sheet, blocks, roster, reading)
        else:
            found = tables_of(sheet, survey, targets, reading.findings)
        is_known = is_known or form is not None or bool(blocks or found)
        tables.append((sheet, found, first_row))
    _resolve([table for _, found, _ in tables for table in found], survey, roster, reading)
    for sheet, found, first_row in tables if is_known else ():
        reading.findings += unread.findings_of(
            sheet, found, survey, roster, first_row=first_row, skipped=skipped
        )
    if not is_known:
        file = sheets[0].file if sheets else ""
        reading.findings.append(
            Finding(ERROR, t("intake.reason.layout"), file=file, suggestion=t("intake.hint.layout"))
        )
    return reading


def _take_title(sheet: Sheet, survey: Survey) -> None:
    """Our own title above our own tables is no news."""
    if sheet.cell(0, 0).startswith(_own_title(survey)):
        sheet.take(0, (0,))


def _resolve(tables: Sequence[Table], survey: Survey, roster: Roster, reading: Reading) -> None:
    """Lines to entries: whose each is, with one form of codes for all of them."""
    lines = [line for table in tables for line in table.lines if line.code or line.name]
    respondents = Respondents(roster, lines, reading.findings)
    for table in tables:
        entries: list[Entry | None] = []
        for line in table.lines:
            entry = None
            if line.code or line.name:
                found = respondents.find(line)
                if found:
                    texts = _texts_of(line.cells, survey)
                    entry = Entry(found, line.cells, line.anchor, texts)
            entries.append(entry)
        known = [entry for entry in entries if entry]
        before = 0
        for total in table.sums:
            since = [entry for entry in entries[before : total.since] if entry]
            before = total.since
            reading.totals.append(Total(total.anchor.text, total.anchor, total.cells, known, since))
        reading.entries += known
        _take_indicators(known, roster, reading)
    for finding in (respondents.form_finding(), respondents.carried_finding()):
        if finding:
            reading.findings.append(finding)


def _texts_of(cells: dict[str, Cell], survey: Survey) -> dict[str, Cell]:
    """Free words and who to ask, taken out of somebody's cells."""
    keys = (*PERSON_KEYS, *(question.text_key for question in survey.texts))
    return {key: cells.pop(key) for key in keys if key in cells}


def _take_indicators(entries: Sequence[Entry], roster: Roster, reading: Reading) -> None:
    """Columns of the Digital Agency's indicators in a table with one government per row."""
    has_any = False
    for entry in entries:
        for key in [key for key in entry.cells if key.startswith(ITEM_START)]:
            cell = entry.cells.pop(key)
            has_any = True
            if cell.text:
                official.store_value(key, entry.respondent, cell, reading)
    if has_any:
        official.check_parts(reading, roster)


def _form_row(sheet: Sheet, survey: Survey) -> int | None:
    """Zero-based row of the first answer of our one-respondent form."""
    keys = {item.key for item in survey.items}
    rows = [row for row in range(min(len(sheet.rows), 200)) if sheet.cell(row, 0) in keys]
    labels = [sheet.cell(row, 0) for row in range(min(rows[0], 12))] if rows else []
    return rows[0] if "code" in labels else None


def _read_form(sheet: Sheet, first: int, survey: Survey, roster: Roster, reading: Reading) -> None:
    known = {item.key for item in survey.items} | {one.text_key for one in survey.texts}
    head = {sheet.cell(row, 0): cell_of(sheet, row, 3) for row in range(first)}
    cells: dict[str, Cell] = {key: head[key] for key in PERSON_KEYS if key in head}
    for row in range(first, len(sheet.rows)):
        key = sheet.cell(row, 0)
        if key in cells:
            reason, hint = t("intake.reason.same_key", key=key), t("intake.hint.same_head")
            reading.findings.append(cell_of(sheet, row, 0).finding(ERROR, reason, hint))
        elif key in known:
            cells[key] = cell_of(sheet, row, 3)
            sheet.take(row, (0, 1, 2, 3, 4))
    for row in range(first):
        if sheet.cell(row, 0) in ("code", "name", "survey_date", *PERSON_KEYS, *SAID_KEYS):
            sheet.take(row, (0, 1, 2, 3, 4))
    sheet.take(first - 1, range(5))
    if not reading.survey_date or not reading.survey_date.text:
        reading.survey_date = head.get("survey_date")
    code, name = head["code"], head.get("name")
    line = Line(
        code if code.text and not values.is_dash(code.text) else None,
        name if name and name.text else None,
        None,
        "",
        cells,
    )
    respondents = Respondents(roster, [line], reading.findings)
    found = respondents.find(line)
    if found:
        reading.entries.append(Entry(found, cells, line.anchor, _texts_of(cells, survey)))
    elif not (line.code or line.name):
        reading.findings.append(
            code.finding(ERROR, t("intake.reason.nameless"), t("intake.hint.nameless"))
        )


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
