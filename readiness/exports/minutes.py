"""議事要旨 of a meeting as DOCX, to be edited in Word: agenda with its figures and sources, what was
decided, who does what until when, what is open from before. Values in, bytes out.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from readiness.agenda import minutes
from readiness.agenda.agenda import Agenda
from readiness.definitions import columns
from readiness.exports.provenance import made_with
from readiness.language.wording import apart, headed, period, t
from readiness.store.minutes import DECISION, TASK, Minute

_LATIN, _JAPANESE = "BIZ UDPGothic", "BIZ UDPゴシック"
_GREY = RGBColor(0x59, 0x59, 0x59)
_UNDATED = datetime(2000, 1, 1)  # the same minutes give the same file


def build(
    agenda: Agenda, meeting: str, day: str, entries: Sequence[Minute], due: minutes.Due
) -> bytes:
    """The minutes of one meeting; ``due``: what was open from the meetings before."""
    document = Document()
    _page(document)
    document.add_heading(t("minutes.document.title"), 0)
    document.add_paragraph(headed(meeting, period(day)))
    _due(document, due, day)
    _agenda(document, agenda)
    _decisions(document, agenda, [one for one in entries if one.kind == DECISION])
    _tasks(document, agenda, [one for one in entries if one.kind == TASK], day)
    _small(document.add_paragraph(), made_with())
    properties = document.core_properties
    properties.title = headed(t("minutes.document.title"), meeting)
    properties.author, properties.comments = made_with(), ""
    properties.created = properties.modified = _UNDATED
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    for name, size in (("Normal", 10.5), ("Title", 18), ("Heading 1", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = _LATIN, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The template names the fonts of headings by its theme, which would win.
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:hAnsi"), _LATIN)
        fonts.set(qn("w:eastAsia"), _JAPANESE)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)


def _small(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(8.5), _GREY


def _table(
    document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    """A table whose first row stands again on each page."""
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cells, texts in (
        (table.rows[0].cells, heads),
        *((table.add_row().cells, row) for row in rows),
    ):
        for cell, text, width in zip(cells, texts, widths, strict=True):
            cell.width = Mm(width)
            cell.text = text
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(9)
    again = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(again)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _agenda(document: Any, agenda: Agenda) -> None:
    """A line per slide; sources that several share stand once, below."""
    document.add_heading(t("minutes.document.agenda"), 1)
    rows: list[tuple[str, ...]] = []
    sources: dict[str, int] = {}
    for place, view in enumerate(agenda.views(), start=1):
        key = headed(view.key_label, view.key_figure) if view.key_figure else ""
        source = t(
            "show.source_line",
            as_of=view.provenance.as_of,
            denominator=view.provenance.denominator,
            basis=view.provenance.basis,
            source=view.provenance.source,
        )
        mark = t("minutes.document.mark", number=sources.setdefault(source, len(sources) + 1))
        title = "\n".join(filter(None, (view.title, view.provenance.mark)))
        rows.append((str(place), title, view.headline, key, mark))
    heads = [
        t(f"minutes.document.{name}") for name in ("number", "slide", "headline", "key", "source")
    ]
    _table(document, heads, rows, (11, 38, 69, 38, 14))
    for source, number in sources.items():
        mark = t("minutes.document.mark", number=number)
        _small(document.add_paragraph(), f"{mark} {source}")


def _slide(agenda: Agenda, one: Minute) -> str:
    place = minutes.place_of(agenda, one.link)
    title = minutes.slide_title(one.link)
    return headed(str(place), title) if place else title


def _decisions(document: Any, agenda: Agenda, decided: Sequence[Minute]) -> None:
    document.add_heading(t("minutes.document.decisions"), 1)
    for one in decided:
        paragraph = document.add_paragraph(one.content, style="List Number")
        about = [text for text in (_slide(agenda, one), minutes.body_name(one.body)) if text]
        if about:
            paragraph.add_run().add_break()
            _small(paragraph, t("minutes.document.on", about=apart(about)))
    if not decided:
        document.add_paragraph(t("minutes.document.none"))


def _tasks(document: Any, agenda: Agenda, tasks: Sequence[Minute], day: str) -> None:
    document.add_heading(t("minutes.document.tasks"), 1)
    if not tasks:
        document.add_paragraph(t("minutes.document.none"))
        return
    cells = [(*_task(one, day), _slide(agenda, one)) for one in tasks]
    _table(document, _heads("slide_title"), cells, (56, 28, 26, 24, 14, 22))


def _due(document: Any, due: minutes.Due, day: str) -> None:
    if not due.every:
        return
    document.add_heading(t("minutes.document.due"), 1)
    cells = [(*_task(one, day), headed(one.meeting, period(one.meeting_date))) for one in due.every]
    _table(document, _heads("meeting_name"), cells, (52, 28, 26, 24, 14, 26))


def _heads(last: str) -> list[str]:
    """Heads of a table of tasks, the last of which says where the task comes from."""
    names = ("minute_content", "minute_body", "responsible_name", "due_date", "minute_state", last)
    return [columns.heading(name) for name in names]


def _task(one: Minute, day: str) -> tuple[str, ...]:
    """What, for whom, who, until when, and how it stands on a day."""
    due = period(one.due_date) if one.due_date else ""
    return (
        one.content,
        minutes.body_name(one.body),
        one.responsible,
        due,
        minutes.state_word(one, day),
    )
