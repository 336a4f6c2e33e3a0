"""A real nginx with the site file of deploy/, before an upstream that tells what reached it."""

import contextlib
import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.servers import free_port
from benchmarks.site import command_for
from deploy import configure

NAME = "telework.example.lg.jp"


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/hang":
            self.server.may_end.wait(120)  # type: ignore[attr-defined]
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        pairs = [(name.lower(), value) for name, value in self.headers.items()]
        content = json.dumps({"path": self.path, "headers": pairs}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_PUT = do_GET  # noqa: N815

    def log_message(self, *_: Any) -> None:
        pass


@dataclass
class Proxy:
    """Where nginx answers, and where its logs lie."""

    port: int
    plain_port: int
    directory: Path
    may_end: threading.Event

    @property
    def logs(self) -> str:
        """Everything that nginx has written."""
        names = ("access.log", "error.log")
        return "".join((self.directory / name).read_text("utf-8") for name in names)


@contextlib.contextmanager
def proxy(directory: Path, **settings: Any) -> Iterator[Proxy]:
    """nginx for NAME; ``settings`` as for configure.site. Stopped at the end."""
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    upstream.daemon_threads = True
    upstream.may_end = threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    port, plain_port = free_port(), free_port()
    ending = " ssl http2" if settings.get("certificate") else ""
    text = configure.site(
        NAME,
        [upstream.server_port],
        listen=f"127.0.0.1:{port}{ending}",
        redirect_listen=f"127.0.0.1:{plain_port}",
        access_log=str(directory / "access.log"),
        error_log=str(directory / "error.log"),
        **settings,
    )
    process = subprocess.Popen(
        [*command_for(directory, text), "-g", "daemon off;"], stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                break
            except OSError:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(0.1)
                assert process.poll() is None, (directory / "error.log").read_text("utf-8")
        yield Proxy(port, plain_port, directory, upstream.may_end)  # type: ignore[attr-defined]
    finally:
        upstream.may_end.set()  # type: ignore[attr-defined]
        process.terminate()
        process.wait(30)
        upstream.shutdown()
        upstream.server_close()


def ask(port: int, text: str, *, source: str = "127.0.0.1", body: bytes = b"") -> tuple[int, str]:
    """Send the lines of ``text`` as they are; the status and all that came back.

    ``source``: which of this machine's addresses the visitor has.
    """
    head = "\r\n".join(text.strip().splitlines()) + "\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), 60, (source, 0)) as connection:
        with contextlib.suppress(OSError):  # refused before all of it was read
            connection.sendall(head.encode() + body)
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(65_536):
                answer += part
    return (int(answer.split(b" ", 2)[1]) if answer else 0), answer.decode("utf-8", "replace")


def reached(answer: str) -> dict[str, list[str]]:
    """The headers that reached the upstream, by name."""
    found: dict[str, list[str]] = {}
    for name, value in json.loads(answer.split("\r\n\r\n", 1)[1])["headers"]:
        found.setdefault(name, []).append(value)
    return found
