"""The survey desk's part of the store: surveys, received files, mailings and coded texts, all append-only.

Plain values and the door; the SQL is in survey_rows.py. Without a store there is no survey, and nothing
here opens a database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readiness import store
from readiness.language.wording import t

if TYPE_CHECKING:
    from readiness.store.survey_rows import SurveyRows

OPEN, CLOSED = "open", "closed"
SENT, REMINDED = "send", "remind"


@dataclass(frozen=True)
class SurveyEntry:
    """A survey in its newest version; ``asked``: codes of respondents, empty for the whole roster.

    ``definition``: the questionnaire as it was when the survey was opened, as questionnaire.yaml has it.
    """

    subject: str
    survey_date: str
    due_date: str
    contact: str
    definition: str
    author: str
    note: str = ""
    asked: tuple[str, ...] = ()
    state: str = OPEN
    survey_code: str = ""
    version_number: int = 0
    written_at: str = ""
    opened_by: str = ""
    opened_at: str = ""

    @property
    def is_open(self) -> bool:
        """True while files are received."""
        return self.state == OPEN

    @property
    def round_code(self) -> str:
        """The round that its answers are published as."""
        return f"{self.subject}-{self.survey_date}"


@dataclass(frozen=True)
class FileEntry:
    """A file as it was received; ``is_counted`` if it had no errors and its answers are in the draft.

    ``findings``: JSON, as the check found them.
    """

    file_name: str
    file_sha256: str
    sender: str
    is_counted: bool
    error_count: int
    warning_count: int
    findings: str
    author: str
    file_number: int = 0
    received_at: str = ""


@dataclass(frozen=True)
class AnswerEntry:
    """What one file said of one respondent; ``version_number`` counts that respondent's files.

    ``texts``: free texts and who to ask, by key; of a file with errors neither is kept.
    """

    respondent_code: str
    error_count: int = 0
    warning_count: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    version_number: int = 0
    file_number: int = 0


@dataclass(frozen=True)
class Mailing:
    """Questionnaires or reminders that were made for these respondents."""

    kind: str
    respondents: tuple[str, ...]
    author: str
    mailing_number: int = 0
    sent_at: str = ""


@dataclass(frozen=True)
class Coding:
    """The reasons an officer reads in one respondent's free text; none for a text that says no reason."""

    respondent_code: str
    question_code: str
    written_text: str
    choice_codes: tuple[str, ...]
    author: str
    coding_number: int = 0
    coded_at: str = ""


@dataclass(frozen=True)
class Reason:
    """A reason that nobody offered before: offered from ``first_asked`` on."""

    subject: str
    question_code: str
    choice_code: str
    label: str
    first_asked: str
    author: str
    added_at: str = ""


def _rows() -> "SurveyRows":
    from readiness.store.survey_rows import SurveyRows

    return SurveyRows(store.url())


def surveys() -> list[SurveyEntry]:
    """Every survey in its newest version, the newest survey date first."""
    return _rows().surveys() if store.exists() else []


def survey(survey_code: str) -> SurveyEntry:
    """The survey of that code. Raises StoreFault that says which there are."""
    known = {one.survey_code: one for one in surveys()}
    if survey_code in known:
        return known[survey_code]
    if not known:
        raise store.StoreFault(t("survey.none_yet", code=survey_code))
    shown = t("list.separator").join(list(known)[:10])
    raise store.StoreFault(t("survey.unknown", code=survey_code, known=shown))


def open_survey(entry: SurveyEntry) -> SurveyEntry:
    """A new survey with its code. Raises StoreFault if a survey of that day asks the same already."""
    return _rows().open_survey(entry)


def revise(entry: SurveyEntry) -> SurveyEntry:
    """The next version of a survey (deadline, state). Raises Conflict if another one came since."""
    return _rows().revise(entry)


def receive(
    survey_code: str, file: FileEntry, content: bytes, given: Sequence[AnswerEntry], *, seen: int
) -> FileEntry:
    """Keep a file and what it says, in one transaction.

    ``seen``: number of the last file when it was checked. Raises StoreFault for a closed survey,
    Conflict if another file of the same respondent came since.
    """
    return _rows().receive(survey_code, file, content, given, seen=seen)


def files(survey_code: str) -> list[FileEntry]:
    """Received files, newest first, without their content."""
    return _rows().files(survey_code) if store.exists() else []


def content(survey_code: str, file_number: int) -> bytes:
    """The bytes of a received file; none for a file that was refused unread."""
    return _rows().content(survey_code, file_number)


def answers(survey_code: str, *, with_values: bool = False) -> list[AnswerEntry]:
    """What each file said of each respondent, in the order of the files; values only if asked for."""
    return _rows().answers(survey_code, with_values=with_values) if store.exists() else []


def mailings(survey_code: str) -> list[Mailing]:
    """What was sent, oldest first."""
    return _rows().mailings(survey_code) if store.exists() else []


def record_mailing(survey_code: str, entry: Mailing) -> Mailing:
    """Write down that something was sent."""
    return _rows().record_mailing(survey_code, entry)


def codings(survey_code: str) -> list[Coding]:
    """The newest coding of each free text."""
    return _rows().codings(survey_code) if store.exists() else []


def code_text(survey_code: str, entry: Coding, reason: Reason | None = None) -> Coding:
    """The next coding of a free text, with a new reason if there is one. Raises Conflict."""
    return _rows().code_text(survey_code, entry, reason)


def reasons(subject: str = "") -> list[Reason]:
    """Reasons that officers added, oldest first."""
    return _rows().reasons(subject) if store.exists() else []
