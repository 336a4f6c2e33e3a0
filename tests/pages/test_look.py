"""The command that shows a changed screen beside what it was."""

import pytest
from PIL import Image

from tests.support import look


def test_changed_pixels_are_marked_and_counted() -> None:
    before = Image.new("RGB", (10, 10), "white")
    after = before.copy()
    after.paste(Image.new("RGB", (5, 2), "black"), (0, 0))
    marked, share = look.difference(before, after)
    assert share == 0.1
    assert marked.getpixel((4, 1)) == look._MARK
    assert marked.getpixel((5, 1)) == (255, 255, 255)


def test_a_page_that_has_grown_is_compared_whole() -> None:
    before, after = Image.new("RGB", (10, 10), "white"), Image.new("RGB", (10, 20), "red")
    marked, share = look.difference(before, after)
    assert (marked.size, share) == ((10, 20), 1.0)


def test_an_unknown_page_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert look.main(["nowhere"]) == 2
    assert "no page 'nowhere'; there are: advice_log, agency_" in capsys.readouterr().err
