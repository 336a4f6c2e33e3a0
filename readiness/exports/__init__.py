"""Hand-outs of an agenda: PowerPoint, PDF, Excel, CSV. Views in, bytes out; no browser needed.

What builds a file is imported when one is made: every screen offers files, few readers take one.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from readiness.agenda.agenda import Agenda
from readiness.definitions.spreadsheets import csv_bytes, file_stem
from readiness.language.wording import said, t
from readiness.subjects.memo import Memo
from readiness.subjects.model import View, mark_of

Report = Callable[[int, str], None]
FORMATS = ("pptx", "pdf", "xlsx", "csv")
DRAFT = "docx"  # not of an agenda: of subjects that have a draft for a decision
_MIMES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Made:
    """One file: its Japanese name, its type and its bytes."""

    name: str
    mime: str
    content: bytes


def _quiet(done: int, title: str) -> None:
    """Nobody watches."""


def template_fault() -> str:
    """Why PowerPoint files are not made in the template of the house; empty where nothing is wrong."""
    from readiness.exports import house

    return house.fault()


def make(agenda: Agenda, form: str, *, with_tables: bool = False, report: Report = _quiet) -> Made:
    """The agenda as one file; ``report(slides done, title)`` is called after each slide."""
    views = agenda.views()
    if form == "pptx":
        from readiness.exports import presentation

        content = presentation.build(agenda, views, report)
    elif form == "pdf":
        from readiness.exports import paper

        content = paper.build(agenda, views, report, with_tables=with_tables)
    elif form == "xlsx":
        from readiness.exports import workbook

        content = workbook.build(agenda, views, report)
    elif form == "csv":
        content = _csv(views, report)
        form = "csv" if len(views) == 1 else "zip"
    else:
        raise ValueError(form)
    return Made(f"{_stem(agenda, views)}.{form}", _MIMES[form], content)


def one_page(view: View, document_number: str = "") -> Made:
    """One view with its table on one page of A4: an agency's karte, a government's peer sheet."""
    from readiness.exports import paper

    return Made(one_page_name(view), _MIMES["pdf"], paper.one_page(view, document_number))


def one_page_name(view: View) -> str:
    """題名_調査時点_条件.pdf of a sheet."""
    condition = said(view.condition)
    kind = view.title.replace(condition, "").strip("：: ") if condition else view.title
    return f"{file_stem(view.provenance.mark, kind, view.provenance.as_of, condition)}.pdf"


def draft(memos: Sequence[Memo]) -> Made:
    """Drafts for decisions as one Word file, two pages each."""
    from readiness.exports import memo

    return Made(draft_name(memos), _MIMES[DRAFT], memo.build(memos))


def draft_name(memos: Sequence[Memo]) -> str:
    """起案_名前_調査時点.docx."""
    view = memos[0].view
    count = t("export.slide_count", count=len(memos)) if len(memos) > 1 else ""
    practice = mark_of(memo.view for memo in memos)
    stem = file_stem(t("memo.kind"), memos[0].name, count, view.provenance.as_of, practice)
    return f"{stem}.{DRAFT}"


def agenda_file_name(agenda: Agenda) -> str:
    """Name of the agenda's own file."""
    return f"{file_stem(t('export.agenda'), agenda.title)}.json"


def _stem(agenda: Agenda, views: list[View]) -> str:
    as_of = dict.fromkeys(view.provenance.as_of for view in views)
    first = t("export.as_of_range", first=next(iter(as_of), ""), count=len(as_of))
    when = first if len(as_of) > 1 else next(iter(as_of), "")
    practice = mark_of(views)
    return file_stem(agenda.title, when, t("export.slide_count", count=len(views)), practice)


def _csv(views: list[View], report: Report) -> bytes:
    from readiness.exports import workbook

    if len(views) == 1:
        return csv_bytes(workbook.labelled_with_source(views[0]))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, view in enumerate(views, start=1):
            stem = file_stem(f"{number:02}", view.title, view.provenance.as_of)
            # A fixed date: the same figures give the same file.
            entry = zipfile.ZipInfo(f"{stem}.csv", (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, csv_bytes(workbook.labelled_with_source(view)))
            report(number, view.title)
    return buffer.getvalue()
