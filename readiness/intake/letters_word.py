"""Letters of a survey for Word, on A4. A letter in, bytes out; read only when one is made."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from readiness.definitions.spreadsheets import one_line
from readiness.intake.letters import Letter
from readiness.language.wording import LANGUAGES, number, period, speaking, t

_FONT = "BIZ UDPゴシック"


def _set_font(style: Any, points: float) -> None:
    style.font.name = _FONT
    style.font.size = Pt(points)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(kind), _FONT)


def _document() -> Any:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _set_font(document.styles["Normal"], 10.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    document.styles["Normal"].paragraph_format.line_spacing = 1.25
    return document


def _paragraph(document: Any, text: str, *, side: str = "left", bold: bool = False) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = {
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
        "centre": WD_ALIGN_PARAGRAPH.CENTER,
    }[side]
    run = paragraph.add_run(one_line(text))
    run.bold = bold
    return paragraph


def _cell(cell: Any, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    paragraph.paragraph_format.line_spacing = 1.0
    run = paragraph.add_run(one_line(text))
    run.font.size, run.bold = Pt(9.5), bold


def _table(
    document: Any, rows: Sequence[Sequence[str]], widths: Sequence[float], head: bool
) -> None:
    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for place, texts in enumerate(rows):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if head and place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Cm(width)
            _cell(cell, text, bold=head and place == 0)


@speaking(LANGUAGES[0])
def as_docx(letter: Letter) -> bytes:
    """The letter for Word; a list of many bodies goes on over the page with its heads again."""
    document = _document()
    document.core_properties.title = letter.subject
    document.core_properties.author = ""
    _paragraph(document, period(letter.day.isoformat()), side="right")
    _paragraph(document, t("survey.letter.to", to=letter.to))
    _paragraph(document, letter.contact, side="right")
    heading = _paragraph(document, letter.subject, side="centre", bold=True)
    heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(14)
    for text in letter.paragraphs():
        _paragraph(document, text).paragraph_format.first_line_indent = Pt(10.5)
    _paragraph(document, t("survey.letter.points"), side="centre")
    points = (
        (t("survey.letter.survey"), letter.title),
        (t("survey.letter.as_of"), period(letter.survey_date.isoformat())),
        (t("survey.letter.due"), period(letter.due.isoformat())),
        (t("survey.letter.contact"), letter.contact),
    )
    _table(document, points, (4, 12), head=False)
    if letter.bodies:
        count = number(len(letter.bodies))
        gap = _paragraph(document, t("survey.letter.list", count=count), bold=True)
        gap.paragraph_format.space_before = Pt(12)
        gap.paragraph_format.keep_with_next = True
        head = tuple(t(f"survey.letter.head.{name}") for name in ("code", "name", "state"))
        _table(document, (head, *letter.bodies), (3.8, 7.7, 4.5), head=True)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
