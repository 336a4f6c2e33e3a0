"""Many sessions over Streamlit's own websocket protocol, without a browser."""

import asyncio
import contextlib
import random
import time
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

R = TypeVar("R")
_KEPT_RUNS = 2  # global.maxCachedMessageAge
_SHORT, _KEPT_FROM = 200, 1500  # bytes; global.minCachedMessageSize


@dataclass
class Session:
    """One visitor: reruns a page and reads until the script has finished.

    ``view``: page and choices as in the address, ``agency_karte?agency=22``; "" is the start page.
    ``cookie``: which replica the proxy keeps this visitor on.
    """

    port: int
    view: str = ""
    cookie: str = ""
    received: list[bytes] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    host: str = "127.0.0.1"
    # Like a browser: messages kept from the last runs, hash -> number of the run that used it.
    _kept: dict[str, int] = field(default_factory=dict)

    async def __aenter__(self) -> "Session":
        cookie = {"Cookie": f"readiness_replica={self.cookie}"} if self.cookie else {}
        self._socket = await websockets.connect(
            f"ws://{self.host}:{self.port}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(f"http://{self.host}:{self.port}"),
            additional_headers=cookie | self.headers,
            max_size=None,
            open_timeout=120,
            ping_interval=None,  # a browser sends none
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def rerun(self, view: str | None = None) -> float:
        """Seconds from the request to the end of the script; ``received`` holds its messages."""
        page, _, query = (self.view if view is None else view).partition("?")
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        run = len(self.seconds)
        self._kept = {one: last for one, last in self._kept.items() if last > run - _KEPT_RUNS}
        message.rerun_script.cached_message_hashes.extend(self._kept)
        self.received = []
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        while True:
            data = await self._socket.recv(decode=False)
            self.received.append(data)
            # Short ones end the run or name a kept message, long ones are kept; reading the rest would
            # only take CPU from the servers beside this client.
            if _SHORT < len(data) < _KEPT_FROM:
                continue
            answer = _read(data)
            if answer.ref_hash or answer.metadata.cacheable:
                self._kept[answer.ref_hash or answer.hash] = run
            if _is_end(answer):
                self.seconds.append(time.perf_counter() - began)
                return self.seconds[-1]

    async def closed(self) -> None:
        """Read on, as a browser does, until the server or the proxy has gone."""
        with contextlib.suppress(websockets.ConnectionClosed):
            while True:
                await self._socket.recv(decode=False)

    async def click(self) -> None:
        """Ask for a rerun without waiting for it."""
        message = BackMsg()
        message.rerun_script.page_name, _, query = self.view.partition("?")
        message.rerun_script.query_string = query
        await self._socket.send(message.SerializeToString())

    def kilobytes(self) -> float:
        """Size of the messages of the last rerun."""
        return sum(map(len, self.received)) / 1000

    def messages(self) -> list[ForwardMsg]:
        """The messages of the last rerun, read."""
        return [_read(data) for data in self.received]


def _read(data: bytes) -> ForwardMsg:
    message = ForwardMsg()
    message.ParseFromString(data)
    return message


def _is_end(message: ForwardMsg) -> bool:
    return message.WhichOneof("type") == "script_finished" and (
        message.script_finished != ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
    )


def run(work: Coroutine[Any, Any, R]) -> R:
    """``work`` in a thread of its own: a browser that is open keeps a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def look(port: int, view: str, **options: Any) -> bytes:
    """All that a new visitor is sent until the screen is whole; ``options`` of a Session."""

    async def visit() -> bytes:
        async with Session(port, view, **options) as session:
            await session.rerun()
            return b"".join(session.received)

    return run(visit())


async def reruns(port: int, view: str, count: int, *, before: int = 5) -> list[float]:
    """``count`` reruns of one session, one after the other, after ``before`` that do not count."""
    async with Session(port, view) as session:
        for _ in range(before + count):
            await session.rerun()
        return session.seconds[before:]


async def think(
    port: int, views: Sequence[str], visitors: int, rounds: int, pause: float
) -> list[float]:
    """Seconds of each rerun of ``visitors`` who wait ``pause`` seconds (evenly spread) between.

    They come one after the other within one pause, as people do; counted is from when all are there.
    """
    spread = random.Random(7)  # noqa: S311
    everybody = asyncio.Barrier(visitors)

    async def visit(number: int) -> list[float]:
        await asyncio.sleep(pause * number / visitors)
        async with Session(port, views[number % len(views)]) as session:
            await session.rerun()
            await everybody.wait()
            for _ in range(rounds):
                await asyncio.sleep(pause * spread.uniform(0.5, 1.5))
                await session.rerun()
            return session.seconds[1:]

    gathered = await asyncio.gather(*(visit(number) for number in range(visitors)))
    return [seconds for visitor in gathered for seconds in visitor]


async def at_once(port: int, view: str, visitors: int) -> list[float]:
    """Seconds of one rerun of every visitor, all asked for in the same moment."""
    sessions = [Session(port, view, f"visitor-{number}") for number in range(visitors)]
    for session in sessions:
        await session.__aenter__()
        await session.rerun()
    await asyncio.gather(*(session.rerun() for session in sessions))
    for session in sessions:
        await session.__aexit__()
    return [session.seconds[-1] for session in sessions]


async def switches(
    port: int, views: Sequence[str], rounds: int, *, cookie: str = ""
) -> dict[str, list[float]]:
    """Seconds of each switch to a view from the one before it in the list, view -> one per round.

    A round is a new visitor: a session would keep the choices of a page it comes back to.
    """
    times: dict[str, list[float]] = {view: [] for view in views}
    for _ in range(rounds):
        async with Session(port, views[-1], cookie) as session:
            await session.rerun()
            for view in views:
                times[view].append(await session.rerun(view))
    return times
