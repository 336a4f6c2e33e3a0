"""Hand-outs in bad circumstances: hostile names, practice data, a missing font, the shell."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pypdf import PdfReader

from readiness import exports
from readiness.__main__ import main
from readiness.agenda import agenda as agendas
from readiness.agenda.agenda import Agenda, Item
from readiness.definitions.spreadsheets import csv_bytes, harmless
from readiness.drawing.slides.slide import Place, slide
from readiness.exports import paper, presentation, workbook
from readiness.subjects import catalogue
from readiness.subjects.charts import Bar, Bars
from readiness.subjects.model import View

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "\t=1", "\r=1")
ONE = Agenda("=1+1", (Item("overview#days"),), "@1")


def _quiet(done: int, title: str) -> None: ...


def _hostile_view() -> View:
    view = catalogue.view_of("overview#days")
    bars = tuple(Bar(text, 1.0, "1") for text in HOSTILE)
    return replace(
        view,
        title="=1+1",
        headline="=HYPERLINK(1)",
        chart=Bars((("=cmd", bars),), 2.0, "日"),
        rows=pd.DataFrame({"item": HOSTILE, "agency_count": range(len(HOSTILE))}),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["－", "-", "×", "府中市", "a=b", ""])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_csv_neutralises_heads_and_cells() -> None:
    text = csv_bytes(pd.DataFrame({"=a": ["=1+1", "－"]})).decode("utf-8-sig")
    assert text == "'=a\r\n'=1+1\r\n－\r\n"


def test_no_format_holds_a_formula_not_even_a_charts_workbook() -> None:
    view = _hostile_view()
    deck = Presentation(io.BytesIO(presentation.build(ONE, [view], _quiet)))
    books = [
        shape.chart.part.chart_workbook.xlsx_part.blob
        for shape in deck.slides[0].shapes
        if shape.has_chart
    ]
    books.append(workbook.build(ONE, [view], _quiet))
    seen = 0
    for content in books:
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f"
                    if isinstance(cell.value, str):
                        assert harmless(cell.value) == cell.value
                        seen += "=1+1" in cell.value
    assert seen >= 4


def test_practice_data_carries_its_watermark_in_every_format() -> None:
    view = catalogue.view_of("overview#days")
    origin = replace(view.provenance, is_practice=True, basis="練習用")
    view = replace(view, provenance=origin)
    word = "練習用データ"
    assert word in slide(view, Place(1, 1)).svg("")
    deck = Presentation(io.BytesIO(presentation.build(ONE, [view], _quiet)))
    texts = [s.text_frame.text for s in deck.slides[0].shapes if s.has_text_frame]
    assert word in texts
    page = PdfReader(io.BytesIO(paper.build(ONE, [view], _quiet))).pages[0]
    assert word in page.extract_text()
    book = openpyxl.load_workbook(io.BytesIO(workbook.build(ONE, [view], _quiet)))
    assert book.worksheets[0].cell(2, 3).value == word
    assert all(word in (sheet.oddHeader.center.text or "") for sheet in book.worksheets)
    rows = workbook.labelled_with_source(view)
    assert set(rows["値の区分"]) == {"練習用"}


def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paper, "FONTS", tmp_path)
    with pytest.raises(paper.FontMissing, match=r"static/fonts に BIZUDPGothic-Regular\.ttf"):
        exports.make(ONE, "pdf")


def test_fonts_come_with_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (paper.FONTS / "OFL.txt").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("form", exports.FORMATS)
def test_the_shell_writes_a_ready_made_agenda(form: str, tmp_path: Path) -> None:
    out = tmp_path / f"out.{form}"
    assert main(["export", "--agenda", "liaison", "--format", form, "--out", str(out)]) == 0
    assert out.read_bytes()[:2] == (b"%P" if form == "pdf" else b"PK")


def test_the_shell_takes_an_agenda_file_and_a_directory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "議題.json"
    file.write_text(agendas.as_json(Agenda("確認", (Item("overview#days"),))), encoding="utf-8")
    command = ["export", "--agenda", str(file), "--format", "csv", "--out", str(tmp_path)]
    assert main(command) == 0
    assert (tmp_path / "確認_令和2年度_1枚.csv").read_text("utf-8-sig").startswith("年度,")
    assert "1枚" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("agenda", "says"), [("nothing", "liaison、agencies、prefectures"), ("{file}", "JSON")]
)
def test_the_shell_names_the_fault_and_the_way_out(
    agenda: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    name = agenda.format(file=broken)
    code = main(["export", "--agenda", name, "--format", "pdf", "--out", str(tmp_path / "x")])
    assert code == 2
    assert says in capsys.readouterr().err


def test_the_shell_does_not_make_directories(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no" / "x.csv"
    assert main(["export", "--agenda", "liaison", "--format", "csv", "--out", str(out)]) == 2
    assert "フォルダー" in capsys.readouterr().err


@pytest.mark.slow
def test_exported_archives_hold_no_macro_and_no_outside_link() -> None:
    for form in ("pptx", "xlsx"):
        content = exports.make(agendas.ready_made("liaison"), form).content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                assert "vba" not in name
                if name.endswith(".rels"):
                    assert b'TargetMode="External"' not in archive.read(name)
