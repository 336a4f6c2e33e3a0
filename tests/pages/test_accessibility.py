"""Every page for people who do not see it well or do not use a mouse, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.pages.test_browser import PAGES, _address, overflow
from tests.support.visits import Visit

pytestmark = pytest.mark.slow


_UNNAMED_CHARTS = """() => [
    ...document.querySelectorAll('[data-testid=stPlotlyChart], [data-testid=stDeckGlJsonChart]')
].filter(chart => !chart.matches('[aria-label]') && !chart.querySelector('[aria-label]')
    && !chart.closest('[aria-label]')).map(chart => chart.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", PAGES)
def test_page_is_open_to_everybody(name: str, app_url: str, visit: Visit) -> None:
    page = visit.open(f"{app_url}/{_address(name)}")
    found = Axe().run(page).response["violations"]
    grave = [
        (violation["id"], [node["html"][:160] for node in violation["nodes"]][:3])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
    assert grave == []
    assert page.evaluate(_UNNAMED_CHARTS) == []
    # 200 % zoom of a 1280 px window leaves 640 px of layout width.
    page.set_viewport_size({"width": 640, "height": 360})
    visit.settle()
    assert overflow(page) <= 1


def test_the_keyboard_reaches_navigation_and_controls(app_url: str, visit: Visit) -> None:
    page = visit.open(f"{app_url}/agency_status")
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "() => { const e = document.activeElement;"
                " return e.getAttribute('role') || e.tagName.toLowerCase() }"
            )
        )
    assert {"combobox", "button"} <= reached or {"combobox", "radio"} <= reached


# The control that has the focus, or what is drawn around it, has a line of 3 px in a blue that stands out
# 11:1 from the page; false with its name otherwise.
_UNSEEN_FOCUS = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  for (let node = focused, depth = 0; node && depth < 7; node = node.parentElement, depth += 1) {
    const style = getComputedStyle(node);
    if (style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 3
        && style.outlineColor === 'rgb(0, 23, 193)') return null;
  }
  return focused.outerHTML.slice(0, 120);
}"""


@pytest.mark.parametrize("address", ["meeting", "self_check"])
def test_the_focus_of_the_keyboard_is_seen_on_every_control(
    address: str, app_url: str, visit: Visit
) -> None:
    page = visit.open(f"{app_url}/{address}")
    unseen = set()
    for _ in range(50):
        page.keyboard.press("Tab")
        unseen.add(page.evaluate(_UNSEEN_FOCUS))
    assert unseen == {None}


def test_forced_colours_keep_the_words(app_url: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, forced_colors="active", locale="ja-JP"
    )
    visit = Visit(context.new_page())
    page = visit.open(app_url)
    assert page.get_by_text("12 / 22").first.is_visible()
    assert page.get_by_text("○ 全職員が利用可能").first.is_visible()
    context.close()
