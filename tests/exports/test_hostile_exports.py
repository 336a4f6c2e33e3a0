"""A name from outside is only ever a name: in every file that leaves the dashboard.

Each view of the house is filled with hostile words wherever it holds words, and each file is opened
again with the library of its kind.
"""

import csv
import dataclasses
import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
import pandas as pd
import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet
from pptx import Presentation
from pypdf import PdfReader

from readiness import exports, intake
from readiness.__main__ import main
from readiness.agenda import agenda as agendas
from readiness.agenda.agenda import Agenda, Item
from readiness.data import queries
from readiness.definitions.questionnaire import surveys
from readiness.definitions.spreadsheets import csv_bytes, file_stem, harmless, visible
from readiness.drawing.slides.slide import Place, slide
from readiness.exports import paper, presentation, workbook
from readiness.intake.roster import Respondent, Roster
from readiness.subjects import catalogue, subject
from readiness.subjects.agencies.overview import Overview
from readiness.subjects.model import View
from readiness.subjects.visible import visible_only
from tests.pages.test_hostile_names import HOSTILE as NAMES
from tests.support.intake_files import local_csv
from tests.support.intake_files import workbook as filled_workbook

pytestmark = pytest.mark.slow

DAY = date(2026, 10, 1)
HOSTILE = (
    *NAMES,
    "@SUM(A1)|cmd",
    "＋1",
    "\t=1+1",
    "\x1b[31m\x07赤",
    "../../etc/passwd",
    "-rf",
    '&G&"x"',
)
LONG = "府" * 10_000
# What may stay what it is: codes, keys and roles are ours and never come from outside.
CODES = frozenset("role key code parameters mark".split())
LINKS = (
    *("overview#agencies", "overview#trend", "agency_status?order=plan", "agency_status#barriers"),
    "agency_karte?agency=12",
    "prefecture_map?prefecture=34",
    "peers?code=131016",
    *("roadmap", "methods_and_reasons#reasons", "policy_targets", "local_structure"),
    "barrier_guide?subject=local&barrier=security",
)


def _quiet(done: int, title: str) -> None: ...


def _hostile(value: Any, words: Iterator[str], name: str = "") -> Any:
    """The same description with another hostile word in place of each of its words."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _hostile(getattr(value, field.name), words, field.name)
            for field in dataclasses.fields(value)
            if field.name not in CODES
        }
        return dataclasses.replace(value, **changed)
    if isinstance(value, pd.DataFrame):
        return pd.DataFrame(
            {
                column: [next(words) if isinstance(cell, str) else cell for cell in value[column]]
                for column in value.columns
            }
        )
    if isinstance(value, tuple):
        return tuple(_hostile(one, words) for one in value)
    return next(words) if isinstance(value, str) and value else value


@cache
def _views() -> tuple[View, ...]:
    """Every view in its own turn of the hostile words, so that each word stands in many places."""
    found = []
    for place, link in enumerate(LINKS):
        words = itertools.cycle(
            [*HOSTILE[place % len(HOSTILE) :], *HOSTILE[: place % len(HOSTILE)]]
        )
        short = ("府" * 40 if word == LONG else word for word in words)
        found.append(visible_only(_hostile(catalogue.view_of(link), short)))
    # And one that is too long everywhere.
    found.append(
        visible_only(_hostile(catalogue.view_of("overview#days"), itertools.cycle([LONG])))
    )
    return tuple(found)


def _agenda(title: str = HOSTILE[3]) -> Agenda:
    links = (*LINKS, "overview#days")
    items = tuple(Item(link, notes=HOSTILE[n % len(HOSTILE)]) for n, link in enumerate(links))
    # As an agenda arrives from its file or link.
    return visible_only(Agenda(title, items, HOSTILE[-1], ""))


def _check_sheet(sheet: Worksheet) -> int:
    """Number of cells with words; none of them a formula or a link."""
    seen = 0
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f", cell.value
            assert cell.hyperlink is None
            if isinstance(cell.value, str):
                assert harmless(cell.value) == cell.value, cell.coordinate
                seen += 1
    return seen


def _check_archive(content: bytes) -> list[str]:
    """Part names of an office file: all XML well-formed, nothing that runs or leads outside."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        for name in names:
            assert not re.search(
                r"vba|macro|activex|oleobject|externallink|connections", name.lower()
            )
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(name))
                for element in root.iter("{*}Relationship"):
                    assert element.get("TargetMode") != "External", (name, element.get("Target"))
                assert not list(root.iter("{*}hlinkClick", "{*}hlinkHover", "{*}hyperlink"))
    return names


def test_every_view_is_made_of_visible_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = _hostile(catalogue.view_of("overview#days"), itertools.cycle(HOSTILE))
    assert visible_only(hostile) != hostile
    said = dataclasses.replace(Overview().content, views={"days": hostile})
    monkeypatch.setattr(Overview, "say", lambda _: said)
    shown = subject._content(Overview()).views["days"]
    assert shown.headline == visible(hostile.headline)
    assert shown.rows.equals(visible_only(hostile.rows))
    assert "\x1b" not in str(shown.chart)


