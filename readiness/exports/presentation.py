"""PowerPoint: native charts and tables, the map as shapes, speaker notes. Views in, bytes out.

One pixel of the slide drawing is 9,525 EMU, so both share one geometry of 1280 x 720.
"""

import io
from collections.abc import Callable

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from readiness.agenda.agenda import Agenda
from readiness.agenda.highlight import names
from readiness.drawing import theme
from readiness.drawing.slides.bars import group_boxes, name_in_room
from readiness.drawing.slides.canvas import Box
from readiness.drawing.slides.columns import as_grid, in_columns
from readiness.drawing.slides.slide import aside_height, draw, key_figure_size
from readiness.exports import house
from readiness.exports.native import add_chart, add_grid, add_map, set_font
from readiness.exports.native_funnel import add_funnel
from readiness.exports.provenance import made_with
from readiness.exports.series import tables
from readiness.exports.shapes import ShapeCanvas
from readiness.exports.show import words
from readiness.language.lettering import measured, short, words_are_long
from readiness.language.typesetting import cut, headline, text_width, wrap
from readiness.language.wording import apart, t
from readiness.subjects.charts import (
    AreaMap,
    Bars,
    Blank,
    Chart,
    Courses,
    Funnel,
    Grid,
    Lanes,
    Moves,
    Parts,
    Timeline,
)
from readiness.subjects.model import View

EMU = 9525
_WHOLE = 1184.0  # px of a foot in our own design; a template may leave less
TITLE_ONLY = 5  # place of the layout with a title and nothing else in the default template


def build(agenda: Agenda, views: list[View], report: Callable[[int, str], None]) -> bytes:
    """The agenda as a .pptx of 16:9 slides."""
    with house.used() as found:
        return _build(agenda, views, report, TITLE_ONLY if found is None else found.layout)


def _build(
    agenda: Agenda, views: list[View], report: Callable[[int, str], None], layout: int
) -> bytes:
    deck = house.new_deck()
    if layout == TITLE_ONLY and deck.slide_width != Emu(1280 * EMU):
        deck.slide_width, deck.slide_height = Emu(1280 * EMU), Emu(720 * EMU)
        _set_theme_fonts(deck)
    deck.core_properties.title = agenda.title[:255]  # more is no valid property
    deck.core_properties.author = made_with()
    deck.core_properties.language = t("export.language")
    marked = names(agenda.highlight)
    for number, (item, view) in enumerate(zip(agenda.items, views, strict=True), start=1):
        tail = apart([agenda.document_number, f"{number} / {len(views)}"])
        _slide(deck, layout, view, tail, item.notes, marked)
        report(number, view.title)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _set_theme_fonts(deck: Deck) -> None:
    """The theme's own fonts too: new text that somebody adds later is then Japanese as well."""
    for part in deck.slide_master.part.rels.values():
        if part.reltype.endswith("/theme"):
            text = part.target_part.blob.decode("utf-8")
            for role in ("majorFont", "minorFont"):
                start = text.index(f"<a:{role}>")
                end = text.index(f"</a:{role}>")
                fonts = (
                    f'<a:{role}><a:latin typeface="{theme.PAPER_FONT}"/>'
                    f'<a:ea typeface="{theme.PAPER_FONT}"/><a:cs typeface=""/>'
                )
                text = text[:start] + fonts + text[end:]
            part.target_part._blob = text.encode("utf-8")


