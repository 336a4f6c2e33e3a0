"""PDF on A4 landscape, set by typst: tagged, bookmarked, fonts embedded. Views in, bytes out."""

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import typst

from readiness.agenda.agenda import Agenda
from readiness.agenda.highlight import names
from readiness.definitions import columns
from readiness.drawing import theme
from readiness.drawing.slides.slide import figure
from readiness.exports.provenance import made_with
from readiness.exports.workbook import labelled_with_source
from readiness.language.lettering import words_are_long
from readiness.language.typesetting import text_width, wrap
from readiness.language.wording import apart, headed, language, listed, t
from readiness.subjects.charts import Grid
from readiness.subjects.model import Line, View, mark_of

FONTS = Path(__file__).parents[2] / "static" / "fonts"
FONT_FILES = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
_TEMPLATE = Path(__file__).with_name("handout.typ")
# 273 mm of text width: 18 px of the drawing are then 10.9 pt on paper.
FIGURE_WIDTH = 1280
PX_PER_PT = FIGURE_WIDTH / 774
# What head and foot leave of the page for figure, notes and table, and what a line of each takes.
BODY_PT, NOTE_PT, ROW_PT = 436.0, 16.6, 16.4
HEADLINE_PT, HEADLINE_LINE_PT = 600.0, 26.0
LEAST_FIGURE_HEIGHT = 300.0
LEAST_BARS_PT, LEAST_BARS_HEIGHT = 56.0, 190.0  # of a sheet's figure without its side list
ROWS_ON_PAPER = 400
TEXT_PT, HALF_PT = 774.0, 380.0
LINE_EM = 1.58  # height of a line of text, in letters
TEXT_LINES = 22  # of a sheet's text in letters of 10.5 pt, both columns together
COLUMNS_OF_ROOM = 7  # more of them leave no room for what every row says alike
TABLE_SIZES = (10.5, 9.5, 8.5)
SHORTEST, SHORTEST_HEAD = 7.0, 4.0  # letters of a name, of a heading on one line
LONGEST_CELL = 120  # letters; Latin words take two and a half times as many


class FontMissing(RuntimeError):
    """The hand-out's font is not there; ``str()`` names the files."""


def build(
    agenda: Agenda,
    views: list[View],
    report: Callable[[int, str], None],
    *,
    with_tables: bool = False,
) -> bytes:
    """The agenda as a PDF: one page per view, or with its data table on the pages after it."""
    marked = names(agenda.highlight)
    pages = []
    for place, view in enumerate(views, start=1):
        # A grid of marks is its own table.
        kind = "tables" if with_tables and not isinstance(view.chart, Grid) else "slide"
        pages.append(_page(view, agenda.document_number, kind, marked))
        report(place, view.title)
    return _set(agenda.title, views, pages)


def one_page(view: View, document_number: str) -> bytes:
    """One view with its data table on a single sheet."""
    return _set(view.title, [view], [_page(view, document_number, "sheet", frozenset())])


def _page(view: View, document_number: str, kind: str, marked: frozenset[str]) -> dict[str, Any]:
    notes = [note for note in (view.caution, *view.notes) if note]
    room = BODY_PT - NOTE_PT * (2 + sum(len(wrap(note, 10.5, 730)) for note in notes))
    if text_width(view.headline, 19) > HEADLINE_PT:
        room -= HEADLINE_LINE_PT
    if words_are_long():
        more = len(wrap(view.headline, 19, HEADLINE_PT)) - 2
        room -= HEADLINE_LINE_PT * max(more, 0) + NOTE_PT * (
            len(wrap(view.provenance.source, 10.5, 720)) - 1
        )
    halves = 2 if kind == "sheet" and len(view.rows) > 8 else 1
    text, size = _text(view.sheet if kind == "sheet" else ())
    drawn = view
    if text:
        left = room - max(_lines(part, size) for part in text) * size * LINE_EM - 6
        if left < LEAST_BARS_PT:
            # Latin words leave no room for both: the side list of the figure says the most of it.
            kind, text = "slide", []
        else:
            # What the side list says stands in the text, in full.
            kind, room, drawn = "text", left, replace(view, aside=(), aside_heading="")
    if kind == "sheet":
        left = room - ROW_PT * _table_lines(view, halves)
        if words_are_long() and left * PX_PER_PT < LEAST_FIGURE_HEIGHT / 2:
            # Latin words leave no room for both: the figure has the numbers, the table is in the files.
            kind, notes = "slide", [*notes, t("export.table_in_files")]
        else:
            room = left
    height = max(room * PX_PER_PT, LEAST_BARS_HEIGHT if text else LEAST_FIGURE_HEIGHT)
    drawing = figure(drawn, FIGURE_WIDTH, int(height), marked).svg(view.alt, room="light")
    as_of = t("provenance.as_of") + " " + view.provenance.as_of
    if view.provenance.published:
        as_of = t("export.with_published", as_of=as_of, published=view.provenance.published)
    if halves == 2 and words_are_long():
        # Latin words are wide: what is the same in every row goes, title and denominator say it.
        alike = [name for name, cells in view.rows.items() if cells.nunique(dropna=False) == 1]
        view = replace(view, rows=view.rows.drop(columns=alike))
    same = _same(view) if kind == "tables" else {}
    view = replace(view, rows=view.rows.drop(columns=list(same)))
    rows = labelled_with_source(view).iloc[:ROWS_ON_PAPER, :-3]
    codes = list(view.rows.columns)
    cells = [
        [in_words(value, code) for value, code in zip(row, codes, strict=True)]
        for row in rows.itertuples(index=False)
    ]
    heads = list(rows.columns)
    is_number = [pd.api.types.is_numeric_dtype(view.rows[code]) for code in codes]
    table_size, widths = _widths(heads, cells, is_number) if kind == "tables" else (10.5, [])
    return {
        "kind": kind,
        "halves": halves,
        "title": view.title,
        "document_number": document_number,
        "headline": view.headline,
        "key_figure": view.key_figure,
        "key_label": view.key_label,
        "figure": drawing,
        "alt": view.alt,
        "basis": view.provenance.basis,
        "denominator": view.provenance.denominator,
        "notes": notes,
        "source": view.provenance.source,
        "as_of": as_of,
        "publisher": t("slides.source", publisher=view.provenance.publisher),
        "table_title": t("export.table_of", title=view.title),
        "same": apart(headed(columns.heading(name), value) for name, value in same.items()),
        "text": [[[line.label, *_parts(line)] for line in part] for part in text],
        "text_size": size,
        "columns": heads,
        "widths": widths,
        "table_size": table_size,
        "aligned": ["right" if one else "left" for one in is_number],
        "cells": cells,
    }


