"""Everybody sees the slide that the presenter shows: one connection for each window that follows.

A room is known by its public name; whoever has the pass phrase behind it may steer. What a room shows
is a number and no content: nothing is stored, and the slides stand in every browser already. Imports
neither Streamlit nor the data, and answers before they are loaded.
"""

import asyncio
import contextlib
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from deploy import state
from deploy.far import Far
from deploy.relay import Relay
from readiness.agenda.following import is_room, may_steer

PATH = "/follow/{room}"
SEAT_LIMIT = 4_000  # windows of one replica; a file handle and 30 kB each
MESSAGE_LETTERS = 300
WRONG_TRIES, TRIES_SECONDS = 10, 60.0  # of one address
_BEAT_SECONDS = 20.0  # how often a window hears that it is still connected
_EMPTY_SECONDS = 3600.0  # a room without a window is remembered so long
_STEPS, _STEPS_PER_SECOND = 100.0, 40.0  # of one presenter; a key held down makes 30 a second
_NOT_UNDERSTOOD, _NOT_ALLOWED, _TOO_BIG, _TRY_LATER = 1003, 1008, 1009, 1013
_TRUSTED_ADDRESSES = 8  # of one room
Shown = dict[str, Any]  # number of the slide, whether it is black, of which agenda, since when


@dataclass(eq=False)
class Seat:
    """One window; its sender waits for news and always tells the newest."""

    socket: WebSocket
    news: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(eq=False)
class Room:
    """What is shown, since which millisecond (0: nothing yet), and who is there."""

    shown: Shown = field(default_factory=lambda: {"at": 0})
    seats: set[Seat] = field(default_factory=set)
    used: float = field(default_factory=time.monotonic)
    steered_from: set[str] = field(default_factory=set)

    @property
    def at(self) -> int:
        """When the newest state was set; grows with every change."""
        return int(self.shown["at"])

    def show(self, shown: Shown) -> bool:
        """Take up a state if it is newer than the own one, and wake everybody."""
        self.used = time.monotonic()
        if shown["at"] <= self.at:
            return False
        self.shown = shown
        self.wake()
        return True

    def wake(self) -> None:
        """Every sender tells its window what is shown."""
        for seat in self.seats:
            seat.news.set()


def _directory() -> Path:
    given = os.environ.get("READINESS_FOLLOW_DIRECTORY")
    return Path(given) if given else state.directory() / "follow"


