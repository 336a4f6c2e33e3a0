"""The store keeps every version, lets one of two officers win, and survives being killed.

The same tests run on SQLite and on a real PostgreSQL server.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from benchmarks.servers import free_port
from readiness import store
from readiness.data import queries, warehouse
from readiness.store.database import Store
from tests.support import ROOT
from tests.support.postgres import server
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
import os, signal, sys
from sqlalchemy import Engine, event
from readiness import store
from tests.support.stored import entry
answers = {f"{n:06d}": {f"item.{k}": "yes" for k in range(12)} for n in range(1788)}
print("ready", flush=True)
sys.stdin.readline()
if len(sys.argv) > 3:
    steps = iter(range(int(sys.argv[3])))
    def step(*_):
        if next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
try:
    store.publish(entry(author=sys.argv[1], answers=answers), seen=int(sys.argv[2]))
except store.Conflict as fault:
    print(f"conflict {fault}", flush=True)
else:
    print("published", flush=True)
"""


def _publisher(author: str, seen: int = 0, *killed_after: str) -> subprocess.Popen[str]:
    """Somebody in a process of his own who publishes at a word; killed after so many statements."""
    return subprocess.Popen(
        [sys.executable, "-c", _PUBLISH, author, str(seen), *killed_after],
        cwd=ROOT,
        env=dict(os.environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_of_two_officers_at_once_one_wins_and_the_other_is_told(url: str) -> None:
    store.migrate()
    officers = [_publisher("担当A"), _publisher("担当B")]
    for officer in officers:
        assert officer.stdout.readline() == "ready\n"
    for officer in officers:
        officer.stdin.write("go\n")
        officer.stdin.flush()
    said = [officer.communicate(timeout=SECONDS)[0] for officer in officers]
    assert sorted(line.split()[0] for line in said) == ["conflict", "published"]
    (winner,) = store.rounds()
    assert len(winner.answers) == 1788
    assert len(store.history()) == len(store.audit()) == 1


# The version, its answers in several parts, the audit, the commit: twelve to fourteen statements.
@pytest.mark.parametrize("statements", [0, *range(5, 14), 99])
def test_a_killed_process_leaves_the_old_or_the_new_state(url: str, statements: int) -> None:
    store.publish(entry("旧"), seen=0)
    officer = _publisher("担当B", 1, str(statements))
    said, _ = officer.communicate("go\n", timeout=SECONDS)
    is_killed = officer.returncode == -signal.SIGKILL
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
    for statement in (
        "update audit set author = 'x'",
        "delete from audit",
        "truncate audit",
        "alter table audit disable trigger all",
        "drop trigger audit_append_only on audit",
        "drop table audit",
    ):
        with (
            psycopg.connect(owner.replace("owner@", "dashboard@")) as connection,
            pytest.raises(psycopg.Error, match=r"permission denied|must be owner"),
        ):
            connection.execute(statement)


def test_an_older_store_is_brought_up_to_date_with_its_rounds(url: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ROOT / "readiness/store/migrations"))
    with Store.at(url)._engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            sa.text(
                "insert into round_version values ('local-2025-10-01', 1, false, 'local', '令和7年',"
                " '2025-10-01', '出典', null, null, '', false, '担当A', '2025-12-01T00:00:00+00:00',"
                " 'a.csv', 'x', '', 0)"
            )
        )
    assert [(one.state, one.asked) for one in store.rounds()] == [("final", ())]
    assert [one.state for one in store.history()] == ["final"]
    assert store.migrate() == "0003"
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


def test_a_reader_goes_on_while_the_state_is_exchanged(url: str) -> None:
    warehouse._current = None
    old = warehouse.shared()
    cursor = old.cursor()
    store.publish(entry(), seen=0)
    assert warehouse.refresh()
    assert cursor.execute("select count(*) from rounds").fetchone() == (6,)
    del old
    assert cursor.execute("select count(*) from agencies").fetchone() == (22,)


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
