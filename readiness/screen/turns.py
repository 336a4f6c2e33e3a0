"""Who may work the machine hard, and when: a few shows and files are made at once, others wait in turn.

A show of eighty maps or a presentation takes seconds of a processor. Made all at once they would keep
everybody waiting for everything; in turn they keep their own visitors waiting, who are told how long.
One visitor has a share of the line and of the minute, so that who presses on and on waits alone.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st

from readiness.language.wording import number, t
from readiness.screen.plain import plain
from readiness.screen.streamlit_internals import session_number

AT_ONCE = 2
WAITING = 16  # beyond it a visitor is asked to come back
OF_SESSION = 2  # places in the line of one screen
OF_ADDRESS = 12  # of one address: whole offices come from one
OF_MINUTE = 40  # pieces of work, small files too, that one screen may ask for in a minute
_LOOK_SECONDS = 0.5
_DOWNLOAD_SECONDS = 60.0
_FIRST_GUESS = 3.0  # seconds of one turn, until there are measured ones


class TooMany(RuntimeError):
    """Nobody more may wait; ``str()`` is for the reader."""


@dataclass(frozen=True)
class Visitor:
    """Who asks, as far as a server can tell: the screen, and the address it came from; "" for unknown."""

    session: str = ""
    address: str = ""


_asking = ContextVar("asking", default=Visitor())  # noqa: B039


def take_up() -> None:
    """Learn whose run begins; what is made later in its context is made for the same visitor. The address
    is the one the proxy saw, which writes its header itself.
    """
    address = st.context.headers.get("X-Forwarded-For") or st.context.ip_address or ""
    _asking.set(Visitor(session_number(), str(address)))


@dataclass(frozen=True, eq=False)
class Place:
    """One in the line."""

    of: Visitor


class Turns:
    """``at_once`` pieces of work at a time, in the order in which they were asked for."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._at_once, self._most = at_once, at_once + waiting
        self._line: list[Place] = []
        self._asked: deque[tuple[float, str]] = deque(maxlen=10_000)  # when, by which session
        self._changed = threading.Condition()
        self._seconds = _FIRST_GUESS

    def join(self, of: Visitor = Visitor()) -> Place:
        """A place at the end of the line. Raises TooMany."""
        with self._changed:
            if self._has_its_share(of):
                raise TooMany(t("turns.share"))
            if len(self._line) >= self._most:
                raise TooMany(t("turns.too_many", seconds=self._wait(len(self._line))))
            place = Place(of)
            self._line.append(place)
            self._asked.append((time.monotonic(), of.session))
            return place

    def _has_its_share(self, of: Visitor) -> bool:
        """Whether the screen, or its address, has as much as one may have."""
        there = [one.of for one in self._line]
        while self._asked and self._asked[0][0] < time.monotonic() - 60:
            self._asked.popleft()
        lately = sum(session == of.session for _, session in self._asked)
        return bool(
            (of.session and lately >= OF_MINUTE)
            or (of.session and sum(one.session == of.session for one in there) >= OF_SESSION)
            or (of.address and sum(one.address == of.address for one in there) >= OF_ADDRESS)
        )

    def leave(self, place: Place) -> None:
        """Done, or no longer there: the next may begin."""
        with self._changed:
            self._line.remove(place)
            self._changed.notify_all()

    def ahead(self, place: Place, wait: float) -> int:
        """How many have to end before this one may begin, after at most ``wait`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._ahead(place) == 0, wait)
            return self._ahead(place)

    def _ahead(self, place: Place) -> int:
        return max(0, self._line.index(place) + 1 - self._at_once)

    def _wait(self, ahead: int) -> str:
        return number(max(1, round(ahead * self._seconds / self._at_once)))

    def worked(self, seconds: float) -> None:
        """How long a turn took: what the next are told."""
        with self._changed:
            self._seconds += (seconds - self._seconds) / 4

    @contextmanager
    def on_screen(self) -> Iterator[None]:
        """One's turn, told on the screen while it is not yet there. Stops the run if nobody may wait.

        Telling it is also where the run of a visitor who left ends: the place in the line is free then.
        """
        try:
            place = self.join(_asking.get())
        except TooMany as fault:
            st.warning(plain(str(fault)))
            st.stop()
        try:
            said = st.empty()
            while ahead := self.ahead(place, _LOOK_SECONDS):
                said.markdown(t("turns.wait", ahead=number(ahead), seconds=self._wait(ahead)))
            said.empty()
            began = time.monotonic()
            yield
            self.worked(time.monotonic() - began)
        finally:
            self.leave(place)

    @contextmanager
    def for_download(self) -> Iterator[None]:
        """One's turn without a screen to tell it. Raises TooMany when it does not come."""
        place = self.join(_asking.get())
        try:
            if self.ahead(place, _DOWNLOAD_SECONDS):
                raise TooMany(t("turns.too_many", seconds=self._wait(len(self._line))))
            began = time.monotonic()
            yield
            self.worked(time.monotonic() - began)
        finally:
            self.leave(place)


HEAVY = Turns()
