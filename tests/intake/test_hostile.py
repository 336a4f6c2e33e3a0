"""Hostile and broken files are refused before they are opened, quickly and within bounds."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.intake_files import HEAD, local_csv, received, with_part, without_part, workbook

ROWS = [HEAD.split(","), ["131016", "", "千代田区", "正式に導入している", "", "○", "", "", ""]]
SHEET = "xl/worksheets/sheet1.xml"


def _bomb(size: int) -> bytes:
    """A workbook of a few hundred KB whose only sheet expands to ``size`` bytes."""
    row = b'<row r="1"><c r="A1"><v>0</v></c></row>'
    body = b"<worksheet><sheetData>" + row * (size // len(row)) + b"</sheetData></worksheet>"
    return without_part(workbook(ROWS), SHEET, body)


def _lying(content: bytes) -> bytes:
    """The same archive with the sheet's declared size written as 100 bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    return content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def _with_cells(cells: bytes) -> bytes:
    """A workbook whose sheet XML is ours."""
    body = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/'
    body += b'spreadsheetml/2006/main"><sheetData>' + cells + b"</sheetData></worksheet>"
    return without_part(workbook(ROWS), SHEET, body)


OK = workbook(ROWS)


def _strings(rows: int, columns: int) -> bytes:
    """A workbook of texts that all differ: each costs a reader most."""
    return workbook([[f"c{row:x}{column:x}" for column in range(columns)] for row in range(rows)])


HOSTILE = {
    "bomb": ("a.xlsx", lambda: _bomb(151_000_000), "広げると"),
    "lying bomb": ("a.xlsx", lambda: _lying(_bomb(30_000_000)), "壊れて"),
    "wide csv": ("a.csv", lambda: b"a," * 100_000 + b"\n", "列が100001"),
    "macro ending": ("a.xlsm", lambda: OK, "マクロ"),
    "macro part": ("a.xlsx", lambda: with_part(OK, "xl/vbaProject.bin", b"x"), "マクロ"),
    "external link": (
        "a.xlsx",
        lambda: with_part(OK, "xl/externalLinks/externalLink1.xml", b"<x/>"),
        "外部",
    ),
    "embedded": ("a.xlsx", lambda: with_part(OK, "xl/embeddings/ole.bin", b"x"), "埋め込まれ"),
    "formula": ("a.xlsx", lambda: workbook(ROWS, formula="=1+1"), "セルD5に数式"),
    "entity": (
        "a.xlsx",
        lambda: without_part(OK, SHEET, b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'),
        "文書型",
    ),
    "utf-16 xml": (
        "a.xlsx",
        lambda: without_part(OK, SHEET, "<worksheet/>".encode("utf-16")),
        "壊れて",
    ),
    # Without a mark of its order, as an XML reader knows it by its zeros.
    "utf-16 xml without a mark": (
        "a.xlsx",
        lambda: without_part(OK, SHEET, "<worksheet><f>1+1</f></worksheet>".encode("utf-16-le")),
        "壊れて",
    ),
    "utf-16 xml later on": (
        "a.xlsx",
        lambda: without_part(OK, SHEET, b"<worksheet/>" + "<f>1+1</f>".encode("utf-16-le")),
        "壊れて",
    ),
    "utf-16 in a part of styles": (
        "a.xlsx",
        lambda: without_part(OK, "xl/styles.xml", "<!DOCTYPE x><x/>".encode("utf-16-be")),
        "壊れて",
    ),
    "xml of another encoding": (
        "a.xlsx",
        lambda: without_part(
            OK, SHEET, b"<?xml version='1.0' encoding='cp037'?><worksheet></worksheet>"
        ),
        "壊れて",
    ),
    "half a letter in the name": ("\ud800.csv", lambda: local_csv(), "ファイル名"),
    "part outside": ("a.xlsx", lambda: with_part(OK, "../../evil.xml", b"<x/>"), "フォルダーの外"),
    "pdf": ("a.xlsx", lambda: b"%PDF-1.7 ...", "PDF"),
    "old excel": ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "古い形式"),
    "zip as csv": ("a.csv", lambda: OK, "合いません"),
    "csv as xlsx": ("a.xlsx", lambda: local_csv(), "文字だけ"),
    "plain zip": ("a.xlsx", lambda: with_part(b"", "a.txt", b"x"), "調査票でない"),
    "program": ("a.csv", lambda: b"MZ\x90\0" + b"\0" * 64, "実行ファイル"),
    "other ending": ("a.exe", lambda: b"x", "種類"),
    "path in name": ("../../etc/passwd.csv", lambda: local_csv(), "ファイル名"),
    "windows path": ("C:\\x\\a.csv", lambda: local_csv(), "ファイル名"),
    "newline in name": ("a\n.csv", lambda: local_csv(), "ファイル名"),
    "21 MB": ("a.csv", lambda: b"a,b\n" * 5_300_000, "20MB"),
    "empty": ("a.csv", lambda: b"  \n", "空です"),
    "binary text": ("a.csv", lambda: b"\x81\xff\xfe\x80\xa0" * 20, "文字コード"),
    "far column": (
        "a.xlsx",
        lambda: _with_cells(b'<row r="1"><c r="XFD1"><v>1</v></c></row>'),
        "列",
    ),
    "far row": (
        "a.xlsx",
        lambda: _with_cells(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        "行",
    ),
    "many rows": ("a.csv", lambda: b"x\n" * 30_000, "多すぎる"),
    "many values": ("a.xlsx", lambda: _strings(6_500, 20), "上限6,000行、120,000セル"),
    "strings at the limit": ("a.xlsx", lambda: _strings(5_900, 20), "調査票"),
    "open quote": ("a.csv", lambda: b'code,"name\n' + b"x" * 200_000, "引用符"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(case: str) -> None:
    name, make, said = HOSTILE[case]
    result = received(make(), name=name)
    assert result.report.exit_code == 2
    assert result.answers == {}
    assert said in result.report.findings[0].reason
    assert "/" not in result.report.findings[0].file


def test_a_good_file_beside_a_hostile_one_does_not_make_the_round_publishable() -> None:
    from readiness import intake

    uploads = [intake.Upload("a.xlsx", OK), intake.Upload("b.xlsm", OK)]
    result = intake.receive(uploads, subject="local")
    assert result.report.exit_code == 2
    assert "131016" in result.answers


# Processor seconds and memory are the process's own: other work on the machine does not count.
_MEASURE = """
import resource, sys
from readiness import intake
def used(): return resource.getrusage(resource.RUSAGE_SELF)
content = open(sys.argv[1], "rb").read()
before = used()
limit = int(before.ru_utime + before.ru_stime) + 3
resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
report = intake.receive([intake.Upload(sys.argv[2], content)], subject="local").report
after = used()
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(report.exit_code, (after.ru_maxrss - before.ru_maxrss) // 1024, round(cpu, 2))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "case",
    [
        *("bomb", "lying bomb", "wide csv", "21 MB", "far column", "far row"),
        *("many values", "strings at the limit"),
    ],
)
def test_a_big_hostile_file_costs_little(case: str, tmp_path: Path) -> None:
    name, make, _ = HOSTILE[case]
    path = tmp_path / "file"
    path.write_bytes(make())
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path), name],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    code, megabytes, cpu_seconds = int(measured[0]), int(measured[1]), float(measured[2])
    assert code == 2
    assert megabytes < 120
    assert cpu_seconds < 2  # the start of the data, about 1 s of it, is in both
