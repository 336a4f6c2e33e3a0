"""The yearly follow-up in the shell: the same checks, versions and messages as on the screen."""

import json
from pathlib import Path

import openpyxl
import pytest

from readiness import store
from readiness.__main__ import main

HEAD = "府省庁,GSSの状況,GSSへ移った年月（予定なら予定の年月）,一人当たり日数（本省）,実施者の割合％（本省）\n"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READINESS_STORE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")


def _file(folder: Path, *lines: str) -> str:
    path = folder / "記入済み.csv"
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def _publish(file: str, *more: str) -> int:
    day, citation = ("--as-of", "2026-09-30"), ("--citation", "デジタル庁の資料")
    year, author = ("--year", "2026"), ("--author", "担当A")
    return main(["followup", "publish", file, *year, *day, *citation, *author, *more])


def test_the_blank_table_is_written(tmp_path: Path) -> None:
    path = tmp_path / "記入用.xlsx"
    assert main(["followup", "blank", "--out", str(path)]) == 0
    assert openpyxl.load_workbook(path).worksheets[0].max_row == 23


def test_a_file_is_checked_with_the_findings_of_the_screen(tmp_path: Path, capsys) -> None:
    file = _file(tmp_path, "法務省,移行すみ,,,")
    assert main(["followup", "check", file, "--year", "2026", "--format", "json"]) == 2
    report = json.loads(capsys.readouterr().out)
    assert report["error_count"] == 1
    (finding,) = (one for one in report["findings"] if one["severity"] == "error")
    assert (finding["row"], finding["column"]) == (2, "B")
    assert (
        main(["followup", "check", _file(tmp_path, "法務省,移行済み,2026-05,,"), "--year", "2026"])
        == 1
    )
    assert "記載のない府省庁が21あります" in capsys.readouterr().out


def test_a_year_that_is_none_is_refused_with_the_way_out(tmp_path: Path, capsys) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["followup", "check", _file(tmp_path, ""), "--year", "令和8"])
    assert stopped.value.code == 2
    assert "2000から2100" in capsys.readouterr().err


def test_versions_follow_each_other_and_one_is_not_overwritten_unasked(
    tmp_path: Path, capsys
) -> None:
    file = _file(tmp_path, "法務省,移行済み,2026-05,,")
    assert _publish(file) == 1  # the other 21 are a warning
    assert "followup-2026" in capsys.readouterr().out
    assert _publish(file) == 2
    assert "（第1版）" in capsys.readouterr().err
    assert _publish(file, "--replace") == 1
    assert main(["withdraw", "followup-2026", "--author", "担当A", "--note", "誤り"]) == 0
    versions = [(one.version_number, one.is_withdrawn) for one in store.history()]
    assert sorted(versions) == [(1, False), (2, False), (3, True)]


def test_a_file_with_errors_is_not_published(tmp_path: Path, capsys) -> None:
    assert _publish(_file(tmp_path, "法務省,?,,,")) == 2
    assert "記入済み.csv B2 「?」" in capsys.readouterr().err
    assert store.history() == []
