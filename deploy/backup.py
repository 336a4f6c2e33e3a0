"""Backup and restore of the store: ``python -m deploy.backup save DIRECTORY``, ``restore FILE``.

READINESS_STORE_URL names the store, as for the dashboard. A backup is taken while officers publish and
holds one consistent state, its checksum beside it. A restore replaces the whole store, and only by a
backup that brings all tables and all their protection: stop the replicas first.
"""

import argparse
import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from readiness import store
from readiness.language.wording import t
from readiness.store.protection import REVISIONS, check_of_postgresql

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


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sum_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _check_sum(source: Path) -> None:
    """Refuse a file that is not what was saved, or of which nobody wrote down what was."""
    beside = _sum_file(source)
    if not beside.is_file():
        raise BackupFault(t("deploy.no_sum", name=source.name))
    if beside.read_text("utf-8").split()[:1] != [_sum(source)]:
        raise BackupFault(t("deploy.wrong_sum", name=source.name))


def _shape(path: Path) -> set[tuple[str, ...]]:
    """Columns of the tables, and everything else of a SQLite file by its text: triggers, views."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        made = file.execute("select type, name, tbl_name, coalesce(sql, '') from sqlite_master")
        shape: set[tuple[str, ...]] = set()
        for kind, name, table, text in made.fetchall():
            if kind != "table":
                shape.add((kind, name, table, text))
            elif not name.startswith("sqlite_"):
                columns = file.execute(
                    'select name, type, "notnull", pk from pragma_table_info(?)', [name]
                )
                shape |= {(name, *map(str, column)) for column in columns}
        return shape


def _check_shape(path: Path, name: str) -> None:
    """Refuse a file without the tables, triggers or revision that the migrations make."""
    from readiness.store.database import Store, upgrade

    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        found = file.execute("select version_num from alembic_version").fetchall()
    revision = str(found[0][0]) if len(found) == 1 else ""
    if revision not in REVISIONS:
        raise BackupFault(t("deploy.backup_revision", name=name, revision=revision))
    with tempfile.TemporaryDirectory() as directory:
        wanted = Path(directory) / "wanted.sqlite"
        reference = Store(f"sqlite:///{wanted}")
        with reference._engine.begin() as connection:
            upgrade(connection, revision)
        reference._engine.dispose()
        differing = _shape(wanted) ^ _shape(path)
    if differing:
        raise BackupFault(
            t(
                "deploy.backup_unprotected",
                name=name,
                what=", ".join(sorted({d[1] for d in differing})),
            )
        )


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
    directory.mkdir(mode=0o750, parents=True, exist_ok=True)
    target = directory / f"{datetime.now(UTC).strftime(_NAME)}.{ending}"
    part = target.with_suffix(".part")
    part.touch(mode=0o600)
    try:
        if _is_file(address):
            _copy(Path(address.database or ""), part)
        else:
            _run([_client("pg_dump"), "--format=custom", f"--file={part}"], address)
        beside = _sum_file(target)
        beside.touch(mode=0o600)
        beside.write_text(f"{_sum(part)}  {target.name}\n", "utf-8")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    for old in sorted(directory.glob(f"store-*.{ending}"))[:-keep]:
        old.unlink()
        _sum_file(old).unlink(missing_ok=True)
    return target


def _restore_to_server(source: Path, address: URL) -> None:
    """In one transaction, at whose end the protection is looked at: after a failure nothing changed."""
    with tempfile.TemporaryDirectory() as directory:
        script, check = Path(directory) / "restore.sql", Path(directory) / "check.sql"
        making = [_client("pg_restore"), "--clean", "--if-exists", "--no-owner", f"--file={script}"]
        _run([*making, str(source)], address)
        check.write_text(check_of_postgresql(), "utf-8")
        running = [_client("psql"), "--no-psqlrc", "--quiet", "--single-transaction"]
        running += ["--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        _run([*running, f"--file={script}", f"--file={check}"], address)


def restore(source: Path, *, may_replace: bool, is_checked: bool = True) -> str:
    """Put a backup in the place of the store; where the old SQLite file was kept, or "".

    Without ``is_checked`` its checksum is not asked for; tables, protection and revision always are.
    """
    address = _address()
    if not source.is_file():
        raise BackupFault(t("deploy.no_backup", name=str(source)))
    with source.open("rb") as file:
        start = file.read(16)
    if not start.startswith(b"SQLite format 3\0" if _is_file(address) else b"PGDMP"):
        raise BackupFault(t("deploy.other_backup", name=source.name))
    if is_checked:
        _check_sum(source)
    if not may_replace and store.exists() and store.token():
        raise BackupFault(t("deploy.store_stands"))
    if not _is_file(address):
        _restore_to_server(source, address)
        return ""
    target = Path(address.database or "")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    kept = ""
    try:
        part.touch(mode=0o600)
        _copy(source, part)
        _check_shape(part, source.name)
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
    restoring.add_argument("--unchecked", action="store_true", help="although its checksum is lost")
    chosen = parser.parse_args(texts)
    try:
        if chosen.verb == "save":
            made = save(chosen.directory, max(chosen.keep, 1))
            print(t("deploy.saved", path=made, size=round(made.stat().st_size / 1024)))
            return 0
        kept = restore(chosen.file, may_replace=chosen.replace, is_checked=not chosen.unchecked)
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
