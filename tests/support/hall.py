"""Visitors of a dashboard behind a proxy, each with an own agency on the screen, while something happens.

Each is a connection as a browser has it, without the browser: who is cut off comes back by the own link.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import websockets

from benchmarks.sessions import Session
from readiness.data import queries

AGENCIES = 9  # that somebody of the hall looks at
REHEARSED = (
    "agency_karte?agency=0"  # their screens, for READINESS_REHEARSE; a real replica draws all
)
_PAUSE_SECONDS = 0.05  # between two attempts of a browser that was cut off
_LAST_LOOKS = 3  # a run that was under way may still end first


@dataclass
class Absence:
    """When somebody was cut off, and was back with the whole screen."""

    began: float
    ended: float

    @property
    def seconds(self) -> float:
        return self.ended - self.began


@dataclass
class Visitor:
    """Somebody with an own agency on the screen, who comes back by the own link when cut off."""

    host: str
    port: int
    number: int
    agency: str
    absences: list[Absence] = field(default_factory=list)
    coming_in: float = 0.0

    @property
    def cookie(self) -> str:
        """What nginx knows this visitor by."""
        return f"visitor-{self.number}"

    async def _open(self) -> Session:
        view = f"agency_karte?agency={self.number % AGENCIES + 1:02}"
        session = Session(self.port, view, self.cookie, host=self.host)
        await session.__aenter__()
        try:
            await session.rerun()
            assert self.agency.encode() in b"".join(session.received)
        except BaseException:
            await session.__aexit__()
            raise
        return session

    async def stay(self, is_over: asyncio.Event, seated: asyncio.Semaphore) -> None:
        """Read until ``is_over``; then once more, which shows that the view is still there."""
        session = await self._come_in()
        came = self.absences.pop()
        self.coming_in = came.seconds
        seated.release()
        over = asyncio.ensure_future(is_over.wait())
        while not is_over.is_set():
            gone = asyncio.ensure_future(session.closed())
            await asyncio.wait({gone, over}, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                session = await self._come_in()
            else:
                gone.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await gone
        for _ in range(_LAST_LOOKS):
            try:
                await session.rerun()
            except (OSError, websockets.WebSocketException):  # cut off, and only hears of it now
                session = await self._come_in()
            if self.agency.encode() in b"".join(session.received):
                await session.__aexit__()
                return
        raise AssertionError(f"{self.agency} is not on the screen any more")

    async def _come_in(self) -> Session:
        """Try until the whole screen is there, as a browser does."""
        began = time.perf_counter()
        while True:
            try:
                session = await self._open()
            except (OSError, websockets.WebSocketException):
                await asyncio.sleep(_PAUSE_SECONDS)
                continue
            self.absences.append(Absence(began, time.perf_counter()))
            return session


class Hall:
    """All of them, in a thread of their own."""

    def __init__(self, host: str, port: int, visitors: int) -> None:
        names = list(queries.agency_stage(queries.latest_round("agency"))["agency_name"])
        self.visitors = [
            Visitor(host, port, number, names[number % AGENCIES]) for number in range(visitors)
        ]
        self._loop = asyncio.new_event_loop()
        self._is_over = asyncio.Event()
        self._seated = threading.Event()
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="hall")

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._stay())
        except BaseException as fault:  # told to whoever opened the hall
            self._fault = fault
        finally:
            self._seated.set()
            self._loop.close()

    async def _stay(self) -> None:
        seated = asyncio.Semaphore(0)
        reading = [asyncio.ensure_future(one.stay(self._is_over, seated)) for one in self.visitors]
        everybody = asyncio.gather(*reading)
        for _ in self.visitors:
            coming = asyncio.ensure_future(seated.acquire())
            await asyncio.wait({coming, everybody}, return_when=asyncio.FIRST_COMPLETED)
            if everybody.done():
                break
        self._seated.set()
        await everybody

    def open(self) -> None:
        """Return when everybody has the own screen."""
        self._thread.start()
        self._seated.wait()
        if self._fault:
            raise self._fault

    def close(self) -> None:
        """Everybody looks once more, and the view is still there; else this raises."""
        with contextlib.suppress(RuntimeError):  # ended with a fault
            self._loop.call_soon_threadsafe(self._is_over.set)
        self._thread.join()
        if self._fault:
            raise self._fault

    def longest(self, since: float = 0.0) -> list[float]:
        """The longest absence of each visitor that began after ``since``; 0 for who stayed."""
        return [
            max((one.seconds for one in visitor.absences if one.began >= since), default=0.0)
            for visitor in self.visitors
        ]

    @property
    def coming_in(self) -> float:
        """Seconds of the slowest, all at once, on this machine as busy as it is."""
        return max(visitor.coming_in for visitor in self.visitors)


@contextmanager
def hall(host: str, port: int, visitors: int) -> Iterator[Hall]:
    """A hall that is full; at the end everybody shows that the view is still there."""
    running = Hall(host, port, visitors)
    running.open()
    try:
        yield running
    finally:
        running.close()
