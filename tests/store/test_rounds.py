"""The store keeps every version, lets one of two officers win, and survives being killed.

The same tests run on SQLite and on a real PostgreSQL server.
"""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from benchmarks.servers import free_port
from readiness import store
from readiness.data import past, queries, warehouse
from readiness.store import connections, database, tables
from readiness.store.database import Store
from tests.support import ROOT
from tests.support.officers import at_once, officer
from tests.support.postgres import cluster, server
from tests.support.stored import entry
from tests.support.waiting import SECONDS


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with server(free_port()) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of an empty store, set for this process."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/store.sqlite"
    else:
        name = f"store_{time.monotonic_ns()}"
        owner = request.getfixturevalue("postgres")
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute(f"create database {name}")
        address = owner.replace("/postgres", f"/{name}")
    monkeypatch.setenv("READINESS_STORE_URL", address)
    yield address
    Store.at(address)._engine.dispose()
    monkeypatch.setattr(warehouse, "_current", None)


@pytest.mark.slow
def test_without_a_store_nothing_is_read_and_no_driver_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from readiness import store; from readiness.data import queries;"
        "assert queries.latest_round('local') == 'local-2023-10-01';"
        "assert store.token() == '' and store.history() == [];"
        "assert 'sqlalchemy' not in sys.modules and 'alembic' not in sys.modules"
    )
    environment = os.environ | {"READINESS_STORE_URL": f"sqlite:///{tmp_path}/none.sqlite"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
    assert list(tmp_path.iterdir()) == []


def test_what_is_published_is_what_is_read(url: str) -> None:
    version = store.publish(entry("初版"), seen=0)
    (read,) = store.rounds()
    assert (version.version_number, version.respondent_count) == (1, 2)
    assert read.answers == entry().answers
    assert (read.author, read.note, read.file_sha256) == ("担当A", "初版", "0" * 64)


@pytest.mark.slow
def test_every_version_stays_and_can_be_seen_again(url: str) -> None:
    first = store.publish(entry("初版"), seen=0)
    second = store.publish(entry("訂正", answers={"131016": {"adoption": "trial"}}), seen=1)
    third = store.withdraw("local-2026-10-01", author="担当B", note="誤り", seen=2)
    assert [(v.version_number, v.is_withdrawn) for v in store.history()] == [
        (3, True),
        (2, False),
        (1, False),
    ]
    assert store.rounds() == []
    (old,) = store.rounds(first.published_at)
    assert old.answers == entry().answers
    (corrected,) = store.rounds(second.published_at)
    assert corrected.answers == {"131016": {"adoption": "trial"}}
    assert store.rounds(third.published_at) == []
    again = store.publish(entry("再公表"), seen=3)
    assert again.version_number == 4
    assert [(event.author, event.action) for event in store.audit()] == [
        ("担当A", "publish"),
        ("担当B", "withdraw"),
        ("担当A", "publish"),
        ("担当A", "publish"),
    ]


def test_an_officer_who_saw_an_older_version_is_told_who_was_faster(url: str) -> None:
    store.publish(entry(author="担当B"), seen=0)
    before = store.token()
    with pytest.raises(store.Conflict, match="担当B"):
        store.publish(entry(), seen=0)
    with pytest.raises(store.Conflict):
        store.withdraw("local-2026-10-01", author="担当A", note="", seen=5)
    assert store.token() == before


def test_what_is_not_published_cannot_be_withdrawn(url: str) -> None:
    store.migrate()
    with pytest.raises(store.StoreFault, match="取り下げるもの"):
        store.withdraw("local-2026-10-01", author="担当A", note="", seen=0)


_PUBLISH = """
import sys
from readiness import store
from tests.support.officers import ready_to_write
from tests.support.stored import entry
answers = {f"{n:06d}": {f"item.{k}": "yes" for k in range(12)} for n in range(1788)}
ready_to_write(sys.argv[3:])
try:
    store.publish(entry(author=sys.argv[1], answers=answers), seen=int(sys.argv[2]))
except store.Conflict as fault:
    print(f"conflict {fault}", flush=True)
else:
    print("published", flush=True)
"""


def _publisher(author: str, seen: int = 0, *killed_after: str) -> subprocess.Popen[str]:
    """Somebody in a process of his own who publishes at a word; killed after so many statements."""
    return officer(_PUBLISH, author, str(seen), *killed_after)


@pytest.mark.slow
def test_of_two_officers_at_once_one_wins_and_the_other_is_told(url: str) -> None:
    store.migrate()
    officers = [_publisher("担当A"), _publisher("担当B")]
    said = at_once(officers)
    assert sorted(line.split()[0] for line in said) == ["conflict", "published"]
    (winner,) = store.rounds()
    assert len(winner.answers) == 1788
    assert len(store.history()) == len(store.audit()) == 1


# The version, its answers in several parts, the audit, the commit: twelve to fourteen statements.
@pytest.mark.slow
@pytest.mark.parametrize("statements", [0, *range(5, 14), 99])
def test_a_killed_process_leaves_the_old_or_the_new_state(url: str, statements: int) -> None:
    store.publish(entry("旧"), seen=0)
    writer = _publisher("担当B", 1, str(statements))
    said, _ = writer.communicate("go\n", timeout=SECONDS)
    is_killed = writer.returncode == -signal.SIGKILL
    assert is_killed is ("published" not in said)
    assert is_killed or statements >= 12
    assert not (is_killed and statements == 99)
    (read,) = store.rounds()
    versions = store.history()
    found = len(versions), len(read.answers), len(store.audit())
    assert found == ((1, 2, 1) if is_killed else (2, 1788, 2))
    # The store is not left locked: the next officer goes on from what there is.
    again = store.publish(entry("次"), seen=versions[0].version_number)
    assert again.version_number == len(versions) + 1


@pytest.mark.slow
@pytest.mark.parametrize("table", ["round_version", "answer", "audit", "advice"])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_or_delete_a_row(url: str, table: str, verb: str) -> None:
    store.publish(entry(), seen=0)
    store.add_advice(store.Advice("総務省", "2026-10-01", "面談", "内容", "担当A"))
    column = {"audit": "detail", "answer": "value", "advice": "content"}.get(table, "note")
    statement = f"delete from {table}" if verb == "delete" else f"update {table} set {column} = 'x'"
    with (
        pytest.raises(sa.exc.DBAPIError, match="append-only"),
        Store.at(url)._engine.begin() as connection,
    ):
        connection.execute(sa.text(statement))
    assert store.audit()[-1].action == "publish"


def test_the_role_of_the_dashboard_cannot_take_the_protection_away(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("create database guarded")
        connection.execute("create role dashboard login")
    owner = postgres.replace("/postgres", "/guarded")
    monkeypatch.setenv("READINESS_STORE_APP_ROLE", "dashboard")
    monkeypatch.setenv("READINESS_STORE_URL", owner)
    store.migrate()
    monkeypatch.setenv("READINESS_STORE_URL", owner.replace("owner@", "dashboard@"))
    store.publish(entry(), seen=0)
    assert len(store.rounds()) == 1
    number = "(select coalesce(max(event_id), 0) + 1 from audit)"
    row = "'2026-10-01T00:00:00', 'x', 'publish', 's', 'd'"
    names = "at, author, action, subject, detail"
    for statement in (
        "update audit set author = 'x'",
        "delete from audit",
        "truncate audit",
        "alter table audit disable trigger all",
        "drop trigger audit_append_only on audit",
        "drop table audit",
        # Neither number nor time nor author of an entry of the log are the role's to choose.
        f"insert into audit ({names}) values ({row})",
        f"insert into audit (event_id, {names}) values ({number}, {row})",
        "select nextval('audit_event_id_seq')",
        "select setval('audit_event_id_seq', 99)",
        "alter function log_advice() security invoker",
        "create or replace function log_advice() returns trigger language plpgsql as"
        " $$ begin return null; end $$",
        "insert into advice values (9, 1, 'a', 'd', 'c', 't', '', 'open', 'x', '2020-01-01')",
        "insert into round_version (round_code, version_number, published_at) values ('a', 1, 'x')",
        # A round that was published is whole: nothing can be put into it afterwards.
        "insert into answer values ('local-2026-10-01', 1, '131032', 'adoption', 'formal')",
    ):
        with (
            psycopg.connect(owner.replace("owner@", "dashboard@")) as connection,
            pytest.raises(psycopg.Error, match=r"permission denied|must be owner|append-only"),
        ):
            connection.execute(statement)
    assert [(e.event_id, e.action, e.author, e.written_by) for e in store.audit()] == [
        (1, "publish", "担当A", "dashboard")
    ]
    (version,) = store.history()
    assert store.audit()[0].at == version.published_at


def test_the_time_of_an_entry_is_the_databases(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_now", lambda: "1999-01-01T00:00:00.000000+00:00")
    version = store.publish(entry(), seen=0)
    advice = store.add_advice(store.Advice("総務省", "2026-10-01", "面談", "内容", "担当A"))
    events = store.audit()
    assert [event.at for event in events] == [advice.written_at, version.published_at]
    is_file = url.startswith("sqlite")
    assert version.published_at.startswith("1999") is is_file
    assert past.instant(version.published_at) == version.published_at
    assert [event.written_by for event in events] == ["" if is_file else "owner"] * 2


def test_the_file_of_the_store_is_its_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0)
    try:
        monkeypatch.setenv("READINESS_STORE_URL", f"sqlite:///{tmp_path}/new/store.sqlite")
        store.publish(entry(), seen=0)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o750
    for path in (tmp_path / "new").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_a_dashboards_role_is_told_that_the_owner_has_to_migrate(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("create database older")
        connection.execute("create role guest login")
    owner = postgres.replace("/postgres", "/older")
    monkeypatch.setenv("READINESS_STORE_APP_ROLE", "guest")
    _migrate(owner, "0002")
    monkeypatch.setenv("READINESS_STORE_URL", owner.replace("owner@", "guest@"))
    assert store.rounds() == []
    assert store.audit() == []
    with pytest.raises(store.StoreFault, match="migrate-store"):
        store.publish(entry(), seen=0)
    # The rights of a role that was named once are narrowed without naming it again.
    monkeypatch.delenv("READINESS_STORE_APP_ROLE")
    monkeypatch.setenv("READINESS_STORE_URL", owner)
    assert store.migrate() == tables.REVISION
    monkeypatch.setenv("READINESS_STORE_URL", owner.replace("owner@", "guest@"))
    store.publish(entry(), seen=0)
    with (
        psycopg.connect(owner.replace("owner@", "guest@")) as connection,
        pytest.raises(psycopg.Error, match="permission denied"),
    ):
        connection.execute(
            "insert into audit (at, author, action, subject, detail) values ('', '', '', '', '')"
        )


@pytest.mark.slow
def test_a_server_that_hangs_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A stopped process: its system goes on confirming what it is sent, and nothing ever answers."""
    with cluster(free_port()) as running:
        monkeypatch.setenv("READINESS_STORE_URL", running.address)
        store.publish(entry(), seen=0)
        monkeypatch.setattr(connections, "_patience", ContextVar("patience", default=1.0))
        monkeypatch.setattr(database, "_TOKEN_SECONDS", 1.0)
        assert running.process is not None
        everything = _with_children(running.process.pid)
        for process in everything:
            os.kill(process, signal.SIGSTOP)
        try:
            ended = threading.Event()

            def read() -> None:
                for _ in range(3):
                    with pytest.raises(store.StoreUnreachable):
                        store.token()
                assert not warehouse.refresh()
                ended.set()

            threading.Thread(target=read, daemon=True).start()
            assert ended.wait(120)
        finally:
            for process in everything:
                os.kill(process, signal.SIGCONT)
        assert store.token() == "1-1"


def _with_children(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *map(int, children)]


def _migrate(address: str, revision: str) -> None:
    with Store.at(address)._engine.begin() as connection:
        database.upgrade(connection, revision)


def test_an_older_store_is_brought_up_to_date_with_its_rounds(url: str) -> None:
    _migrate(url, "0001")
    with Store.at(url)._engine.begin() as connection:
        connection.execute(
            sa.text(
                "insert into round_version values ('local-2025-10-01', 1, false, 'local', '令和7年',"
                " '2025-10-01', '出典', null, null, '', false, '担当A', '2025-12-01T00:00:00+00:00',"
                " 'a.csv', 'x', '', 0)"
            )
        )
    assert [(one.state, one.asked) for one in store.rounds()] == [("final", ())]
    assert [one.state for one in store.history()] == ["final"]
    assert store.migrate() == tables.REVISION
    assert [(one.state, one.asked) for one in store.rounds()] == [("final", ())]
    store.publish(entry(), seen=0)
    assert store.advice() == []
    assert len(store.rounds()) == 2


def test_advice_is_revised_and_never_overwritten(url: str) -> None:
    first = store.add_advice(
        store.Advice("総務省", "2026-10-01", "面談", "予算の段取り", "担当A", due_date="2026-12-01")
    )
    store.add_advice(store.Advice("法務省", "2026-10-02", "電話", "時期の確認", "担当A"))
    from dataclasses import replace

    done = store.add_advice(replace(first, state="done", author="担当B"))
    assert (done.advice_id, done.revision_number) == (first.advice_id, 2)
    with pytest.raises(store.Conflict):
        store.add_advice(replace(first, content="同時の変更"))
    assert [(a.agency_name, a.state) for a in store.advice()] == [
        ("総務省", "done"),
        ("法務省", "open"),
    ]
    assert len(store.advice("総務省", with_history=True)) == 2


@pytest.mark.slow
def test_the_dashboard_shows_a_published_round_and_forgets_a_withdrawn_one(url: str) -> None:
    warehouse._current = None
    assert queries.latest_round("local") == "local-2023-10-01"
    store.publish(entry(), seen=0)
    assert warehouse.refresh()
    assert not warehouse.refresh()
    assert queries.latest_round("local") == "local-2026-10-01"
    rows = queries.local_governments("local-2026-10-01")
    assert rows["status"].value_counts().to_dict() == {
        "not_answered": 1786,
        "adopted": 1,
        "considering": 1,
    }
    store.withdraw("local-2026-10-01", author="担当A", note="", seen=1)
    assert warehouse.refresh()
    assert queries.latest_round("local") == "local-2023-10-01"


@pytest.mark.slow
def test_a_reader_goes_on_while_the_state_is_exchanged(url: str) -> None:
    warehouse._current = None
    old = warehouse.shared()
    cursor = old.cursor()
    store.publish(entry(), seen=0)
    assert warehouse.refresh()
    assert cursor.execute("select count(*) from rounds").fetchone() == (6,)
    del old
    assert cursor.execute("select count(*) from agencies").fetchone() == (22,)


@pytest.mark.slow
def test_an_earlier_state_can_be_pinned_and_let_go(url: str) -> None:
    warehouse._current = None
    version = store.publish(entry(), seen=0)
    store.withdraw("local-2026-10-01", author="担当A", note="", seen=1)
    warehouse.refresh()
    warehouse.pin(version.published_at)
    assert (
        queries.latest_round("local") == "local-2023-10-01"
    )  # taken back: no longer for everybody
    warehouse.pin(version.published_at, with_withdrawn=True)
    assert queries.latest_round("local") == "local-2026-10-01"
    warehouse.pin()
    assert queries.latest_round("local") == "local-2023-10-01"
    warehouse._pinned.set(None)


def test_reading_goes_on_when_the_store_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warehouse, "_current", None)
    nobody = f"postgresql://x@127.0.0.1:{free_port()}/x"
    monkeypatch.setenv("READINESS_STORE_URL", nobody)
    assert queries.latest_round("local") == "local-2023-10-01"
    assert not warehouse.refresh()
    with pytest.raises(store.StoreUnreachable, match="接続できません"):
        store.publish(entry(), seen=0)
    monkeypatch.setattr(warehouse, "_current", None)
