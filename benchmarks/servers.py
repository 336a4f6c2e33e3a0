"""Target servers on free ports of 127.0.0.1, started together and stopped together."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


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
        """User and system time of the server process so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Resident memory."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command(name: str, port: int) -> tuple[list[str], str]:
    """(command, health path) of one target."""
    if name == "ours":
        serve = [
            "-m",
            "uvicorn",
            "deploy.server:app",
            "--port",
            str(port),
            "--log-level",
            "warning",
        ]
        return [sys.executable, *serve], "/_stcore/health"
    if name == "dash":
        return [sys.executable, "-m", "benchmarks.targets.dash_app", str(port)], "/"
    # The floor and the naive version run on Streamlit's defaults but for what must not leave the machine.
    return [
        *(sys.executable, "-m", "streamlit", "run", f"benchmarks/targets/{name}.py"),
        *("--server.port", str(port), "--runner.postScriptGC", str(name == "naive").lower()),
    ], "/_stcore/health"


def _start(name: str) -> Target:
    port = free_port()
    command, health = _command(name, port)
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while time.perf_counter() - began < 90:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{health}", timeout=2)
            return Target(name, port, process, time.perf_counter() - began)
        except OSError:
            time.sleep(0.05)
    process.kill()
    raise RuntimeError(f"{name} does not answer")


@contextmanager
def targets(*names: str) -> Iterator[dict[str, Target]]:
    """The named targets, running."""
    running: dict[str, Target] = {}
    try:
        for name in names:
            running[name] = _start(name)
        yield running
    finally:
        for target in running.values():
            target.process.terminate()
        for target in running.values():
            target.process.wait(20)
