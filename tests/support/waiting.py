"""The one place where tests wait: for a condition, up to one deadline, on however busy a machine."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
# What a test waits for comes within a second on a quiet machine. The deadline only ends a test that
# would never end, so that it is the same for all and far away.
SECONDS = 120.0
MILLISECONDS = SECONDS * 1000


def until(condition: Callable[[], T], what: str, seconds: float = SECONDS) -> T:
    """Ask ``condition`` until it answers with something true, and give that back.

    ``what`` says in words what was waited for in vain. An OSError is an answer that is not there yet.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            if found := condition():
                return found
        except OSError:
            pass
        assert time.monotonic() < deadline, f"waited {seconds:g} s for: {what}"
        time.sleep(0.02)
