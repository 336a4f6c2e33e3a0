"""nginx before two replicas on loopback, as deploy/ configures them; for tests and benchmarks."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from benchmarks.servers import Target, free_port, start
from deploy import configure
from deploy.wait import wait

_COOKIE_SECRET = {"STREAMLIT_SERVER_COOKIE_SECRET": "the same on every replica"}


@dataclass
class Site:
    """nginx before replicas; ``environment`` is what every replica is started with."""

    port: int
    replica_ports: list[int]
    nginx: list[str]
    directory: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    replicas: dict[int, Target] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Address of the proxy."""
        return f"http://127.0.0.1:{self.port}"

    def start_replica(self, port: int) -> None:
        """Start one; it is ready to serve afterwards."""
        log = self.directory / f"replica-{port}.log"
        environment = _COOKIE_SECRET | dict(self.environment)
        self.replicas[port] = start("ours", port, environment, log)

    def stop_replica(self, port: int, *, by_force: bool = False) -> None:
        """Stop one as systemd does, or as a power cut does."""
        self.replicas[port].stop(by_force=by_force)

    def start_proxy(self) -> None:
        """Start nginx and wait for its first answer."""
        subprocess.run(self.nginx, check=True)
        if not wait(self.url, 10):
            raise RuntimeError((self.directory / "error.log").read_text())

    def stop_proxy(self) -> None:
        """Stop nginx with all its connections; ``quit`` would wait for every open screen."""
        subprocess.run([*self.nginx, "-s", "stop"], check=False)
        deadline = time.monotonic() + 10
        while (self.directory / "nginx.pid").exists() and time.monotonic() < deadline:
            time.sleep(0.05)

    def requests(self) -> list[dict[str, object]]:
        """What the access log says so far; a websocket is written when it ends."""
        lines = (self.directory / "access.log").read_text("utf-8").splitlines()
        return [orjson.loads(line) for line in lines]


def program() -> str | None:
    """Where nginx lies; Debian keeps it off the path of ordinary users."""
    return shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")


def command_for(directory: Path, text: str) -> list[str]:
    """The command of an nginx with this site file, all of whose files lie in ``directory``."""
    nginx = program()
    if not nginx:
        raise RuntimeError("nginxがありません。make test が入れます。")
    temporary = "".join(
        f"{kind}_temp_path {directory}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Workers of another user could not enter the private directory of a test to buffer an upload.
    worker = "user root;\n" if os.geteuid() == 0 else ""
    (directory / "nginx.conf").write_text(
        f"{worker}pid {directory}/nginx.pid;\nerror_log {directory}/error.log;\n"
        "worker_rlimit_nofile 16384;\nevents { worker_connections 8192; }\n"
        f"http {{ include /etc/nginx/mime.types;\n{temporary}{text} }}\n",
        encoding="utf-8",
    )
    return [nginx, "-p", str(directory), "-c", str(directory / "nginx.conf")]


@contextmanager
def site(
    directory: Path,
    environment: Mapping[str, str] | None = None,
    *,
    server_name: str = "127.0.0.1",
    people: int = 300,
    identity: configure.Identity = configure.Identity(),  # noqa: B008
    more: str = "",
) -> Iterator[Site]:
    """A running site whose configuration and logs lie in ``directory``; ``more``: other servers' blocks,
    $PORT in them is this one's.
    """
    port, first, second = free_port(), free_port(), free_port()
    text = configure.site(
        server_name,
        [first, second],
        listen=f"127.0.0.1:{port}",
        access_log=str(directory / "access.log"),
        error_log=str(directory / "error.log"),
        people=people,
        identity=identity,
    )
    command = command_for(directory, f"{text}\n{more.replace('$PORT', str(port))}")
    running = Site(port, [first, second], command, directory, environment or {})
    try:
        for replica in running.replica_ports:
            running.start_replica(replica)
        running.start_proxy()
        yield running
    finally:
        running.stop_proxy()
        for target in running.replicas.values():
            target.stop()
