"""The menu of a figure by keyboard: its picture says what it is, when and from where; its numbers follow."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.visits import Visit

pytestmark = pytest.mark.slow


def test_a_chart_and_a_map_are_saved_with_title_day_and_source(visit: Visit, app_url: str) -> None:
    page = visit.open(f"{app_url}/prefecture_map")
    for place in (0, 1):  # the map, whose picture the server makes, and the ranking
        button = page.locator(".figure-menu button").nth(place)
        button.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("menuitem")).to_have_text(
            [
                "画像をコピー",
                "PNGで保存（2倍）",
                "SVGで保存",
                "文と出典をコピー",
                "リンクをコピー",
                "数値をCSVで保存",
            ]
        )
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        with page.expect_download() as saving:
            page.keyboard.press("Enter")
        saved = Path(saving.value.path()).read_text("utf-8")
        for words in ("都道府県マップ", "調査時点", "出典 デジタル庁", "広島県"):
            assert words in saved
        expect(button).to_be_focused()
        button.press("Enter")
        page.keyboard.press("End")
        with page.expect_download() as saving:
            page.keyboard.press("Enter")
        head, *rows = Path(saving.value.path()).read_text("utf-8-sig").splitlines()
        assert head.endswith("調査時点,値の区分,出典")
        assert len(rows) == 47
    assert visit.errors == []
    assert visit.outside == []
