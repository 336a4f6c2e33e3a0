"""A survey from its opening to its draft: who is asked, with which questions, what has come in.

Every file is checked by itself, kept, and counted into the draft if it has no error; a later file of the
same respondent takes the place of the earlier one. Nothing is published here.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache

from readiness import store
from readiness.definitions import questionnaire
from readiness.definitions.indicators import ITEM_START
from readiness.definitions.names import normal_form
from readiness.definitions.questionnaire import Survey
from readiness.definitions.spreadsheets import one_line
from readiness.intake import checks, layouts
from readiness.intake.coding import coded_answers, free_texts
from readiness.intake.findings import ERROR, WARNING, Finding, Report, some
from readiness.intake.forms import Heading
from readiness.intake.gate import shown_name
from readiness.intake.reading import Answers
from readiness.intake.reception import Received, Upload, future_date, receive
from readiness.intake.roster import Roster, roster
from readiness.language.wording import LANGUAGES, apart, moment, number, speaking, t
from readiness.store import surveys
from readiness.store.surveys import AnswerEntry, FileEntry, SurveyEntry

ANSWERED, WARNED, REFUSED, MISSING = "answered", "warnings", "errors", "missing"
STATES = (ANSWERED, WARNED, REFUSED, MISSING)


class SurveyRefused(store.StoreFault):
    """What was asked of a survey cannot be; ``str()`` says why and what to do."""


def open_survey(
    subject: str,
    *,
    as_of: date,
    due: date,
    contact: str,
    author: str,
    note: str = "",
    prefecture: str = "",
    bodies: Sequence[str] = (),
) -> SurveyEntry:
    """A new survey of the whole roster, of one prefecture or of the named bodies.

    Raises SurveyRefused for a contact that is none, days in the wrong order or a body nobody knows.
    """
    contact, note = one_line(contact).strip(), one_line(note).strip()
    if not contact:
        raise SurveyRefused(t("survey.no_contact"))
    if due < as_of:
        raise SurveyRefused(t("survey.due_before", due=due.isoformat(), as_of=as_of.isoformat()))
    added = [
        (one.question_code, one.choice_code, one.label, one.first_asked)
        for one in surveys.reasons(subject)
    ]
    return surveys.open_survey(
        SurveyEntry(
            subject=subject,
            survey_date=as_of.isoformat(),
            due_date=due.isoformat(),
            contact=contact,
            definition=questionnaire.definition_of(subject, added),
            author=one_line(author),
            note=note,
            asked=_asked(subject, prefecture, bodies),
        )
    )


def _asked(subject: str, prefecture: str, bodies: Sequence[str]) -> tuple[str, ...]:
    """Codes of who is asked; empty for everybody."""
    everybody = roster(subject)
    if prefecture:
        code = everybody.prefecture(prefecture) or prefecture
        found = everybody.of_prefecture(code).respondents if subject == "local" else ()
        if not found:
            raise SurveyRefused(t("command.no_prefecture", code=one_line(prefecture[:20])))
        if not bodies:
            return tuple(one.code for one in found)
    chosen: dict[str, None] = {}
    unknown, several = [], []
    for text in filter(None, map(str.strip, bodies)):
        parts = [part.strip() for part in text.replace("\t", ",").split(",") if part.strip()]
        named = [
            one
            for part in parts
            for one in (
                everybody.by_any_code.get(part),
                everybody.by_number.get(part),
                *everybody.called(part),
            )
            if one
        ]
        # A code decides; equal names in two prefectures do not.
        coded = [one for part in parts if (one := everybody.by_any_code.get(part))]
        codes = dict.fromkeys(one.code for one in (coded or named))
        if not codes:
            unknown.append(text[:40])
        elif len(codes) > 1:
            several.append(text[:40])
        else:
            chosen |= codes
    if unknown or several:
        key = "survey.unknown_bodies" if unknown else "survey.several_bodies"
        raise SurveyRefused(t(key, names=some([one_line(one) for one in unknown or several], 10)))
    return tuple(code for code in everybody.by_code if code in chosen)


@lru_cache(maxsize=16)
def _definition(text: str, subject: str, day: date) -> Survey:
    return questionnaire.dated(questionnaire.parse(text)[subject], day)


def questions_of(entry: SurveyEntry) -> Survey:
    """The questionnaire as it was when the survey was opened."""
    return _definition(entry.definition, entry.subject, date.fromisoformat(entry.survey_date))


def asked_by(entry: SurveyEntry) -> Roster:
    """Who is asked, in the order of the roster."""
    everybody = roster(entry.subject)
    if not entry.asked:
        return everybody
    asked = set(entry.asked)
    return Roster(entry.subject, [one for one in everybody.respondents if one.code in asked])


def heading_of(entry: SurveyEntry) -> Heading:
    """What its questionnaires say above the questions."""
    return Heading(date.fromisoformat(entry.due_date), entry.contact, entry.note)


@dataclass(frozen=True)
class Check:
    """One file of a survey, checked; ``seen``: the last file that was there before."""

    upload: Upload
    received: Received
    given: tuple[AnswerEntry, ...]
    seen: int

    @property
    def report(self) -> Report:
        """What was found."""
        return self.received.report


def check_file(entry: SurveyEntry, upload: Upload) -> Check:
    """Read one file by the survey's own questions; what does not belong to it is an error."""
    last = max((one.file_number for one in surveys.files(entry.survey_code)), default=0)
    received = receive(
        [upload],
        subject=entry.subject,
        survey_date=date.fromisoformat(entry.survey_date),
        survey_of={entry.subject: questions_of(entry)},
        is_part=True,
    )
    asked = asked_by(entry).by_code
    report = received.report
    strangers = {
        one.respondent.code: one
        for one in received.entries
        if one.respondent.code not in asked and one.respondent.code in received.answers
    }
    report.findings += [
        replace(
            one.anchor.finding(ERROR, t("survey.not_asked"), t("survey.hint.not_asked")),
            respondent=one.respondent.full_name,
        )
        for one in strangers.values()
    ]
    report.asked_count = len(asked)
    named = layouts.named_subject(received.sheets)
    if named not in ("", entry.subject):
        # Every further word would be about a questionnaire that was not asked for.
        fields = {
            kind: t(f"group.{one}") for kind, one in (("named", named), ("asked", entry.subject))
        }
        reason = t("survey.other_subject", **fields)
        report.findings = [
            Finding(
                ERROR,
                reason,
                file=shown_name(upload.name),
                suggestion=t("survey.hint.other_subject"),
            )
        ]
    return Check(upload, received, _given(received, asked), last)


