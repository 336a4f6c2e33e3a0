"""The one place where tests wait: for a condition, up to one deadline, on however busy a machine."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
# What a test waits for comes within a second on a quiet machine. The deadline only ends a test that
# would never end, so that it is the same for all and far away.
SECONDS = 120.0
MILLISECONDS = SECONDS * 1000
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 0.5
# A step that took longer did not wait: the machine stood still, and with it what was waited for.
_LONGEST_STEP = 5.0


def until(condition: Callable[[], T], what: str, seconds: float = SECONDS) -> T:
    """Ask ``condition`` until it answers with something true, and give that back.

    ``what`` says in words what was waited for in vain. An OSError is an answer that is not there yet.
    Who waits long asks less often: asking takes time from what is waited for.
    """
    waited, pause, last = 0.0, _FIRST_PAUSE, time.monotonic()
    while True:
        fault = None
        try:
            if found := condition():
                return found
        except OSError as error:
            fault = error
        assert waited < seconds, f"waited {seconds:g} s for: {what}" + (
            f" ({fault!r})" if fault else ""
        )
        time.sleep(pause)
        pause = min(pause * 1.2, _LONGEST_PAUSE)
        now = time.monotonic()
        waited, last = waited + min(now - last, _LONGEST_STEP), now
