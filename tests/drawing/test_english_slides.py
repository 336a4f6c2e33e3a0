"""Slides of an English session: inside the slide, nothing on top of each other, letters large enough."""

from collections.abc import Iterator

import pytest

from readiness.agenda import highlight
from readiness.drawing.slides.canvas import Written
from readiness.drawing.slides.slide import SQUARE, WIDE, Place, slide
from readiness.exports import show
from readiness.language.typesetting import headline, wrap
from readiness.language.wording import speaking, t
from tests.drawing.test_meeting_slides import EACH, GOVERNMENTS, LINKS, SIZES, views_of


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


def _over(one: Written, other: Written) -> bool:
    wide = min(one.box.right, other.box.right) - max(one.box.x, other.box.x)
    high = min(one.box.bottom, other.box.bottom) - max(one.box.y, other.box.y)
    return wide > 2 and high > 3 + 0.1 * min(one.size, other.size)


@pytest.mark.slow
@SIZES
@pytest.mark.parametrize("link", LINKS)
def test_every_text_has_its_room(link: str, size: tuple[int, int]) -> None:
    for view in views_of(link):
        written = slide(view, Place(48, 49, "Doc 2-1"), size).written
        for one in written:
            assert one.box.x >= 0, (view.link, one)
            assert one.box.right <= size[0], (view.link, one)
            assert one.box.y >= 0, (view.link, one)
            assert one.box.bottom <= size[1], (view.link, one)
            assert one.size >= (16.5 if size == WIDE else 15), (view.link, one)
        over = [(a.text, b.text) for n, a in enumerate(written) for b in written[:n] if _over(a, b)]
        assert over == [], view.link


@EACH
def test_a_caution_is_whole(link: str) -> None:
    for view in views_of(link):
        words = " ".join(w.text for w in slide(view, Place(1, 1), SQUARE).written)
        assert view.caution in words, view.link
        assert view.key_figure in words, view.link


def test_names_of_agencies_stand_turned_and_not_letter_by_letter() -> None:
    canvas = slide(views_of("agency_status")[0], Place(1, 1), WIDE)
    assert "rotate(-90)" in canvas.svg("")
    assert {"MEXT", "MAFF"} <= {w.text for w in canvas.written}


def test_the_chosen_agency_is_marked_under_its_english_name() -> None:
    marked = highlight.names("agency:14")
    for link in ("overview#agencies", "agency_status", "roadmap#plans"):
        (view,) = views_of(link)
        assert slide(view, Place(1, 1), WIDE, marked).svg("").count("f-selected") == 1, link


def test_a_headline_breaks_after_its_sentence() -> None:
    text = "If plans hold, 17 agencies by the deadline. The remaining 5.5% state no plan."
    assert headline(text, 900)[1] == [
        "If plans hold, 17 agencies by the deadline.",
        "The remaining 5.5% state no plan.",
    ]


def test_words_are_never_broken() -> None:
    text = "Residents’ personal information – “barred in principle” (60.1%)"
    lines = wrap(text, 18, 190)
    assert len(lines) > 1
    assert " ".join(lines) == text


def test_the_answer_of_a_government_is_not_turned_round() -> None:
    sheets = [view for link in LINKS if link.startswith("peers") for view in views_of(link)]
    assert len(sheets) == len(GOVERNMENTS)
    for view in sheets:
        assert view.key_figure.partition(" ")[2] in view.headline


def test_no_heading_takes_the_name_of_the_show_on_the_page() -> None:
    # Streamlit makes the id of a heading from its words; the show hangs on the page under its own.
    assert t("show.title").lower().replace(" ", "-") not in show.script()
