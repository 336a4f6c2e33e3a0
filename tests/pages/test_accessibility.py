"""For people who do not see well or use no mouse; each page as such: tests/pages/test_browser.py."""

import pytest

from tests.support.visits import Visit

pytestmark = pytest.mark.slow


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


def test_forced_colours_keep_the_words(app_url: str, visit: Visit) -> None:
    visit.page.emulate_media(forced_colors="active")
    page = visit.open(app_url)
    assert page.get_by_text("12 / 22").first.is_visible()
    assert page.get_by_text("○ 全職員が利用可能").first.is_visible()