def _given(received: Received, asked: Mapping[str, object]) -> tuple[AnswerEntry, ...]:
    """One entry for each respondent that the file says something of; of a file with errors no answers."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in received.report.findings:
        counts[finding.respondent][finding.severity] += 1
    is_counted = not received.report.errors
    known: dict[str, dict[str, str]] = {}
    for entry in received.entries:
        texts = {key: one_line(cell.text) for key, cell in entry.texts.items() if cell.text}
        known.setdefault(entry.respondent.code, {}).update(texts)
    said = {code for code in (*received.answers, *received.indicators) if code in asked}
    if len(received.entries) == 1:
        # What is said of the whole file is said of the one body in it.
        body = received.entries[0].respondent.full_name
        counts[body] = Counter(one.severity for one in received.report.findings)
    # A row whose every cell is wrong has no answer left, but has come in.
    names = {one.respondent.code: one.respondent.full_name for one in received.entries}
    said |= {code for code, name in names.items() if code in asked and counts[name][ERROR]}
    return tuple(
        AnswerEntry(
            code,
            error_count=counts[names.get(code, "")][ERROR],
            warning_count=counts[names.get(code, "")]["warning"],
            answers=received.answers.get(code, {}) | received.indicators.get(code, {})
            if is_counted
            else {},
            texts=known.get(code, {}) if is_counted else {},
        )
        for code in sorted(said)
    )


def receive_file(
    entry: SurveyEntry,
    upload: Upload,
    *,
    author: str,
    sender: str = "",
    checked: Check | None = None,
) -> tuple[FileEntry, Report]:
    """Check, keep and count one file, in one transaction.

    Raises StoreFault for a closed survey, Conflict if somebody else received the same respondents since
    the check.
    """
    found = checked or check_file(entry, upload)
    report = found.report
    is_readable = bool(found.received.sheets)
    names = [one.full_name for one in map(roster(entry.subject).by_code.get, _codes(found)) if one]
    with speaking(LANGUAGES[0]):
        whose = some(names, 2)
    kept = surveys.receive(
        entry.survey_code,
        FileEntry(
            file_name=shown_name(upload.name),
            file_sha256=found.received.sha256,
            sender=one_line(sender).strip() or whose,
            is_counted=not report.errors,
            error_count=len(report.errors),
            warning_count=len(report.warnings),
            findings=json.dumps([asdict(one) for one in report.findings], ensure_ascii=False),
            author=one_line(author),
        ),
        # What the gate refused is not kept: nobody is to open it from here.
        upload.content if is_readable else b"",
        found.given,
        seen=found.seen,
    )
    return kept, report


def _codes(found: Check) -> list[str]:
    return [one.respondent_code for one in found.given]


def findings_of(file: FileEntry) -> list[Finding]:
    """What the check found when the file was received."""
    return [Finding(**one) for one in json.loads(file.findings)]


@dataclass(frozen=True)
class Line:
    """One respondent in the register; ``version`` 0 for who has not answered yet."""

    code: str
    number: str
    name: str
    prefecture_code: str
    prefecture_name: str
    state: str
    received_at: str = ""
    version: int = 0
    file_number: int = 0
    counted_version: int = 0
    reminded_at: str = ""


def register(entry: SurveyEntry) -> list[Line]:
    """Everybody who is asked, with the state of what came last and when they were reminded."""
    files = {one.file_number: one for one in surveys.files(entry.survey_code)}
    last: dict[str, AnswerEntry] = {}
    counted: dict[str, int] = {}
    for answer in surveys.answers(entry.survey_code):
        last[answer.respondent_code] = answer
        if files[answer.file_number].is_counted:
            counted[answer.respondent_code] = answer.version_number
    reminded: dict[str, str] = {}
    for mailing in surveys.mailings(entry.survey_code):
        if mailing.kind == surveys.REMINDED:
            reminded |= dict.fromkeys(mailing.respondents, mailing.sent_at)
    lines = []
    for one in asked_by(entry).respondents:
        line = Line(
            one.code,
            one.number,
            one.full_name,
            one.prefecture_code,
            one.prefecture_name,
            MISSING,
            reminded_at=_moment(reminded.get(one.code, "")),
        )
        if one.code in last:
            answer = last[one.code]
            file = files[answer.file_number]
            state = WARNED if answer.warning_count else ANSWERED
            line = replace(
                line,
                state=state if file.is_counted else REFUSED,
                received_at=_moment(file.received_at),
                version=answer.version_number,
                file_number=file.file_number,
                counted_version=counted.get(one.code, 0),
            )
        lines.append(line)
    return lines


def summary(lines: Sequence[Line]) -> str:
    """``24団体中　回答 10　注意あり 2　要修正 1　未提出 11``."""
    counts = Counter(line.state for line in lines)
    states = apart(
        t("survey.counted", state=t(f"survey.state.{s}"), count=number(counts[s])) for s in STATES
    )
    return t("survey.summary", count=number(len(lines)), states=states)


def _moment(text: str) -> str:
    return moment(text) if text else ""


def counted_answers(entry: SurveyEntry) -> dict[str, AnswerEntry]:
    """Respondent -> its last answers without errors."""
    files = {one.file_number: one for one in surveys.files(entry.survey_code)}
    return {
        one.respondent_code: one
        for one in surveys.answers(entry.survey_code, with_values=True)
        if files[one.file_number].is_counted
    }


def drafted(entry: SurveyEntry) -> Received:
    """What came in so far, as files that were received at once: for preview and publication.

    Surveys of the same day ask different bodies and are one round.
    """
    together = [one for one in surveys.surveys() if one.round_code == entry.round_code]
    answers: Answers = {}
    indicators: Answers = {}
    files: list[FileEntry] = []
    uncoded = 0
    for one in reversed(together):
        given = counted_answers(one)
        used = {answer.file_number for answer in given.values()}
        files += [f for f in reversed(surveys.files(one.survey_code)) if f.file_number in used]
        for code, answer in given.items():
            values = dict(answer.answers)
            beside = {key: values.pop(key) for key in list(values) if key.startswith(ITEM_START)}
            if values:
                answers[code] = values
            if beside:
                indicators[code] = beside
        coded_answers(one, given, answers)
        uncoded += sum(text.coding is None for text in free_texts(one, questions_of(one), given))
    day = date.fromisoformat(entry.survey_date)
    added = [
        (one.question_code, one.choice_code, one.label) for one in surveys.reasons(entry.subject)
    ]
    questions = questionnaire.with_choices(questions_of(entry), added)
    everybody = roster(entry.subject)
    order = {code: place for place, code in enumerate(everybody.by_code)}
    answers = dict(sorted(answers.items(), key=lambda pair: order.get(pair[0], len(order))))
    report = Report(entry.subject, entry.survey_date, [one.file_name for one in files])
    report.answered_count, report.asked_count = len(answers), len(everybody)
    report.missing = checks.missing(everybody, answers)
    report.totals = checks.counted(questions, answers)
    report.findings += future_date(day)
    if uncoded:
        reason = t("survey.uncoded_texts", count=number(uncoded))
        report.findings.append(Finding(WARNING, reason, suggestion=t("survey.hint.uncoded_texts")))
    if not answers:
        report.findings.append(
            Finding(ERROR, t("survey.nothing_yet"), suggestion=t("survey.hint.nothing_yet"))
        )
    return Received(
        (),
        entry.subject,
        day,
        answers,
        report,
        indicators=indicators,
        sums=tuple(one.file_sha256 for one in files),
    )


def close(entry: SurveyEntry, *, author: str) -> SurveyEntry:
    """No more files from now on. Raises SurveyRefused if it is closed already, Conflict."""
    if not entry.is_open:
        who = {"author": entry.author, "at": moment(entry.written_at)}
        raise SurveyRefused(t("survey.closed_already", code=entry.survey_code, **who))
    return surveys.revise(replace(entry, state=surveys.CLOSED, author=one_line(author)))


def refuse_closed(entry: SurveyEntry) -> None:
    """Raises SurveyRefused for a survey that neither sends nor receives any more."""
    if not entry.is_open:
        who = {"author": entry.author, "at": moment(entry.written_at)}
        raise SurveyRefused(t("survey.is_closed", code=entry.survey_code, **who))


def reopen(entry: SurveyEntry, *, author: str) -> SurveyEntry:
    """Files are received again. Raises SurveyRefused if it is open, Conflict."""
    if entry.is_open:
        raise SurveyRefused(t("survey.open_already", code=entry.survey_code))
    return surveys.revise(replace(entry, state=surveys.OPEN, author=one_line(author)))


def postpone(entry: SurveyEntry, due: date, *, author: str) -> SurveyEntry:
    """Another deadline for answers. Raises SurveyRefused, Conflict."""
    if due.isoformat() < entry.survey_date:
        days = {"due": due.isoformat(), "as_of": entry.survey_date}
        raise SurveyRefused(t("survey.due_before", **days))
    return surveys.revise(replace(entry, due_date=due.isoformat(), author=one_line(author)))


def matches(line: Line, words: str) -> bool:
    """True for a body whose code or name holds every word, however it is written."""
    text = normal_form(f"{line.number}{line.name}")
    return all(normal_form(word) in text for word in words.split())
