"""What is kept for the next reader stays within its bytes, however many links there are."""

import sys
from itertools import combinations, islice

import pandas as pd
import pytest

from readiness.data import warehouse
from readiness.data.keeping import Keeper, weight
from readiness.subjects import catalogue
from readiness.subjects.kept import kept
from readiness.subjects.local import governments


def test_the_least_recently_asked_for_goes_first() -> None:
    keeper, made = Keeper(byte_limit=10_000, entry_limit=2), list[str]()

    def ask(key: str) -> str:
        return keeper.get(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    for key in ("a", "b", "a", "c", "a", "b"):
        assert ask(key) == key
    assert made == ["a", "b", "c", "b"]
    assert len(keeper) == 2


def test_bytes_are_the_limit_and_what_alone_is_beyond_it_is_not_kept() -> None:
    keeper = Keeper(byte_limit=10_000)
    for place in range(100):
        keeper.get(place, lambda: "x" * 3_000)
        assert keeper.byte_count <= 10_000
    assert len(keeper) == 3
    assert keeper.get("large", lambda: "x" * 20_000) == "x" * 20_000
    assert len(keeper) == 3
    keeper.clear()
    assert (len(keeper), keeper.byte_count) == (0, 0)


def test_a_weight_counts_what_is_held_once() -> None:
    text = "x" * 10_000
    assert 10_000 < weight((text, [text], {"a": text})) < 11_000
    assert weight(pd.DataFrame({"a": range(1_000)})) >= 8_000
    assert weight(bytes(5_000)) == sys.getsizeof(bytes(5_000))
    circle: list[object] = []
    circle.append(circle)
    assert weight(circle) < 200


@pytest.mark.slow
def test_many_links_side_by_side_keep_no_more_than_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(warehouse, "_current", None)
    now = warehouse.shared()
    for keeper in (now.kept, now._rows):
        monkeypatch.setattr(keeper, "byte_limit", 1_000_000)
    counts = []
    codes = list(governments.labels())[:60]
    for place, pair in enumerate(islice(combinations(codes, 2), 120), start=1):
        catalogue.view_of(f"side_by_side?codes={','.join(pair)}")
        assert now.kept.byte_count <= 1_000_000
        assert now._rows.byte_count <= 1_000_000
        if place % 40 == 0:
            counts.append(len(now.kept))
    assert counts[1] == counts[2] < 100  # full, and no fuller


def test_what_is_kept_goes_with_its_warehouse(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept(len, (1, 2)) == 2
    before = warehouse.shared().kept
    monkeypatch.setattr(warehouse, "_current", None)
    assert warehouse.shared().kept is not before