def test_powerpoint_holds_hostile_words_as_words() -> None:
    content = presentation.build(_agenda(), list(_views()), _quiet)
    _check_archive(content)
    deck = Presentation(io.BytesIO(content))
    texts, books = [], []
    for page in deck.slides:
        texts.append(page.notes_slide.notes_text_frame.text)
        for shape in page.shapes:
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_chart:
                books.append(shape.chart.part.chart_workbook.xlsx_part.blob)
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
    said = "\n".join(texts)
    for word in HOSTILE[:3]:
        assert word in said
    assert len(books) > 10
    for book in books:
        _check_archive(book)
        assert sum(map(_check_sheet, openpyxl.load_workbook(io.BytesIO(book)).worksheets)) > 0


@pytest.mark.parametrize("with_tables", [False, True])
def test_pdf_holds_hostile_words_as_words(with_tables: bool) -> None:
    content = paper.build(_agenda(), list(_views()), _quiet, with_tables=with_tables)
    _check_pdf(content)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert re.sub(r"\s", "", HOSTILE[0]) in re.sub(r"\s", "", text)


def test_a_single_sheet_of_paper_holds_hostile_words_as_words() -> None:
    for view in _views():
        _check_pdf(paper.one_page(view, HOSTILE[-1]))


def _check_pdf(content: bytes) -> None:
    reader = PdfReader(io.BytesIO(content))
    catalogue_of_file = reader.trailer["/Root"]
    assert "/OpenAction" not in catalogue_of_file
    assert "/JavaScript" not in str(catalogue_of_file.get("/Names", ""))
    assert "/AA" not in catalogue_of_file
    assert not reader.attachments
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            assert "/URI" not in str(annotation.get_object().get("/A", ""))


def test_excel_holds_hostile_words_as_words() -> None:
    for title in HOSTILE:
        content = workbook.build(_agenda(title), list(_views()), _quiet)
        _check_archive(content)
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert all(_check_sheet(sheet) for sheet in book.worksheets)
        assert len(book.sheetnames) == len(_views()) + 2
        for name in book.sheetnames:
            assert not re.search(r"[\[\]:*?/\\']|[\x00-\x1f\u202a-\u202e]", name)
        for sheet in book.worksheets:
            assert "&G" not in (sheet.oddHeader.right.text or "").replace("&&", "")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if "charts/chart" in name:
                    for place in etree.fromstring(archive.read(name)).iter("{*}f"):
                        # A chart may only point into its own sheet of this workbook.
                        assert re.fullmatch(r"('[^']+'|[^'!]+)!\$[A-Z$0-9:]+", place.text)


def test_a_long_title_does_not_take_the_watermark_of_practice_data_away() -> None:
    view = catalogue.view_of("overview#days")
    origin = dataclasses.replace(view.provenance, is_practice=True)
    view = dataclasses.replace(view, provenance=origin)
    agenda = Agenda(LONG[:2000], (Item("overview#days"),), LONG[:2000])
    book = openpyxl.load_workbook(io.BytesIO(workbook.build(agenda, [view], _quiet)))
    assert all("練習用データ" in (sheet.oddHeader.center.text or "") for sheet in book.worksheets)
    deck = Presentation(io.BytesIO(presentation.build(agenda, [view], _quiet)))
    assert deck.core_properties.title
    _check_pdf(paper.build(agenda, [view], _quiet))


def test_csv_and_zip_hold_hostile_words_as_words() -> None:
    with (
        patch.object(Agenda, "views", lambda _: list(_views())),
    ):
        made = exports.make(_agenda(), "csv")
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(_views())
        for name in names:
            _check_file_name(name)
            _check_csv(archive.read(name))


