"""Many sessions over Streamlit's own websocket protocol, without a browser."""

import asyncio
import random
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Session:
    """One visitor: reruns a page and reads until the script has finished."""

    port: int
    page: str = ""
    query: str = ""
    received_bytes: int = 0
    seconds: list[float] = field(default_factory=list)

    async def __aenter__(self) -> "Session":
        self._socket = await websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(f"http://127.0.0.1:{self.port}"),
            max_size=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def rerun(self, page: str | None = None, query: str | None = None) -> float:
        """Seconds from the request to the end of the script, this page's messages received."""
        message = BackMsg()
        message.rerun_script.page_name = self.page if page is None else page
        message.rerun_script.query_string = self.query if query is None else query
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        while True:
            data = await self._socket.recv()
            self.received_bytes += len(data)
            answer = ForwardMsg()
            answer.ParseFromString(data if isinstance(data, bytes) else data.encode())
            if answer.WhichOneof("type") == "script_finished":
                self.seconds.append(time.perf_counter() - began)
                return self.seconds[-1]


async def reruns(port: int, page: str, count: int) -> list[float]:
    """``count`` reruns of one session, one after the other, after five that do not count."""
    async with Session(port, page) as session:
        for _ in range(5 + count):
            await session.rerun()
        return session.seconds[5:]


async def think(
    port: int, pages: list[str], visitors: int, rounds: int, pause: float
) -> list[float]:
    """Seconds of each rerun of ``visitors`` who wait ``pause`` seconds (evenly spread) between."""
    spread = random.Random(7)  # noqa: S311

    async def visit(number: int) -> list[float]:
        async with Session(port, pages[number % len(pages)]) as session:
            await session.rerun()
            for _ in range(rounds):
                await asyncio.sleep(pause * spread.uniform(0.5, 1.5))
                await session.rerun()
            return session.seconds[1:]

    gathered = await asyncio.gather(*(visit(number) for number in range(visitors)))
    return [seconds for visitor in gathered for seconds in visitor]


async def at_once(ports: list[int], page: str, visitors: int) -> list[float]:
    """Seconds of one rerun of every visitor, all asked for in the same moment."""
    sessions = [Session(ports[number % len(ports)], page) for number in range(visitors)]
    for session in sessions:
        await session.__aenter__()
        await session.rerun()
    await asyncio.gather(*(session.rerun() for session in sessions))
    for session in sessions:
        await session.__aexit__()
    return [session.seconds[-1] for session in sessions]
