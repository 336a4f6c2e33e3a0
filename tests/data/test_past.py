"""``?as_of=``: any instant is as good as the last publication before it, few states are kept, and
nobody who reads today's waits for them.
"""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from readiness import store
from readiness.data import past, queries, warehouse
from readiness.store import Version
from tests.support.stored import publish
from tests.support.waiting import SECONDS


def _version(code: str, number: int, at: str, *, withdrawn: bool = False) -> Version:
    return Version(code, number, withdrawn, "", at, "", "", "", code, False, 0)


@pytest.fixture(autouse=True)
def _let_go() -> Iterator[None]:
    yield
    warehouse._pinned.set(None)


HOUR = "2026-10-01T{:02}:00:00.000000+00:00"
EVERY = [
    _version("a", 1, HOUR.format(1)),
    _version("b", 1, HOUR.format(3)),
    _version("a", 2, HOUR.format(5)),
    _version("b", 2, HOUR.format(7), withdrawn=True),
]


def test_instants_between_two_publications_are_one_state() -> None:
    states = {
        past.state_at(EVERY, f"2026-10-01T03:{minute:02}:00+00:00", with_withdrawn=True)
        for minute in range(60)
    }
    assert states == {past.State(frozenset({("a", 1), ("b", 1)}), HOUR.format(3), False)}


def test_a_time_is_compared_as_a_time_and_not_as_a_text() -> None:
    in_tokyo = past.state_at(EVERY, "2026-10-01T12:30:00+09:00", with_withdrawn=True)
    assert in_tokyo == past.state_at(EVERY, "2026-10-01T03:30:00Z", with_withdrawn=True)


def test_what_was_withdrawn_since_is_left_out_unless_asked_for() -> None:
    assert past.state_at(EVERY, HOUR.format(4), with_withdrawn=False).versions == {("a", 1)}
    assert past.state_at(EVERY, HOUR.format(6), with_withdrawn=False).is_today
    assert past.state_at(EVERY, HOUR.format(0), with_withdrawn=True).versions == frozenset()


@pytest.mark.parametrize("text", ["x", "2026-10-01", "0001-01-01T00:00:00+23:59", "9" * 5_000])
def test_what_is_no_time_is_no_state(text: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|Invalid|[0-9]"):
        past.instant(text)


def _instants(count: int) -> list[str]:
    """Each before another publication."""
    for number in range(count):
        publish(f"local-{2026 + number}-10-01")
    return sorted(one.published_at for one in store.history())


@pytest.mark.slow
@pytest.mark.usefixtures("own_store")
def test_many_instants_at_once_hold_up_neither_readers_nor_publishing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    instants = _instants(6)
    monkeypatch.setattr(past, "WAITING", 3)
    monkeypatch.setattr(warehouse, "_past", past.Shelf())
    may_build, asked = threading.Event(), threading.Semaphore(0)
    build = warehouse._open_past

    def held_up(state: past.State) -> warehouse.Warehouse:
        assert may_build.wait(SECONDS)
        return build(state)

    monkeypatch.setattr(warehouse, "_open_past", held_up)
    said = []

    def ask(instant: str) -> None:
        asked.release()
        try:
            warehouse.pin(instant)
        except past.StoreBusy as fault:
            said.append(str(fault))
            return
        said.append(queries.latest_round("local"))

    visitors = [threading.Thread(target=ask, args=(one,), daemon=True) for one in instants[:-1]]
    for visitor in visitors:
        visitor.start()
        assert asked.acquire(timeout=SECONDS)
    # None of them has its state yet: today's is read, published to and exchanged all the same.
    assert queries.latest_round("local") == "local-2031-10-01"
    assert publish("local-2032-10-01")
    assert queries.latest_round("local") == "local-2032-10-01"
    may_build.set()
    for visitor in visitors:
        visitor.join(SECONDS)
        assert not visitor.is_alive()
    built = [one for one in said if one.startswith("local-")]
    # At most WAITING wait; the others are told to come back, and when.
    assert past.WAITING <= len(built) <= 5
    assert all("秒後" in one for one in said if one not in built)
    assert len(warehouse._past._kept) <= past.KEPT


@pytest.mark.slow
@pytest.mark.usefixtures("own_store")
def test_a_state_is_built_once_for_all_its_instants_and_todays_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = _instants(2)
    monkeypatch.setattr(warehouse, "_past", past.Shelf())
    built: list[past.State] = []
    build = warehouse._open_past
    monkeypatch.setattr(warehouse, "_open_past", lambda state: built.append(state) or build(state))
    assert first < second
    for later in range(0, 100, 10):
        at = datetime.fromisoformat(first) + timedelta(microseconds=later)
        state = warehouse.pin(at.isoformat())
        assert state.token == "as of [('local-2026-10-01', 1)]"  # noqa: S105
    assert len(built) == 1
    assert warehouse.pin("2999-01-01T00:00:00+00:00") is warehouse._newest()
    assert len(built) == 1
