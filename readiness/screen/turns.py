"""Who may work the machine hard, and when: a few shows and files are made at once, others wait in turn.

A show of eighty maps or a presentation takes seconds of a processor. Made all at once they would keep
everybody waiting for everything; in turn they keep their own visitors waiting, who are told how long.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from readiness.language.wording import number, t
from readiness.screen.plain import plain

AT_ONCE = 2
WAITING = 16  # beyond it a visitor is asked to come back
_LOOK_SECONDS = 0.5
_DOWNLOAD_SECONDS = 60.0
_FIRST_GUESS = 3.0  # seconds of one turn, until there are measured ones


class TooMany(RuntimeError):
    """Nobody more may wait; ``str()`` is for the reader."""


class Turns:
    """``at_once`` pieces of work at a time, in the order in which they were asked for."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._at_once, self._most = at_once, at_once + waiting
        self._line: list[object] = []
        self._changed = threading.Condition()
        self._seconds = _FIRST_GUESS

    def join(self) -> object:
        """A place at the end of the line. Raises TooMany."""
        with self._changed:
            if len(self._line) >= self._most:
                raise TooMany(t("turns.too_many", seconds=self._wait(len(self._line))))
            place = object()
            self._line.append(place)
            return place

    def leave(self, place: object) -> None:
        """Done, or no longer there: the next may begin."""
        with self._changed:
            self._line.remove(place)
            self._changed.notify_all()

    def ahead(self, place: object, wait: float) -> int:
        """How many have to end before this one may begin, after at most ``wait`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._ahead(place) == 0, wait)
            return self._ahead(place)

    def _ahead(self, place: object) -> int:
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
            place = self.join()
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
        place = self.join()
        try:
            if self.ahead(place, _DOWNLOAD_SECONDS):
                raise TooMany(t("turns.too_many", seconds=self._wait(len(self._line))))
            began = time.monotonic()
            yield
            self.worked(time.monotonic() - began)
        finally:
            self.leave(place)


HEAVY = Turns()
