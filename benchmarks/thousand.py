"""A thousand visitors on two replicas behind nginx: they arrive within a minute, stay, and think.

They think from when they came, as people do: were all to begin in one moment, their choices would come in
waves. What the clients take of the same processors is told apart: on a machine of their own the servers had more.
"""

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.sessions import Session
from benchmarks.site import Site

VISITORS = 1000
WITHIN_SECONDS = 60.0
THINK_SECONDS = 10.0
WATCHED_SECONDS = 35.0  # from when all are there


@dataclass
class Thousand:
    """Seconds until each one's screen was whole after coming, and after each choice; who was refused;
    MB of both replicas for each; seconds of processors that servers and clients took, by part.
    """

    arrived: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    mb_each: float = 0.0
    cpu: dict[str, float] = field(default_factory=dict)


def _memory(served: Site) -> float:
    return sum(target.memory_mb() for target in served.replicas.values())


def _cpu(served: Site) -> Mapping[str, float]:
    servers = sum(target.cpu_seconds() for target in served.replicas.values())
    return {"servers": servers, "clients": time.process_time()}


async def visit(served: Site, views: Sequence[str], visitors: int = VISITORS) -> Thousand:
    """All of it; the replicas have drawn the views before."""
    found = Thousand()
    spread = random.Random(7)  # noqa: S311
    memory, before = _memory(served), _cpu(served)

    is_over = asyncio.Event()
    everybody = asyncio.Event()

    async def arrive(number: int) -> Session | None:
        await asyncio.sleep(WITHIN_SECONDS * number / visitors)
        began = time.perf_counter()
        session = Session(served.port, views[number % len(views)], f"visitor-{number}")
        try:
            await session.__aenter__()
            await session.rerun()
        except Exception as fault:  # whatever turns a visitor away is counted
            found.refused.append(f"{type(fault).__name__}: {fault}")
            return None
        found.arrived.append(time.perf_counter() - began)
        session.received = []
        return session

    async def stay(number: int) -> None:
        session = await arrive(number)
        if not session:
            return
        while not is_over.is_set():
            await asyncio.sleep(THINK_SECONDS * spread.uniform(0.5, 1.5))
            seconds = await session.rerun()
            session.received = []
            if everybody.is_set() and not is_over.is_set():
                found.waited.append(seconds)
        await session.__aexit__()

    staying = [asyncio.ensure_future(stay(number)) for number in range(visitors)]
    while len(found.arrived) + len(found.refused) < visitors:
        await asyncio.sleep(0.1)
    everybody.set()
    found.mb_each = (_memory(served) - memory) / visitors
    between = _cpu(served)
    await asyncio.sleep(WATCHED_SECONDS)
    is_over.set()
    after = _cpu(served)
    for who in ("servers", "clients"):
        found.cpu[f"{who}, arriving"] = between[who] - before[who]
        found.cpu[f"{who}, thinking"] = after[who] - between[who]
    await asyncio.gather(*staying)
    return found
