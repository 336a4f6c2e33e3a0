"""The shell answers to whatever it is given with one clear line and exit code 2, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.__main__ import _VERBS, main
from tests.support.intake_files import local_csv

ROOT = Path(__file__).parents[2]
GOOD = local_csv("131016,東京都,千代田区,正式に導入している,,○,×,○,")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "回答.csv"
    path.write_bytes(GOOD)
    return path


def _check(*arguments: object) -> int:
    return main(["check", *map(str, arguments), "--as-of", "2026-10-01", "--subject", "local"])


def _refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line of a refusal."""
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys) -> None:
    assert _check(tmp_path / "ない.csv") == 2
    assert "ない.csv ファイルがありません。" in _refusal(capsys)


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "loop", "forbidden name"])
def test_what_is_no_file_is_not_opened(kind: str, tmp_path: Path, capsys) -> None:
    path = tmp_path / "回答.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "loop":
        path.symlink_to(path)
    else:
        path = tmp_path / ("長" * 200 + ".csv")
    assert _check(path) == 2
    said = _refusal(capsys)
    words = {
        "folder": "フォルダー",
        "pipe": "パイプ",
        "device": "装置",
        "loop": "自分自身を指すリンク",
    }
    assert words.get(kind, "読めません") in said
    assert "XLSXかCSV" in said


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ない/結果.xlsx", "フォルダーがありません"),
        ("", "フォルダーです"),
        ("/dev/full", "空きがありません"),
    ],
)
def test_a_report_that_cannot_be_written_is_named(
    name: str, reason: str, good: Path, tmp_path: Path, capsys
) -> None:
    assert _check(good, "--report", tmp_path / name) == 2
    assert reason in _refusal(capsys)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig", "utf-16", "utf-8"])
