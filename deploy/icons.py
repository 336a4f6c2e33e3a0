"""The icon typeface with the icons that our screens can show, a twentieth of Streamlit's.

``python -m deploy.icons`` makes deploy/icons.woff2 and its list anew; it needs fontTools, which nothing else
does. Taken are all names that stand in Streamlit's own code or in ours. The door sends it in place of
Streamlit's file, as long as that is the one it was made from.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deploy.page import STREAMLIT_STATIC

_HERE = Path(__file__).parent
ROOT = _HERE.parent
FONT, LIST = _HERE / "icons.woff2", _HERE / "icons.txt"
NO_ICONS = frozenset(
    {"icon_name", "star_filled"}
)  # of an example in Streamlit's words, and of a mistake
_NAMED = re.compile(r":material/([a-z0-9_]+)")
# Libraries within Streamlit's files, which draw no icon of this typeface.
_FOREIGN = (
    "PlotlyChart",
    "DeckGlJsonChart",
    "EChartsChart",
    "GraphVizChart",
    "embed.",
    "StreamlitSyntax",
)


def made_from() -> str:
    """The file of Streamlit that the typeface was made from, ``static/media/…``; named by its content."""
    return LIST.read_text(encoding="utf-8").split("\n", 1)[0]


def icons() -> set[str]:
    """The names of the icons in it."""
    return set(LIST.read_text(encoding="utf-8").split()[1:])


def _scripts() -> Iterator[str]:
    for path in sorted((STREAMLIT_STATIC / "static/js").glob("*.js")):
        if not path.name.startswith(_FOREIGN):
            yield path.read_text(encoding="utf-8")


def named() -> set[str]:
    """The icons that are named as such: in our code and in Streamlit's, of both languages."""
    ours = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "readiness").rglob("*.py")]
    theirs = STREAMLIT_STATIC.parent.rglob("*.py")
    texts = [path.read_text(encoding="utf-8") for path in (*ours, *theirs)]
    return {name for text in (*texts, *_scripts()) for name in _NAMED.findall(text)}


def _by_name(font: Any) -> dict[str, str]:
    """Name of an icon, as its letters are written -> the glyph that takes their place."""
    letter = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in getattr(table, "ExtSubTable", table).ligatures.items():
                for one in ligatures:
                    name = "".join(letter.get(glyph, "?") for glyph in (first, *one.Component))
                    found[name] = one.LigGlyph
    return found


def make() -> None:
    """Write typeface and list."""
    from fontTools import subset  # type: ignore[import-not-found]
    from fontTools.ttLib import TTFont  # type: ignore[import-not-found]

    (source,) = (STREAMLIT_STATIC / "static/media").glob("MaterialSymbols-Rounded.*.woff2")
    font = TTFont(source)
    glyphs = _by_name(font)
    quoted = {name for text in _scripts() for name in re.findall(r"[\"'`]([a-z0-9_]+)[\"'`]", text)}
    chosen = (named() | {name for name in quoted if len(name) > 2}) & set(glyphs)
    letters = {font.getBestCmap()[ord(one)] for one in "abcdefghijklmnopqrstuvwxyz0123456789_ "}
    options = subset.Options(layout_closure=False, layout_features=["*"], flavor="woff2")
    cut = subset.Subsetter(options)
    cut.populate(glyphs=sorted({glyphs[name] for name in chosen} | letters))
    cut.subset(font)
    subset.save_font(font, FONT, options)
    lines = [source.relative_to(STREAMLIT_STATIC).as_posix(), *sorted(chosen)]
    LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make()
    sys.exit(0)
