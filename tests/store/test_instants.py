"""Versions follow each other by number, instants are compared with their zone, a lock is no silence."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness import intake, store
from readiness.__main__ import main
from readiness.data import past
from readiness.store import database
from readiness.store.database import Store
from tests.support.stored import entry

ROUND = "local-2026-10-01"


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test here publishes for itself."""


@pytest.fixture
def _clock_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first version at ten o'clock, the second half an hour before it, the third at 9:40."""
    times = iter(f"2026-11-20T{at}:00.000000+00:00" for at in ("10:00", "09:30", "09:40"))
    monkeypatch.setattr(database, "_now", lambda: next(times))


@pytest.mark.usefixtures("_clock_set_back")
def test_a_clock_set_back_blocks_no_correction() -> None:
    store.publish(entry("初版"), seen=0)
    store.publish(entry("訂正"), seen=intake.seen_version(ROUND))
    assert [one.version_number for one in store.history()] == [2, 1]
    assert [one.note for one in store.rounds()] == ["訂正"]
    shell = ["withdraw", ROUND, "--author", "担当A", "--note", "誤り"]
    assert main(shell) == 0
    assert store.rounds() == []
    assert [one.version_number for one in store.history()] == [3, 2, 1]


@pytest.mark.usefixtures("_clock_set_back")
def test_earlier_states_follow_the_versions_too() -> None:
    first = store.publish(entry("初版"), seen=0)
    second = store.publish(entry("訂正"), seen=1)
    for as_of, note in (
        (first.published_at, "初版"),
        (second.published_at, "訂正"),
        ("2026-11-20T10:05:00+00:00", "訂正"),
    ):
        assert [one.note for one in store.rounds(as_of)] == [note]
        state = past.state_at(store.history(), as_of, with_withdrawn=False)
        assert [one.note for one in store.rounds_of(state.versions)] == [note]


def test_instants_are_compared_with_their_zone() -> None:
    at = datetime.fromisoformat(store.publish(entry(), seen=0).published_at)
    in_japan = at.timestamp() + 9 * 3600
    there = datetime.fromtimestamp(in_japan, UTC).replace(tzinfo=None).isoformat() + "+09:00"
    assert len(store.rounds(there)) == 1
    just_before = datetime.fromtimestamp(in_japan - 1, UTC).replace(tzinfo=None).isoformat()
    assert store.rounds(just_before + "+09:00") == []
    # The same letters in another zone are another instant.
    assert store.rounds(at.replace(tzinfo=None).isoformat() + "+09:00") == []


def test_a_locked_store_is_not_called_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    store.publish(entry(), seen=0)
    address = os.environ["READINESS_STORE_URL"]
    other = sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)
    Store.at(address)._engine.dispose()
    # The next connection waits for nobody.
    connect = sqlite3.connect
    monkeypatch.setattr(
        "sqlite3.dbapi2.connect",
        lambda *args, **options: connect(*args, **options | {"timeout": 0}),
    )
    other.execute("begin exclusive")
    try:
        with pytest.raises(store.Conflict, match="書き込み中"):
            store.publish(entry("訂正"), seen=1)
        with pytest.raises(store.StoreLocked, match="書き込み中"):
            store.history()
    finally:
        other.execute("rollback")
        other.close()


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("READINESS_STORE_URL", f"sqlite:///{tmp_path}/file/store.sqlite")
    with pytest.raises(store.StoreUnreachable, match="書き込めません"):
        store.publish(entry(), seen=0)


def test_a_file_that_is_no_store_is_named(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"no database at all, " * 100)
    monkeypatch.setenv("READINESS_STORE_URL", f"sqlite:///{tmp_path}/x.sqlite")
    with pytest.raises(store.StoreUnreachable, match="壊れている"):
        store.history()
