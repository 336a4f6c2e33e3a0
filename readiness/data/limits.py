"""A time limit for work that can be interrupted. One watching thread for all of it.

A timer for each query would cost more than most queries; entering here takes a few microseconds.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

DEFAULT_SECONDS = 10.0
# An interrupt before the work has really begun is lost: it is repeated until the work has ended.
_AGAIN_SECONDS = 0.1


class Interruptible(Protocol):
    """What another thread may stop, as a cursor of DuckDB."""

    def interrupt(self) -> None:
        """Have the work end with an error of its own."""


def query_seconds() -> float:
    """READINESS_QUERY_SECONDS, else ten; what is no positive number counts as not given."""
    try:
        given = float(os.environ.get("READINESS_QUERY_SECONDS", DEFAULT_SECONDS))
    except ValueError:
        return DEFAULT_SECONDS
    return given if 0 < given < threading.TIMEOUT_MAX else DEFAULT_SECONDS


class _Watch:
    """Interrupts what is still running at its time; sleeps until the earliest."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._due: dict[Interruptible, float] = {}
        self._next_look: float | None = None
        self._thread: threading.Thread | None = None

    def begin(self, work: Interruptible, seconds: float) -> None:
        due = time.monotonic() + seconds
        with self._changed:
            self._due[work] = due
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="query-limit", daemon=True)
                self._thread.start()
            # A look that comes early enough is not moved: most queries wake nobody.
            if self._next_look is None or due < self._next_look:
                self._changed.notify()

    def end(self, work: Interruptible) -> None:
        with self._changed:
            self._due.pop(work, None)

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                self._interrupt_due(now)
                self._next_look = min(self._due.values(), default=None)
                wait = None if self._next_look is None else max(self._next_look - now, 0.0)
                self._changed.wait(wait)

    def _interrupt_due(self, now: float) -> None:
        """A function of its own: the sleeping thread must not hold on to a cursor."""
        for work in [one for one, due in self._due.items() if due <= now]:
            self._due[work] = now + _AGAIN_SECONDS
            work.interrupt()


_watch = _Watch()


@contextmanager
def limited(work: Interruptible, seconds: float) -> Iterator[None]:
    """Interrupt ``work`` if the block takes longer than ``seconds``."""
    _watch.begin(work, seconds)
    try:
        yield
    finally:
        _watch.end(work)
