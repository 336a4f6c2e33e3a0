"""Hand-outs of an English session are English, whatever the language of the session before."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from readiness import __main__, exports
from readiness.agenda import agenda as agendas
from readiness.agenda.agenda import Agenda, Item
from readiness.language.wording import speaking, t
from readiness.subjects import catalogue
from tests.support.english import japanese_in

pytestmark = pytest.mark.slow

ITEMS = (
    Item("agency_karte?agency=16"),
    Item("prefecture_map?prefecture=13"),
    Item("peers?code=342084"),
    Item("barrier_guide?barrier=security"),
    Item("barrier_guide?subject=agency&barrier=security"),
    Item("method_guide"),
    Item("agency_compare?agencies=05,06,08,13"),
    Item("side_by_side?codes=342084,131016,130001"),
    Item("lgwan_guide?bulk=yes&kinds=resident,public&place=elsewhere"),
)
# Names of typefaces in themes of the office programs.
_FONTS = re.compile("ＭＳ Ｐゴシック|宋体|新細明體|맑은 고딕")


@pytest.fixture
def _english() -> Iterator[None]:
    # What was made in Japanese before must not come back.
    Agenda("", ITEMS).views()
    with speaking("en"):
        yield


def _texts(name: str, content: bytes) -> Iterator[str]:
    yield name
    if name.endswith((".pptx", ".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from _texts(part, archive.read(part))
    elif name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(content))
        yield from map(str, (reader.metadata or {}).values())
        yield from (line for page in reader.pages for line in page.extract_text().splitlines())
    elif name.endswith((".xml", ".rels")):
        yield from re.findall('[^<>"]+', content.decode())
    elif name.endswith(".csv"):
        yield from content.decode("utf-8-sig").splitlines()


def _left(made: exports.Made) -> set[str]:
    return japanese_in([_FONTS.sub("", text) for text in _texts(made.name, made.content)])


@pytest.mark.usefixtures("_english")
@pytest.mark.parametrize("form", exports.FORMATS)
def test_no_string_is_left_in_a_hand_out(form: str) -> None:
    agenda = Agenda(t("agenda.untitled"), ITEMS, t("agenda.document_number"), "agency:14")
    made = exports.make(agenda, form, with_tables=True)
    assert _left(made) == set()


@pytest.mark.usefixtures("_english")
@pytest.mark.parametrize("agency", [f"{place:02}" for place in range(1, 23)])
def test_a_karte_is_one_page(agency: str) -> None:
    made = exports.one_page(catalogue.view_of(f"agency_karte?agency={agency}"))
    assert _left(made) == set()
    (page,) = PdfReader(io.BytesIO(made.content)).pages
    assert "IP phone" in page.extract_text()  # the figure has not given way to what stands below


@pytest.mark.usefixtures("_english")
def test_words_of_a_file_name_stay_apart() -> None:
    assert exports.one_page_name(catalogue.view_of("agency_karte?agency=06")) == (
        "Agency-profile_March-2017-(results-FY2020)_Japan-Fair-Trade-Commission.pdf"
    )


def test_the_shell_writes_in_the_language_asked_for(tmp_path: Path) -> None:
    for code, title in (("ja", "連絡会議"), ("en", "Liaison meeting")):
        file = tmp_path / f"{code}.pdf"
        texts = ["export", "--agenda", "liaison", "--format", "pdf", "--out", str(file)]
        assert __main__.main([*texts, "--language", code]) == 0
        assert title in PdfReader(file).metadata.title
    assert __main__.main([*texts[:-1], str(tmp_path / "none.pdf")]) == 0
    assert "連絡会議" in PdfReader(tmp_path / "none.pdf").metadata.title


def test_an_agenda_keeps_its_words_and_changes_those_of_the_program() -> None:
    own = Agenda("省内会議", (Item("overview#days"),), "資料9")
    untitled = Agenda(t("agenda.untitled"), (Item("overview#days"),), t("agenda.document_number"))
    links = agendas.to_link(own), agendas.to_link(untitled)
    with speaking("en"):
        same, said = map(agendas.from_link, links)
    assert (same.title, same.document_number) == ("省内会議", "資料9")
    assert (said.title, said.document_number) == ("Meeting materials", "Document 1")


def test_a_ready_made_agenda_stays_one_in_every_language() -> None:
    for code in ("en", "ja"):
        with speaking(code):
            for name in agendas.READY_MADE:
                assert agendas.to_link(agendas.from_link(name)) == name
