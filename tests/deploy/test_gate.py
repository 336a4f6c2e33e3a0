"""Nothing that a visitor sends puts a traceback into the log, stops anybody or empties what is kept."""

import asyncio
import base64
import contextlib
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.servers import Target, start
from benchmarks.sessions import Session, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "log"


@pytest.fixture(scope="module")
def served(log: Path) -> Iterator[Target]:
    target = start("ours", 0, {"READINESS_STORE_URL": f"sqlite:///{log.parent}/store.sqlite"}, log)
    try:
        yield target
    finally:
        target.stop()


def _message(fill: Callable[[BackMsg], object]) -> bytes:
    message = BackMsg()
    fill(message)
    return message.SerializeToString()


def _sent(port: int, data: bytes | str) -> int:
    """Send one message; the code with which the server ended the connection."""

    async def send() -> int:
        async with websockets.connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(f"http://127.0.0.1:{port}"),
        ) as connection:
            await connection.send(data)
            with contextlib.suppress(websockets.ConnectionClosed):
                async with asyncio.timeout(60):
                    while True:
                        await connection.recv()
            return connection.close_code or 0

    return run(send())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe\x00garbage", 1003),
        ("text", 1003),
        (b"", 1003),
        (bytes(2_000_000), 1009),
        # The developers' menu of Streamlit: for everybody at once, or telling about the machine.
        (_message(lambda m: setattr(m, "clear_cache", True)), 1003),
        (_message(lambda m: setattr(m, "set_run_on_save", True)), 1003),
        (_message(lambda m: setattr(m, "load_git_info", True)), 1003),
        (_message(lambda m: setattr(m, "debug_shutdown_runtime", True)), 1003),
        (_message(lambda m: setattr(m, "debug_disconnect_websocket", True)), 1003),
    ],
    ids=str,
)
def test_what_no_screen_sends_ends_the_connection_without_a_word(
    served: Target, log: Path, data: bytes | str, code: int
) -> None:
    before = log.read_text()
    assert _sent(served.port, data) == code
    assert log.read_text() == before


def _packed(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"))).decode()


VIEWS = [
    "meeting?agenda=x",
    "meeting?agenda=" + _packed(r'{"items": [{"link": "\ud800"}]}'),
    "meeting?agenda=" + _packed('{"title": "\ud800", "items": []}'),
    "meeting?agenda=" + _packed("[" * 100_000),
    "show?agenda=" + _packed(r'{"items": [{"link": "x", "headline": "\ud800"}]}'),
    "publish?as_of=0001-01-01T00:00:00%2B23:59",
    "publish?as_of=" + "9" * 5_000,
    "publish?as_of=%ed%a0%80",
    "agency_karte?agency=%00%ff&lang=%ed%a0%80",
    "roadmap?slip=99999999999999999999",
    "side_by_side?codes=131016,131016,%ed%a0%80",
    "self_check?a=%ff",
    "nothing?x=1",
    "../../etc/passwd",
]


def test_no_link_puts_a_traceback_into_the_log(served: Target, log: Path) -> None:
    async def visit() -> None:
        for view in VIEWS:
            async with Session(served.port, view) as session:
                await session.rerun()
        for cookie in ("_streamlit_user=x", "window_scale=nan", "window_scale=1e999"):
            async with Session(served.port, "", headers={"Cookie": cookie}) as session:
                await session.rerun()

    run(visit())
    assert "Traceback" not in log.read_text()
    assert " error " not in log.read_text()