def _slide(
    deck: Deck, layout: int, view: View, tail: str, notes: str, marked: frozenset[str]
) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    area = house.area()
    key_size = key_figure_size(view.key_figure, 420)
    key_figure = cut(view.key_figure, key_size, 420)
    # Fonts in the place of ours are wider in Latin letters.
    key_width = max(text_width(key_figure, key_size) * measured(1, 1.1), 220) + 8
    room = area.right - area.left - key_width - 24
    # PowerPoint sets a little space between Latin and Japanese signs: a seventh is left for it.
    size, lines = headline(view.headline, room * 0.86)
    title = slide.shapes.title
    _place(title, Box(area.left, area.title_top, room, area.title_height))
    for line in lines:
        if line is not lines[0]:
            title.text_frame.paragraphs[0].add_line_break()
        _write(title.text_frame, line, size, "ink", is_bold=True)
    right = Box(area.right - key_width, area.title_top - 4, key_width, 60)
    text(slide, right, key_figure, key_size, is_bold=True, align=PP_ALIGN.RIGHT)
    text(
        slide,
        right._replace(y=right.bottom, height=52),
        view.key_label,
        18,
        "muted",
        align=PP_ALIGN.RIGHT,
    )
    body = area.body
    if view.aside:
        body = _aside(slide, body, view, marked)
    _figure(slide, body, view, marked)
    if view.caution:
        text(slide, area.foot._replace(y=area.bottom - 80, height=50), view.caution, 18, "muted")
    left = t(
        "slides.as_of",
        as_of=view.provenance.as_of,
        basis=view.provenance.basis,
        denominator=view.provenance.denominator,
    )
    source = apart([t("slides.source", publisher=view.provenance.publisher), tail])
    size, *boxes = _foot(area.foot, left, source)
    text(slide, boxes[0], left, size, "muted")
    text(slide, boxes[1], source, size, "muted", align=PP_ALIGN.RIGHT)
    if mark := view.provenance.mark:
        text(
            slide, Box(140, 250, 1000, 180), mark, 110, "grid", is_bold=True, align=PP_ALIGN.CENTER
        )
    house.add_footers(slide)
    slide.notes_slide.notes_text_frame.text = "\n".join(
        f"{heading}\n{body}\n" for heading, body in words(view, notes)
    )


def _foot(whole: Box, left: str, right: str) -> tuple[float, Box, Box]:
    """Size and boxes of the two texts of the foot: side by side, Latin ones that are too long for that
    one above the other.
    """
    if not words_are_long() and whole.width >= _WHOLE:
        half = whole.x + (whole.width - 40) * 0.612
        rest = whole._replace(x=half - 8, width=whole.right - half + 8)
        return 16, whole._replace(width=half - whole.x), rest
    for size in (16.0, 15.0, 14.0):
        first = text_width(left, size) * 1.05 + 12
        if first + text_width(right, size) * 1.05 <= whole.width:
            rest = whole._replace(x=whole.x + first, width=whole.width - first)
            return size, whole._replace(width=first), rest
    up = 8 if whole.width >= _WHOLE else 14
    above = whole._replace(y=whole.y - up, height=20)
    return 14, above, above._replace(y=above.bottom)


def _figure(slide: Slide, body: Box, view: View, marked: frozenset[str]) -> None:
    if isinstance(view.chart, Blank):
        text(slide, body, view.chart.reason, 24, "muted", align=PP_ALIGN.CENTER)
        return
    if isinstance(view.chart, Grid | Moves):
        grid = as_grid(view.chart) if isinstance(view.chart, Moves) else view.chart
        add_grid(slide, body._replace(height=body.height - 18), grid, marked, view.alt)
        return
    if isinstance(view.chart, Timeline):
        _events(slide, body, view.chart)
        return
    if isinstance(view.chart, Courses | Lanes):
        canvas = ShapeCanvas(slide)
        draw(canvas, body, view.chart, marked)
        canvas.group(view.alt)
        return
    if isinstance(view.chart, Funnel):
        add_funnel(slide, body, view.chart, marked, view.alt)
        return
    if isinstance(view.chart, AreaMap):
        add_map(slide, body, view.chart, marked, text)
        return
    if isinstance(view.chart, Parts):
        body = _names(slide, body, view.chart, marked)
    charts = tables(view.chart)
    for table, box in zip(charts, _places(view.chart, body, len(charts)), strict=True):
        if table.heading:
            text(slide, box._replace(height=32), table.heading, 18, "muted", is_bold=True)
            box = box._replace(y=box.y + 32, height=box.height - 32)
        add_chart(slide, box, table, marked, view.alt)


