"""Target servers on free ports of 127.0.0.1, started together and stopped together."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_OURS = "deploy.server:app"
_OF_OURS = {
    "ours": _OURS,
    "counted": "benchmarks.targets.counted:app",
    "small": "benchmarks.targets.small:app",
}
_START_SECONDS = 240.0  # on a machine that is busy with other things


@dataclass
class Target:
    """A running server: where it answers, its process, and seconds from start to healthy."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    start_seconds: float

    @property
    def url(self) -> str:
        """Address of the page under test."""
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """User and system time of the server process so far, ended threads included."""
        # The clock of another process, as clock_getcpuclockid(3) makes it; /proc counts in 10 ms.
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def memory_mb(self) -> float:
        """Resident memory."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def stop(self, *, by_force: bool = False) -> None:
        """End the process and wait for it."""
        self.process.kill() if by_force else self.process.terminate()
        self.process.wait(20)


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command(name: str, port: int) -> tuple[list[str], str]:
    """(command, health path) of one target."""
    if name in _OF_OURS:
        application = _OF_OURS[name]
        serve = [
            "-m",
            "uvicorn",
            application,
            "--port",
            str(port),
            "--log-level",
            "warning",
            "--ws-per-message-deflate",
            "false",
        ]
        return [sys.executable, *serve, "--timeout-graceful-shutdown", "2"], "/readyz"
    if name.startswith("dash-"):
        change = name.removeprefix("dash-")
        return [sys.executable, "-m", "benchmarks.targets.dash_app", str(port), change], "/"
    # The floor and the naive version run on Streamlit's defaults but for what must not leave the machine.
    return [
        *(sys.executable, "-m", "streamlit", "run", f"benchmarks/targets/{name}.py"),
        *("--server.port", str(port), "--runner.postScriptGC", str(name == "naive").lower()),
    ], "/_stcore/health"


def start(
    name: str,
    port: int = 0,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
    health: str = "",
) -> Target:
    """A running target that has answered; RuntimeError if it does not in four minutes.

    ``health``: the address to ask instead of the one that says that everything is loaded.
    """
    port = port or free_port()
    command, loaded = _command(name, port)
    began = time.perf_counter()
    with (log or Path(os.devnull)).open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            # Modules are compiled once, as on any machine that is served from.
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""} | dict(environment or {}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    while time.perf_counter() - began < _START_SECONDS and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{health or loaded}", timeout=5)
            return Target(name, port, process, time.perf_counter() - began)
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    process.kill()
    raise RuntimeError(f"{name} does not answer")


@contextmanager
def targets(*names: str) -> Iterator[dict[str, Target]]:
    """The named targets, running."""
    running: dict[str, Target] = {}
    try:
        for name in names:
            running[name] = start(name)
        yield running
    finally:
        for target in running.values():
            target.stop()
