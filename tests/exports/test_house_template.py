"""PowerPoint in the template of the house: its fonts, colours, layout and footers; a bad one is named."""

import io
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Emu

from readiness import exports
from readiness.agenda.agenda import Agenda, Item
from readiness.drawing import theme
from readiness.exports import house

ITEMS = (
    Item("overview#agencies"),
    Item("roadmap"),
    Item("prefecture_map"),
    Item("agency_karte?agency=05"),
)
FOOTER = "○○省 社外秘"


def _template(
    path: Path, *, width: int = 1280, ending: str = ".pptx", ground: str = "FFFFFF"
) -> Path:
    """A master with a green accent, its own fonts, a footer, and one example slide."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(width * 9525), Emu(720 * 9525)
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "見本のスライド"
    for shape in deck.slide_layouts[5].placeholders:
        if shape._element.ph.get("type") == "ftr":
            shape.text_frame.text = FOOTER
    for part in deck.slide_master.part.rels.values():
        if part.reltype.endswith("/theme"):
            text = part.target_part.blob.decode()
            text = text.replace('<a:srgbClr val="4F81BD"/>', '<a:srgbClr val="1E7B34"/>')
            text = text.replace('lastClr="FFFFFF"', f'lastClr="{ground}"')
            text = text.replace('typeface="Calibri"', 'typeface="Meiryo UI"')
            part.target_part._blob = text.encode()
    buffer = io.BytesIO()
    deck.save(buffer)
    if ending == ".potx":
        with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w") as made:
            for name in old.namelist():
                content = old.read(name)
                if name == "[Content_Types].xml":
                    content = content.replace(house._SLIDES, house._TEMPLATE)
                made.writestr(name, content)
    else:
        path.write_bytes(buffer.getvalue())
    return path


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".pptx", ".potx"])
def test_slides_have_the_fonts_colours_and_footer_of_the_house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = _template(tmp_path / f"house{ending}", ending=ending)
    monkeypatch.setenv(house.SETTING, str(path))
    assert exports.template_fault() == ""
    made = exports.make(Agenda("会議", ITEMS), "pptx")
    deck = Presentation(io.BytesIO(made.content))
    assert len(deck.slides) == len(ITEMS)
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        text = "".join(
            package.read(name).decode()
            for name in package.namelist()
            if name.startswith(("ppt/slides/slide", "ppt/charts/chart")) and name.endswith(".xml")
        )
    assert "見本のスライド" not in text
    assert text.count(FOOTER) == len(ITEMS)
    assert 'typeface="+mn-ea"' in text
    assert theme.PAPER_FONT not in text
    assert theme.HAS[1:] not in text
    green = dict(house._of_setting().colours)["has"][1:]
    assert green in text
    for slide in deck.slides:
        feet = [s.top for s in slide.placeholders if s._element.ph.get("type") == "ftr"]
        ours = [s for s in slide.shapes if not s.is_placeholder]
        assert all(s.top + s.height <= feet[0] for s in ours if s.width < Emu(1280 * 9525))


def test_the_accent_is_as_light_as_what_it_replaces() -> None:
    for role in ("has", "planned", "c0", "c5"):
        ours = theme.ROOMS["light"][role][1:]
        mixed = house._as_light("1E7B34", ours)[1:]
        assert abs(house._luminance(mixed) - house._luminance(ours)) < 0.01


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"width": 960}, "33.867cm×19.05cm"),
        ({"ground": "101010"}, "背景が暗い"),
        ({"broken": True}, ".pptx または .potx"),
        ({"missing": True}, "READINESS_PPTX_TEMPLATE"),
    ],
)
def test_a_template_that_cannot_be_used_is_named_and_our_design_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict, word: str
) -> None:
    path = tmp_path / "house.pptx"
    if change.pop("broken", False):
        path.write_bytes(b"no slides")
    elif not change.pop("missing", False):
        _template(path, **change)
    monkeypatch.setenv(house.SETTING, str(path))
    assert word in exports.template_fault()
    made = exports.make(Agenda("会議", ITEMS[1:2]), "pptx")
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        assert theme.PAPER_FONT in package.read("ppt/slides/slide1.xml").decode()
