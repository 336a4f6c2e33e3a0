"""Streamlit's own words are the reader's: the page replaces them where they appear."""

import re

import pytest

from deploy.page import STREAMLIT_STATIC, own_words
from tests.conftest import Visit


@pytest.mark.slow
def test_each_word_stands_in_streamlits_scripts() -> None:
    """What an upgrade renamed is named here."""
    scripts = "".join(
        path.read_text(encoding="utf-8") for path in (STREAMLIT_STATIC / "static/js").glob("*.js")
    )
    missing = [
        word["en"]
        for word in own_words()
        if not all(part in scripts for part in re.split(r"\{\w*\}(?: options)?", word["en"]))
    ]
    assert missing == []


def test_a_word_has_the_same_fields_in_every_language() -> None:
    for word in own_words():
        ja, en = (sorted(re.findall(r"\{\w*\}", word[code])) for code in ("ja", "en"))
        assert ja == en, word


@pytest.mark.slow
def test_an_empty_search_of_a_box_says_so_in_the_language_of_the_page(
    visit: Visit, app_url: str
) -> None:
    """The browser of the tests is Japanese; the page is English after a change of language."""
    page = visit.open(f"{app_url}/peers")

    def search_for_nothing() -> None:
        box = page.get_by_role("combobox").first
        box.click()
        box.fill("ｚｚｚ")

    search_for_nothing()
    page.get_by_text("該当なし", exact=True).first.wait_for()
    assert page.get_by_text("No results", exact=True).count() == 0
    page.keyboard.press("Escape")
    page.get_by_role("link", name="English", exact=True).click()
    page.get_by_role("link", name="日本語", exact=True).wait_for()
    visit.settle()
    assert page.evaluate("navigator.language") == "en"
    search_for_nothing()
    page.get_by_text("No results", exact=True).first.wait_for()
    assert page.get_by_text("該当なし", exact=True).count() == 0
