"""A draft for a decision as DOCX: two pages of A4 each, to be edited in Word. Memos in, bytes out."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from readiness.drawing.slides.slide import figure
from readiness.exports.paper import FONTS
from readiness.exports.provenance import made_with
from readiness.language.wording import t
from readiness.subjects.memo import Memo

_FONT = ("BIZ UDPGothic", "BIZ UDPゴシック")
_TEXT_MM = 174
_BLUE, _RED = RGBColor(0x00, 0x17, 0xC1), RGBColor(0xC0, 0x00, 0x00)
_PICTURE_PX, _PICTURE_PPI = (960, 440), 144.0
_TEMPLATE = Path(__file__).with_name("picture.typ")
_UNDATED = datetime(2000, 1, 1)  # the same draft gives the same file
_DECISION_BOXES = 4


def build(memos: Sequence[Memo]) -> bytes:
    """The drafts one after the other."""
    document = Document()
    _page_and_font(document)
    for place, memo in enumerate(memos):
        _first_page(document, memo, is_first=place == 0)
        _second_page(document, memo)
    properties = document.core_properties
    properties.title, properties.author = memos[0].title, made_with()
    properties.created = properties.modified = _UNDATED
    properties.comments = ""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page_and_font(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(15), Mm(14)
    section.header_distance = section.footer_distance = Mm(7)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT[0], Pt(10.5)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), _FONT[1])
    style.paragraph_format.space_after = Pt(3)
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.15
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(footer.add_run(made_with()))


def _small(run: Any) -> None:
    run.font.size = Pt(7.5)
    run.font.color.rgb = RGBColor(0x59, 0x59, 0x59)


def _first_page(document: Any, memo: Memo, *, is_first: bool) -> None:
    title = document.add_paragraph()
    title.paragraph_format.page_break_before = not is_first
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(memo.title)
    run.bold, run.font.size = True, Pt(15)
    if mark := memo.view.provenance.mark:
        warning = document.add_paragraph()
        warning.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = warning.add_run(mark)
        run.bold, run.font.color.rgb = True, _RED
    _decision(document, memo)
    request = document.add_paragraph(t("memo.request"))
    request.paragraph_format.space_before = Pt(6)
    _heading(document, t("memo.part.stand"))
    _lines(document, memo.stand)
    picture = document.add_paragraph()
    picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
    drawn = picture.add_run().add_picture(io.BytesIO(_picture(memo)), width=Mm(_TEXT_MM))
    drawn._inline.docPr.set("descr", memo.view.alt)
    _heading(document, t("memo.part.reasons"))
    _lines(document, memo.reasons)


def _second_page(document: Any, memo: Memo) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _heading(document, t("memo.part.others"))
    _lines(document, memo.others)
    _heading(document, t("memo.part.proposals"))
    _proposals(document, memo)
    _heading(document, t("memo.part.sources"))
    for line in (*memo.sources, *filter(None, memo.notes), t("memo.link", link=memo.link)):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(line)
        run.font.size = Pt(8.5)


def _heading(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(text)
    run.bold, run.font.size, run.font.color.rgb = True, Pt(12), _BLUE


def _lines(document: Any, lines: Sequence[str]) -> None:
    for line in lines:
        label, _, text = line.rpartition("\t")
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(4)
        paragraph.paragraph_format.first_line_indent = Mm(-4)
        paragraph.add_run(t("memo.bullet"))
        if label:
            paragraph.add_run(f"{label}{t('gap.heading')}").bold = True
        paragraph.add_run(text)


def _decision(document: Any, memo: Memo) -> None:
    """To whom, when, by whom; and empty boxes for who decides."""
    table = document.add_table(rows=2, cols=4 + _DECISION_BOXES)
    _bordered(table, (16, 36, 16, 34, *(18,) * _DECISION_BOXES))
    first, second = table.rows
    for row, label, value in (
        (first, "to", memo.to),
        (second, "day", t("memo.field.day_blank")),
    ):
        _cell(row.cells[0], t(f"memo.field.{label}"), is_head=True)
        _cell(row.cells[1], value)
    _cell(first.cells[2], t("memo.field.author"), is_head=True)
    second.cells[2].merge(first.cells[2])
    second.cells[3].merge(first.cells[3])
    head = first.cells[4].merge(first.cells[3 + _DECISION_BOXES])
    _cell(head, t("memo.field.decision"), is_head=True)
    second.height = Mm(12)


def _proposals(document: Any, memo: Memo) -> None:
    table = document.add_table(rows=1, cols=4)
    _bordered(table, (92, 38, 22, 22))
    for cell, name in zip(
        table.rows[0].cells, ("proposal", "origin", "person", "due"), strict=True
    ):
        _cell(cell, t(f"memo.head.{name}"), is_head=True)
    for one in memo.proposals:
        cells = table.add_row().cells
        _cell(cells[0], one.text)
        _cell(cells[1], one.origin)
    _widths(table, (92, 38, 22, 22))


def _cell(cell: Any, text: str, *, is_head: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(9.5), is_head
    if is_head:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E8F1FE")):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _bordered(table: Any, widths: Sequence[int]) -> None:
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _widths(table, widths)


def _widths(table: Any, widths: Sequence[int]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _picture(memo: Memo) -> bytes:
    """The figure of the first page, as the slide draws it."""
    width, height = _PICTURE_PX
    view = replace(memo.view, aside_heading="", aside=())  # said beside it
    drawing = figure(view, width, height).svg(memo.view.alt, room="light")
    made: bytes = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"svg": str(drawing), "width": str(width), "height": str(height)},
        format="png",
        ppi=_PICTURE_PPI,
    )
    return made
