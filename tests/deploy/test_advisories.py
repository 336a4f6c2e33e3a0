"""The audit works from a database brought in by disk, as precisely as from a service."""

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy import advisories, audit
from tests.support import ROOT

TODAY = datetime.now(UTC).isoformat()


def _advisory(name: str, *events: dict[str, str], **more: Any) -> dict[str, Any]:
    affected = {
        "package": {"ecosystem": "PyPI", "name": name},
        "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
    }
    return {"id": f"PYSEC-{name}", "modified": TODAY, "affected": [affected]} | more


def _database(directory: Path, *given: object) -> Path:
    path = directory / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for place, one in enumerate(given):
            archive.writestr(f"{place}.json", json.dumps(one))
    return path


@pytest.mark.parametrize(
    ("events", "affected"),
    [
        ([{"introduced": "0"}, {"fixed": "3.1.3"}], ["1.0", "3.1.2", "3.1.3rc1"]),
        ([{"introduced": "3.1"}, {"fixed": "3.1.3"}], ["3.1.2", "3.1.3rc1"]),
        ([{"introduced": "2"}, {"last_affected": "3.1.2"}], ["3.1.2"]),
        ([{"introduced": "0"}], ["1.0", "3.1.2", "3.1.3rc1", "3.1.3", "4.0"]),
        # Twice: before 1.5, and again from 4 on, written in any order.
        ([{"introduced": "4"}, {"introduced": "0"}, {"fixed": "1.5"}], ["1.0", "4.0"]),
    ],
)
def test_a_version_is_affected_between_introduced_and_fixed(
    tmp_path: Path, events: list[dict[str, str]], affected: list[str]
) -> None:
    database = _database(tmp_path, _advisory("Jinja2", *events))
    told = [
        version
        for version in ("1.0", "3.1.2", "3.1.3rc1", "3.1.3", "4.0")
        if advisories.look_up(database, {"jinja2": version}, {}).advisories
    ]
    assert told == affected


def test_other_ecosystems_withdrawn_and_judged_advisories_do_not_count(tmp_path: Path) -> None:
    whole = [{"introduced": "0"}]
    other = _advisory("jinja2", *whole)
    other["affected"][0]["package"]["ecosystem"] = "npm"
    database = _database(
        tmp_path,
        other,
        _advisory("jinja2", *whole, withdrawn=TODAY),
        _advisory("jinja2", *whole, id="X-1", aliases=["CVE-1"]),
        _advisory("starlette", *whole),
    )
    found = advisories.look_up(database, {"Jinja2": "3.1.2"}, {"CVE-1": "not used"})
    assert (found.advisories, found.count) == ([], 4)


def _packages(directory: Path) -> Path:
    path = directory / "constraints.txt"
    path.write_text("# pinned\njinja2==3.1.2\nduckdb==2.0.0\n", "utf-8")
    return path


def _audit(directory: Path, database: Path, *more: str) -> int:
    packages = ["--packages", str(_packages(directory))]
    return audit.main(["--must-answer", *packages, "--database", str(database), *more])


def test_the_audit_tells_what_is_known_and_what_mends_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = _database(tmp_path, _advisory("jinja2", {"introduced": "0"}, {"fixed": "3.1.3"}))
    assert _audit(tmp_path, database) == audit.VULNERABLE
    assert "jinja2==3.1.2 PYSEC-jinja2 → 3.1.3" in capsys.readouterr().err
    assert (
        _audit(tmp_path, _database(tmp_path, _advisory("other", {"introduced": "0"})))
        == audit.CLEAN
    )


def test_an_old_broken_or_empty_database_is_no_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = (datetime.now(UTC) - timedelta(days=90)).isoformat()
    stale = _database(tmp_path, _advisory("other", {"introduced": "0"}, modified=old))
    assert _audit(tmp_path, stale) == audit.UNANSWERED
    assert "90日前" in capsys.readouterr().err
    assert _audit(tmp_path, stale, "--most-days", "100") == audit.CLEAN
    assert _audit(tmp_path, _database(tmp_path)) == audit.UNANSWERED
    assert _audit(tmp_path, _database(tmp_path, [1])) == audit.UNANSWERED
    (tmp_path / "all.zip").write_bytes(b"PK")
    assert _audit(tmp_path, tmp_path / "all.zip") == audit.UNANSWERED
    assert _audit(tmp_path, tmp_path / "none.zip") == audit.UNANSWERED


def test_make_audit_takes_the_file() -> None:
    assert "$(if $(DATABASE),--database $(DATABASE))" in (ROOT / "Makefile").read_text("utf-8")
