"""Backup and restore of the store: ``python -m deploy.backup save DIRECTORY``, ``restore FILE``.

READINESS_STORE_URL names the store, as for the dashboard. A backup is taken while officers publish and
holds one consistent state. A restore replaces the whole store: stop the replicas first.
"""

import argparse
import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from readiness import store
from readiness.language.wording import t

_NAME = "store-%Y%m%d-%H%M%S-%f"


class BackupFault(Exception):
    """A backup that cannot be made or restored; ``str()`` says why and what to do."""


def _address() -> URL:
    return make_url(store.url())


def _is_file(address: URL) -> bool:
    return address.get_backend_name() == "sqlite"


def _client(name: str) -> str:
    """pg_dump or pg_restore: on the PATH, else where Debian keeps the newest."""
    found = shutil.which(name)
    if found:
        return found
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4])
    )
    if not installed:
        raise BackupFault(t("deploy.no_client", name=name))
    return str(installed[-1])


def _environment(address: URL) -> dict[str, str]:
    """The address for a client of PostgreSQL; a password never stands on a command line."""
    given = {
        "PGHOST": address.host,
        "PGPORT": str(address.port) if address.port else None,
        "PGUSER": address.username,
        "PGPASSWORD": address.password,
        "PGDATABASE": address.database,
        **{f"PG{key.upper()}": str(value) for key, value in address.query.items()},
    }
    return os.environ | {key: value for key, value in given.items() if value}


def _run(command: list[str], address: URL) -> None:
    done = subprocess.run(
        command, env=_environment(address), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupFault(t("deploy.client_failed", reason=done.stderr.strip()[:500]))


def _copy(source: Path, target: Path) -> None:
    """A consistent copy of a SQLite file, also while it is written; checked page by page."""
    with (
        contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
        contextlib.closing(sqlite3.connect(target)) as new,
    ):
        try:
            old.backup(new)
            (state,) = new.execute("pragma integrity_check").fetchone()
            new.execute("select count(*) from round_version")
        except sqlite3.DatabaseError as error:
            raise BackupFault(t("deploy.backup_broken", name=source.name)) from error
    if state != "ok":
        raise BackupFault(t("deploy.backup_broken", name=source.name))


def save(directory: Path, keep: int) -> Path:
    """A new backup in the directory; of older ones the ``keep`` newest stay."""
    address = _address()
    if not store.exists():
        raise BackupFault(t("deploy.no_store"))
    ending = "sqlite" if _is_file(address) else "dump"
    directory.mkdir(parents=True, exist_ok=True)
    target = directory / f"{datetime.now(UTC).strftime(_NAME)}.{ending}"
    part = target.with_suffix(".part")
    part.touch(mode=0o600)
    try:
        if _is_file(address):
            _copy(Path(address.database or ""), part)
        else:
            _run([_client("pg_dump"), "--format=custom", f"--file={part}"], address)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    for old in sorted(directory.glob(f"store-*.{ending}"))[:-keep]:
        old.unlink()
    return target


def restore(source: Path, *, may_replace: bool) -> str:
    """Put a backup in the place of the store; where the old SQLite file was kept, or ""."""
    address = _address()
    if not source.is_file():
        raise BackupFault(t("deploy.no_backup", name=str(source)))
    with source.open("rb") as file:
        start = file.read(16)
    if not start.startswith(b"SQLite format 3\0" if _is_file(address) else b"PGDMP"):
        raise BackupFault(t("deploy.other_backup", name=source.name))
    if not may_replace and store.exists() and store.token():
        raise BackupFault(t("deploy.store_stands"))
    if not _is_file(address):
        # In one transaction: after a failure the store is what it was.
        command = [_client("pg_restore"), "--clean", "--if-exists", "--no-owner"]
        command += ["--single-transaction", "--exit-on-error", f"--dbname={address.database}"]
        _run([*command, str(source)], address)
        return ""
    target = Path(address.database or "")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    kept = ""
    try:
        part.touch(mode=0o600)
        _copy(source, part)
        if target.exists():
            kept = f"{target}.{datetime.now(UTC).strftime('%Y%m%d-%H%M%S-%f')}"
            target.rename(kept)
        for name in ("-wal", "-shm", "-journal"):
            Path(f"{target}{name}").unlink(missing_ok=True)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return kept


def main(texts: list[str]) -> int:
    """0, or 2 with the reason."""
    parser = argparse.ArgumentParser(prog="python -m deploy.backup")
    verbs = parser.add_subparsers(dest="verb", required=True)
    saving = verbs.add_parser("save", help="write a backup into a directory")
    saving.add_argument("directory", type=Path)
    saving.add_argument("--keep", type=int, default=60, help="how many backups stay (60)")
    restoring = verbs.add_parser("restore", help="put a backup in the place of the store")
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--replace", action="store_true", help="although a store stands there")
    chosen = parser.parse_args(texts)
    try:
        if chosen.verb == "save":
            made = save(chosen.directory, max(chosen.keep, 1))
            print(t("deploy.saved", path=made, size=round(made.stat().st_size / 1024)))
            return 0
        kept = restore(chosen.file, may_replace=chosen.replace)
        if kept:
            print(t("deploy.kept", path=kept))
        versions, events = len(store.history()), len(store.audit())
        print(t("deploy.restored", versions=versions, events=events))
    except (BackupFault, store.StoreFault, OSError) as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
