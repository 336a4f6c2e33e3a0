"""The menu of a figure by keyboard: its picture says what it is, when and from where; its numbers follow."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from readiness.language.wording import t
from tests.support.browser import ARGUMENTS, executable
from tests.support.visits import Visit, visiting

pytestmark = pytest.mark.slow
_ACTIONS = ("copy", "png", "svg", "sentence", "link", "csv")


def test_a_chart_and_a_map_are_saved_with_title_day_and_source(visit: Visit, app_url: str) -> None:
    page = visit.open(f"{app_url}/prefecture_map")
    for place in (0, 1):  # the map, whose picture the server makes, and the ranking
        button = page.locator(".figure-menu button").nth(place)
        button.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("menuitem")).to_have_text([t(f"menu.{name}") for name in _ACTIONS])
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


def test_the_menus_of_a_page_that_was_left_are_gone(visit: Visit, app_url: str) -> None:
    """Streamlit ends one of the calls that choices made; the others took the menus of each later page
    away as often as those were put there, so that no page came to rest any more.
    """
    visit.open(f"{app_url}/agency_patterns")
    for path in ("agency_patterns?view=stages", "agency_patterns?view=outcome"):
        visit.go(path)
    page = visit.go("self_check?adoption=not_adopted&reason=cost")
    expect(page.locator(".figure-menu")).to_have_count(2)


def test_without_webgl_a_prefecture_is_chosen_by_keyboard(browser: Browser, app_url: str) -> None:
    arguments = [one for one in ARGUMENTS if "gl" not in one and "gpu" not in one]
    bare = browser.browser_type.launch(
        executable_path=executable(), args=[*arguments, "--disable-gpu", "--disable-3d-apis"]
    )
    with visiting(bare) as visit:
        page = visit.page
        page.goto(f"{app_url}/prefecture_map")
        first = page.locator("svg [data-code]").first
        expect(first).to_have_attribute("aria-label", re.compile("北海道 46.9%"))
        first.focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator("svg [data-code='02']")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("prefecture=02"))
    bare.close()
