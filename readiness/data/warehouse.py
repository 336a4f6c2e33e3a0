"""The locked DuckDB of this process, and its exchange for a new one when a round is published.

Reading never waits for the store: while it cannot be reached, the last state stays on the screens.
"""

import atexit
import errno
import hashlib
import logging
import os
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import numpy as np
import pandas as pd

from readiness import store
from readiness.data import observed, past, ready_made
from readiness.data.keeping import Keeper
from readiness.data.limits import limited, query_seconds
from readiness.data.loading import (
    DATA_DIRECTORY,
    DERIVED_DIRECTORY,
    DataFault,
    add_rounds,
    build,
    derive,
    load,
)
from readiness.language.wording import LANGUAGES, speaking, t
from readiness.store import PublishedRound

__all__ = [
    "DATA_DIRECTORY",
    "DERIVED_DIRECTORY",
    "DataFault",
    "QueryStopped",
    "Warehouse",
    "build",
    "open_warehouse",
    "pin",
    "refresh",
    "shared",
]

_log = logging.getLogger("readiness")

# Off the network, no extension downloads, no file access, no Python variables; then locked.
_LOCK: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "512MB",
    "temp_directory": "",  # beyond the limit a query ends; it does not fill the disk
    "threads": "2",
    "lock_configuration": "true",
}


BYTE_LIMIT = 48_000_000  # of rows, and again of what is made of them; the ready-made agendas take 2

ASKED_FOR = "asked_for"

R = TypeVar("R")


class QueryStopped(RuntimeError):
    """A query took more time or memory than it may; ``str()`` is for the reader."""


