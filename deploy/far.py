"""Short messages between the replicas on several machines: through the PostgreSQL that they share anyway.

No port is opened, nothing is set up and nothing is stored. Without PostgreSQL all replicas are on one
machine, and nobody is spoken to here; while it cannot be reached, each machine is in step by itself.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from readiness import store
from readiness.store.signals import Signals


class Far:
    """As deploy/relay.py: ``heard`` is called with each message of another replica; ``known`` says what
    one that has just begun, or is back, should hear.
    """

    def __init__(
        self, heard: Callable[[dict[str, Any]], object], known: Callable[[], list[dict[str, Any]]]
    ) -> None:
        self._heard, self._known = heard, known
        self._signals: Signals | None = None

    def open(self) -> None:
        """Begin to listen."""
        if not store.is_shared():
            return
        loop = asyncio.get_running_loop()

        def soon(call: Callable[..., object], *given: Any) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has just ended
                loop.call_soon_threadsafe(call, *given)

        self._signals = Signals(
            store.url(), lambda text: soon(self._read, text), lambda: soon(self._greet)
        )
        self._signals.open()

    def close(self) -> None:
        """Listen no more."""
        if self._signals:
            self._signals.close()
            self._signals = None

    def tell(self, message: dict[str, Any]) -> None:
        """Send to every other replica at the same PostgreSQL."""
        if self._signals:
            self._signals.say(json.dumps(message))

    def _greet(self) -> None:
        """Who has been away knows something, and lacks something."""
        self.tell({"hello": True})
        self._tell_known()

    def _tell_known(self) -> None:
        for one in self._known():
            self.tell(one)

    def _read(self, text: str) -> None:
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            return
        if isinstance(told, dict):
            self._tell_known() if "hello" in told else self._heard(told)
