"""serve and demo: a clear word for a port that is taken, practice data in a store of their own."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from benchmarks.sessions import look
from readiness import __main__, store
from readiness.data import queries, warehouse
from readiness.language.wording import t
from readiness.shell import demo
from tests.support import ROOT
from tests.support.waiting import until


def test_a_port_that_is_taken_is_named_with_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert __main__.main(["serve", "--port", str(port)]) == 2
    assert f"ポート {port} を開けません" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--port", "0"], ["--port", "８５０１"], ["--replicas", "99"]]
)
def test_a_number_that_is_none_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        __main__.main(["serve", *arguments])
    assert ended.value.code == 2
    assert arguments[1] in capsys.readouterr().err


@pytest.mark.slow
def test_demo_rounds_are_practice_one_is_partly_answered_and_advice_is_due(own_store: str) -> None:
    demo.fill()
    warehouse.refresh()
    rounds = queries.data_rounds().set_index("round_code")
    added = rounds[rounds["basis"] == "練習用"]
    assert sorted(added.index) == [
        "agency-2018-03-01",
        "local-2024-10-01",
        "local-2025-10-01",
        "local-2026-10-01",
    ]
    assert added["label"].str.contains("練習用").all()
    partly = added.loc["local-2026-10-01"]
    assert partly["state"] == "provisional"
    assert (partly["answered_count"], partly["asked_count"]) == (1073, 1788)
    assert queries.latest_round("local") == "local-2025-10-01"
    assert sorted(entry.state for entry in store.advice()) == ["done", "done", "open", "open"]
    versions = len(store.rounds())
    demo.fill()
    assert len(store.rounds()) == versions


@pytest.mark.slow
def test_two_replicas_answer_and_stop_together() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "readiness", "serve", "--replicas", "2", "--port", str(_two_free())],
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1", "READINESS_LOCAL_OFFICER": "担当A"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        urls = []
        for _ in range(2):
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found
            urls.append(found[0])
        for url in urls:
            until(lambda url=url: _answers(url), f"{url} answers")
        both = t("operations.sentence.good", all="2").encode()
        for url in urls:  # each knows of both: the screen for officers says how they are
            port = int(url.rsplit(":", 1)[1])
            until(lambda port=port: both in look(port, "operations"), f"{url} says that two work")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
    assert not any(map(_answers, urls))
    assert process.stdout.read() == ""  # each address is said once


def _two_free() -> int:
    """A port that is free with the one after it."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def _answers(url: str) -> bool:
    try:
        return bool(urllib.request.urlopen(url, timeout=30).status == 200)
    except OSError:
        return False
