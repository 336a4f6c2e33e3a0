"""A store of an earlier program opens in this one whole; one of a later program is refused by name."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from deploy import backup
from readiness import store
from readiness.__main__ import main
from readiness.data import queries, warehouse
from readiness.store import minutes, surveys, tables
from readiness.store.database import Store
from tests.store.test_rounds import postgres, url  # noqa: F401
from tests.support import written_store as written
from tests.support.postgres import server_directory
from tests.support.stored import entry

DESK_SINCE, MINUTES_SINCE = "0005", "0006"
EARLIER = sorted(written.DIRECTORY.glob("*.sqlite"))


@pytest.fixture(params=EARLIER, ids=[path.stem for path in EARLIER])
def earlier(request: pytest.FixtureRequest, own_store: str) -> Iterator[Path]:
    """A store that the program of its revision wrote, set for this process."""
    path = Path(own_store.removeprefix("sqlite:///"))
    shutil.copyfile(request.param, path)
    yield path
    Store.at.cache_clear()


def _revision(earlier: Path) -> str:
    """Of the program that wrote it."""
    with contextlib.closing(sqlite3.connect(earlier)) as file:
        ((revision,),) = file.execute("select version_num from alembic_version")
    return str(revision)


def _everything() -> tuple[object, ...]:
    return (
        store.token(),
        store.rounds(),
        store.rounds(written.at(3)),
        store.history(),
        store.audit(),
        store.advice(with_history=True),
        surveys.surveys(),
        surveys.files(written.SURVEY.survey_code),
        surveys.answers(written.SURVEY.survey_code, with_values=True),
        surveys.mailings(written.SURVEY.survey_code),
        surveys.codings(written.SURVEY.survey_code),
        surveys.reasons(),
        minutes.minutes(),
    )


def _undated(one: store.PublishedRound) -> store.PublishedRound:
    return replace(one, published_at="", version_number=max(one.version_number, 1))


def _check_everything(revision: str) -> None:
    """Every version, advice and line of the log, by what their program was told to write."""
    expected = [_undated(one) for one in written.STANDING]
    assert [_undated(one) for one in store.rounds()] == expected
    assert [(v.round_code, v.version_number, v.is_withdrawn) for v in store.history()] == [
        ("followup-2026", 1, False),
        ("agency-2027-03-31", 1, False),
        ("local-2024-10-01", 1, False),
        ("local-2027-04-01", 1, False),
        ("local-2025-10-01", 3, False),
        ("local-2025-10-01", 2, True),
        ("local-2025-10-01", 1, False),
        ("local-2026-10-01", 2, False),
        ("local-2026-10-01", 1, False),
    ]
    assert [v.published_at for v in store.history()] == [written.at(h) for h in range(8, -1, -1)]
    # As it stood after the fourth entry: one round corrected, the other taken back.
    (then,) = store.rounds(written.at(3))
    assert _undated(then) == written.CORRECTED
    (first,) = store.rounds_of([("local-2026-10-01", 1)])
    assert _undated(first) == _undated(written.FIRST)
    has_desk, has_minutes = revision >= DESK_SINCE, revision >= MINUTES_SINCE
    expected_log = [
        *written.LOG,
        *(written.LOG_OF_THE_DESK if has_desk else ()),
        *(written.LOG_OF_THE_MINUTES if has_minutes else ()),
    ]
    log = [(e.author, e.action, e.subject, e.detail) for e in reversed(store.audit())]
    assert log == expected_log
    assert [e.at for e in reversed(store.audit())] == [written.at(h) for h in range(len(log))]
    revisions = [
        replace(one, advice_id=0, revision_number=0, written_at="")
        for one in store.advice(with_history=True)
    ]
    of_task = [written.ADVICE_OF_TASK] if has_minutes else []
    assert revisions == [written.ADVICE, written.DONE, *of_task, written.OPEN]
    _check_desk() if has_desk else _check_no_desk()
    _check_minutes() if has_minutes else _check_no_minutes()


def _check_no_desk() -> None:
    assert (surveys.surveys(), surveys.reasons()) == ([], [])


def _check_no_minutes() -> None:
    assert minutes.minutes() == []


def _check_desk() -> None:
    """The survey with its file, answers, mailing and coded text."""
    code = written.SURVEY.survey_code
    (survey,) = surveys.surveys()
    assert (survey.opened_by, survey.opened_at, survey.written_at) == (
        "担当A",
        written.at(12),
        written.at(17),
    )
    assert replace(survey, written_at="", opened_by="", opened_at="") == written.CLOSED
    (file,) = surveys.files(code)
    assert replace(file, received_at="") == replace(written.FILE, file_number=1)
    assert surveys.content(code, 1) == b"one"
    assert surveys.answers(code, with_values=True) == [
        replace(one, version_number=1, file_number=1) for one in written.ANSWERS
    ]
    (mailing,) = surveys.mailings(code)
    assert replace(mailing, sent_at="") == replace(written.MAILING, mailing_number=1)
    (coding,) = surveys.codings(code)
    assert replace(coding, coded_at="") == replace(written.CODING, coding_number=1)
    (reason,) = surveys.reasons()
    assert replace(reason, added_at="") == written.REASON


def _check_minutes() -> None:
    """The decision and the task."""
    decision, task = (replace(one, written_at="") for one in minutes.minutes())
    assert decision == replace(written.DECISION, minute_id=1, revision_number=1)
    assert task == replace(written.TASK, minute_id=2, revision_number=1, advice_id=3)


def test_it_is_read_whole_before_and_after_the_upgrade(earlier: Path) -> None:
    revision = _revision(earlier)
    _check_everything(revision)
    before = _everything()
    assert store.migrate() == tables.REVISION
    _check_everything(revision)
    assert _everything() == before
    Store.at.cache_clear()
    assert _everything() == before


def test_work_goes_on_where_it_was(earlier: Path) -> None:
    count, decided = len(store.audit()), len(minutes.minutes())
    assert store.publish(entry("次"), seen=2).version_number == 3
    with pytest.raises(store.Conflict, match="担当A"):
        store.publish(entry("遅れた人"), seen=2)
    (found,) = [one for one in store.advice() if one.agency_name == "法務省"]
    assert store.add_advice(replace(found, state="done")).revision_number == 2
    assert [event.event_id for event in store.audit()[:2]] == [count + 2, count + 1]
    assert minutes.write(written.DECISION).minute_id == decided + 1
    later = replace(written.SURVEY, survey_date="2027-10-01")
    assert surveys.open_survey(later).survey_code == "local-2027-10-01"
    for statement in (
        "update round_version set note = ''",
        "delete from audit",
        "update survey set note = ''",
        "delete from minute",
    ):
        with (
            pytest.raises(sa.exc.DBAPIError, match="append-only"),
            Store.at(store.url())._engine.begin() as connection,
        ):
            connection.execute(sa.text(statement))


@pytest.mark.slow
def test_the_screens_show_what_it_holds(earlier: Path) -> None:
    assert queries.latest_round("local") == "local-2026-10-01"
    assert queries.provisional_round("local") == "local-2027-04-01"
    assert queries.latest_round("agency") == "agency-2027-03-31"
    rows = queries.local_governments("local-2026-10-01")
    assert rows["status"].value_counts().to_dict() == {"not_answered": 1787, "adopted": 1}


def _write_by_a_later_program() -> None:
    with Store.at(store.url())._engine.begin() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
        connection.execute(
            sa.text(
                "create table later (round_code varchar(40), version_number integer, foreign key"
                " (round_code, version_number) references round_version (round_code, version_number))"
            )
        )


@pytest.mark.slow
def test_a_store_of_a_later_program_is_neither_read_nor_written(
    url: str,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(warehouse, "_current", None)
    store.publish(entry(), seen=0)
    warehouse.refresh()
    assert queries.latest_round("local") == "local-2026-10-01"
    _write_by_a_later_program()
    words = r"版 [\d.]+、改訂 \d+ まで.*新しいプログラム.*改訂 9999.*deploy.backup restore"
    for use in (
        store.token,
        store.rounds,
        store.history,
        store.audit,
        store.advice,
        store.migrate,
        lambda: store.publish(entry("次"), seen=1),
        lambda: store.add_advice(written.ADVICE),
    ):
        with pytest.raises(store.StoreNewer, match=words):
            use()
    # A dashboard that runs goes on with what it has read; one that starts says why it cannot.
    assert not warehouse.refresh()
    assert queries.latest_round("local") == "local-2026-10-01"
    monkeypatch.setattr(warehouse, "_current", None)
    with pytest.raises(warehouse.DataFault, match=words):
        warehouse.shared()
    for verb in ("migrate-store", "history", "query agency_stage -p round_code=agency-2017-03"):
        assert main(verb.split()) == 2
        assert "改訂 9999" in capsys.readouterr().err


def test_the_way_back_is_the_backup_before_the_upgrade(
    earlier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _everything()
    assert backup.main(["save", str(tmp_path / "backups")]) == 0
    (saved,) = (tmp_path / "backups").glob("*.sqlite")
    _write_by_a_later_program()
    with pytest.raises(store.StoreNewer):
        store.rounds()
    # What the later program wrote is saved too, and stays beside the store.
    assert backup.main(["save", str(tmp_path / "later")]) == 0
    assert backup.main(["restore", str(saved)]) == 2
    Store.at.cache_clear()  # the shell's next command is another process
    assert backup.main(["restore", str(saved), "--replace"]) == 0
    assert "元の保管先は" in capsys.readouterr().out
    Store.at.cache_clear()
    assert _everything() == before
    (kept,) = earlier.parent.glob("store.sqlite.*")
    with contextlib.closing(sqlite3.connect(kept)) as file:
        assert file.execute("select version_num from alembic_version").fetchone() == ("9999",)
    (later,) = (tmp_path / "later").glob("*.sqlite")
    assert backup.main(["restore", str(later), "--replace"]) == 2
    assert "改訂「9999」" in capsys.readouterr().err
    assert _everything() == before


def test_on_a_server_the_way_back_is_a_database_beside_the_newer_one(
    postgres: str,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", f"{server_directory()}:/usr/bin:/bin")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("create database upgraded")
        connection.execute("create database before_upgrade")
    monkeypatch.setenv("READINESS_STORE_URL", postgres.replace("/postgres", "/upgraded"))
    written.fill()
    before = _everything()
    assert backup.main(["save", str(tmp_path)]) == 0
    (saved,) = tmp_path.glob("*.dump")
    _write_by_a_later_program()
    monkeypatch.setenv("READINESS_STORE_URL", postgres.replace("/postgres", "/before_upgrade"))
    assert backup.main(["restore", str(saved)]) == 0
    assert _everything() == before
    assert store.publish(entry("次"), seen=2).version_number == 3
