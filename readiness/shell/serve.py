"""The shell's verbs ``serve`` and ``demo``: the dashboard in this process, or in several beside it.

Nothing here imports the data or Streamlit: the server opens its door before they are read.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

from readiness.language.wording import t

_HOST = "127.0.0.1"
_DEMO_STORE = Path("var/demo/store.sqlite")


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``serve`` and ``demo`` to the verbs of ``python -m readiness``."""
    serve = verbs.add_parser("serve")
    serve.set_defaults(run=run)
    demo = verbs.add_parser("demo")
    demo.set_defaults(run=run_demo)
    for verb in (serve, demo):
        verb.add_argument("--port", type=_port, default=8501)
        base = os.environ.get("READINESS_BASE_PATH", "")
        verb.add_argument("--base-path", type=_base, default=base, help="below a path: /telework")
        verb.add_argument("--open", action="store_true", help="open a browser")
    serve.add_argument(
        "--replicas", type=_replicas, default=1, help="so many servers, on ports from --port on"
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(t("serve.bad_port", text=text))
    return int(text)


def _base(text: str) -> str:
    if not re.fullmatch("(/[A-Za-z0-9_-]+)*/?", text):
        raise argparse.ArgumentTypeError(t("serve.bad_base", text=text))
    return text.rstrip("/")


def _replicas(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 16):
        raise argparse.ArgumentTypeError(t("serve.bad_replicas", text=text))
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C; 2 if a port is taken."""
    ports = range(arguments.port, arguments.port + arguments.replicas)
    os.environ["READINESS_BASE_PATH"] = base = arguments.base_path
    for port in ports:
        if port > 65535 or _is_taken(port):
            print(t("serve.port_taken", port=port), file=sys.stderr)
            return 2
    for port in ports:
        print(t("serve.open", url=f"http://{_HOST}:{port}{base}"), flush=True)
    if arguments.open:
        threading.Thread(
            target=_show, args=(f"http://{_HOST}:{arguments.port}{base}",), daemon=True
        ).start()
    # The screen for officers asks all of them how they are.
    os.environ["READINESS_REPLICAS"] = ",".join(map(str, ports))
    others = [_server(port) for port in ports[1:]]
    try:
        return _serve(arguments.port)
    finally:
        for process in others:
            process.terminate()
        for process in others:
            process.wait(20)


def run_demo(arguments: argparse.Namespace) -> int:
    """Fill a store of its own with fictional rounds and serve it; the real store is never touched."""
    _DEMO_STORE.parent.mkdir(parents=True, exist_ok=True)
    os.environ["READINESS_STORE_URL"] = f"sqlite:///{_DEMO_STORE.resolve()}"
    print(t("demo.filling"), flush=True)
    from readiness.shell import demo

    demo.fill()
    arguments.replicas = 1
    return run(arguments)


def _is_taken(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((_HOST, port))
        except OSError:
            return True
    return False


def _server(port: int) -> subprocess.Popen[bytes]:
    """Another one beside this, in the environment of this."""
    alone = f"from {__name__} import _serve; _serve({port})"
    return subprocess.Popen([sys.executable, "-c", alone])


def _serve(port: int) -> int:
    import uvicorn

    uvicorn.run(
        "deploy.server:app",
        host=_HOST,
        port=port,
        log_level="warning",
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=2,
    )
    return 0


def _show(url: str) -> None:
    """Open a browser as soon as the server answers."""
    for _ in range(240):
        try:
            urllib.request.urlopen(url, timeout=1).close()  # noqa: S310
        except OSError:
            time.sleep(0.25)
        else:
            webbrowser.open(url)
            return
