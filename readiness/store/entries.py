"""What the store holds, as plain values; and what can go wrong with it, in words for the reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.language.wording import sentences, t


class StoreFault(Exception):
    """The store refuses; ``str()`` is the Japanese message for the reader."""


class StoreUnreachable(StoreFault):
    """The database does not answer: reading goes on with the last state, writing has to wait."""


class StoreLocked(StoreUnreachable):
    """Somebody else is writing: the database is there, and answers when they have done."""


class StoreNewer(StoreUnreachable):
    """A later program has changed the store's tables: what this one would read may mean another thing.

    ``fields``: the store's revision, the newest one that this program knows, and its version.
    """

    def __init__(self, **fields: str) -> None:
        super().__init__(sentences([t("store.newer", **fields), t("store.newer_remedy")]))
        self.fields = fields


class Conflict(StoreFault):
    """Somebody else was faster: nothing was written."""


@dataclass(frozen=True)
class Version:
    """One version of a round: a publication, or the withdrawal of the one before it."""

    round_code: str
    version_number: int
    is_withdrawn: bool
    author: str
    published_at: str
    file_names: str
    file_sha256: str
    note: str
    label: str
    is_practice: bool
    respondent_count: int
    state: str = "final"


@dataclass(frozen=True)
class PublishedRound:
    """A round as it is published. ``answers``: respondent's code -> item key -> value.

    ``asked``: names of the agencies asked; empty for the whole roster. ``state``: final (確報) or
    provisional (速報, answers are still coming in). ``added``: question, code and label of choices that
    officers added when they coded free texts; the store knows them, nobody publishes them.
    """

    round_code: str
    subject: str
    label: str
    survey_date: str
    citation: str
    author: str
    file_names: str
    file_sha256: str
    note: str = ""
    is_practice: bool = False
    plan_first_fiscal_year: int | None = None
    plan_last_fiscal_year: int | None = None
    deadline_date: str = ""
    published_at: str = ""
    version_number: int = 0
    state: str = "final"
    asked: tuple[str, ...] = ()
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    added: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Advice:
    """One advice to one agency, in its newest revision; ``state`` is open or done."""

    agency_name: str
    advice_date: str
    channel: str
    content: str
    author: str
    due_date: str = ""
    state: str = "open"
    advice_id: int = 0
    revision_number: int = 0
    written_at: str = ""


@dataclass(frozen=True)
class Condition:
    """How a store is: ``kind`` (sqlite, postgresql, "" for none), revision of its tables, its state as
    ``token`` says it, and when the last entry was made.
    """

    kind: str = ""
    revision: str = ""
    token: str = ""
    last_at: str = ""


@dataclass(frozen=True)
class Event:
    """One line of the audit log; ``written_by`` is the account of PostgreSQL that was connected."""

    event_id: int
    at: str
    author: str
    action: str
    subject: str
    detail: str
    written_by: str = ""