class Warehouse:
    """A read-only DuckDB, locked: no writes, no files, no network, no change of settings.

    ``token`` is the state of the store it was built from. The file goes when nobody holds the
    warehouse any more; a cursor that is still open keeps what it needs.
    """

    def __init__(self, path: Path, token: str = "", byte_limit: int = BYTE_LIMIT) -> None:
        self.path, self.token = path, token
        self.is_draft = False  # with a round that nobody has published
        self._connection = duckdb.connect(path, read_only=True, config=_LOCK)
        self._rows = Keeper(byte_limit)
        self.kept = Keeper(byte_limit)  # for whatever is made of the rows
        self._found: dict[str, Any] = {}
        # The connection ends with its last holder: closing it here would close open cursors too.
        weakref.finalize(self, shutil.rmtree, path.parent, ignore_errors=True)

    def rows(self, sql: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
        """Result of one statement. The data cannot change, so the second time is free of charge.

        The frame is a lazy copy (copy-on-write): a caller may do with it what it likes.
        Raises QueryStopped after READINESS_QUERY_SECONDS or beyond the memory limit.
        """
        given = tuple(parameters.items())
        rows = self._rows.get((sql, given), lambda: _fetch(self._connection, sql, given))
        return rows.copy(deep=False)

    def ahead(
        self, sql: str, parameters: Mapping[str, Any], parameter: str, values: Sequence[str]
    ) -> None:
        """Ask for all ``values`` of a parameter in one statement, and keep the rows of each for ``rows``.

        The statement takes several values parted by commas and says in ASKED_FOR whose a row is.
        """

        def given(value: str) -> tuple[tuple[str, Any], ...]:
            return tuple({**parameters, parameter: value}.items())

        wanted = [one for one in dict.fromkeys(values) if (sql, given(one)) not in self._rows]
        if not wanted:
            return
        rows = _fetch(self._connection, sql, given(",".join(wanted)))
        for one, part in _parted(rows, wanted).items():
            self._rows.get((sql, given(one)), lambda part=part: part)  # type: ignore[misc]

    def once(self, name: str, find: Callable[[], R]) -> R:
        """What ``find`` makes of the rows, found out the first time: small facts asked in every run."""
        if name not in self._found:
            self._found[name] = find()
        found: R = self._found[name]
        return found

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for each call: one connection shared by threads fails."""
        return self._connection.cursor()

    def forget(self) -> None:
        """Keep nothing of what was read or made."""
        self._rows.clear()
        self.kept.clear()
        self._found.clear()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()


def _fetch(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: tuple[tuple[str, Any], ...]
) -> pd.DataFrame:
    # A cursor of its own: interrupting it stops nobody else's query.
    cursor, seconds = connection.cursor(), query_seconds()
    try:
        with limited(cursor, seconds):
            return cursor.execute(sql, dict(parameters)).df()
    except duckdb.InterruptException as error:
        observed.here.stopped("time")
        _log.error("query stopped after %g s: %.200s", seconds, sql)
        raise QueryStopped(t("warehouse.too_long", seconds=f"{seconds:g}")) from error
    except duckdb.OutOfMemoryException as error:
        observed.here.stopped("memory")
        _log.error("query stopped beyond %s: %.200s", _LOCK["memory_limit"], sql)
        raise QueryStopped(t("warehouse.too_much")) from error


def _parted(rows: pd.DataFrame, asked: Sequence[str]) -> dict[str, pd.DataFrame]:
    """The rows of each, with the types they have as a result of their own: DuckDB gives a column with nulls
    another type than one without, and one of nothing but nulls a third.
    """
    whose = np.asarray(rows[ASKED_FOR], dtype=object)
    places = {one: place for place, one in enumerate(asked)}
    numbers = np.fromiter((places[one] for one in whose), dtype=np.intp, count=len(rows))
    order = np.argsort(numbers, kind="stable")
    ends = np.searchsorted(numbers[order], np.arange(len(asked) + 1))
    rows = rows.drop(columns=ASKED_FOR).take(order)
    is_null = {
        name: np.asarray(rows[name].isna())
        for name, kind in rows.dtypes.items()
        if isinstance(kind, pd.api.extensions.ExtensionDtype)
    }
    found = {}
    for one, begin, end in zip(asked, ends, ends[1:], strict=False):
        part = rows.iloc[begin:end]
        part.index = pd.RangeIndex(end - begin)
        for name, nulls in is_null.items():
            if isinstance(rows.dtypes[name], pd.StringDtype):
                if nulls[begin:end].all():
                    part = part.assign(**{str(name): np.full(end - begin, None, dtype=object)})
            elif not nulls[begin:end].any():
                part = part.astype({name: rows.dtypes[name].numpy_dtype})
        found[one] = part
    return found


class _Stage:
    """What is built again and again, kept before its derived tables are made: data/ alone, and the last
    state of the store. A state that adds to one of them starts from its copy, so that a publication costs
    the time of one round, and a past state or a draft that of its rounds.
    """

    def __init__(self) -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="readiness-stage-"))
        atexit.register(shutil.rmtree, self._directory, ignore_errors=True)
        self._lock = threading.Lock()
        self._bare, self._file = self._directory / "bare.duckdb", self._directory / "stage.duckdb"
        self._data = ""
        self._rounds: frozenset[tuple[str, int, str]] | None = None

    def build(
        self, data: Path, target: Path, published: Sequence[PublishedRound], *, is_newest: bool
    ) -> None:
        """As loading.build; for rounds as the store gives them, whose versions never change.

        ``is_newest``: kept for the next state of the store, whose rounds must come from it.
        """
        with self._lock:
            self._load(data)
            if not is_newest:
                shutil.copyfile(self._bare, target)
            else:
                versions = {(r.round_code, r.version_number, r.published_at): r for r in published}
                known = self._rounds
                if known is None or not known <= set(versions):
                    known = frozenset()
                shutil.copyfile(self._file if known else self._bare, target)
                add_rounds(target, [r for key, r in versions.items() if key not in known])
                self._rounds = None
                shutil.copyfile(target, self._file)
                self._rounds = frozenset(versions)
        if not is_newest:
            add_rounds(target, published)
        derive(target)

    def _load(self, data: Path) -> None:
        """Make ``_bare`` of data/, unless it is the one that was made last."""
        state = f"{data} {_signature(data)}"
        if state != self._data:
            self._data, self._rounds = "", None
            self._bare.unlink(missing_ok=True)
            load(data, self._bare)
            self._data = state


def _signature(data: Path) -> str:
    """Another one once a file of ``data`` is written, whatever it says of itself."""
    found = hashlib.sha256()
    for path in sorted(data.iterdir()):
        state = path.stat()
        found.update(f"{path.name} {state.st_size} {state.st_mtime_ns} {state.st_ino}\n".encode())
    return found.hexdigest()


@cache
def _stage() -> _Stage:
    return _Stage()


@speaking(LANGUAGES[0])
def open_warehouse(
    data: Path,
    published: Sequence[PublishedRound] = (),
    token: str = "",
    *,
    is_newest: bool = False,
    byte_limit: int = BYTE_LIMIT,
) -> Warehouse:
    """Build into a private temporary file, removed at exit at the latest, and open it locked.

    ``is_newest``: the state of the store that the next one will go on from.
    """
    directory = Path(tempfile.mkdtemp(prefix="readiness-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    target = directory / "warehouse.duckdb"
    try:
        is_there = data.is_dir()
        if is_there and is_newest and _current is None and ready_made.directory():
            ready_made.give(target, data, published, lambda: build(data, target, published))
        elif is_there:
            _stage().build(data, target, published, is_newest=is_newest)
        else:
            build(data, target, published)
    except (duckdb.IOException, OSError) as error:
        shutil.rmtree(directory, ignore_errors=True)
        if not _is_of_no_room(error):
            raise
        raise DataFault(
            tempfile.gettempdir(), "data_fault.no_room", "data_fault.make_room"
        ) from error
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    return Warehouse(target, token, byte_limit)


def _is_of_no_room(error: Exception) -> bool:
    """True if the temporary file could not be written, not if a file of data/ could not be read."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return "write" in str(error).lower() or "no space" in str(error).lower()


_once = threading.Lock()
_renewal = threading.Lock()
_pinned: ContextVar["Warehouse | None"] = ContextVar("pinned", default=None)
_current: Warehouse | None = None
# The state of the store that could not be shown, and when that was.
_refused: tuple[str, float] | None = None
_REFUSED_SECONDS = 60.0  # a disk may have room again, though the store has not moved


def _data() -> Path:
    return Path(os.environ.get("READINESS_DATA_DIR", DATA_DIRECTORY))


def _newest() -> Warehouse:
    global _current, _refused
    with _once:
        if _current is None:
            state = past.UNREAD
            try:
                state = store.token()
                rounds = store.rounds() if state else ()
                _current = open_warehouse(_data(), rounds, state, is_newest=True)
            except store.StoreNewer as fault:
                # To show data/ alone would be to deny what stands published.
                fields, place = fault.fields, "READINESS_STORE_URL"
                raise DataFault(
                    place, "store.newer", "store.newer_remedy", fields=fields
                ) from fault
            except (store.StoreFault, DataFault) as fault:
                # data/ alone if only the store is at fault; a fault of data/ itself comes again.
                _current = open_warehouse(_data(), (), past.UNREAD)
                if isinstance(fault, DataFault):
                    _refused = state, time.monotonic()
                _log.warning("%s", fault)
        return _current


def _is_refused(token: str) -> bool:
    """Not tried again every second: when the store has moved on, or after a while."""
    if _refused is None:
        return False
    state, since = _refused
    return token == state and time.monotonic() - since < _REFUSED_SECONDS


def shared() -> Warehouse:
    """The warehouse of this process, or the one pinned to this thread.

    READINESS_DATA_DIR names another data directory, READINESS_STORE_URL another store.
    """
    return _pinned.get() or _newest()


def pin(as_of: str = "", *, with_withdrawn: bool = False) -> Warehouse:
    """Hold one state for the rest of this thread's run, so that a screen never mixes two.

    ``as_of``: a time (ISO with its offset) whose published rounds are shown instead of today's;
    ``with_withdrawn``: also those that were taken back since. Raises StoreUnreachable if they cannot
    be read, StoreBusy if too many ask for such states at once.
    """
    chosen = _newest() if not as_of else _as_of(as_of, with_withdrawn=with_withdrawn)
    _pinned.set(chosen)
    return chosen


def _as_of(as_of: str, *, with_withdrawn: bool) -> Warehouse:
    newest = _newest()
    state = past.state_at(past.versions(newest.token), as_of, with_withdrawn=with_withdrawn)
    if state.is_today and newest.token != past.UNREAD:
        return newest
    return _past.get(state, _open_past)


def with_draft(name: str, make: Callable[[], PublishedRound]) -> Warehouse:
    """Today's state with a round in it that is not published.

    ``name`` changes whenever what ``make`` gives would. For officers: who calls has asked. Raises
    StoreUnreachable, StoreBusy, and what ``make`` raises.
    """
    key = past.State(frozenset({(f"draft {name}", 0)}), _newest().token, is_today=False)

    def build(state: past.State) -> Warehouse:
        draft = make()
        standing = [one for one in store.rounds() if one.round_code != draft.round_code]
        token = f"{state.token} {state.instant}"
        with speaking(LANGUAGES[0]):
            opened = open_warehouse(_data(), [*standing, draft], token, byte_limit=BYTE_LIMIT // 4)
        opened.is_draft = True
        return opened

    return _drafts.get(key, build)


def hold(chosen: Warehouse) -> None:
    """Hold a state for the rest of this thread's run."""
    _pinned.set(chosen)


@contextmanager
def holding(chosen: Warehouse) -> Iterator[None]:
    """Within, this thread reads the state given."""
    before = _pinned.set(chosen)
    try:
        yield
    finally:
        _pinned.reset(before)


def newest() -> Warehouse:
    """Today's state, whatever this thread holds."""
    return _newest()


def _open_past(state: past.State) -> Warehouse:
    rounds = store.rounds_of(state.versions)
    return open_warehouse(_data(), rounds, state.token, byte_limit=BYTE_LIMIT // 4)


_past: past.Shelf[Warehouse] = past.Shelf()
_drafts: past.Shelf[Warehouse] = past.Shelf()  # apart: nobody who asks for a time gets one of these


def refresh() -> bool:
    """Exchange the warehouse if the store has moved; True if it was exchanged.

    Cheap while nothing moved: one look at the store. Whoever still reads the old one goes on.
    """
    global _current, _refused
    with _renewal:
        before = _newest()
        try:
            token = store.token()
            if token == before.token or _is_refused(token):
                return False
            renewed = open_warehouse(_data(), store.rounds(), token, is_newest=True)
        except store.StoreUnreachable:
            return False
        except DataFault as fault:
            _refused = token, time.monotonic()
            _log.error("%s", fault)
            return False
        _current = renewed
        return True
