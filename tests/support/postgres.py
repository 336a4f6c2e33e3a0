"""A PostgreSQL server of our own: in a temporary directory, never as root."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.install_postgres import HOW_TO, server_directory
from tests.support.waiting import until


@dataclass
class Cluster:
    """One server with its files, which outlive a kill."""

    port: int
    binaries: Path
    directory: Path
    options: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    host: str = "127.0.0.1"

    @property
    def address(self) -> str:
        return f"postgresql://owner@{self.host}:{self.port}/postgres"

    def make(self) -> None:
        """Lay out an empty cluster."""
        command = [self.binaries / "initdb", "-D", self.directory / "cluster", "-U", "owner"]
        more = ["-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run([*command, *more], check=True, **self.options)
        with (self.directory / "cluster/pg_hba.conf").open("a") as rules:
            rules.write("host all all samenet trust\n")

    def start(self) -> None:
        """Start the server and wait until it answers, after a kill too."""
        place = f"unix_socket_directories={self.directory}"
        self.process = subprocess.Popen(
            [
                *(self.binaries / "postgres", "-D", self.directory / "cluster"),
                *("-p", str(self.port), "-c", f"listen_addresses={self.host}", "-c", place),
                *("-c", "fsync=off", "-c", "shared_buffers=16MB"),
            ],
            **self.options,
        )
        until(self._answers, "PostgreSQL answers")

    def _answers(self) -> bool:
        assert self.process
        assert self.process.poll() is None, "PostgreSQL does not start"
        try:
            psycopg.connect(self.address, connect_timeout=20).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT does not wait for open sessions, SIGQUIT does not even write back."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(60)


@contextmanager
def cluster(port: int, host: str = "127.0.0.1") -> Iterator[Cluster]:
    """A fresh server, stopped and removed at the end."""
    binaries = server_directory()
    if binaries is None:
        pytest.fail(HOW_TO)
    directory = Path(tempfile.mkdtemp(prefix="readiness-pg-", dir="/tmp"))
    options: dict[str, Any] = {
        "cwd": "/",
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    if os.geteuid() == 0:
        shutil.chown(directory, "nobody")
        options |= {"user": "nobody", "group": "nogroup", "extra_groups": []}
    running = Cluster(port, binaries, directory, options, host=host)
    try:
        running.make()
        running.start()
        yield running
    finally:
        running.stop()
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def server(port: int) -> Iterator[str]:
    """Address of a fresh server, stopped and removed at the end."""
    with cluster(port) as running:
        yield running.address
