"""Short messages between all programs at one PostgreSQL (LISTEN and NOTIFY). Nothing is stored.

For what is worth something in this moment only, such as the slide of a presenter. Who cannot be
reached hears nothing of it, and is told again what holds when it is back: ``begun`` is called then.
"""

import collections
import contextlib
import logging
import selectors
import socket
import threading
from collections.abc import Callable
from typing import Any

_CHANNEL = "readiness"
_BEAT_SECONDS = 2.0  # of silence, then the server is asked whether it is there
_ANSWER_SECONDS = 3.0
_AGAIN_SECONDS = 1.0
_CLOSING_SECONDS = 1.0
_WAITING_LIMIT = 200  # messages; older ones are worth nothing any more
_log = logging.getLogger("readiness")


class Signals:
    """One connection in a thread of its own, made again for as long as it takes.

    ``heard`` gets each message of another program, ``begun`` is called whenever the connection stands;
    both in that thread.
    """

    def __init__(
        self, url: str, heard: Callable[[str], object], begun: Callable[[], object]
    ) -> None:
        self._url, self._heard, self._begun = url, heard, begun
        self._waiting: collections.deque[str] = collections.deque(maxlen=_WAITING_LIMIT)
        self._ending = threading.Event()
        self._bell, self._rung = socket.socketpair()
        self._bell.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="signals", daemon=True)

    def open(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def close(self) -> None:
        """Listen no more; a connection attempt that is under way is not waited for."""
        self._ending.set()
        self._ring()
        self._thread.join(_CLOSING_SECONDS)

    def say(self, text: str) -> None:
        """To every other program, soon; lost if the server cannot be reached."""
        self._waiting.append(text)
        self._ring()

    def _ring(self) -> None:
        with contextlib.suppress(OSError):
            self._bell.send(b".")

    def _run(self) -> None:
        # Only who listens loads the driver.
        import psycopg
        from sqlalchemy.exc import SQLAlchemyError

        from readiness.store.connections import alone, patient_for
        from readiness.store.entries import StoreFault

        is_lost = False
        with patient_for(_ANSWER_SECONDS):
            while not self._ending.is_set():
                try:
                    with alone(self._url) as connection:
                        connection.execute(f"listen {_CHANNEL}")
                        self._waiting.clear()
                        self._begun()
                        is_lost = False
                        self._exchange(connection)
                except (psycopg.Error, SQLAlchemyError, StoreFault, OSError) as fault:
                    if not is_lost:
                        _log.warning("machines cannot hear each other: %s", type(fault).__name__)
                    is_lost = True
                    self._ending.wait(_AGAIN_SECONDS)

    def _exchange(self, connection: Any) -> None:
        """Say and hear until the end, or until the connection is lost."""
        own = connection.info.backend_pid
        with selectors.DefaultSelector() as ready:
            ready.register(connection.fileno(), selectors.EVENT_READ)
            ready.register(self._rung, selectors.EVENT_READ)
            while not self._ending.is_set():
                found = ready.select(_BEAT_SECONDS)
                if any(key.fileobj is self._rung for key, _ in found):
                    self._rung.recv(_WAITING_LIMIT)
                while self._waiting:
                    say = "select pg_notify(%s, %s)"
                    connection.execute(say, (_CHANNEL, self._waiting.popleft()))
                if not found:
                    connection.execute("select 1")
                for told in connection.notifies(timeout=0):
                    if told.pid != own:
                        self._heard(told.payload)