class Rooms:
    """All rooms of one replica, in step with those of the others, on this machine and elsewhere."""

    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}
        self._tries: dict[str, list[float]] = {}
        self._seated = 0
        self._ways = (
            Relay(_directory(), self._heard, self._known),
            Far(self._heard, self._known),
        )

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Listen to the other replicas, and let every window know now and then that it is heard."""
        for way in self._ways:
            way.open()
        beating = asyncio.create_task(self._beat())
        try:
            yield
        finally:
            beating.cancel()
            for way in self._ways:
                way.close()

    def route(self) -> WebSocketRoute:
        """The one address."""
        return WebSocketRoute(PATH, self.follow)

    async def follow(self, socket: WebSocket) -> None:
        """Serve one window until it leaves."""
        name = socket.path_params["room"]
        if not is_room(name) or not _is_ours(socket) or self._seated >= SEAT_LIMIT:
            await socket.close(_TRY_LATER)  # before it was accepted: 403
            return
        await socket.accept()
        room, seat = self._room(name), Seat(socket)
        room.seats.add(seat)
        seat.news.set()
        self._seated += 1
        telling = asyncio.create_task(_tell(room, seat))
        try:
            code = await self._listen(name, room, socket)
            if code:
                await socket.close(code)
        except (WebSocketDisconnect, RuntimeError):
            pass  # gone while it was spoken to
        finally:
            telling.cancel()
            room.seats.discard(seat)
            self._seated -= 1

    async def _listen(self, name: str, room: Room, socket: WebSocket) -> int:
        """Take steps of the presenter; the code that ends a connection which says anything else."""
        address = socket.client.host if socket.client else ""
        left, before = _STEPS, time.monotonic()
        while True:
            message = await socket.receive()
            if message["type"] != "websocket.receive":
                return 0
            now = time.monotonic()
            left, before = min(_STEPS, left + (now - before) * _STEPS_PER_SECOND) - 1, now
            text = message.get("text")
            if text is None or left < 0:
                return _NOT_UNDERSTOOD if text is None else _NOT_ALLOWED
            if len(text) > MESSAGE_LETTERS:
                return _TOO_BIG
            step = _step(text)
            if step is None:
                return _NOT_UNDERSTOOD
            key, shown = step
            if not self._may_steer(name, room, key, address):
                return _NOT_ALLOWED
            shown["at"] = max(time.time_ns() // 1_000_000, room.at + 1)
            room.show(shown)
            self._tell_others({"room": name, **shown})

    def _may_steer(self, name: str, room: Room, key: str, address: str) -> bool:
        """False for a wrong phrase; after WRONG_TRIES of an address none of it is looked at for a while.

        An address that has steered this room is heard all the same: the presenter's office may hold
        somebody who tries phrases only to keep the presenter out.
        """
        now = time.monotonic()
        recent = [one for one in self._tries.get(address, []) if now - one < TRIES_SECONDS]
        if len(recent) >= WRONG_TRIES and address not in room.steered_from:
            return False
        if may_steer(name, key):
            if len(room.steered_from) < _TRUSTED_ADDRESSES:
                room.steered_from.add(address)
            return True
        if len(self._tries) >= SEAT_LIMIT:
            self._tries.clear()
        self._tries[address] = [*recent[-WRONG_TRIES:], now]
        return False

    def _room(self, name: str) -> Room:
        if name not in self._rooms and len(self._rooms) >= 2 * SEAT_LIMIT:
            empty = (one for one, room in self._rooms.items() if not room.seats)
            del self._rooms[min(empty, key=lambda one: self._rooms[one].used)]
        return self._rooms.setdefault(name, Room())

    def _heard(self, told: Shown) -> None:
        """Another replica says what a room shows."""
        step = _shown(told)
        name, at = told.get("room"), told.get("at")
        if step is not None and isinstance(name, str) and is_room(name) and isinstance(at, int):
            self._room(name).show(step | {"at": at})

    def _known(self) -> list[Shown]:
        """What every room with somebody in it shows, for a replica that asks."""
        return [
            {"room": name, **room.shown}
            for name, room in self._rooms.items()
            if room.at and room.seats
        ]

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(_BEAT_SECONDS)
            now = time.monotonic()
            for name, room in list(self._rooms.items()):
                room.wake()
                if room.seats:
                    room.used = now
                elif now - room.used > _EMPTY_SECONDS:
                    del self._rooms[name]
            for one in self._known():
                self._tell_others(one)

    def _tell_others(self, message: Shown) -> None:
        for way in self._ways:
            way.tell(message)


def _is_ours(socket: WebSocket) -> bool:
    """A page of another host may not even listen."""
    origin = socket.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == socket.headers.get("host")


async def _tell(room: Room, seat: Seat) -> None:
    """Tell one window what is shown, whenever that changes; a slow one keeps up nobody else."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError):
        while seat.socket.client_state is WebSocketState.CONNECTED:
            await seat.news.wait()
            seat.news.clear()
            await seat.socket.send_text(json.dumps(room.shown))


def _step(text: str) -> tuple[str, Shown] | None:
    """(pass phrase, what is to be shown); None for anything else."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or not isinstance(told.get("key"), str):
        return None
    shown = _shown(told)
    return None if shown is None else (told["key"], shown)


def _shown(told: Shown) -> Shown | None:
    number, is_black, agenda = told.get("number"), told.get("black"), told.get("agenda")
    if type(number) is not int or not 1 <= number <= 999 or not isinstance(is_black, bool):
        return None
    if not isinstance(agenda, str) or len(agenda) > 40:
        return None
    return {"number": number, "black": is_black, "agenda": agenda}
