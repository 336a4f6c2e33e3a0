"""A vulnerability database brought in by disk: OSV's ``all.zip`` of PyPI, one advisory per JSON file.

For networks without internet. Where to get it is said in docs/admin_guide.ja.md. Plain files in, plain
findings out; nothing is asked of anybody.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

_LARGEST = 20_000_000  # bytes of one advisory; real ones have a hundredth


class DatabaseFault(ValueError):
    """A file that is no such database; ``str()`` is its name."""


@dataclass(frozen=True)
class Found:
    """Advisories that concern the packages; ``newest`` is the day of the last change to any advisory."""

    advisories: list[
        tuple[str, str, str, list[str]]
    ]  # package, version, advisory, versions that mend it
    count: int
    newest: datetime


def look_up(database: Path, packages: Mapping[str, str], ignored: Mapping[str, str]) -> Found:
    """``packages``: name -> version; ``ignored``: advisories that were judged. Raises DatabaseFault."""
    versions = {str(canonicalize_name(name)): version for name, version in packages.items()}
    advisories, count, newest = [], 0, datetime.min.replace(tzinfo=UTC)
    for one in _read(database):
        count += 1
        newest = max(newest, _time(one.get("modified", "")))
        known_as = {str(one.get("id")), *map(str, one.get("aliases") or ())}
        if one.get("withdrawn") or known_as & set(ignored):
            continue
        for affected in one.get("affected") or ():
            package = affected.get("package") or {}
            name = str(canonicalize_name(str(package.get("name", ""))))
            if package.get("ecosystem") != "PyPI" or name not in versions:
                continue
            if _concerns(affected, versions[name]):
                advisories.append((name, versions[name], str(one.get("id")), _mended(affected)))
    if not count:
        raise DatabaseFault(str(database))
    return Found(sorted(advisories), count, newest)


def _read(database: Path) -> Iterator[dict[str, Any]]:
    try:
        with zipfile.ZipFile(database) as archive:
            for part in archive.infolist():
                if part.filename.endswith(".json") and part.file_size <= _LARGEST:
                    one = json.loads(archive.read(part))
                    if not isinstance(one, dict):
                        raise DatabaseFault(part.filename)
                    yield one
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise DatabaseFault(f"{database}: {error}"[:300]) from error


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _concerns(affected: Mapping[str, Any], version: str) -> bool:
    """By the list of versions, or by what lies between introduced and fixed."""
    if version in (affected.get("versions") or ()):
        return True
    return any(
        _is_within(one.get("events") or (), version)
        for one in affected.get("ranges") or ()
        if one.get("type") == "ECOSYSTEM"
    )


def _is_within(events: Any, version: str) -> bool:
    """OSV's evaluation: the last event at or before the version decides."""
    here, is_affected = Version(version), False
    for kind, at in sorted(
        ((kind, _version(text)) for event in events for kind, text in event.items()),
        key=lambda pair: (pair[1], pair[0] != "introduced"),
    ):
        if kind == "introduced" and at <= here:
            is_affected = True
        elif (kind == "fixed" and at <= here) or (kind == "last_affected" and at < here):
            is_affected = False
    return is_affected


def _version(text: str) -> Version:
    """0 is before every version; one that nobody can read counts as before all: rather too much is told."""
    try:
        return Version("0.dev0" if text == "0" else text)
    except InvalidVersion:
        return Version("0.dev0")


def _mended(affected: Mapping[str, Any]) -> list[str]:
    events = (e for r in affected.get("ranges") or () for e in r.get("events") or ())
    return [str(event["fixed"]) for event in events if "fixed" in event]
