"""The whole way of files from bytes to checked answers. What check and publish both use."""

import errno
import hashlib
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from readiness.definitions.questionnaire import Survey, surveys
from readiness.intake import checks, layouts, sheets
from readiness.intake.dates import parse_day
from readiness.intake.findings import ERROR, WARNING, FileRefused, Finding, Report, some
from readiness.intake.gate import MAXIMUM_BYTES, shown_name
from readiness.intake.long_tables import widened
from readiness.intake.mapping import ColumnMapping
from readiness.intake.reading import Answers, Entry, Reading
from readiness.intake.roster import roster
from readiness.intake.sheets import Sheet
from readiness.language.wording import t, today


@dataclass(frozen=True)
class Upload:
    """A file as it arrived."""

    name: str
    content: bytes


@dataclass
class Received:
    """Files, what they say and what is wrong with them."""

    uploads: tuple[Upload, ...]
    subject: str
    survey_date: date | None
    answers: Answers
    report: Report
    sheets: list[Sheet] = field(default_factory=list)
    indicators: Answers = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    sums: tuple[str, ...] = ()
    """Checksums of files that were read long since."""

    @property
    def sha256(self) -> str:
        """Of one file, its own; of several, of their checksums in order."""
        sums = [hashlib.sha256(upload.content).hexdigest() for upload in self.uploads]
        sums = sums or list(self.sums)
        return sums[0] if len(sums) == 1 else hashlib.sha256("".join(sums).encode()).hexdigest()

    @property
    def round_code(self) -> str:
        """``local-2026-10-01``: subject and survey date name a round."""
        return f"{self.subject}-{self.survey_date}"


def previous_answers(subject: str, before: date | None) -> Answers:
    """Answers per respondent of the newest round before that day; empty if none has any."""
    from readiness.data import warehouse

    cursor = warehouse.shared().cursor()
    limit = before.isoformat() if before else "9999"
    table = "agency_survey" if subject == "agency" else "municipality_status"
    found = cursor.execute(
        f"select max(round_code) from {table} where round_code < $limit",  # noqa: S608
        {"limit": f"{subject}-{limit}"},
    ).fetchone()
    if not found or not found[0]:
        return {}
    answers: Answers = {}
    if subject == "agency":
        rows = cursor.execute(
            "select agency_name, question_code, choice_code, answer from agency_survey"
            " where round_code = $code and question_code != 'plan' and answer in ('yes', 'no')",
            {"code": found[0]},
        ).fetchall()
        for name, question, choice, answer in rows:
            answers.setdefault(name, {})[f"{question}.{choice}"] = answer
        return answers
    choice_of = {"adopted": "adopted", "considering": "considering", "not_adopted": "not_adopted"}
    rows = cursor.execute(
        "select code, status from municipality_status where round_code = $code", {"code": found[0]}
    ).fetchall()
    return {code: {"adoption": choice_of[status]} for code, status in rows if status in choice_of}


def receive(
    uploads: Sequence[Upload],
    *,
    subject: str = "",
    survey_date: date | None = None,
    mapping: ColumnMapping | None = None,
    survey_of: Mapping[str, Survey] | None = None,
    is_part: bool = False,
) -> Received:
    """Read and check files; never raises for what they hold. Subject and survey date come from the
    arguments, else from the files. ``is_part``: of a survey whose other files come by themselves.
    """
    read: list[list[Sheet]] = []
    refused: list[Finding] = []
    for upload in uploads:
        try:
            file = sheets.read(upload.name, upload.content)[0]
            read.append([widened(sheet, mapping) for sheet in file])
        except FileRefused as fault:
            refused.append(fault.finding)
    every_sheet = [sheet for file in read for sheet in file]
    is_given = survey_of is not None
    survey_of = survey_of or surveys(survey_date or parse_day(layouts.survey_date_of(every_sheet)))
    subject = (
        subject
        or (mapping.subject if mapping else "")
        or layouts.subject_of(every_sheet, survey_of, roster("local"))
    )
    if subject not in survey_of:
        report = Report(files=[shown_name(upload.name) for upload in uploads], findings=refused)
        if read or not refused:
            reason, hint = t("intake.reason.layout"), t("intake.hint.layout")
            names = every_sheet[0].file if every_sheet else ""
            report.findings.append(Finding(ERROR, reason, file=names, suggestion=hint))
        return Received(tuple(uploads), "", survey_date, {}, report, every_sheet)
    survey, everybody = survey_of[subject], roster(subject)
    readings = [layouts.extract(file, survey, everybody, mapping) for file in read]
    survey_date, misdated = _dated(readings, survey_date)
    refused += misdated
    if not is_given:
        survey = surveys(survey_date)[subject]
    answers, report = checks.check(
        readings,
        survey,
        everybody,
        survey_date=survey_date,
        previous=previous_answers(subject, survey_date),
        mapping=mapping,
        is_part=is_part,
    )
    report.files = [shown_name(upload.name) for upload in uploads]
    if not survey_date:
        refused.append(
            Finding(ERROR, t("intake.reason.no_date"), suggestion=t("intake.hint.no_date"))
        )
    elif not is_part:
        refused += future_date(survey_date)
    indicators: Answers = {}
    for reading in readings:
        for code, given in reading.indicators.items():
            before = indicators.setdefault(code, {})
            differing = [key for key in given if before.get(key, given[key]) != given[key]]
            if differing:
                name = everybody.by_code[code].full_name
                reason = t("intake.reason.indicator_twice", town=name, name=differing[0])
                refused.append(Finding(ERROR, reason, suggestion=t("intake.hint.twice")))
            before |= given
    report.findings = sorted(
        map(_of_whom(readings, survey), [*refused, *report.findings]),
        key=lambda finding: finding.severity != ERROR,
    )
    return Received(
        tuple(uploads),
        subject,
        survey_date,
        answers,
        report,
        every_sheet,
        indicators,
        [entry for reading in readings for entry in reading.entries],
    )


