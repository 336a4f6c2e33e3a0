"""A hall of 200 that follows a presenter, on two replicas behind nginx, each with its screen open too."""

import asyncio
import json
import time
from collections.abc import Mapping

import websockets

from benchmarks.sessions import Session
from benchmarks.site import Site
from readiness.agenda.following import new_key, room_of

SEATS = 200
STEPS = 30
STILL_SECONDS = 45.0  # every window hears twice that it is still connected


class _Window:
    """One who follows: notes when each slide arrived."""

    def __init__(self) -> None:
        self.seen: dict[int, float] = {}
        self.news = asyncio.Event()

    async def follow(self, socket: websockets.ClientConnection) -> None:
        async for text in socket:
            number = json.loads(text).get("number", 0)
            self.seen.setdefault(number, time.perf_counter())
            self.news.set()

    async def sees(self, number: int) -> float:
        while number not in self.seen:
            self.news.clear()
            await self.news.wait()
        return self.seen[number]


async def _join(port: int, room: str, cookie: str) -> websockets.ClientConnection:
    return await websockets.connect(
        f"ws://127.0.0.1:{port}/follow/{room}",
        additional_headers={"Cookie": f"readiness_replica={cookie}"},
        ping_interval=None,  # a browser sends none
        open_timeout=60,
    )


def _cpu(served: Site) -> float:
    return sum(target.cpu_seconds() for target in served.replicas.values())


async def hall(served: Site) -> Mapping[str, float]:
    """CPU of both replicas together in percent of a core: empty, with 200 windows, with 200 windows and
    their screens; seconds until the first, the middle and the last of 200 see a step.
    """
    found = {"empty": await _still(served)}
    key = new_key()
    windows = [_Window() for _ in range(SEATS)]
    sockets = [await _join(served.port, room_of(key), str(n)) for n in range(SEATS)]
    reading = [
        asyncio.create_task(one.follow(socket))
        for one, socket in zip(windows, sockets, strict=True)
    ]
    found["windows"] = await _still(served)
    screens = [Session(served.port, "show?agenda=liaison", str(n)) for n in range(SEATS)]
    for screen in screens:
        await screen.__aenter__()
        await screen.rerun()
    found["windows and screens"] = await _still(served)
    presenter = await _join(served.port, room_of(key), "presenter")
    firsts, middles, lasts = [], [], []
    for number in range(1, STEPS + 1):
        step = {"key": key, "number": number, "black": False, "agenda": "x"}
        began = time.perf_counter()
        await presenter.send(json.dumps(step))
        seen = sorted([await one.sees(number) - began for one in windows])
        firsts.append(seen[0])
        middles.append(seen[SEATS // 2])
        lasts.append(seen[-1])
        await asyncio.sleep(0.2)
    found |= {"first": max(firsts), "middle": max(middles), "last": max(lasts)}
    for task in reading:
        task.cancel()
    for socket in [*sockets, presenter]:
        await socket.close()
    for screen in screens:
        await screen.__aexit__()
    return found


async def _still(served: Site) -> float:
    before = _cpu(served)
    await asyncio.sleep(STILL_SECONDS)
    return (_cpu(served) - before) / STILL_SECONDS * 100
