"""The small table of a year's follow-up: state of GSS, days and shares per agency. File in, findings out.

One row per agency; what a cell leaves blank is not stated, and nothing is filled in for it.
"""

import hashlib
import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import xlsxwriter

from readiness.data import queries
from readiness.definitions.contracts import GSS_STATUSES
from readiness.intake import dates, sheets
from readiness.intake.findings import ERROR, WARNING, FileRefused, Finding
from readiness.intake.publishing import PublishRefused
from readiness.intake.roster import roster
from readiness.language.wording import LANGUAGES, fiscal_year, listed, number, speaking, t
from readiness.store import PublishedRound
from readiness.store.followups import DONE, MONTH, NUMBERS, STATUS, SUBJECT, code_of

# The table is Japanese, as what it is filled from.
NAME = "name"
_LIMITS = {"days_per_person": 366.0, "teleworker_pct": 100.0}
_BLANK = frozenset(("", "-", "－", "ー", "―", "‐", "…"))
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
_MARKS = re.compile(r"^[○◯▷△－\-\s]+")
_SEARCHED = 20  # rows in which the heads are looked for

Answers = dict[str, dict[str, str]]


@dataclass
class Followup:
    """What a file says of one fiscal year; ``findings`` with an error block publishing."""

    fiscal_year: int
    file_name: str
    sha256: str
    answers: Answers = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        """Findings that block publishing."""
        return [one for one in self.findings if one.severity == ERROR]


def heads() -> dict[str, str]:
    """Key -> head of its column, in Japanese."""
    with speaking(LANGUAGES[0]):
        return {key: t(f"followup.head.{key}") for key in (NAME, STATUS, MONTH, *NUMBERS)}


def statuses() -> dict[str, str]:
    """Code -> word of a state of GSS, in Japanese and without its mark."""
    with speaking(LANGUAGES[0]):
        return {code: _MARKS.sub("", t(f"gss.status.{code}")) for code in GSS_STATUSES}


