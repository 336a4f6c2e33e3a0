"""How a connection to the store is made, and how long anybody waits for an answer of it.

A server that is switched off refuses; one that hangs says nothing, and its system still confirms what
it is sent. So waiting ends on this side, whatever the other does.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from readiness.language.wording import t
from readiness.store.entries import StoreUnreachable

_FILE_SECONDS = 15  # until a file that somebody else writes is free
_CONNECT_SECONDS = 3
_STATEMENT_SECONDS = 30.0  # the largest round is written in batches of a second each
_LOCK_SECONDS = 10.0

_patience: ContextVar[float] = ContextVar("patience", default=_STATEMENT_SECONDS)


@contextmanager
def patient_for(seconds: float) -> Iterator[None]:
    """Wait no longer than this for each answer within."""
    before = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(before)


def _address(text: str) -> sa.URL:
    """The address of a database. StoreUnreachable for one that is none; it is not said again, it may
    hold a password.
    """
    try:
        found = sa.make_url(text)
        kind = found.drivername.partition("+")[0]
        if kind in ("postgres", "postgresql"):
            return found.set(drivername="postgresql+psycopg")
        if kind != "sqlite":
            raise ValueError(kind)
        return found
    except (SQLAlchemyError, ValueError, TypeError) as error:
        raise StoreUnreachable(t("store.bad_address")) from error


def make_engine(url: str) -> sa.Engine:
    """SQLAlchemy's engine for a file of SQLite or a server of PostgreSQL. Raises StoreUnreachable."""
    address = _address(url)
    try:
        is_file = address.get_backend_name() == "sqlite"
        return _file_engine(address) if is_file else _server_engine(address)
    except OSError as error:
        raise StoreUnreachable(t("store.unwritable")) from error


# A machine that vanished is noticed by silence, on both sides: a transaction of one that is gone ends too,
# and holds nobody up.
_SILENCE = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_LIMITS = {
    "statement_timeout": int(_STATEMENT_SECONDS * 1000),
    "lock_timeout": int(_LOCK_SECONDS * 1000),
    "idle_in_transaction_session_timeout": int(2 * _STATEMENT_SECONDS * 1000),
    **{f"tcp_{name.removeprefix('tcp_')}": value for name, value in _SILENCE.items()},
}
_ARGUMENTS: dict[str, Any] = {
    "connect_timeout": _CONNECT_SECONDS,
    "options": " ".join(f"-c {name}={value}" for name, value in _LIMITS.items()),
    "keepalives": 1,
    **_SILENCE,
}


def _server_engine(address: sa.URL) -> sa.Engine:
    engine = sa.create_engine(
        address,
        pool_pre_ping=True,
        pool_size=2,
        pool_timeout=_CONNECT_SECONDS,
        connect_args=dict(_ARGUMENTS),
    )

    @sa.event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, arguments: Any, options: Any) -> Any:
        return _impatient().connect(*arguments, **options)

    return engine


def alone(url: str) -> Any:
    """A connection to a server of PostgreSQL that is nobody else's, each statement for itself."""
    address = _address(url).set(drivername="postgresql")
    text = address.render_as_string(hide_password=False)
    return _impatient().connect(text, autocommit=True, **_ARGUMENTS)


def _impatient() -> Any:
    """psycopg's connection, that gives up on a server which does not answer."""
    import psycopg

    class Impatient(psycopg.Connection[Any]):
        """Ends itself when an answer takes longer than the patience of who asked."""

        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            if timeout is not None:  # who names one goes on afterwards
                return super().wait(gen, interval, timeout)
            limit = _patience.get()
            try:
                return super().wait(gen, interval, limit)
            except psycopg.errors._WaitTimeout as error:
                # Nobody may use it again: the answer could still come, for another question.
                self.pgconn.finish()
                raise psycopg.OperationalError(f"no answer within {limit:g} s") from error

    return Impatient


def _file_engine(address: sa.URL) -> sa.Engine:
    path = Path(address.database or "")
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    # Names and what was withdrawn are nobody else's: the file is made before SQLite makes it.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    engine = sa.create_engine(address, connect_args={"timeout": _FILE_SECONDS})

    # The driver would begin by itself and late; a writer has to hold the lock from its first read on.
    @sa.event.listens_for(engine, "connect")
    def _manual(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma synchronous = full")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("begin immediate")

    return engine
