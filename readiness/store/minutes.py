"""The minutes' part of the store: decisions and tasks of meetings, append-only by revision.

Plain values and the door; the SQL is in minute_rows.py. A task on an agency is an advice too, in the
same transaction: its state and its day are those of the advice log. Without a store there are none, and
nothing here opens a database.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness import store

if TYPE_CHECKING:
    from readiness.store.minute_rows import MinuteRows

DECISION, TASK = "decision", "task"
OPEN, DONE, STRUCK = "open", "done", "struck"


@dataclass(frozen=True)
class Minute:
    """A decision or a task in its newest revision. ``link``: the slide it was written on.

    ``body``: whom it is about, ``agency:`` and its name or ``government:`` and its code; "" for nobody
    in particular. ``responsible``: who does it. ``state``: open, done, or struck (taken back).
    """

    meeting: str
    meeting_date: str
    link: str
    kind: str
    content: str
    author: str = ""
    body: str = ""
    responsible: str = ""
    due_date: str = ""
    state: str = OPEN
    advice_id: int = 0
    minute_id: int = 0
    revision_number: int = 0
    written_at: str = ""

    @property
    def agency_name(self) -> str:
        """The agency it is about; "" for any other."""
        kind, _, name = self.body.partition(":")
        return name if kind == "agency" else ""


def _rows() -> "MinuteRows":
    from readiness.store.minute_rows import MinuteRows

    return MinuteRows(store.url())


def minutes() -> list[Minute]:
    """The newest revision of each that is not struck, in the order of writing. Raises StoreUnreachable."""
    return _rows().minutes() if store.exists() else []


def write(entry: Minute) -> Minute:
    """Add an entry (minute_id 0) or a further revision of one; with a task on an agency its advice.

    Raises Conflict if somebody else revised it since, StoreUnreachable.
    """
    return _rows().write(entry)
