"""Finished databases kept on disk, so that a short command does not build one: the same bytes in, the same file.

A file is found by everything it was made of: each file of data/, the published versions, the code that
loads and derives, and DuckDB's version. Whoever opens one gets a copy of their own. Without a directory
that may be written nothing is kept.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from readiness import __version__
from readiness.store import PublishedRound

_ROOT = Path(__file__).parents[2]
KEPT = 4
_MADE_BY = ("readiness/data/loading.py", "readiness/store/rows.py", "readiness/store/followups.py")
_MADE_BY_ALL_OF = ("readiness/definitions/*.py", "queries/derived/*.sql")


def _digest(data: Path, published: Sequence[PublishedRound]) -> str:
    """Of everything that goes into the file."""
    made_by = [_ROOT / name for name in _MADE_BY]
    made_by += [path for pattern in _MADE_BY_ALL_OF for path in sorted(_ROOT.glob(pattern))]
    files = [*made_by, *sorted(path for path in data.iterdir() if path.is_file())]
    found = hashlib.sha256(f"{__version__} {duckdb.__version__}".encode())
    for path in files:
        found.update(f"\n{path.name} ".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    # Answers of a version never change: the store refuses it.
    for one in sorted((r.round_code, r.version_number, r.published_at) for r in published):
        found.update(repr(one).encode())
    return found.hexdigest()


def directory() -> Path | None:
    """Where they are kept: READINESS_READY_MADE, which ``python -m readiness`` sets; None without it."""
    given = os.environ.get("READINESS_READY_MADE", "")
    return Path(given) if given else None


def _is_ours(place: Path) -> bool:
    """A directory of this user that nobody else may write; made if it is not there."""
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = place.stat()
    except OSError:
        return False
    return (not hasattr(os, "getuid") or state.st_uid == os.getuid()) and not state.st_mode & 0o022


def give(
    target: Path, data: Path, published: Sequence[PublishedRound], build: Callable[[], None]
) -> None:
    """Write the database to ``target``: a copy of the one that is kept, else by ``build``."""
    place = directory()
    if not place or not _is_ours(place):
        build()
        return
    kept = place / f"{_digest(data, published)}.duckdb"
    if not _take(kept, target):
        build()
        _keep(target, kept)


def _take(kept: Path, target: Path) -> bool:
    """Copy what is kept; False if nothing is, if another program has just removed it, or if a full disk or
    a power cut left something that cannot be read.
    """
    try:
        shutil.copyfile(kept, target)
        with duckdb.connect(target, read_only=True) as connection:
            connection.execute("select count(*) from provenance")
    except (FileNotFoundError, duckdb.Error):
        target.unlink(missing_ok=True)
        return False
    return True


def _keep(made: Path, kept: Path) -> None:
    """A copy beside the others, whole or not at all; of older ones a few stay."""
    try:
        with tempfile.NamedTemporaryFile(dir=kept.parent, suffix=".part", delete=False) as part:
            part.write(made.read_bytes())
        Path(part.name).replace(kept)
        others = sorted(kept.parent.glob("*.duckdb"), key=lambda path: path.stat().st_mtime)
        for old in others[:-KEPT]:
            old.unlink()
    except OSError:
        return  # a full disk keeps nobody from reading
