"""A PostgreSQL server of our own: in a temporary directory, on 127.0.0.1, never as root."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.install_postgres import HOW_TO, server_directory


@contextmanager
def server(port: int) -> Iterator[str]:
    """Address of a fresh server, stopped and removed at the end."""
    binaries = server_directory()
    if binaries is None:
        pytest.fail(HOW_TO)
    directory = Path(tempfile.mkdtemp(prefix="readiness-pg-", dir="/tmp"))
    options: dict[str, object] = {
        "cwd": "/",
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    if os.geteuid() == 0:
        shutil.chown(directory, "nobody")
        options |= {"user": "nobody", "group": "nogroup", "extra_groups": []}
    cluster = directory / "cluster"
    subprocess.run(
        [
            binaries / "initdb",
            "-D",
            cluster,
            "-U",
            "owner",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ],
        check=True,
        **options,
    )
    process = subprocess.Popen(
        [
            *(binaries / "postgres", "-D", cluster, "-p", str(port)),
            *("-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={directory}"),
            *("-c", "fsync=off", "-c", "shared_buffers=16MB"),
        ],
        **options,
    )
    address = f"postgresql://owner@127.0.0.1:{port}/postgres"
    try:
        for _ in range(200):
            try:
                psycopg.connect(address, connect_timeout=2).close()
                break
            except psycopg.OperationalError:
                assert process.poll() is None, "PostgreSQL does not start"
                time.sleep(0.1)
        yield address
    finally:
        process.send_signal(signal.SIGINT)  # fast shutdown: does not wait for open sessions
        process.wait(20)
        shutil.rmtree(directory, ignore_errors=True)
