"""The server speaks every two seconds, whoever answers; who never answers is let go."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import websockets
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from uvicorn import Config, Server

from benchmarks.servers import free_port
from deploy import pings
from tests.support.waiting import SECONDS


async def _listen(socket: WebSocket) -> None:
    await socket.accept()
    async for _ in socket.iter_text():
        pass


async def _heard(port: int) -> bytes:
    """All that a visitor who answers nothing is told after the handshake, until the server ends it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    await reader.readuntil(b"\r\n\r\n")
    try:
        return await asyncio.wait_for(reader.read(), SECONDS)
    finally:
        writer.close()


def test_a_visitor_who_stalls_is_spoken_to_until_taken_for_gone_and_one_who_answers_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("READINESS_LISTEN", "0.0.0.0")  # noqa: S104
    monkeypatch.setattr(pings, "EVERY_SECONDS", 0.05)
    monkeypatch.setattr(pings, "GONE_SECONDS", 1.0)

    async def both() -> tuple[bytes, Any]:
        port = free_port()
        application = Starlette(routes=[WebSocketRoute("/", _listen)])
        # However long uvicorn itself would wait.
        config = Config(application, port=port, ws="deploy.pings:Pings", log_level="error")
        server = Server(config)
        serving = asyncio.ensure_future(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        async with websockets.connect(f"ws://127.0.0.1:{port}", ping_interval=None) as answering:
            told = await _heard(port)
            answer = await asyncio.wait_for(await answering.ping(), SECONDS)
        server.should_exit = True
        await serving
        return told, answer

    # In a thread of its own: where a browser test ran before, this one has a loop already.
    with ThreadPoolExecutor(1) as apart:
        told, answer = apart.submit(asyncio.run, both()).result()
    # Pings of four bytes, one after the other without an answer; then "keepalive ping timeout".
    assert told.count(b"\x89\x04") > 3
    assert b"\x03\xf3keepalive ping timeout" in told
    assert answer >= 0
