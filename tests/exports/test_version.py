"""One version, in one place: on the data page, in every hand-out, at the head of the changes."""

import io
import re

import openpyxl
import pptx
import pypdf
import pytest
from streamlit.testing.v1 import AppTest

from readiness import __version__, exports
from readiness.__main__ import main
from readiness.agenda.agenda import Agenda, Item
from tests.support import ROOT

MADE = f"テレワーク環境整備・導入状況 第{__version__}版"
AGENDA = Agenda("一枚", (Item("overview"),))


def test_every_hand_out_says_by_which_version_it_was_made() -> None:
    made = {
        form: io.BytesIO(exports.make(AGENDA, form).content) for form in ("pptx", "xlsx", "pdf")
    }
    assert pptx.Presentation(made["pptx"]).core_properties.author == MADE
    assert pypdf.PdfReader(made["pdf"]).metadata.author == MADE
    book = openpyxl.load_workbook(made["xlsx"])
    assert book.properties.creator == MADE
    last = book.worksheets[-1]
    assert last.cell(last.max_row, 1).value == MADE


def test_the_data_page_shows_the_version() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.switch_page("pages/sources.py").run()
    assert any(MADE in text.value.replace("\\", "") for text in app.markdown)


def test_the_shell_says_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"{__version__}\n"


def test_the_changes_begin_with_this_version() -> None:
    heads = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert heads[0] == __version__
    assert heads == sorted(heads, key=lambda head: [int(n) for n in head.split(".")], reverse=True)
