"""A drawing of the slides as shapes that PowerPoint can edit: the same calls, shapes in place of SVG."""

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Emu, Pt

from readiness.drawing.slides.canvas import Box, Canvas
from readiness.exports import house
from readiness.exports.native import EMU, set_font
from readiness.language.typesetting import text_width

_ALIGN = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}


class ShapeCanvas(Canvas):
    """Draws on a slide of PowerPoint what the time lines draw: texts, rectangles, lines and discs."""

    def __init__(self, slide: Slide) -> None:
        super().__init__(1280, 720)
        self._shapes = slide.shapes
        self._shapes.turbo_add_enabled = True  # numbers shapes without reading the slide for each
        self._drawn: list[BaseShape] = []

    def group(self, alt: str) -> None:
        """What was drawn becomes one group with its alternative text. At the end: a group measures all it
        holds at each shape that is added to it.
        """
        group = self._shapes.add_group_shape(self._drawn)
        group._element.nvGrpSpPr.cNvPr.set("descr", alt)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 18,
        role: str = "ink",
        *,
        anchor: str = "start",
        bold: bool = False,
        halo: bool = False,
    ) -> None:
        """One line of text whose middle height is ``y``; a little more room than its letters take."""
        if not text:
            return
        width = text_width(text, size) * 1.25 + 4
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        shape = self._shapes.add_textbox(*_emu(Box(left, y - size * 0.7, width, size * 1.4)))
        self._drawn.append(shape)
        frame = shape.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        paragraph = frame.paragraphs[0]
        paragraph.alignment = _ALIGN[anchor]
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size * 0.75), bold
        run.font.color.rgb = _colour(role)
        set_font(run._r.get_or_add_rPr())

    def rect(
        self, box: Box, role: str, *, line: str = "", dotted: bool = False, opacity: float = 1
    ) -> None:
        """A filled rectangle; one that is pale is mixed with paper."""
        self._shape(MSO_SHAPE.RECTANGLE, box, _colour(role, opacity), line, 1, dotted)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        role: str,
        width: float = 1,
        *,
        dotted: bool = False,
    ) -> None:
        """A straight line."""
        ends = (Emu(round(value * EMU)) for value in (*start, *end))
        shape = self._shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
        self._drawn.append(shape)
        shape._element.remove(shape._element.find(qn("p:style")))  # it has a shadow
        shape.line.color.rgb = _colour(role)
        shape.line.width = Pt(width * 0.75)
        if dotted:
            shape.line.dash_style = MSO_LINE.SQUARE_DOT

    def circle(self, x: float, y: float, radius: float, fill: str, line: str = "") -> None:
        """A disc; with ``line`` a ring of that role around it."""
        box = Box(x - radius, y - radius, radius * 2, radius * 2)
        self._shape(MSO_SHAPE.OVAL, box, _colour(fill), line, 3, False)

    def half(self, x: float, y: float, radius: float, role: str) -> None:
        """The left half of a disc."""
        box = Box(x - radius, y - radius, radius * 2, radius * 2)
        shape = self._shape(MSO_SHAPE.CHORD, box, _colour(role), "", 1, False)
        shape.adjustments[0], shape.adjustments[1] = 90, -90

    def _shape(
        self, kind: MSO_SHAPE, box: Box, fill: RGBColor, line: str, width: float, dotted: bool
    ) -> Shape:
        shape: Shape = self._shapes.add_shape(kind, *_emu(box))
        self._drawn.append(shape)
        shape.shadow.inherit = False
        shape.fill.solid()
        shape.fill.fore_color.rgb = fill
        if line:
            shape.line.color.rgb = _colour(line)
            shape.line.width = Pt(width * 0.75)
            if dotted:
                shape.line.dash_style = MSO_LINE.SQUARE_DOT
        else:
            shape.line.fill.background()
        return shape


def _emu(box: Box) -> tuple[Emu, ...]:
    at = box._replace(width=max(box.width, 0), height=max(box.height, 0))
    return tuple(Emu(round(value * EMU)) for value in at)


def _colour(role: str, opacity: float = 1) -> RGBColor:
    colour = house.shade(role).lstrip("#")
    parts = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return RGBColor(*(round(255 - (255 - part) * opacity) for part in parts))
