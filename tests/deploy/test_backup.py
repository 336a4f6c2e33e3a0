"""Backup, loss, restore: the same rounds, the same history, the same protection."""

import contextlib
import hashlib
import sqlite3
import stat
import threading
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from deploy import backup
from readiness import store
from readiness.data import queries, warehouse
from readiness.store import tables
from readiness.store.database import Store, upgrade
from tests.store.test_rounds import postgres, url  # noqa: F401
from tests.support.postgres import server_directory
from tests.support.stored import entry


@pytest.fixture(autouse=True)
def _clients(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{server_directory()}:/usr/bin:/bin")


def _fill() -> None:
    store.publish(entry("初版"), seen=0)
    store.publish(entry("訂正", answers={"131016": {"adoption": "trial"}}), seen=1)
    store.publish(entry("別の回", round_code="local-2026-04-01", survey_date="2026-04-01"), seen=0)
    store.withdraw("local-2026-04-01", author="担当B", note="誤り", seen=1)
    store.add_advice(store.Advice("総務省", "2026-10-01", "面談", "内容 '; drop", "担当A"))


def _state() -> tuple[object, ...]:
    first = store.history()[-1].published_at
    return (
        store.token(),
        store.rounds(),
        store.rounds(first),
        store.history(),
        store.audit(),
        store.advice(with_history=True),
    )


def _only(directory: Path) -> Path:
    (saved,) = [path for path in directory.iterdir() if path.suffix in (".sqlite", ".dump")]
    return saved


def _write_sum(path: Path) -> None:
    """As whoever exchanges a backup would write it too."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(f"{path.name}.sha256").write_text(f"{digest}  {path.name}\n")


def _destroy(address: str) -> None:
    """As an accident does it: the file gone, every table gone."""
    Store.at(address)._engine.dispose()
    if address.startswith("sqlite"):
        Path(address.removeprefix("sqlite:///")).unlink()
    else:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("drop schema public cascade; create schema public")
    Store.at.cache_clear()


@pytest.mark.slow
def test_a_lost_store_comes_back_with_its_rounds_history_and_protection(
    url: str,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _fill()
    before = _state()
    warehouse.refresh()
    shown = queries.local_governments("local-2026-10-01")
    assert backup.main(["save", str(tmp_path / "backups")]) == 0
    saved = _only(tmp_path / "backups")
    for path in (tmp_path / "backups").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    _destroy(url)
    assert store.history() == []
    assert backup.main(["restore", str(saved)]) == 0
    assert "復元しました：版4件、操作記録5件" in capsys.readouterr().out
    assert _state() == before
    warehouse._current = None
    assert queries.local_governments("local-2026-10-01").equals(shown)
    # The store is alive and still refuses changes to what stands in it.
    assert store.publish(entry("次"), seen=2).version_number == 3
    with (
        pytest.raises(sa.exc.DBAPIError, match="append-only"),
        Store.at(url)._engine.begin() as connection,
    ):
        connection.execute(sa.text("delete from answer"))


def test_a_store_that_stands_is_only_replaced_when_told(
    url: str,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store.publish(entry("初版"), seen=0)
    before = _state()
    backup.main(["save", str(tmp_path / "backups")])
    saved = _only(tmp_path / "backups")
    store.withdraw("local-2026-10-01", author="担当A", note="", seen=1)
    assert backup.main(["restore", str(saved)]) == 2
    assert "--replace" in capsys.readouterr().err
    assert len(store.history()) == 2
    Store.at(url)._engine.dispose()
    assert backup.main(["restore", str(saved), "--replace"]) == 0
    Store.at.cache_clear()
    assert _state() == before
    if url.startswith("sqlite"):
        (kept,) = tmp_path.glob("store.sqlite.2*")
        with sqlite3.connect(kept) as connection:
            assert connection.execute("select count(*) from round_version").fetchone() == (2,)


def test_a_damaged_or_foreign_backup_changes_nothing(
    url: str,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store.publish(
        entry("初版", answers={f"{n:06d}": {"adoption": "formal"} for n in range(900)}), seen=0
    )
    before = _state()
    backup.main(["save", str(tmp_path / "backups")])
    saved = _only(tmp_path / "backups")
    content = saved.read_bytes()
    bad = {
        "short": content[: len(content) // 2],
        "text": b"code,name\n",
        "empty": b"",
        "other": b"PGDMP" if url.startswith("sqlite") else b"SQLite format 3\0",
    }
    for name, damaged in bad.items():
        path = tmp_path / name
        path.write_bytes(damaged)
        _write_sum(path)
        assert backup.main(["restore", str(path), "--replace"]) == 2, name
        assert _state() == before, name
    assert backup.main(["restore", str(tmp_path / "nothing"), "--replace"]) == 2
    assert "控え" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.part"))


def test_a_backup_that_was_changed_since_is_refused(
    url: str,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _fill()
    before = _state()
    backup.main(["save", str(tmp_path / "backups")])
    saved = _only(tmp_path / "backups")
    content = saved.read_bytes()
    saved.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert backup.main(["restore", str(saved), "--replace"]) == 2
    assert "検査値が合いません" in capsys.readouterr().err
    saved.write_bytes(content)
    (tmp_path / "backups" / f"{saved.name}.sha256").unlink()
    assert backup.main(["restore", str(saved), "--replace"]) == 2
    assert "検査値" in capsys.readouterr().err
    assert _state() == before
    assert backup.main(["restore", str(saved), "--replace", "--unchecked"]) == 0
    Store.at.cache_clear()
    assert _state() == before


# What somebody did to the store before it was saved, so that rows could be changed after a restore.
_WEAKENED = {
    "sqlite": (
        "drop trigger audit_no_delete",
        "drop trigger round_version_log",
        "drop trigger answer_no_update;"
        " create trigger answer_no_update before update on answer begin select 1; end",
        "create trigger quiet after insert on advice begin select 1; end",
        "drop table advice",
        "update alembic_version set version_num = '9999'",
        "alter table audit add column more text",
    ),
    "postgresql": (
        "drop trigger audit_append_only on audit",
        "alter table answer disable trigger answer_append_only",
        "create or replace function refuse_change() returns trigger language plpgsql as"
        " $$ begin return null; end $$",
        "drop trigger round_version_log on round_version",
        "drop table advice",
        "update alembic_version set version_num = '9999'",
        "create role weak_{number}; grant update on answer to weak_{number}",
        "create role weak_{number}; grant insert on audit to weak_{number}",
    ),
}


@pytest.mark.slow
def test_a_backup_without_the_protection_of_its_rows_is_refused(
    url: str,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _fill()
    before = _state()
    whole = tmp_path / "whole"
    backup.main(["save", str(whole)])
    kind = "sqlite" if url.startswith("sqlite") else "postgresql"
    for number, statement in enumerate(_WEAKENED[kind]):
        Store.at(url)._engine.dispose()
        if kind == "sqlite":
            with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
                file.executescript(statement)
        else:
            with psycopg.connect(url, autocommit=True) as connection:
                for part in statement.split("; ") if "create role" in statement else [statement]:
                    connection.execute(part.format(number=number) if "{" in part else part)
        weak = tmp_path / f"weak-{number}"
        backup.main(["save", str(weak)])
        _destroy(url)
        assert backup.main(["restore", str(_only(whole))]) == 0
        capsys.readouterr()
        assert backup.main(["restore", str(_only(weak)), "--replace"]) == 2, statement
        assert "保管先は元のまま" in capsys.readouterr().err, statement
        Store.at.cache_clear()
        assert _state() == before, statement


def test_a_backup_of_an_older_revision_comes_back_and_is_brought_up_to_date(
    url: str,  # noqa: F811
    tmp_path: Path,
) -> None:
    with Store.at(url)._engine.begin() as connection:
        upgrade(connection, "0002")
    backup.main(["save", str(tmp_path / "backups")])
    _destroy(url)
    assert backup.main(["restore", str(_only(tmp_path / "backups"))]) == 0
    assert store.migrate() == tables.REVISION
    assert store.publish(entry("次"), seen=0).version_number == 1


@pytest.mark.slow
def test_a_backup_taken_while_officers_publish_is_one_whole_state(
    url: str,  # noqa: F811
    tmp_path: Path,
) -> None:
    store.migrate()
    answers = {f"{n:06d}": {f"item.{k}": "yes" for k in range(12)} for n in range(400)}
    ended = threading.Event()

    def publish() -> None:
        for seen in range(6):
            store.publish(entry(answers=answers), seen=seen)
        ended.set()

    officer = threading.Thread(target=publish)
    officer.start()
    while not ended.is_set():
        backup.main(["save", str(tmp_path / "backups"), "--keep", "3"])
    officer.join()
    saved = sorted(
        set((tmp_path / "backups").iterdir()) - set((tmp_path / "backups").glob("*.sha256"))
    )
    assert 0 < len(saved) <= 3
    assert len(list((tmp_path / "backups").glob("*.sha256"))) == len(saved)
    for path in saved:
        _destroy(url)
        assert backup.main(["restore", str(path)]) == 0
        versions = len(store.history())
        assert len(store.audit()) == versions
        if versions:
            (read,) = store.rounds()
            assert read.answers == answers


def test_without_a_store_there_is_nothing_to_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("READINESS_STORE_URL", f"sqlite:///{tmp_path}/none.sqlite")
    assert backup.main(["save", str(tmp_path / "backups")]) == 2
    assert "READINESS_STORE_URL" in capsys.readouterr().err
    assert not (tmp_path / "backups").exists()


def test_the_role_of_the_dashboard_may_save_and_only_the_owner_restore(
    postgres: str,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("create database kept")
        connection.execute("create role reader login")
    owner = postgres.replace("/postgres", "/kept")
    monkeypatch.setenv("READINESS_STORE_APP_ROLE", "reader")
    monkeypatch.setenv("READINESS_STORE_URL", owner)
    store.migrate()
    as_reader = owner.replace("owner@", "reader@")
    monkeypatch.setenv("READINESS_STORE_URL", as_reader)
    store.publish(entry(), seen=0)
    assert backup.main(["save", str(tmp_path)]) == 0
    saved = _only(tmp_path)
    store.withdraw("local-2026-10-01", author="担当A", note="", seen=1)
    assert backup.main(["restore", str(saved), "--replace"]) == 2
    assert "保管先は元のまま" in capsys.readouterr().err
    assert len(store.history()) == 2
    monkeypatch.setenv("READINESS_STORE_URL", owner)
    assert backup.main(["restore", str(saved), "--replace"]) == 0
    monkeypatch.setenv("READINESS_STORE_URL", as_reader)
    assert len(store.rounds()) == 1
    # The role may add, and no more, as before.
    store.withdraw("local-2026-10-01", author="担当A", note="", seen=1)
    with psycopg.connect(as_reader) as connection, pytest.raises(psycopg.Error, match="denied"):
        connection.execute("delete from audit")


def test_a_password_never_stands_on_a_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    address = sa.engine.make_url("postgresql://u:geheim@db.example:5433/readiness?sslmode=require")

    def run(command: list[str], **options: object) -> object:
        seen.append(command)
        environment = options["env"]
        assert isinstance(environment, dict)
        assert environment["PGPASSWORD"] == "geheim"
        assert (environment["PGPORT"], environment["PGSSLMODE"]) == ("5433", "require")
        return type("Done", (), {"returncode": 0})

    monkeypatch.setattr(backup.subprocess, "run", run)
    backup._run(["pg_dump", "--format=custom"], address)
    assert "geheim" not in str(seen)
