"""The store of published rounds: a SQLite file by default, PostgreSQL when machines share it.

The door of the package. Nothing here opens a database, or even loads its driver, while there is no
store: without one the dashboard starts as fast as before and shows data/ alone.
"""

import os
from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from readiness.store.entries import (
    Advice,
    Condition,
    Conflict,
    Event,
    PublishedRound,
    StoreFault,
    StoreLocked,
    StoreNewer,
    StoreUnreachable,
    Version,
)

if TYPE_CHECKING:
    from readiness.store.database import Store

__all__ = [
    "Advice",
    "Condition",
    "Conflict",
    "Event",
    "PublishedRound",
    "StoreFault",
    "StoreLocked",
    "StoreNewer",
    "StoreUnreachable",
    "Version",
    "add_advice",
    "advice",
    "audit",
    "condition",
    "exists",
    "history",
    "is_shared",
    "migrate",
    "publish",
    "rounds",
    "rounds_of",
    "token",
    "url",
    "withdraw",
]

DEFAULT_FILE = Path(__file__).parents[2] / "var/store.sqlite"
P = ParamSpec("P")
R = TypeVar("R")


def url() -> str:
    """READINESS_STORE_URL, else a SQLite file in var/ beside the package; never in data/."""
    return os.environ.get("READINESS_STORE_URL") or f"sqlite:///{DEFAULT_FILE}"


def is_shared() -> bool:
    """True if the store is a server of PostgreSQL: programs on other machines may be at it too."""
    return url().partition(":")[0].partition("+")[0] in ("postgres", "postgresql")


def exists() -> bool:
    """False as long as nobody has published anything: the SQLite file is made by the first write."""
    address = url()
    prefix = "sqlite:///"
    return not address.startswith(prefix) or Path(address.removeprefix(prefix)).exists()


def _database() -> "type[Store]":
    from readiness.store.database import Store

    return Store


def _reading(empty: Callable[[], Any]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Give ``empty()`` while there is no store."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def read(*args: P.args, **kwargs: P.kwargs) -> R:
            return function(*args, **kwargs) if exists() else empty()

        return read

    return decorate


@_reading(str)
def token() -> str:
    """Changes with every entry of the store; "" without one. Raises StoreUnreachable."""
    return _database().at(url()).token()


@_reading(Condition)
def condition() -> Condition:
    """How the store is, for who watches over it. Raises StoreUnreachable."""
    return _database().at(url()).condition()


@_reading(list)
def rounds(as_of: str = "") -> list[PublishedRound]:
    """Rounds that stand published, now or as of an instant (ISO), each with its answers."""
    return _database().at(url()).rounds(as_of)


@_reading(list)
def rounds_of(versions: Collection[tuple[str, int]]) -> list[PublishedRound]:
    """These versions, (round code, version number), each with its answers."""
    return _database().at(url()).rounds_of(versions)


@_reading(list)
def history() -> list[Version]:
    """Every version of every round, newest first, withdrawals too; without answers."""
    return _database().at(url()).history()


@_reading(list)
def audit() -> list[Event]:
    """Who did what when, newest first."""
    return _database().at(url()).audit()


@_reading(list)
def advice(agency_name: str = "", *, with_history: bool = False) -> list[Advice]:
    """Advice given to agencies, the newest revision of each (or every one), by due date."""
    return _database().at(url()).advice(agency_name, with_history=with_history)


def publish(entry: PublishedRound, *, seen: int) -> Version:
    """Publish a round in one transaction. ``seen``: the version number its author looked at (0: none).

    Raises Conflict if somebody else published or withdrew it since, StoreUnreachable.
    """
    return _database().at(url()).publish(entry, seen=seen)


def withdraw(round_code: str, *, author: str, note: str, seen: int) -> Version:
    """Take a round off the screens; its versions stay in the history. Raises as ``publish``."""
    return _database().at(url()).withdraw(round_code, author=author, note=note, seen=seen)


def add_advice(entry: Advice) -> Advice:
    """Write a new advice (advice_id 0) or a new revision of one. Raises Conflict, StoreUnreachable."""
    return _database().at(url()).add_advice(entry)


def migrate() -> str:
    """Bring the store's tables up to date, making them if need be; the schema's version."""
    return _database().at(url()).migrate()
