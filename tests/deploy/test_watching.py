"""Who watches the machine is told numbers, and nobody else; lines of the log are JSON without secrets."""

import json
import logging
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from benchmarks.sessions import Session, run
from deploy import dashboard, logs
from readiness.data import observed
from readiness.screen import watching
from tests.support import ROOT
from tests.support.visits import Served, serve
from tests.support.waiting import SECONDS

SECRET, PASSWORD = "9f" * 16, "p@ss-word"
NUMBER = "0123456789abcdef" * 2
ENVIRONMENT = {
    "READINESS_PROXY_SECRET": SECRET,
    "READINESS_STORE_URL": "postgresql://owner:p%40ss-word@127.0.0.1:1/x",
    "READINESS_LOG": "json",
}


def _line(message: str, *arguments: object, error: Exception | None = None) -> dict[str, str]:
    fault = (type(error), error, None) if error else None
    record = logging.LogRecord("x", logging.ERROR, "", 0, message, arguments, fault)
    said = logs.Line(logs.secrets(ENVIRONMENT)).format(record)
    assert "\n" not in said
    return dict(json.loads(said))


def test_a_line_has_the_number_of_the_request_and_its_traceback_in_one() -> None:
    token = observed.request.set(NUMBER)
    try:
        line = _line("第%d回\n誤り", 2, error=KeyError("x"))
    finally:
        observed.request.reset(token)
    assert (line["level"], line["logger"], line["message"]) == ("error", "x", "第2回\n誤り")
    assert line["id"] == NUMBER
    assert line["trace"] == "KeyError: 'x'"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])


def test_no_line_tells_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text('[auth]\ncookie_secret = "cookie-1"\n[auth.x]\nclient_secret = "client-2"\n')
    monkeypatch.setattr(logs, "_SECRETS_FILES", (file, tmp_path / "none"))
    said = f"{SECRET} {ENVIRONMENT['READINESS_STORE_URL']} {PASSWORD} cookie-1 client-2"
    line = _line("x %s", said, error=ValueError(said))
    masked = "*** postgresql://owner:***@127.0.0.1:1/x *** *** ***"
    assert line["message"] == f"x {masked}"
    assert line["trace"] == f"ValueError: {masked}"


def test_an_error_is_found_by_the_number_that_its_reader_was_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(observed, "here", observed.Observed())
    dashboard.number_error(KeyError("secret words"))
    (fault,) = observed.here.faults()[1]
    assert f"error {fault.number}" in caplog.messages
    text = watching.exposition().decode()
    assert f'readiness_error_timestamp_seconds{{kind="KeyError",number="{fault.number}"' in text
    assert "secret words" not in text


RULES = yaml.safe_load((ROOT / "deploy/alerts.yaml").read_text("utf-8"))["groups"][0]["rules"]
RUNBOOK = (ROOT / "docs/runbook.ja.md").read_text("utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_numbers_that_there_are_and_leads_to_its_remedy(
    rule: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observed, "here", observed.Observed())
    observed.here.erred("1a2b3c4d", "KeyError")
    there = set(re.findall(r"^(\w+)", watching.exposition().decode(), re.MULTILINE)) | {"up"}
    asked = set(re.findall(r"\b(?:readiness|process)_\w+|\bup\b", str(rule["expr"])))
    assert asked
    assert asked <= there
    assert f"## {rule['alert']}" in RUNBOOK
    assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}


def test_each_entry_of_the_runbook_says_symptom_cause_and_command() -> None:
    for entry in RUNBOOK.split("\n## ")[1:]:
        name = entry.splitlines()[0]
        for part in ("**症状**", "**原因**", "**処置**", "```"):
            assert part in entry, name


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, but for one page that fails."""
    root = tmp_path_factory.mktemp("project")
    for path in ROOT.iterdir():
        if path.name not in ("pages", "artifacts"):
            (root / path.name).symlink_to(path)
    shutil.copytree(ROOT / "pages", root / "pages")
    (root / "pages/search.py").write_text(
        f"import os\nraise KeyError(os.environ['READINESS_STORE_URL'], '{SECRET}')\n"
    )
    return root


@pytest.fixture(scope="module")
def served(directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("log"), root=directory, **ENVIRONMENT) as running:
        yield running


def _status(url: str, **headers: str) -> int:
    request = urllib.request.Request(
        url, headers={n.replace("_", "-"): v for n, v in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.slow
@pytest.mark.parametrize(
    "headers",
    [
        {"X_Forwarded_For": "10.0.0.1"},
        {"X_Forwarded_For": "127.0.0.1"},
        {"X_Request_Id": NUMBER},
        {"Forwarded": "for=127.0.0.1"},
        {"Host": "telework.example.lg.jp"},
        {"Origin": "http://example.org"},
    ],
    ids=str,
)
def test_the_numbers_are_for_a_program_of_this_machine(
    served: Served, headers: dict[str, str]
) -> None:
    assert _status(f"{served.url}/metrics") == 200
    assert _status(f"{served.url}/metrics", **headers) == 404


@pytest.mark.slow
def test_an_error_has_one_number_on_the_screen_in_the_log_and_at_the_proxy(served: Served) -> None:
    port = int(served.url.rpartition(":")[2])

    async def visit(number: str) -> str:
        headers = {"X-Request-Id": number, "X-Readiness-Request": "forged"}
        async with Session(port, "search", headers=headers) as session:
            await session.rerun()
            return b"".join(session.received).decode("utf-8", "replace")

    seen = run(visit(NUMBER)), run(visit("no number"))
    log = served.connection_log.with_name(f"server-{port}.log").read_text("utf-8")
    lines = [json.loads(line) for line in log.splitlines()]
    said = [line for line in lines if line["message"].startswith("error ")]
    assert len(said) == 2
    for line, shown in zip(said, seen, strict=True):
        assert line["message"].removeprefix("error ") in shown
        assert "KeyError: ('postgresql://owner:***@127.0.0.1:1/x', '***')" in line["trace"]
    assert said[0]["id"] == NUMBER
    assert re.fullmatch("[0-9a-f]{32}", said[1]["id"])
    assert SECRET not in log
    assert "forged" not in log
    with urllib.request.urlopen(f"{served.url}/metrics", timeout=SECONDS) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        found = dict(line.rsplit(" ", 1) for line in answer.read().decode().splitlines())
    assert found['readiness_errors_total{kind="KeyError"}'] == "2.0"
    assert found["readiness_rerun_seconds_count"] == "2.0"
    assert found["readiness_store_reachable"] == "0.0"
    assert any(NUMBER in name for name in found)
