"""What this process has done since it began: runs of screens, stopped queries, errors. Plain numbers.

Nothing here says who did what: a run has a duration, an error a number. readiness/screen/watching.py
tells them to whoever watches the machine.
"""

import threading
import time
from bisect import bisect_left
from collections import Counter, deque
from contextvars import ContextVar
from dataclasses import dataclass

# Upper ends of the classes of durations, in seconds; the last one has no end.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
KEPT_FAULTS = 20

# Number of the request that this thread works for; the log of the proxy has the same.
request: ContextVar[str] = ContextVar("request", default="")


@dataclass(frozen=True)
class Fault:
    """An error that a reader was told the number of; ``at`` in seconds since 1970."""

    number: str
    kind: str
    request: str
    at: float


class Observed:
    """Counts, shared by all threads."""

    def __init__(self) -> None:
        self._counting = threading.Lock()
        self._runs = [0] * (len(BUCKETS) + 1)
        self._run_seconds = 0.0
        self._stopped: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._last: deque[Fault] = deque(maxlen=KEPT_FAULTS)

    def ran(self, seconds: float) -> None:
        """A screen was run, to its end or until its reader chose something else."""
        with self._counting:
            self._runs[bisect_left(BUCKETS, seconds)] += 1
            self._run_seconds += seconds

    def stopped(self, reason: str) -> None:
        """A query was stopped: ``time`` or ``memory``."""
        with self._counting:
            self._stopped[reason] += 1

    def erred(self, number: str, kind: str) -> None:
        """A reader was told the number of an error, ``kind`` is its class."""
        with self._counting:
            self._faults[kind] += 1
            self._last.append(Fault(number, kind, request.get(), time.time()))

    def runs(self) -> tuple[list[int], float]:
        """Number of runs in each class of durations, and the seconds of all together."""
        with self._counting:
            return list(self._runs), self._run_seconds

    def queries_stopped(self) -> dict[str, int]:
        """Reason -> number; both reasons are there."""
        with self._counting:
            return {reason: self._stopped[reason] for reason in ("time", "memory")}

    def faults(self) -> tuple[dict[str, int], list[Fault]]:
        """Kind -> number of errors, and the last of them, newest first."""
        with self._counting:
            return dict(self._faults), list(reversed(self._last))


here = Observed()
