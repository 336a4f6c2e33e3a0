"""Versions in their order and times as instants. Versions in, order out; no database.

A round's versions follow each other by number: a clock that was set back changes nothing of that.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from readiness.store.entries import Version

V = TypeVar("V", bound=Version)


def now() -> str:
    """This instant, as the store keeps it: ISO, UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def instant(text: str) -> datetime:
    """The instant of an ISO time; without a zone it is UTC. ValueError for any other text."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _effective(versions: Iterable[Version]) -> dict[tuple[str, int], datetime]:
    """When each version came to stand: never before the one it follows."""
    found: dict[tuple[str, int], datetime] = {}
    last: dict[str, datetime] = {}
    for one in sorted(versions, key=lambda one: (one.round_code, one.version_number)):
        at = max(
            instant(one.published_at), last.get(one.round_code, datetime.min.replace(tzinfo=UTC))
        )
        last[one.round_code] = found[one.round_code, one.version_number] = at
    return found


def newest_first(versions: Sequence[V]) -> list[V]:
    """Versions of all rounds, newest first; within a round always by number."""
    at = _effective(versions)
    return sorted(
        versions,
        key=lambda one: (at[one.round_code, one.version_number], one.version_number),
        reverse=True,
    )


def standing(versions: Sequence[V], as_of: str = "") -> Mapping[str, V]:
    """Round code -> its last version, now or at an instant.

    At the very instant of a version that version is the last one, whatever the clock said later. A
    text that is no time names no earlier state.
    """
    ordered = sorted(versions, key=lambda one: (one.round_code, one.version_number))
    try:
        limit = instant(as_of)
    except ValueError:
        return {one.round_code: one for one in ordered}
    at = _effective(versions)
    found: dict[str, V] = {}
    for one in ordered:
        before = found.get(one.round_code)
        if before and instant(before.published_at) == limit:
            continue
        if at[one.round_code, one.version_number] <= limit or instant(one.published_at) == limit:
            found[one.round_code] = one
    return found
