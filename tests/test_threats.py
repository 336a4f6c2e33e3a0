"""The page for inspectors names tests that exist, and every threat on it has one."""

import re
from functools import cache

import pytest

from tests.support import ROOT

PAGE = (ROOT / "docs/threats.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
_, MEASURES = PAGE.split("## 3.")
ROWS = [
    line
    for line in MEASURES.split("## 4.")[0].splitlines()
    if line.startswith("| ") and not line.startswith("| 脅威")
]


@cache
def _text(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


@pytest.mark.parametrize(("path", "name"), NAMED, ids=lambda one: one)
def test_a_named_test_exists(path: str, name: str) -> None:
    assert re.search(rf"^def {name}\(", _text(path), re.MULTILINE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_threat_has_a_measure_and_a_test(row: str) -> None:
    _, threat, measure, tests, _ = row.split("|")
    assert threat.strip()
    assert measure.strip()
    assert re.search(r"`tests/[\w/]+\.py::test_\w+`", tests)


def test_a_test_called_real_starts_a_real_server() -> None:
    """実物: its file starts nginx, PostgreSQL, the dashboard or a browser."""
    for path in set(re.findall(r"実物 `(tests/[\w/]+\.py)::", PAGE)):
        real = ("proxy(", "site(", "cluster(", "server(", "start(", "serve(", "browser", "visit")
        assert any(one in _text(path) for one in real), path


def test_the_security_page_leads_here() -> None:
    assert "docs/threats.md" in (ROOT / "SECURITY.md").read_text("utf-8")
