"""The template of the house: a PowerPoint master whose fonts, colours, layout and footers exports take.

READINESS_PPTX_TEMPLATE names the file. A template that cannot be used is named with what to do, and
slides are made in our own design meanwhile.
"""

import copy
import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Length

from readiness.drawing import theme
from readiness.drawing.slides.canvas import Box
from readiness.language.wording import t

SETTING = "READINESS_PPTX_TEMPLATE"
EMU = 9525
_SIZE = (1280 * EMU, 720 * EMU)
_LARGEST = 30_000_000  # bytes
_TEMPLATE = b"presentationml.template.main+xml"
_SLIDES = b"presentationml.presentation.main+xml"
# Roles of the blue family, which become the house's first accent; greys, red and yellow mean what they mean.
_ACCENTED = "has own group has_weak planned moved partly head under_way c0 c1 c2 c3 c4 c5".split()
_FOOTERS = ("ftr", "sldNum", "dt")


class HouseFault(ValueError):
    """A template that cannot be used; ``str()`` names the file, the reason and the remedy."""


@dataclass(frozen=True)
class Area:
    """What the layout leaves, in pixels of a slide of 1280 x 720."""

    left: float = 48.0
    right: float = 1232.0
    title_top: float = 20.0
    title_height: float = 108.0
    bottom: float = 706.0

    @property
    def body(self) -> Box:
        """Room of the figure: below the title, above caution and foot."""
        top = self.title_top + self.title_height + 8
        return Box(self.left, top, self.right - self.left, self.bottom - 84 - top)

    @property
    def foot(self) -> Box:
        """The line of as-of date and source."""
        return Box(self.left, self.bottom - 26, self.right - self.left, 26)


@dataclass(frozen=True)
class House:
    """A template that was found good: its bytes, its colours in place of ours, what it leaves."""

    content: bytes
    layout: int
    colours: tuple[tuple[str, str], ...]
    area: Area


_house: ContextVar[House | None] = ContextVar("house", default=None)


def fault() -> str:
    """Why the template of the setting is not used; empty where it is, or where there is none."""
    try:
        _of_setting()
    except HouseFault as found:
        return str(found)
    return ""


@contextmanager
def used() -> Iterator[House | None]:
    """Within, slides are made in the template of the setting, if there is a good one."""
    try:
        house = _of_setting()
    except HouseFault:
        house = None
    token = _house.set(house)
    try:
        yield house
    finally:
        _house.reset(token)


