"""Minutes of a meeting in words: what was decided on which slide, who does what until when, what is due.

Entries in, rows and sentences out; and the file of those who write without a role. No store, no screen.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from readiness.agenda.agenda import Agenda, AgendaFault
from readiness.definitions.outside import parsed
from readiness.definitions.spreadsheets import visible
from readiness.language.wording import apart, number, said, t, today
from readiness.store.minutes import DECISION, DONE, OPEN, STRUCK, TASK, Minute
from readiness.subjects import catalogue as subjects
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.kept import kept
from readiness.subjects.local import governments

LIMITS = {"meeting": 60, "content": 1000, "responsible": 60, "link": 300, "body": 60}  # letters
ENTRY_LIMIT = 300  # of a file
SOON = timedelta(days=30)
_BRIEF = 28  # letters of an entry in a box to choose from


@dataclass(frozen=True)
class Due:
    """Open tasks of earlier meetings: late, due within thirty days, and the others."""

    late: tuple[Minute, ...]
    soon: tuple[Minute, ...]
    later: tuple[Minute, ...]

    @property
    def every(self) -> tuple[Minute, ...]:
        """Late ones first."""
        return (*self.late, *self.soon, *self.later)


def of_meeting(entries: Iterable[Minute], meeting: str, day: str) -> list[Minute]:
    """The entries of one meeting, in the order of writing."""
    return [one for one in entries if (one.meeting, one.meeting_date) == (meeting, day)]


def due(entries: Iterable[Minute], meeting: str, day: str) -> Due:
    """What is open on the day of a meeting from the meetings before it."""
    last = (date.fromisoformat(day) + SOON).isoformat()
    found = [
        one
        for one in entries
        if (one.kind, one.state) == (TASK, OPEN)
        and (one.meeting, one.meeting_date) != (meeting, day)
    ]
    found.sort(key=lambda one: (one.due_date or "9999", one.minute_id))
    late = tuple(one for one in found if one.due_date and one.due_date < day)
    soon = tuple(one for one in found if day <= one.due_date <= last)
    return Due(late, soon, tuple(one for one in found if one not in (*late, *soon)))


def bodies() -> dict[str, str]:
    """Whom a task can be about -> what people call it: agencies by name, governments by code."""
    return kept(_bodies)


def _bodies() -> dict[str, str]:
    agencies = {f"agency:{name}": name for name in Survey.newest().names.values()}
    return agencies | {f"government:{code}": label for code, label in governments.labels().items()}


def body_name(body: str) -> str:
    """What people call whom an entry is about; the name within ``body`` for one that is no longer."""
    return said(bodies().get(body, body.partition(":")[2]))


def slide_title(link: str) -> str:
    """What the slide is called; its link for one that no longer exists."""
    try:
        return subjects.view_of(link).title if link else ""
    except UnknownChoice:
        return link


def state_word(one: Minute, day: str) -> str:
    """Open, late or done; a decision stands."""
    if one.kind == DECISION:
        return t("minutes.state.stands")
    is_late = one.state == OPEN and one.due_date and one.due_date < day
    return t("minutes.state.late" if is_late else f"minutes.state.{one.state}")


def brief(one: Minute) -> str:
    """An entry in one line, for a box to choose from."""
    text = " ".join(one.content.split())
    short = text if len(text) <= _BRIEF else f"{text[: _BRIEF - 1]}…"
    return apart((t(f"minutes.kind.{one.kind}"), short))


def rows(entries: Sequence[Minute], *, with_meeting: bool, day: str = "") -> pd.DataFrame:
    """The entries in words, for a table and its CSV."""
    day = day or today().isoformat()
    names = [
        *("due_date", "minute_state", "minute_kind", "minute_content", "minute_body"),
        *("responsible_name", "slide_title", "meeting_name", "meeting_date"),
    ]
    found = pd.DataFrame(
        [
            (
                one.due_date,
                state_word(one, day),
                t(f"minutes.kind.{one.kind}"),
                one.content,
                body_name(one.body),
                one.responsible,
                slide_title(one.link),
                one.meeting,
                one.meeting_date,
            )
            for one in entries
        ],
        columns=names,
    )
    return found if with_meeting else found.drop(columns=["meeting_name", "meeting_date"])


def sentence(entries: Sequence[Minute]) -> str:
    """How much was decided, and how much is to be done."""
    tasks = [one for one in entries if one.kind == TASK]
    waiting = sum(one.state == OPEN for one in tasks)
    decided = len(entries) - len(tasks)
    return t("minutes.sentence", decided=decided, tasks=len(tasks), open=waiting)


def place_of(agenda: Agenda, link: str) -> int:
    """The number of a slide in an agenda, from 1; 0 if it is not in it."""
    links = [item.link for item in agenda.items]
    return links.index(link) + 1 if link in links else 0


_FIELDS = (
    "meeting",
    "meeting_date",
    "link",
    "kind",
    "content",
    "body",
    "responsible",
    "due_date",
    "state",
)


def as_json(entries: Iterable[Minute]) -> str:
    """The entries as the text of a small file, for who has no role in the store."""
    return json.dumps(
        {"minutes": [{name: getattr(one, name) for name in _FIELDS} for one in entries]},
        ensure_ascii=False,
        indent=1,
    )


def from_json(text: str) -> list[Minute]:
    """The entries of such a file, each looked at; raises AgendaFault that names the place."""
    try:
        whole = parsed(text)
    except ValueError as fault:
        raise AgendaFault(t("minutes.not_json")) from fault
    given = whole.get("minutes") if isinstance(whole, dict) else None
    if not isinstance(given, list):
        raise AgendaFault(t("minutes.not_json"))
    if len(given) > ENTRY_LIMIT:
        raise AgendaFault(t("minutes.too_many", limit=number(ENTRY_LIMIT)))
    return [_entry(place, one) for place, one in enumerate(given, start=1)]


def _entry(place: int, one: Any) -> Minute:
    def wrong(field: str) -> AgendaFault:
        return AgendaFault(t("minutes.bad_entry", place=place, field=t(f"minutes.field.{field}")))

    if not isinstance(one, dict):
        raise wrong("content")
    texts = {name: one.get(name, "") for name in _FIELDS}
    for name, value in texts.items():
        if not isinstance(value, str) or len(value) > LIMITS.get(name, 10):
            raise wrong(name)
    cleaned: dict[str, Any] = {name: visible(value) for name, value in texts.items()}
    entry = Minute(minute_id=place, **cleaned)
    checks = {
        "kind": entry.kind in (DECISION, TASK),
        "state": entry.state in (OPEN, DONE, STRUCK),
        "content": bool(entry.content.strip()),
        "meeting_date": _is_day(entry.meeting_date),
        "due_date": not entry.due_date or _is_day(entry.due_date),
        "body": not entry.body or entry.body in bodies(),
    }
    for name, is_right in checks.items():
        if not is_right:
            raise wrong(name)
    return entry


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