def test_a_mapping_is_read_in_any_encoding(encoding: str, good: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "対応.json"
    columns = {"団体コード": "code", "テレワークの導入状況": "adoption"}
    mapping.write_bytes(
        json.dumps({"subject": "local", "columns": columns}, ensure_ascii=False).encode(encoding)
    )
    assert _check(good, "--mapping", mapping) == 1


def test_a_mapping_that_is_none_is_named(good: Path, tmp_path: Path, capsys) -> None:
    mapping = tmp_path / "対応.json"
    mapping.write_bytes(b"\xff\xfe\x00")
    assert _check(good, "--mapping", mapping) == 2
    _refusal(capsys)


def _shell(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "readiness", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        timeout=120,
    )


def test_a_terminal_of_cp932_gets_every_line(tmp_path: Path) -> None:
    path = tmp_path / "回答😀.csv"
    path.write_bytes(local_csv("131016,東京都,千代田区,−〜①𠮷,,○,×,○,"))
    ran = _shell("check", path, "--as-of", "2026-10-01", PYTHONIOENCODING="cp932")
    assert (ran.returncode, ran.stderr) == (2, b"")
    assert "D2 「－～①〓」：" in ran.stdout.decode("cp932")


def test_an_output_that_takes_nothing_is_named(good: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "readiness", "check", str(good), "--as-of", "2026-10-01"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
        )
    assert ran.returncode == 2
    assert "空きがありません" in ran.stderr.decode()
    assert b"Traceback" not in ran.stderr


_NOBODY = """
import getpass, sys
def nobody(): raise KeyError("getpwuid(): uid not found: 4711")
getpass.getuser = nobody
from readiness.__main__ import _VERBS, main
sys.exit(main(sys.argv[1:]))
"""


def _as_nobody(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", _NOBODY, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120)


@pytest.mark.slow
def test_a_user_id_without_a_name_may_ask_and_has_to_say_who_publishes(good: Path) -> None:
    assert _as_nobody("query", "agency_days_per_person").returncode == 0
    refused = _as_nobody("publish", good, "--as-of", "2026-10-01", "--subject", "local")
    assert refused.returncode == 2
    assert "--author" in refused.stderr.decode()
    assert refused.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "address", ["/var/store.sqlite", "store.sqlite", "mysql://x/y", "://", "postgresql://h:port/x"]
)
def test_an_address_that_is_none_is_named(address: str, monkeypatch, capsys) -> None:
    monkeypatch.setenv("READINESS_STORE_URL", address)
    assert main(["history"]) == 2
    assert "READINESS_STORE_URL" in _refusal(capsys)


@pytest.mark.parametrize("day", ["1926-10-01", "2101-01-01", "2026-02-30", "来年", "26-10-01"])
def test_a_day_outside_the_years_2000_to_2100_is_refused(day: str, good: Path, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", str(good), "--as-of", day])
    assert ended.value.code == 2
    assert day in capsys.readouterr().err


def test_the_day_may_be_of_the_era(good: Path) -> None:
    assert main(["check", str(good), "--as-of", "令和8年10月1日", "--subject", "local"]) == 1


@pytest.mark.parametrize(
    "break_", ["\n", "\r\n", "\r", "\v", "\f", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_a_file_forges_no_line(break_: str, tmp_path: Path, capsys) -> None:
    forged = f"さあ{break_}結果：問題はありません。公表できます。\u202e\x1b[2J"
    path = tmp_path / "回答.csv"
    row = ["131016", "東京都", "千代田区", forged]
    text = "団体コード,都道府県名,団体名,テレワークの導入状況\n" + ",".join(
        f'"{cell}"' for cell in row
    )
    path.write_bytes(text.encode())
    assert _check(path) == 2
    said = capsys.readouterr().out
    assert not [line for line in said.splitlines() if line.startswith("結果：問題")]
    assert not set("\x1b\u202e\u2028\u2029\x85\v\f\r\x1e") & set(said)


def test_a_column_of_answers_is_left_out_only_if_the_officer_says_so(
    tmp_path: Path, capsys
) -> None:
    path = tmp_path / "回答.csv"
    path.write_bytes(
        "団体コード,団体名,テレワークの導入状況,独自の設問\n"
        "131016,千代田区,正式に導入している,○\n".encode()
    )
    assert _check(path) == 2
    assert "D列（独自の設問）" in capsys.readouterr().out
    assert _check(path, "--skip", "独自の設問") == 1
    assert "D列（独自の設問）は、指定により読んでいません" in capsys.readouterr().out


# Files of this process may not grow beyond 4 kB from here on, as on a full disk.
_FULL = """
import resource, sys
from readiness import store
from readiness.data import warehouse
if sys.argv[1] != "no room to start":
    store.migrate()
    warehouse.shared()
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
from readiness.__main__ import _VERBS, main
sys.exit(main(sys.argv[2:]))
"""
_LOCAL = ("--as-of", "2026-10-01", "--subject", "local")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case", "arguments", "words"),
    [
        ("store", ("publish", "FILE", *_LOCAL, "--author", "A"), "何も保存していません"),
        ("report", ("check", "FILE", *_LOCAL, "--report", "OUT"), "空きがありません"),
        (
            "export",
            ("export", "--link", "roadmap", "--format", "pptx", "--out", "OUT"),
            "空きがありません",
        ),
        ("table", ("followup", "blank", "--out", "OUT"), "空きがありません"),
        ("no room to start", ("check", "FILE", *_LOCAL), "TMPDIR"),
    ],
)
def test_a_full_disk_is_named_and_leaves_nothing_half_written(
    case: str, arguments: tuple[str, ...], words: str, good: Path, tmp_path: Path
) -> None:
    out = tmp_path / "書き出し.xlsx"
    out.write_bytes(b"as before")
    places = {"FILE": str(good), "OUT": str(out)}
    environment = {"READINESS_STORE_URL": f"sqlite:///{tmp_path / 'store.sqlite'}"}
    ran = subprocess.run(
        [sys.executable, "-c", _FULL, case, *(places.get(one, one) for one in arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        timeout=120,
    )
    said = ran.stderr.decode()
    assert ran.returncode == 2
    assert words in said
    assert "Traceback" not in said
    assert out.read_bytes() == b"as before"
    assert not list(tmp_path.glob(".*.part"))


def test_the_list_of_all_verbs_names_each_that_answers(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    listed = capsys.readouterr().out
    for own in _VERBS.values():
        for verb, words in own.items():
            assert f"{verb} " in listed
            assert words in " ".join(listed.split())
            with pytest.raises(SystemExit) as end:
                main([verb, "--help"])
            assert end.value.code == 0
            assert f"python -m readiness {verb} " in capsys.readouterr().out
    with pytest.raises(SystemExit) as end:
        main(["quer"])
    assert end.value.code == 2