def _parts(line: Line) -> tuple[str, str]:
    return line.text.replace("**", ""), line.remark


def _lines(part: Sequence[Line], size: float = 10.5) -> int:
    """Lines that a half of the sheet's text takes."""
    return sum(len(wrap(apart((line.label, *_parts(line))), size, HALF_PT)) for line in part)


def _text(lines: Sequence[Line]) -> tuple[list[Sequence[Line]], float]:
    """The sheet's text in two columns of about the same height, and the size of its letters."""
    if not lines:
        return [], 10.5
    size = 10.5 if _lines(lines) <= TEXT_LINES else 9.0
    heights = [_lines(lines[:place], size) for place in range(len(lines) + 1)]
    middle = min(range(len(heights)), key=lambda place: abs(2 * heights[place] - heights[-1]))
    return [lines[:middle], lines[middle:]], size


def _same(view: View) -> dict[str, str]:
    """Columns that say the same in every row, with what they say: once above the table is enough."""
    if len(view.rows) < 2 or len(view.rows.columns) < COLUMNS_OF_ROOM:
        return {}
    names = [name for name, cells in view.rows.items() if cells.nunique(dropna=False) == 1]
    return {str(name): in_words(view.rows[name].iloc[0], str(name)) for name in names}


def _widths(
    heads: Sequence[str], cells: Sequence[Sequence[str]], is_number: Sequence[bool]
) -> tuple[float, list[float]]:
    """Size of the letters and widths of the columns in points; none where every column has room.

    A number is never broken, and a name not into less than SHORTEST letters to the line.
    """
    for size in TABLE_SIZES:
        room = TEXT_PT - len(heads) * 8
        natural, least = [], []
        for place, head in enumerate(heads):
            texts = [row[place] for row in cells]
            widest = max((text_width(text, size) for text in texts), default=0.0)
            natural.append(max(widest, text_width(head, size)) + 1)
            short = min(widest, SHORTEST * size) if not is_number[place] else widest
            least.append(max(short, min(text_width(head, size), SHORTEST_HEAD * size)) + 1)
        if sum(natural) <= room:
            return size, []
        left = room - sum(least)
        if left >= room / 3 or size == TABLE_SIZES[-1]:
            wishes = [wish - need for wish, need in zip(natural, least, strict=True)]
            share = max(left, 0) / (sum(wishes) or 1)
            return size, [
                round(need + wish * min(share, 1), 1)
                for need, wish in zip(least, wishes, strict=True)
            ]
    return TABLE_SIZES[-1], []


def _table_lines(view: View, halves: int) -> int:
    """Lines of the table below the figure with its heads; Latin names are folded in their column."""
    rows = -(-len(view.rows) // halves)
    if not words_are_long() or halves == 1:
        return rows + 1
    names = [len(wrap(str(name), 10.5, 90)) for name in view.rows.iloc[:, 0]]
    return max(sum(names[:rows]), sum(names[rows:])) + 3


def in_words(value: Any, code: str) -> str:
    """One datum as a reader of paper sees it; ``code`` is the column, whose suffix is the unit."""
    if pd.isna(value):
        return t("export.no_data")
    text = columns.reading(code).text(value)
    longest = LONGEST_CELL * 5 // 2 if words_are_long() else LONGEST_CELL
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


_setting = threading.Lock()


@lru_cache(maxsize=1)
def _compiler(fonts: str) -> typst.Compiler:
    """With the fonts read and the template known: most of the time of a short document."""
    return typst.Compiler(
        str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=[fonts], ignore_system_fonts=True
    )


def _set(title: str, views: list[View], pages: list[dict[str, Any]]) -> bytes:
    missing = [name for name in FONT_FILES if not (FONTS / name).is_file()]
    if missing:
        files = listed(missing)
        raise FontMissing(t("export.font_missing", name=theme.PAPER_FONT, files=files))
    content = {
        "title": title,
        "author": made_with(),
        "font": theme.PAPER_FONT,
        "lang": language(),
        "words": {
            **{name: t(f"provenance.{name}") for name in ("basis", "denominator", "source")},
            "note": t("export.note"),
            "same": t("export.same"),
            "separator": t("list.separator"),
        },
        "practice": mark_of(views),
        "pages": pages,
    }
    with _setting:
        made, warnings = _compiler(str(FONTS)).compile_with_warnings(
            sys_inputs={"content": json.dumps(content, ensure_ascii=False)}, format="pdf"
        )
    for warning in warnings:
        if "font" in str(warning):
            raise FontMissing(t("export.font_missing", name=theme.PAPER_FONT, files=str(warning)))
    assert isinstance(made, bytes)
    return made
