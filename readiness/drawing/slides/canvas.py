"""A drawing sheet: shapes in pixels and roles in, one SVG text out.

Colours are classes, so one drawing serves the lit room, the dark room and paper. Texts take the room
that language.typesetting says.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from readiness.drawing import theme
from readiness.language.lettering import stands_upright
from readiness.language.typesetting import text_width

_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path d="M0 0V6" class="s-rule" stroke-width="1.6"/>'
    "</pattern></defs>"
)


class Box(NamedTuple):
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


class Written(NamedTuple):
    """A text with the room it takes, for tests."""

    text: str
    size: float
    box: Box


@dataclass
class Canvas:
    """Collects shapes; ``written`` keeps every text with its room."""

    width: float
    height: float
    shapes: list[str] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    is_live: bool = False  # bodies can be chosen in it

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
        """One line of text whose middle height is ``y``; with a white ``halo`` on coloured land."""
        width = text_width(text, size)
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        self.written.append(Written(text, size, Box(left, y - size * 0.55, width, size * 1.1)))
        weight = ' font-weight="700"' if bold else ""
        around = ' stroke="#FFF" stroke-width="3" paint-order="stroke"' if halo else ""
        self.shapes.append(
            f'<text x="{x:.1f}" y="{y + size * 0.36:.1f}" font-size="{size:g}" class="f-{role}"'
            f"{_anchor(anchor)}{weight}{around}>{escape(text)}</text>"
        )

    def lines(
        self,
        x: float,
        y: float,
        lines: list[str],
        size: float = 18,
        role: str = "ink",
        *,
        anchor: str = "start",
        bold: bool = False,
        leading: float = 1.3,
    ) -> float:
        """Lines of text, the first one's middle at ``y``; the middle of the line after them."""
        for place, line in enumerate(lines):
            self.text(x, y + place * size * leading, line, size, role, anchor=anchor, bold=bold)
        return y + len(lines) * size * leading

    def upright(self, x: float, bottom: float, text: str, size: float, role: str = "ink") -> None:
        """Signs one below the other, the last one standing on ``bottom``, centred at ``x``; Latin words
        turned, read from below.
        """
        if not stands_upright():
            width = text_width(text, size)
            box = Box(x - size * 0.55, bottom - width, size * 1.1, width)
            self.written.append(Written(text, size, box))
            self.shapes.append(
                f'<text transform="translate({x + size * 0.36:.1f} {bottom:.1f}) rotate(-90)"'
                f' font-size="{size:g}" class="f-{role}">{escape(text)}</text>'
            )
            return
        for place, sign in enumerate(reversed(text)):
            self.text(x, bottom - (place + 0.5) * size, sign, size, role, anchor="middle")

    def rect(
        self, box: Box, role: str, *, line: str = "", dotted: bool = False, opacity: float = 1
    ) -> None:
        """A filled rectangle; ``line`` is the role of its outline."""
        pale = "" if opacity == 1 else f' fill-opacity="{opacity:.2f}"'
        outline = f" s-{line}" if line else ""
        dots = ' stroke-dasharray="3 2"' if dotted else ""
        self.shapes.append(
            f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{max(box.width, 0):.1f}"'
            f' height="{max(box.height, 0):.1f}" class="f-{role}{outline}"{dots}{pale}/>'
        )

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
        dots = ' stroke-dasharray="4 4"' if dotted else ""
        self.shapes.append(
            f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
            f' class="s-{role}" stroke-width="{width:g}"{dots}/>'
        )

    def path(self, steps: str, fill: str, line: str, width: float) -> None:
        """A free path; ``fill`` may be ``none``."""
        self.shapes.append(
            f'<path d="{steps}" class="f-{fill} s-{line}" stroke-width="{width:g}"'
            ' stroke-linejoin="round"/>'
        )

    @contextmanager
    def of_body(self, code: str, hint: str) -> Iterator[None]:
        """In a live drawing what is drawn within stands for a body, and ``hint`` says which and how it is."""
        if not self.is_live:
            yield
            return
        self.shapes.append(
            f'<g data-code="{escape(code)}" data-hint="{escape(hint)}"><title>{escape(hint)}</title>'
        )
        yield
        self.shapes.append("</g>")

    @contextmanager
    def faded(self, *, is_faded: bool) -> Iterator[None]:
        """What is drawn within is pale, if ``is_faded``: it is not what is looked at."""
        if is_faded:
            self.shapes.append('<g opacity="0.25">')
        yield
        if is_faded:
            self.shapes.append("</g>")

    def hatched(self, steps: str) -> None:
        """Thin slanting lines over a path: the pattern of a state that is no class."""
        self.shapes.append(f'<path d="{steps}" fill="url(#hatch)"/>')

    def circle(self, x: float, y: float, radius: float, fill: str, line: str = "") -> None:
        """A disc; with ``line`` a ring of that role around it."""
        outline = f' s-{line}" stroke-width="3' if line else ""
        self.shapes.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" class="f-{fill}{outline}"/>'
        )

    def half(self, x: float, y: float, radius: float, role: str) -> None:
        """The left half of a disc."""
        arc = f"A{radius:.1f} {radius:.1f} 0 0 0 {x:.1f} {y + radius:.1f}Z"
        self.path(f"M{x:.1f} {y - radius:.1f}{arc}", role, role, 1)

    def svg(self, alt: str, room: str = "") -> str:
        """The drawing; with ``room`` its colours are written into it, else the page has them."""
        style = f"<style>{style_sheet(room)}</style>" if room else ""
        if any("url(#hatch)" in shape for shape in self.shapes):
            style += _HATCH
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}"'
            f' role="img" aria-label="{escape(alt)}" font-family="{theme.FONT_FAMILY}"'
            f' fill="none">{style}{"".join(self.shapes)}</svg>'
        )


def style_sheet(room: str, prefix: str = "") -> str:
    """The classes of one room, each selector after ``prefix``."""
    return "".join(
        f"{prefix}.f-{role}{{fill:{colour}}}{prefix}.s-{role}{{stroke:{colour}}}"
        for role, colour in theme.ROOMS[room].items()
    )


def _anchor(anchor: str) -> str:
    return "" if anchor == "start" else f' text-anchor="{anchor}"'