def _places(chart: Chart, body: Box, count: int) -> list[Box]:
    """Where the native charts stand: groups of bars as on the drawn slide, others side by side."""
    if isinstance(chart, Bars):
        boxes, _ = group_boxes(chart, body)
        return [box._replace(height=max(box.height, 90.0)) for box in boxes]
    width = (body.width - 24 * (count - 1)) / count
    return [body._replace(x=body.x + n * (width + 24), width=width) for n in range(count)]


def _events(slide: Slide, body: Box, chart: Timeline) -> None:
    """The events in columns of text, in order."""
    columns = in_columns(chart, 3)
    width = (body.width - 24 * 2) / 3
    longest = max(
        (sum(len(wrap(line, 15, width)) for line in lines) for lines in columns), default=1
    )
    size = min(15.0, max(10.0, body.height / (longest * 1.25)))
    for place, lines in enumerate(columns):
        box = body._replace(x=body.x + place * (width + 24), width=width)
        frame = text(slide, box, lines[0], size)
        for line in lines[1:]:
            _write(frame, line, size, "ink", is_new=True)


def _names(slide: Slide, body: Box, chart: Parts, marked: frozenset[str]) -> Box:
    """The names of each part under the bar; the room left for the bar."""
    height = 300.0
    width = (body.width - 24 * (len(chart.parts) - 1)) / len(chart.parts)
    for place, part in enumerate(chart.parts):
        box = Box(body.x + place * (width + 24), body.bottom - height, width, height)
        heading = t("export.part", label=part.label, count=part.count, unit=chart.unit)
        frame = text(slide, box, f"{part.mark} {heading}", 20, is_bold=True)
        for name in part.names:
            shown, _ = name_in_room(name, width)
            _write(frame, shown, 20, "has" if name in marked else "ink", is_new=True)
    return body._replace(height=body.height - height)


def _aside(slide: Slide, body: Box, view: View, marked: frozenset[str]) -> Box:
    """The side list, right of one chart or below two; the room left for the figure."""
    if len(tables(view.chart)) > 1:
        height = max(84.0, aside_height(view, body.width * 0.95) + 12)
        box = Box(body.x, body.bottom - height, body.width, height)
        entries = [
            t("slides.aside_entry", heading=heading, text=said) if said else heading
            for heading, said in view.aside
        ]
        frame = text(slide, box, view.aside_heading, 18, "muted", is_bold=True)
        _write(frame, apart(entries), 18, "ink", is_new=True)
        return body._replace(height=body.height - height)
    width = 330.0
    box = Box(body.right - width, body.y, width, body.height)
    frame = text(slide, box, view.aside_heading, 20, "deadline", is_bold=True)
    lines = sum(len(wrap(words, 20, width)) for entry in view.aside for words in entry if words)
    is_long = words_are_long() and lines * 25 > body.height - 30
    for heading, said in view.aside:
        role = "has" if heading in marked else "ink"
        shown = short(heading) if is_long else heading
        _write(frame, shown, 20, role, is_bold=True, is_new=True)
        if said:
            _write(frame, said, 18, "muted", is_new=True)
    return body._replace(width=body.width - width - 32)


def text(
    slide: Slide,
    box: Box,
    words: str,
    size: float,
    role: str = "ink",
    *,
    is_bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
) -> TextFrame:
    """A text box; ``size`` in pixels as on the drawn slide."""
    shape = slide.shapes.add_textbox(*(Emu(round(value * EMU)) for value in box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _write(frame, words, size, role, is_bold=is_bold, align=align)
    return frame


def _write(
    frame: TextFrame,
    words: str,
    size: float,
    role: str,
    *,
    is_bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    is_new: bool = False,
) -> None:
    paragraph = frame.add_paragraph() if is_new else frame.paragraphs[0]
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold = Pt(size * 0.75), is_bold
    run.font.color.rgb = RGBColor.from_string(house.shade(role)[1:])
    set_font(run._r.get_or_add_rPr())


def _place(shape: object, box: Box) -> None:
    for name, value in zip(("left", "top", "width", "height"), box, strict=True):
        setattr(shape, name, Emu(round(value * EMU)))
    frame: TextFrame = shape.text_frame  # type: ignore[attr-defined]
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    body = frame._txBody.find(qn("a:bodyPr"))
    for child in list(body):
        body.remove(child)