def _of_whom(readings: Sequence[Reading], survey: Survey) -> Callable[[Finding], Finding]:
    """Names body and question of a finding that says only its cell."""
    bodies: dict[tuple[str, str, int], str] = {}
    cells: dict[tuple[str, str, int, str], tuple[str, str]] = {}
    labels = {item.key: item.label for item in survey.items}
    labels |= {question.text_key: question.text_label for question in survey.texts}
    for reading in readings:
        for entry in reading.entries:
            name, sheet = entry.respondent.full_name, entry.anchor.sheet
            bodies[sheet.file, sheet.name, entry.anchor.row + 1] = name
            for key, cell in (entry.cells | entry.texts).items():
                place = cell.sheet.place(cell.row, cell.column)
                where = (cell.sheet.file, cell.sheet.name, cell.row + 1, str(place["column"]))
                cells[where] = (name, labels.get(key, ""))

    def named(finding: Finding) -> Finding:
        row = (finding.file, finding.sheet, finding.row)
        name, label = cells.get((*row, finding.column), (bodies.get(row, ""), ""))
        if finding.respondent or not name:
            return finding
        return replace(finding, respondent=name, question=finding.question or label)

    return named


def future_date(survey_date: date) -> list[Finding]:
    """Said of answers that tell how it is on a day to come."""
    if survey_date <= today():
        return []
    reason = t("intake.reason.future_date", day=survey_date.isoformat())
    return [Finding(WARNING, reason, suggestion=t("intake.hint.future_date"))]


def _dated(
    readings: Sequence[Reading], survey_date: date | None
) -> tuple[date | None, list[Finding]]:
    """The survey date, given or of the files, and what is wrong with those the files name."""
    found: list[Finding] = []
    days = set()
    for reading in readings:
        cell = reading.survey_date
        day = parse_day(cell.text) if cell and cell.text else None
        if day:
            days.add(day)
        elif cell and cell.text:
            hint = t("intake.hint.no_date")
            found.append(cell.finding(ERROR, t("intake.reason.bad_date"), hint))
    if not survey_date and len(days) == 1:
        survey_date = days.pop()
    elif len(days | {survey_date} - {None}) > 1:
        shown = some(sorted(str(day) for day in days | {survey_date} - {None}), 5)
        reason, hint = t("intake.reason.dates", dates=shown), t("intake.hint.dates")
        found.append(Finding(ERROR, reason, suggestion=hint))
    return survey_date, found


def uploads_from(paths: Sequence[Path]) -> list[Upload]:
    """Files of the shell; FileRefused for one that is not there, is no file or is too big."""
    return [Upload(path.name, content_of(path)) for path in paths]


def content_of(path: Path) -> bytes:
    """The bytes of a file and of nothing else: no folder, no pipe, no device."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            kind = "folder" if stat.S_ISDIR(state.st_mode) else "no_file"
            raise FileRefused(
                t(f"intake.refused.{kind}"), t("intake.hint.file"), file=shown_name(path.name)
            )
        with path.open("rb") as file:
            return file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        kinds = {errno.ENOENT: "missing", errno.ELOOP: "loop", errno.EACCES: "forbidden"}
        reason = t(f"intake.refused.{kinds.get(error.errno or 0, 'unreadable')}")
        hint = t("intake.hint.file")
        raise FileRefused(reason, hint, file=shown_name(path.name)) from error