def blank_table() -> bytes:
    """The table to fill in: every agency in order, states to choose from."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(t("followup.sheet"))
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, head in enumerate(heads().values()):
        sheet.write_string(0, column, head, bold)
    names = [one.name for one in roster("agency").respondents]
    for row, name in enumerate(names, start=1):
        sheet.write_string(row, 0, name)
    sheet.data_validation(
        1, 1, len(names), 1, {"validate": "list", "source": list(statuses().values())}
    )
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, len(heads()) - 1, 26)
    sheet.freeze_panes(1, 1)
    book.close()
    return buffer.getvalue()


def read(name: str, content: bytes, year: int) -> Followup:
    """The checked table of a file; what cannot be opened is a finding as well."""
    found = Followup(year, name, hashlib.sha256(content).hexdigest())
    try:
        tables, _ = sheets.read(name, content)
    except FileRefused as refused:
        found.findings.append(refused.finding)
        return found
    for sheet in tables:
        place = _heads(sheet)
        if place:
            _read_rows(found, sheet, *place)
            break
    else:
        wanted = listed(list(heads().values()))
        found.findings.append(Finding(ERROR, t("followup.no_heads", heads=wanted), file=name))
        return found
    if not any(found.answers.values()) and not found.errors:
        found.findings.append(Finding(ERROR, t("followup.empty"), file=name))
    _compare(found)
    return found


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _heads(sheet: sheets.Sheet) -> tuple[int, dict[str, int]] | None:
    """(row of the heads, key -> column) if the sheet has the agencies and one more column."""
    wanted = {_plain(head): key for key, head in heads().items()}
    for row in range(min(_SEARCHED, len(sheet.rows))):
        columns = {
            wanted[_plain(text)]: column
            for column, text in enumerate(sheet.rows[row])
            if _plain(text) in wanted
        }
        if NAME in columns and len(columns) > 1:
            return row, columns
    return None


def _read_rows(
    found: Followup, sheet: sheets.Sheet, head_row: int, columns: Mapping[str, int]
) -> None:
    people = roster("agency")
    for row in range(head_row + 1, len(sheet.rows)):
        cells = {key: sheets.cell_of(sheet, row, column) for key, column in columns.items()}
        if all(cell.text in _BLANK for cell in cells.values()):
            continue
        who = people.called(cells[NAME].text)
        if len(who) != 1:
            hint = people.suggestion(cells[NAME].text)
            suggestion = t("followup.perhaps", name=hint) if hint else ""
            found.findings.append(cells[NAME].finding(ERROR, t("followup.no_agency"), suggestion))
            continue
        name = who[0].name
        if name in found.answers:
            found.findings.append(cells[NAME].finding(ERROR, t("followup.twice", name=name)))
            continue
        found.answers[name] = _answers(found, cells)


def _answers(found: Followup, cells: Mapping[str, sheets.Cell]) -> dict[str, str]:
    given: dict[str, str] = {}
    for key, cell in cells.items():
        if key == NAME or cell.text in _BLANK:
            continue
        value, fault = _value(key, cell.text)
        if fault:
            found.findings.append(cell.finding(ERROR, fault))
        else:
            given[key] = value
    _check_month(found, given, cells)
    return given


def _value(key: str, text: str) -> tuple[str, str]:
    """(value, "") or ("", what is wrong with it)."""
    if key == STATUS:
        words = {_plain(word): code for code, word in statuses().items()}
        code = words.get(_plain(_MARKS.sub("", text)))
        return (code, "") if code else ("", t("followup.status", words=listed(statuses().values())))
    if key == MONTH:
        month = dates.parse_month(text)
        return (f"{month:%Y-%m}", "") if month else ("", t("followup.month"))
    plain = _plain(text).removesuffix("%").removesuffix("日")
    if not _NUMBER.fullmatch(plain) or float(plain) > _LIMITS[key]:
        return "", t("followup.number", limit=number(_LIMITS[key]))
    return plain, ""


def _check_month(found: Followup, given: dict[str, str], cells: Mapping[str, sheets.Cell]) -> None:
    """A month needs a state it can belong to, and a move lies before the end of the year told of."""
    month = given.get(MONTH)
    if not month:
        return
    status = given.get(STATUS)
    if status is None and cells.get(STATUS) and cells[STATUS].text not in _BLANK:
        return  # the state itself is what is at fault
    if status is None or status == "not_stated":
        found.findings.append(cells[MONTH].finding(ERROR, t("followup.month_without_status")))
    elif status in DONE and month > f"{found.fiscal_year + 1}-03":
        found.findings.append(
            cells[MONTH].finding(
                ERROR, t("followup.month_later", year=fiscal_year(found.fiscal_year))
            )
        )


def _compare(found: Followup) -> None:
    """States that went back, and agencies of which nothing is said: to be looked at."""
    before = queries.agency_gss().set_index("agency_name")["status"].to_dict()
    for name, given in found.answers.items():
        status = given.get(STATUS)
        if status and before.get(name) in DONE and status not in DONE:
            word = statuses()[str(before[name])]
            found.findings.append(
                Finding(WARNING, t("followup.back", name=name, before=word), file=found.file_name)
            )
    missing = [one.name for one in roster("agency").respondents if not found.answers.get(one.name)]
    if found.answers and missing:
        found.findings.append(
            Finding(
                WARNING,
                t("followup.missing", count=len(missing), names=listed(missing)),
                file=found.file_name,
            )
        )


def preview(found: Followup) -> list[dict[str, object]]:
    """What will be shown of each agency, beside what is shown now."""
    now = queries.agency_gss().set_index("agency_name")["status"].to_dict()
    return [
        {
            "agency_name": name,
            "before": t(f"gss.status.{now[name]}") if name in now else "",
            "gss_status": t(f"gss.status.{given[STATUS]}") if STATUS in given else "",
            "gss_month": given.get(MONTH, ""),
            **{key: given.get(key, "") for key in NUMBERS},
        }
        for name, given in found.answers.items()
        if given
    ]


def draft(
    found: Followup, *, author: str, citation: str, day: date, note: str = ""
) -> PublishedRound:
    """The follow-up that publishing would write; raises PublishRefused for a file with errors."""
    if found.errors or not citation.strip():
        raise PublishRefused(t("intake.publish.refused", count=max(len(found.errors), 1)))
    with speaking(LANGUAGES[0]):
        label = t("followup.label", year=fiscal_year(found.fiscal_year))
    return PublishedRound(
        round_code=code_of(found.fiscal_year),
        subject=SUBJECT,
        label=label,
        survey_date=day.isoformat(),
        citation=citation.strip(),
        author=author,
        file_names=found.file_name[:2000],
        file_sha256=found.sha256,
        note=note,
        answers={name: given for name, given in found.answers.items() if given},
    )
