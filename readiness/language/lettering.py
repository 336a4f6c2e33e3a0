"""How much room words take in a figure and how they are fitted into it, in any language.

Figures were drawn for Japanese, whose labels have one width per letter, break anywhere and stand
upright letter by letter. Latin words are longer, break at spaces only and stand upright turned.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from PIL import ImageFont

from readiness.language.wording import catalogue, is_japanese, language, said

T = TypeVar("T")

# The widest of the fonts that readers have: embedded in the PDF, part of Windows since 10.
_FONT = Path(__file__).parents[2] / "static/fonts/BIZUDPGothic-Bold.ttf"
_EM = 1000
_TAG = re.compile(r"<(?!br)[^>]*>")


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), _EM, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=20_000)
def advance(letter: str) -> float:
    """Width of one letter in em, by the metrics of the font.

    Full-width signs take a whole em: some are narrower in this font, but in no other that may stand
    in its place.
    """
    measured = _font().getlength(letter) / _EM
    return max(measured, 1.0) if unicodedata.east_asian_width(letter) in "WFA" else measured


def _em(line: str) -> float:
    return sum(map(advance, line))


def em(text: str) -> float:
    """Width of a label in em, of its longest line; tags take no room."""
    return max(_em(line) for line in _TAG.sub("", text).split("<br>"))


def gutter(
    labels: Iterable[str], size: float, at_least: int, *, at_most: int = 1000, beside: int = 10
) -> int:
    """Pixels for labels of ``size`` px beside a figure; ``at_least`` is the room Japanese ones have.

    ``beside``: pixels between the labels and the figure. Labels wider than ``at_most`` are to be
    ``folded`` to ``room(at_most, size)``.
    """
    if is_japanese():
        return at_least
    needed = max((em(label) for label in labels), default=0) * size + beside
    return max(at_least, min(at_most, int(needed + 1)))


def room(pixels: float, size: float, beside: int = 10) -> float:
    """Em of ``size`` px that a gutter of so many pixels holds."""
    return (pixels - beside) / size


def folded(text: str, width: float) -> str:
    """``text`` in lines of at most ``width`` em, by words in Latin, by letters in Japanese.

    A word wider than that has a line of its own.
    """
    if is_japanese():
        step = int(width)
        return "<br>".join(text[n : n + step] for n in range(0, len(text), step))
    lines: list[str] = []
    for word in text.split(" "):
        if lines and _em(_TAG.sub("", f"{lines[-1]} {word}")) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)


def folded_label(text: str, width: float) -> str:
    """A short label in lines: Latin ones of at most ``width`` em, Japanese ones at their spaces."""
    return "<br>".join(text.split(" ")) if is_japanese() else folded(text, width)


def least_gutter(japanese: int, latin: int) -> int:
    """The least room beside a figure, which was measured for Japanese names."""
    return japanese if is_japanese() else latin


def fitted(
    labels: Iterable[str], size: float, at_least: int, *, at_most: int
) -> tuple[list[str], int]:
    """Labels for a gutter of ``at_least`` to ``at_most`` px, folded where they are wider, and the gutter.

    Japanese labels and their gutter stay as they are.
    """
    given = list(labels)
    if is_japanese():
        return given, at_least
    wide = gutter(given, size, at_least, at_most=at_most)
    shown = [folded(label, room(wide, size)) for label in given]
    return shown, gutter(shown, size, at_least, at_most=wide)


def lines(text: str) -> int:
    """Lines of a folded label."""
    return text.count("<br>") + 1


def words_are_long() -> bool:
    """Labels are Latin words: longer than the Japanese ones that sheets were laid out for, and broken at
    spaces only. They need a second line, smaller letters or an abbreviation.
    """
    return not is_japanese()


def measured(japanese: T, latin: T) -> T:
    """A size found with Japanese labels, or the one that Latin words need in its place."""
    return japanese if is_japanese() else latin


def stands_upright() -> bool:
    """Letters of a name may stand under one another; names of Latin letters are turned instead."""
    return is_japanese()


def upright(name: str) -> dict[str, Any]:
    """A name that stands on end over a column, for an annotation: letters under one another, or,
    in Latin, the name turned and read from below. ``name`` may be in ``<b>``.
    """
    if stands_upright():
        inner = _TAG.sub("", name)
        return {"text": name.replace(inner, "<br>".join(inner))}
    return {"text": name, "textangle": -90}


def upright_height(names: Iterable[str], size: float, per_letter: float) -> float:
    """Pixels that upright ``names`` take; ``per_letter``: one letter of a Japanese name."""
    if stands_upright():
        return per_letter * max(map(len, names))
    return max(em(name) for name in names) * size


def brief_prefecture(name: str) -> str:
    """A prefecture on the map: 広島 for 広島県, but 北海道. English names are brief already."""
    if not is_japanese():
        return said(name)
    return name if name.endswith("道") else name[:-1]


@cache
def _abbreviations(code: str) -> dict[str, str]:
    """A name, in Japanese or as said -> its abbreviation."""
    words = catalogue(code)
    found = {key.removeprefix("short:"): words[key] for key in words if key.startswith("short:")}
    return found | {words[name]: text for name, text in found.items() if name in words}


def short(name: str) -> str:
    """A name where there is little room: its official abbreviation, ``MEXT``; else as ``said``.

    Keep the full name where the reader can call it up: hover, alt text, table.
    """
    return _abbreviations(language()).get(name) or said(name)


def spelled_out(names: Iterable[str]) -> str | None:
    """Markdown of what the ``short`` names stand for, for a hint; None where none is abbreviated."""
    pairs = [(short(name), said(name)) for name in dict.fromkeys(names)]
    return "  \n".join(f"**{brief}** {name}" for brief, name in pairs if brief != name) or None


def beginning(text: str, japanese: int, latin: int) -> str:
    """The first letters of a text that has no short form."""
    return text[: japanese if is_japanese() else latin]


def folded_year(text: str, width: float) -> str:
    """The name of a year in so many em: at its number where it is wider, ``平成29<br>年度``."""
    if em(text) <= width:
        return text
    pieces = re.findall(r"[^0-9]*[0-9]+|[^0-9]+", text)
    if len(pieces) == 1:
        pieces = [text[:2], text[2:]]
    return "<br>".join(piece.strip() for piece in pieces if piece.strip())


def at_bracket(text: str) -> str:
    """A label in two lines, the second one in brackets."""
    return re.sub(r" ?([（(])", r"<br>\1", text, count=1)


def pointed(name: str) -> str:
    """The arrow at one's own bar with the name, left out where it is a long Latin one."""
    is_long = not is_japanese() and em(name) > 6
    return "◀" if is_long else f"◀ {name}"


def breakable_plus(is_narrow: bool) -> Callable[[str], str]:
    """How a count and what is added to it, ``3＋？1``, stand: where there is little room in two lines."""
    plus = catalogue(language())["mark.plus"]
    return (lambda text: text.replace(plus, f"<br>{plus}")) if is_narrow else str
