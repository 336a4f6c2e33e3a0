"""A query that runs away is stopped by time or memory, and nobody else notices."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from readiness.__main__ import main
from readiness.data import limits, queries, warehouse
from readiness.data.limits import limited
from readiness.language.wording import speaking
from readiness.screen import live
from tests.support import ROOT
from tests.support.waiting import until

# 9 million million pairs: days of work.
RUNAWAY = (
    "select count(*) from range(3000000) a, range(3000000) b where (a.range * b.range) % 7 = $x"
)
GREEDY = (
    "select count(*) from (select distinct hash(range), range::varchar || 'twenty-two letters more'"
    " from range(100000000)) where $x = 3"
)


def _rows(sql: str) -> None:
    warehouse.shared().rows(sql, {"x": 3})


@pytest.mark.slow
def test_a_runaway_query_is_stopped_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("READINESS_QUERY_SECONDS", "0.5")
    with (
        caplog.at_level(logging.ERROR, "readiness"),
        pytest.raises(warehouse.QueryStopped, match=r"0\.5秒以上かかったため"),
    ):
        _rows(RUNAWAY)
    assert "query stopped after 0.5 s: select count(*) from range(3000000)" in caplog.text
    with (
        speaking("en"),
        pytest.raises(warehouse.QueryStopped, match=r"more than 0\.5 seconds"),
    ):
        _rows(RUNAWAY)


@pytest.mark.slow
def test_others_go_on_reading_while_a_query_runs_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READINESS_QUERY_SECONDS", "2")
    stopped: list[warehouse.QueryStopped] = []
    shared = warehouse.shared()

    def run_away() -> None:
        try:
            shared.rows(RUNAWAY, {"x": 4})
        except warehouse.QueryStopped as fault:
            stopped.append(fault)

    thread = threading.Thread(target=run_away)
    thread.start()
    read = 0
    while thread.is_alive():
        # A new statement each time: nothing comes from memory.
        rows = shared.rows("select count(*) as found from agencies where $n = $n", {"n": read})
        assert rows["found"].tolist() == [22]
        read += 1
    thread.join()
    assert len(stopped) == 1
    # Had the first one waited for the other query to end, there would be no second one.
    assert read >= 2


@pytest.mark.slow
def test_a_greedy_query_ends_at_the_memory_limit_and_leaves_nothing_on_the_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("READINESS_QUERY_SECONDS", "60")
    shared = warehouse.shared()
    with pytest.raises(warehouse.QueryStopped, match="メモリーが上限"):
        shared.rows(GREEDY, {"x": 3})
    found = shared.cursor().execute(
        "select name, value from duckdb_settings() where name in ('memory_limit', 'temp_directory')"
    )
    assert dict(found.fetchall()) == {"memory_limit": "488.2 MiB", "temp_directory": ""}
    assert len(queries.data_table("agencies")) == 22


def test_a_stopped_query_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def ends_at_once(*_: object) -> Iterator[None]:
        raise duckdb.InterruptException("stopped")
        yield

    sql = "select count(*) as found from agencies where $x = $x"
    with monkeypatch.context() as patch:
        patch.setattr(warehouse, "limited", ends_at_once)
        with pytest.raises(warehouse.QueryStopped):
            _rows(sql)
    assert warehouse.shared().rows(sql, {"x": 3})["found"].tolist() == [22]


@pytest.mark.parametrize(
    ("given", "seconds"), [("2.5", 2.5), ("", 10), ("zero", 10), ("-1", 10), ("0", 10), ("nan", 10)]
)
def test_the_limit_is_set_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, given: str, seconds: float
) -> None:
    monkeypatch.setenv("READINESS_QUERY_SECONDS", given)
    assert limits.query_seconds() == seconds


def test_what_is_done_in_time_is_left_alone_and_the_next_is_still_watched() -> None:
    connection = duckdb.connect()
    for _ in range(20):
        with limited(connection, 0.02):
            pass
    over = time.monotonic() + 0.02
    until(lambda: time.monotonic() > over, "the limit of the last one is over")
    assert connection.execute("select 1").fetchone() == (1,)
    with pytest.raises(duckdb.InterruptException), limited(connection, 0.2):
        connection.execute(RUNAWAY, {"x": 3})


def test_an_interrupt_before_the_query_has_begun_is_not_lost() -> None:
    interrupts: list[float] = []

    class Late:
        """A cursor whose query begins only after it was interrupted."""

        cursor = duckdb.connect()

        def interrupt(self) -> None:
            interrupts.append(time.monotonic())
            self.cursor.interrupt()

        def run_away(self) -> None:
            with limited(self, 0.001):
                until(lambda: interrupts, "the first interrupt")
                self.cursor.execute(RUNAWAY, {"x": 3})

    with pytest.raises(duckdb.InterruptException):
        Late().run_away()
    assert len(interrupts) >= 2


def test_the_limit_costs_less_than_a_hundredth_of_a_query() -> None:
    connection = warehouse.shared().cursor()
    sql = queries.sql_text("local_adoption_by_round")

    def seconds(count: int, with_query: bool, with_limit: bool) -> float:
        began = time.process_time()
        for _ in range(count):
            if with_limit:
                with limited(connection, 10):
                    pass
            if with_query:
                connection.execute(sql).fetchall()
        return (time.process_time() - began) / count

    watched, query = seconds(5000, False, True), seconds(50, True, False)
    assert watched < query / 100, (watched, query)


def test_the_screen_says_what_happened_instead_of_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*_: object) -> None:
        raise warehouse.QueryStopped("集計に10秒以上かかった")

    monkeypatch.setattr(queries, "agency_days_per_person", stopped)
    warehouse.shared().kept.clear()  # whoever drew the home page before has its answers
    live.forget()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert [warning.value for warning in app.warning] == ["集計に10秒以上かかった"]
    assert not app.exception


def test_the_shell_says_what_happened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise warehouse.QueryStopped("集計に10秒以上かかった")

    monkeypatch.setattr(queries, "run_from_text", stopped)
    assert main(["query", "agency_days_per_person"]) == 2
    assert "10秒以上" in capsys.readouterr().err


@pytest.mark.slow
def test_a_process_ends_although_the_watch_sleeps() -> None:
    code = "from readiness.data import queries; queries.agency_days_per_person()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)