def _check_csv(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1
    for cell in itertools.chain(*rows):
        assert harmless(cell) == cell or re.fullmatch(r"-[0-9.]+", cell)


@pytest.mark.parametrize("form", exports.FORMATS)
@pytest.mark.parametrize("title", HOSTILE)
def test_the_name_of_a_file_is_fit_for_every_system(form: str, title: str) -> None:
    agenda = Agenda(title, (Item("overview#days"),))
    with (
        patch.object(exports, "_csv", return_value=b""),
        patch.object(exports.paper, "build", return_value=b""),
        patch.object(exports.presentation, "build", return_value=b""),
        patch.object(exports.workbook, "build", return_value=b""),
    ):
        _check_file_name(exports.make(agenda, form).name)
    _check_file_name(exports.agenda_file_name(agenda))


def _check_file_name(name: str) -> None:
    assert not re.search(
        r"""[\\/:*?"<>|$`;&'!\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]""", name
    )
    assert not re.match(r"[-.~=+@＝＋－＠]", name)
    assert len(name.encode()) <= 220
    assert ".." not in name


def test_a_long_part_of_a_file_name_gives_way_to_the_short_ones() -> None:
    name = file_stem(LONG, "2026-10-01", "練習用")
    assert name.endswith("_2026-10-01_練習用")
    assert len(name.encode()) <= 200


def test_the_shell_writes_a_hostile_agenda_into_a_directory(tmp_path: Path) -> None:
    file = tmp_path / "agenda.json"
    for place, title in enumerate(HOSTILE):
        target = tmp_path / str(place)
        target.mkdir()
        file.write_text(
            agendas.as_json(Agenda(title[:60], (Item("overview#days"),))), encoding="utf-8"
        )
        shell = ["export", "--agenda", str(file), "--format", "csv", "--out", str(target)]
        assert main(shell) == 0
        (written,) = target.iterdir()
        _check_file_name(written.name)


@pytest.mark.parametrize("word", HOSTILE)
def test_an_agenda_file_gives_back_the_words_without_what_a_terminal_obeys(word: str) -> None:
    title, number = word[:60], word[:12]
    item = Item("overview#days", headline=title, notes=title)
    text = agendas.as_json(Agenda(title, (item,), number))
    assert json.loads(text)["title"] == title
    seen = visible(title)
    assert agendas.from_json(text) == Agenda(
        seen, (dataclasses.replace(item, headline=seen, notes=seen),), visible(number)
    )


def _roster() -> Roster:
    here = intake.roster("local").of_prefecture("34").respondents
    return Roster(
        "local",
        [
            dataclasses.replace(one, name=name, prefecture_name=HOSTILE[3])
            for one, name in zip(here, HOSTILE, strict=False)
        ],
    )


def _asked() -> list[Respondent]:
    return list(_roster().respondents)


def test_questionnaires_hold_hostile_names_as_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = surveys()["local"]
    answers = {one.code: dict.fromkeys((i.key for i in survey.items), "=1+1") for one in _asked()}
    contents = [intake.collecting_sheet(survey, _roster(), DAY, answers)]
    contents += [intake.form(survey, one, DAY, answers[one.code]) for one in _asked()]
    for content in contents:
        _check_archive(content)
        assert sum(map(_check_sheet, openpyxl.load_workbook(io.BytesIO(content)).worksheets)) > 20
    asked = _roster()
    monkeypatch.setattr(intake, "roster", lambda _: asked)
    shell = ["questionnaire", "local", "--as-of", "2026-10-01", "--each", "--out", str(tmp_path)]
    assert main(shell) == 0
    written = list(tmp_path.iterdir())
    assert len(written) == len(_asked()) + 2
    for path in written:
        _check_file_name(path.name)
        if path.suffix == ".csv":
            _check_csv(path.read_bytes())
    table = intake.collecting_table(survey, _roster(), answers)
    _check_csv(csv_bytes(pd.DataFrame(table[1:], columns=table[0])))


def test_a_name_made_harmless_in_a_questionnaire_is_read_back() -> None:
    survey, everybody = surveys()["local"], intake.roster("local").of_prefecture("13")
    first = dataclasses.replace(everybody.respondents[1], name="=千代田区")
    known = Roster("local", [first])
    given = {first.code: {"adoption": "正式に導入している"}}
    for content in (
        intake.collecting_sheet(survey, known, DAY, given),
        intake.form(survey, first, DAY, given[first.code]),
    ):
        result = intake.receive([intake.Upload("a.xlsx", content)])
        assert result.answers == {first.code: {"adoption": "formal"}}
        assert result.report.errors == []


def test_the_check_report_holds_hostile_words_as_words() -> None:
    rows = [
        f'131016,,"{word[:5000]}",' + '"' + word.replace('"', '""')[:5000] + '",,,,,'
        for word in HOSTILE
    ]
    head = ["code", "name", "adoption", "device.loan"]
    table = [head, *([word[:5000], word[:5000], word[:5000], word[:5000]] for word in HOSTILE)]
    for name, content in (
        (f"{HOSTILE[1]}.csv", local_csv(*rows)),
        ("回答.csv", local_csv(*rows)),
        ("\u202e回答\x07.xlsx", filled_workbook(table, sheet="=1+1&<b>")),
        ("回答.xlsx", filled_workbook(table, sheet="=1+1&<b>")),
    ):
        result = intake.receive([intake.Upload(name, content)], subject="local", survey_date=DAY)
        assert result.report.exit_code == 2
        book = intake.report_book(result)
        _check_archive(book)
        for sheet in openpyxl.load_workbook(io.BytesIO(book)).worksheets:
            _check_sheet(sheet)
        assert visible(result.report.as_text()) == result.report.as_text()
        assert json.loads(result.report.as_json())["exit_code"] == 2


def test_the_shell_gives_hostile_names_as_csv_without_formulas(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = pd.DataFrame({"=name": HOSTILE, "count": range(len(HOSTILE))})
    monkeypatch.setattr(queries, "run_from_text", lambda *_: rows)
    assert main(["query", "local_governments", "--format", "csv"]) == 0
    _check_csv(capsys.readouterr().out.encode())


def test_a_slide_holds_hostile_words_as_words() -> None:
    for view in _views():
        for room in ("light", "dark"):
            root = etree.fromstring(slide(view, Place(1, 1)).svg("", room=room).encode())
            for element in root.iter():
                tag = etree.QName(element).localname
                assert tag not in ("script", "image", "foreignObject", "a", "iframe", "use"), tag
                assert not [
                    name for name in element.attrib if name.lower().startswith(("on", "href"))
                ]
