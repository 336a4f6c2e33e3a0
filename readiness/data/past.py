"""States of the store that stood at an earlier time: which there are, and a few of them kept ready.

A visitor may ask for any instant. What stood changes only when somebody publishes or withdraws, so an
instant is as good as the last of those before it; and building one holds up nobody who reads today's.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Generic, TypeVar

from readiness import store
from readiness.language.links import without_ending
from readiness.language.wording import JAPAN, t
from readiness.store import Version
from readiness.store.instants import standing

UNREAD = "unread"  # token of a state that came about without the store
KEPT = 3
WAITING = 8  # more at once are asked to come back
_SECONDS_EACH = 3  # of building; said to who waits, not measured

T = TypeVar("T")


class StoreBusy(store.StoreFault):
    """Too many earlier states asked for at once; ``str()`` says how long it may take."""


@dataclass(frozen=True)
class State:
    """``versions``: round code and version number of all that stood; ``instant``: the last change."""

    versions: frozenset[tuple[str, int]]
    instant: str
    is_today: bool

    @property
    def token(self) -> str:
        """Names the state in caches."""
        return f"as of {sorted(self.versions)}"


_known: tuple[tuple[str, str], list[Version]] | None = None


def versions(token: str) -> list[Version]:
    """Every version of every round; read again when the store has moved. Raises StoreUnreachable."""
    global _known
    known, key = _known, (store.url(), token)
    if known is None or known[0] != key or token == UNREAD:
        _known = known = (key, store.history())
    return known[1]


def named(text: str) -> str:
    """The instant that a person or a link names: a time, of Japan without its zone, or a day, which is its
    end in Japan. Raises ValueError, which says how to write it.
    """
    # In an address a plus sign is a space, and a mail may have put a full stop behind.
    given = without_ending(text.strip()).replace(" ", "+" if "T" in text else "T")
    try:
        if len(given) == 10:
            moment = datetime.combine(date.fromisoformat(given), time.max, JAPAN)
        else:
            moment = datetime.fromisoformat(given)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=JAPAN)
        return moment.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        raise ValueError(t("read.bad_moment", text=text[:60])) from None


def instant(text: str) -> str:
    """A time with its offset as the store writes it: ISO, UTC, microseconds. Raises ValueError."""
    try:
        time = datetime.fromisoformat(text)
        if time.tzinfo is None:
            raise ValueError(text)
        return time.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError as error:
        raise ValueError(text) from error


def state_at(every: Iterable[Version], as_of: str, *, with_withdrawn: bool) -> State:
    """What stood at a time; without ``with_withdrawn`` nothing that has been withdrawn since."""
    wanted, every = instant(as_of), list(every)
    then, now = standing(every, wanted), standing(every)
    stood = frozenset(
        (code, one.version_number)
        for code, one in then.items()
        if not one.is_withdrawn and (with_withdrawn or not now[code].is_withdrawn)
    )
    stands = frozenset(
        (code, one.version_number) for code, one in now.items() if not one.is_withdrawn
    )
    last = max((one.published_at for one in then.values()), default="")
    return State(stood, last or wanted, stood == stands)


class Shelf(Generic[T]):
    """KEPT states built when asked for, one at a time, by a lock that nobody else needs."""

    def __init__(self) -> None:
        self._kept: OrderedDict[State, T] = OrderedDict()
        self._shelf, self._building = threading.Lock(), threading.Lock()
        self._waiting = 0

    def get(self, state: State, build: Callable[[State], T]) -> T:
        """The state, built if it is not there. Raises StoreBusy if WAITING others wait already."""
        found = self._find(state)
        if found is not None:
            return found
        with self._shelf:
            if self._waiting >= WAITING:
                raise StoreBusy(t("warehouse.past_busy", seconds=self._waiting * _SECONDS_EACH))
            self._waiting += 1
        try:
            with self._building:
                found = self._find(state)
                if found is None:
                    found = build(state)
                    with self._shelf:
                        self._kept[state] = found
                        while len(self._kept) > KEPT:
                            self._kept.popitem(last=False)
                return found
        finally:
            with self._shelf:
                self._waiting -= 1

    def _find(self, state: State) -> T | None:
        with self._shelf:
            if state in self._kept:
                self._kept.move_to_end(state)
            return self._kept.get(state)
