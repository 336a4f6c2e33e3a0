"""Thousands of distinct links of every kind, as a visitor who only wants to fill the memory writes them."""

import asyncio
import base64
import json
import time
import zlib
from collections.abc import Iterator
from itertools import combinations, count, cycle, islice

from benchmarks.servers import Target
from benchmarks.sessions import Session, run
from readiness.data import queries

_AGENCIES = [f"{place:02}" for place in range(1, 23)]
_OPEN_AT_ONCE = 4
_LONGEST_SECONDS = 120  # on a machine that is busy with other things


def links() -> Iterator[str]:
    """Endlessly many, no two alike, of each kind in turn."""
    governments = list(queries.local_governments(queries.latest_round("local"))["code"])
    kinds = (
        (f"side_by_side?codes={','.join(four)}" for four in combinations(governments, 4)),
        (f"peers?code={code}&rule=nearest&k={k}" for k in count(5) for code in governments),
        (f"agency_compare?agencies={','.join(three)}" for three in combinations(_AGENCIES, 3)),
        (f"search?q={number}" for number in count()),
        (f"meeting?agenda={_agenda(number)}" for number in count()),
        (f"show?agenda={_agenda(number)}" for number in count(10**9)),
        (f"agency_karte?agency={agency}&x={number}" for number in count() for agency in _AGENCIES),
        (f"self_check?planned={number}" for number in count()),
        (f"overview?as_of=2026-01-01T00:00:00.{number:06}%2B00:00" for number in count()),
        (f"prefecture_map?prefecture={n % 47 + 1:02}&x={n}" for n in count()),
    )
    for kind in cycle(kinds):
        link = next(kind, "")
        if link:
            yield link


def _agenda(number: int) -> str:
    """A packed agenda of one slide with words of its own."""
    item = {"link": "agency_karte?agency=13", "headline": f"見出し{number}", "notes": f"{number}"}
    text = json.dumps({"title": f"会議{number}", "items": [item]}, ensure_ascii=False)
    return base64.urlsafe_b64encode(zlib.compress(text.encode())).decode().rstrip("=")


async def visit(port: int, chosen: list[str]) -> None:
    """Open each link in a session of its own, a few at once, and leave."""
    waiting = list(reversed(chosen))

    async def one_after_the_other() -> None:
        while waiting:
            link = waiting.pop()
            try:
                async with asyncio.timeout(_LONGEST_SECONDS), Session(port, link) as session:
                    await session.rerun()
            except TimeoutError as error:
                raise RuntimeError(f"no end after {_LONGEST_SECONDS} s: {link}") from error

    await asyncio.gather(*(one_after_the_other() for _ in range(_OPEN_AT_ONCE)))


def memory_after(target: Target, each: int, times: int) -> list[float]:
    """Megabytes of the server after every ``each`` more links."""
    endless, found = links(), []
    for place in range(times):
        began = time.perf_counter()
        run(visit(target.port, list(islice(endless, each))))
        found.append(target.memory_mb())
        seconds = time.perf_counter() - began
        print(f"{(place + 1) * each} links: {found[-1]:.0f} MB, {seconds:.0f} s", flush=True)
    return found
