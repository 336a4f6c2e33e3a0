"""Screen, slide, PowerPoint, paper, workbook and shell say the same about every subject."""

import io
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from readiness import __main__, exports
from readiness.agenda.agenda import ITEM_LIMIT, Agenda, Item
from readiness.definitions.spreadsheets import harmless
from readiness.drawing.slides.slide import WIDE, Place, slide
from readiness.subjects.catalogue import PAGES, subject_of, view_of
from readiness.subjects.model import View
from tests.support.subjects import variants


def _squeezed(text: str) -> str:
    """Without the spaces and line breaks that each medium sets in its own way."""
    return re.sub(r"\s", "", text.replace("\u2060", ""))


@cache
def _links(page: str) -> tuple[str, ...]:
    """Links of every view of every variant of a page's subject, each once."""
    return tuple(
        dict.fromkeys(view.link for one in variants(page) for view in one.content.views.values())
    )


def _agendas(page: str) -> list[tuple[tuple[str, ...], Agenda]]:
    """The links of a page in agendas of the length one may have."""
    links = _links(page)
    parts = [links[start : start + ITEM_LIMIT] for start in range(0, len(links), ITEM_LIMIT)]
    return [(part, Agenda(page, tuple(map(Item, part)))) for part in parts]


@pytest.mark.parametrize("page", PAGES)
def test_a_link_and_its_subject_are_inverse_to_each_other(page: str) -> None:
    for subject in variants(page):
        assert subject_of(subject.link) == (subject, "")


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_the_first_view_says_what_the_screen_says(page: str) -> None:
    for subject in variants(page):
        content = subject.content
        if content.views:
            first = subject.view_named()
            # A screen of several chapters says the sentences of all of them.
            assert first.headline in content.headline, subject.link
            if content.key_figures:
                assert first.key_figure == content.key_figures[0].value, subject.link


@pytest.mark.parametrize("page", PAGES)
def test_the_shell_reads_what_the_screen_says(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for subject in variants(page):
        assert __main__.main(["read", subject.link, "--format", "json"]) == 0
        read, content = json.loads(capsys.readouterr().out), subject.content
        assert (read["title"], read["headline"]) == (content.title, content.headline)
        assert [one["value"] for one in read["key_figures"]] == [
            one.value for one in content.key_figures
        ]
        assert read["notes"] == list(content.notes)
        assert [len(one["rows"]) for one in read["tables"]] == [
            len(one.rows) for one in content.tables.values()
        ]
        assert read["provenance"]["as_of"] == content.provenance.as_of


@pytest.mark.parametrize("page", PAGES)
def test_a_slide_says_it(page: str) -> None:
    for link in _links(page):
        view = view_of(link)
        words = _squeezed("".join(one.text for one in slide(view, Place(1, 1), WIDE).written))
        assert _squeezed(view.headline) in words, link
        assert _squeezed(view.key_figure) in words, link


def _each(page: str, form: str) -> Iterator[tuple[str, Any]]:
    """Each link with its slide, page of paper, or line of the summary and sheet."""
    for links, agenda in _agendas(page):
        content = io.BytesIO(exports.make(agenda, form).content)
        if form == "pptx":
            parts = list(Presentation(content).slides)
        elif form == "pdf":
            parts = list(PdfReader(content).pages)
        else:
            summary, *sheets = openpyxl.load_workbook(content).worksheets
            lines = [
                [str(cell.value or "") for cell in row] for row in summary.iter_rows(min_row=5)
            ]
            parts = list(zip(lines, sheets, strict=False))[: len(links)]
        yield from zip(links, parts, strict=True)


def _words_of(slide_of_deck: object) -> str:
    texts: list[str] = []
    for shape in slide_of_deck.shapes:  # type: ignore[attr-defined]
        if shape.has_text_frame:
            texts.append(shape.text_frame.text)
        if shape.has_table:
            texts += [cell.text for row in shape.table.rows for cell in row.cells]
    return _squeezed("".join(texts))


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_powerpoint_says_it(page: str) -> None:
    for link, one in _each(page, "pptx"):
        view, words = view_of(link), _words_of(one)
        notes = _squeezed(one.notes_slide.notes_text_frame.text)
        assert _squeezed(view.headline) in words, link
        assert _squeezed(view.key_figure) in words, link
        assert _squeezed(view.caution) in words, link
        for note in (view.caution, *view.notes, view.provenance.denominator):
            assert _squeezed(note) in notes, link
        for name in _names(view):
            assert _squeezed(name) in words, (link, name)


def _names(view: View) -> list[str]:
    """Names and words beside the figure."""
    return [part for entry in view.aside for part in entry if part]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_paper_says_it(page: str) -> None:
    for link, one in _each(page, "pdf"):
        view, words = view_of(link), _squeezed(one.extract_text())
        assert _squeezed(view.headline) in words, link
        assert _squeezed(view.key_figure) in words, link
        assert _squeezed(view.caution) in words, link
        assert _squeezed(view.provenance.denominator) in words, link


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_the_workbook_says_it_and_holds_every_row(page: str) -> None:
    for link, (cells, sheet) in _each(page, "xlsx"):
        view = view_of(link)
        assert harmless(view.headline) in cells, link
        assert harmless(view.key_figure) in cells, link
        words = "\n".join(filter(None, (view.caution, *view.notes)))
        assert harmless(words) in cells, link
        filled = [row[0].value for row in sheet.iter_rows(min_row=2, max_col=1)]
        assert len([one for one in filled if one is not None]) >= len(view.rows), link
