"""Streamlit's own words are the reader's: the page replaces them where they appear."""

import re

import pytest

from deploy.page import STREAMLIT_STATIC, own_words
from tests.conftest import Visit


def test_each_word_stands_in_streamlits_scripts() -> None:
    """What an upgrade renamed is named here."""
    scripts = "".join(
        path.read_text(encoding="utf-8") for path in (STREAMLIT_STATIC / "static/js").glob("*.js")
    )
    plain = re.sub(r"\$\{[^{}]*\}", "{}", scripts)
    missing = [
        word
        for word in own_words("ja")
        if word not in plain
        and not all(part in plain for part in re.split(r"\{\}(?: options)?", word))
    ]
    assert missing == []


def test_a_reader_of_english_needs_no_other_words() -> None:
    assert own_words("en") == {}


@pytest.mark.slow
def test_an_empty_search_of_a_box_says_so_in_japanese(visit: Visit, app_url: str) -> None:
    page = visit.open(f"{app_url}/peers")
    box = page.get_by_role("combobox").first
    box.click()
    box.fill("ｚｚｚ")
    page.get_by_text("該当なし", exact=True).first.wait_for()
    assert page.get_by_text("No results", exact=True).count() == 0