def _of_setting() -> House | None:
    name = os.environ.get(SETTING, "")
    if not name:
        return None
    path = Path(name)
    try:
        state = path.stat()
        if state.st_size > _LARGEST:
            raise HouseFault(t("house.too_large", file=path.name, limit=_LARGEST // 1_000_000))
        return _read(name, state.st_mtime_ns)
    except OSError as error:
        raise HouseFault(t("house.unreadable", file=name, reason=error.strerror or "")) from error


@lru_cache(maxsize=2)
def _read(name: str, _changed: int) -> House:
    file = Path(name).name
    try:
        content = _as_slides(Path(name).read_bytes())
        deck = Presentation(io.BytesIO(content))
    except Exception as error:  # whatever a broken package does to the reader of it
        raise HouseFault(t("house.no_slides", file=file)) from error
    if (deck.slide_width, deck.slide_height) != _SIZE:
        raise HouseFault(t("house.size", file=file))
    layout = _title_only(deck)
    if layout is None:
        raise HouseFault(t("house.no_layout", file=file))
    scheme = _scheme(deck)
    if "accent1" not in scheme or _luminance(scheme.get("lt1", "FFFFFF")) < 0.8:
        raise HouseFault(t("house.dark", file=file))
    place = list(deck.slide_layouts).index(layout)
    return House(content, place, tuple(_colours(scheme).items()), _area(layout))


def _as_slides(content: bytes) -> bytes:
    """A .potx is a .pptx under another type; one with macros is refused by the library."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        types = package.read("[Content_Types].xml")
        if _TEMPLATE not in types:
            return content
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
            for part in package.infolist():
                is_types = part.filename == "[Content_Types].xml"
                read = types.replace(_TEMPLATE, _SLIDES) if is_types else package.read(part)
                made.writestr(part.filename, read)
    return buffer.getvalue()


def _title_only(deck: Deck) -> SlideLayout | None:
    """The layout with a title and nothing else but footers: by its type, else by what it has."""
    for layout in deck.slide_layouts:
        if layout._element.get("type") == "titleOnly" and _title(layout) is not None:
            return layout
    for layout in deck.slide_layouts:
        kinds = {_kind(shape) for shape in layout.placeholders}
        if _title(layout) is not None and not kinds - {"title", "ctrTitle", *_FOOTERS}:
            return layout
    return None


def _kind(shape: Any) -> str:
    return str(shape._element.ph.get("type", "obj"))


def _title(layout: SlideLayout) -> Any:
    return next((s for s in layout.placeholders if _kind(s) in ("title", "ctrTitle")), None)


def _scheme(deck: Deck) -> dict[str, str]:
    """Name -> RRGGBB of the colours of the master's theme."""
    for part in deck.slide_master.part.rels.values():
        if part.reltype.endswith("/theme"):
            root = etree.fromstring(part.target_part.blob)
            found = {}
            for one in root.find(f".//{qn('a:clrScheme')}"):
                value = (
                    one[0].get("val") if one[0].tag == qn("a:srgbClr") else one[0].get("lastClr")
                )
                if value:
                    found[etree.QName(one).localname] = value.upper()
            return found
    return {}


def _colours(scheme: dict[str, str]) -> dict[str, str]:
    """Role -> #RRGGBB: the house's accent as light or dark as ours, so that contrasts stay."""
    ours = theme.ROOMS["light"]
    made = {role: _as_light(scheme["accent1"], ours[role][1:]) for role in _ACCENTED}
    ink = scheme.get("dk1", "")
    if ink and _luminance(ink) <= 0.1:
        made["ink"] = f"#{ink}"
    return made


def _as_light(accent: str, like: str) -> str:
    """The accent mixed with white or black until it is as light as ``like``."""
    wanted = _luminance(like)
    towards = 255 if _luminance(accent) < wanted else 0
    parts = [int(accent[place : place + 2], 16) for place in (0, 2, 4)]
    low, high = 0.0, 1.0
    for _ in range(20):
        share = (low + high) / 2
        mixed = "".join(f"{round(part + (towards - part) * share):02X}" for part in parts)
        is_short = _luminance(mixed) < wanted if towards else _luminance(mixed) > wanted
        low, high = (share, high) if is_short else (low, share)
    return f"#{mixed}"


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG has it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _area(layout: SlideLayout) -> Area:
    title = _title(layout)
    left, top, width, height = (
        (value or Length(0)) / EMU for value in (title.left, title.top, title.width, title.height)
    )
    feet = [s.top / EMU for s in layout.placeholders if _kind(s) in _FOOTERS and s.top]
    usual = Area()
    return Area(
        left=max(left, 24.0),
        right=min(left + width, 1256.0) if width else usual.right,
        title_top=max(top, usual.title_top),
        # Two lines of our headlines; what is higher would be taken from the figure.
        title_height=min(max(height, 96.0), usual.title_height),
        bottom=min([usual.bottom, *(foot - 4 for foot in feet if foot > 500)]),
    )


def area() -> Area:
    """What the layout of the slides leaves."""
    house = _house.get()
    return house.area if house else Area()


def new_deck() -> Deck:
    """An empty deck: the house's without its example slides, or the library's own."""
    house = _house.get()
    if house is None:
        return Presentation()
    deck = Presentation(io.BytesIO(house.content))
    numbers = deck.slides._sldIdLst
    for number in list(numbers):
        deck.part.drop_rel(number.rId)
        numbers.remove(number)
    return deck


def shade(role: str) -> str:
    """``#RRGGBB`` of a role on paper."""
    house = _house.get()
    of_house = dict(house.colours) if house else {}
    return of_house.get(role) or theme.ROOMS["light"][role]


def typefaces() -> tuple[str, str]:
    """Latin and East Asian typeface of a run: ours, or whatever the theme of the house has."""
    return ("+mn-lt", "+mn-ea") if _house.get() else (theme.PAPER_FONT, theme.PAPER_FONT)


def add_footers(slide: Slide) -> None:
    """The layout's footer and page number as they stand there: the library leaves them out.

    Not its date: a day of today beside the day of the figures would be taken for it.
    """
    if _house.get() is None:
        return
    for shape in slide.slide_layout.placeholders:
        if _kind(shape) in ("ftr", "sldNum"):
            slide.shapes._spTree.append(copy.deepcopy(shape._element))
