"""Officers in processes of their own, who write at a word, both at once or killed in the middle."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence

from tests.support import ROOT
from tests.support.waiting import SECONDS


def officer(script: str, *arguments: str) -> subprocess.Popen[str]:
    """A process that runs the script, which calls ``ready_to_write`` before it writes."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env=dict(os.environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def ready_to_write(statements: Sequence[str]) -> None:
    """In the officer's process: say so, wait for the word; killed after so many statements, if any are given."""
    from sqlalchemy import Engine, event

    print("ready", flush=True)
    sys.stdin.readline()
    if not statements:
        return
    steps = iter(range(int(statements[0])))

    def step(*_: object) -> None:
        if next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)


def at_once(officers: Sequence[subprocess.Popen[str]]) -> list[str]:
    """What each says when all get the word together."""
    for one in officers:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in officers:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    return [one.communicate(timeout=SECONDS)[0] for one in officers]
