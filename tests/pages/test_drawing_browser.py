"""What a browser draws: the one layout that fits the window, and every figure once."""

import pytest
from playwright.sync_api import Page

from tests.support.visits import Visit

pytestmark = pytest.mark.slow
# Counts the texts that Plotly draws from the first moment on, also those it throws away again.
_COUNT = """() => {
  window.drawn = 0;
  new MutationObserver(changes => {
    for (const change of changes)
      for (const node of change.addedNodes)
        if (node.nodeType === 1 && node.matches('g.annotation')) window.drawn += 1;
  }).observe(document, {subtree: true, childList: true});
}"""


def _width(page: Page, key: str) -> int:
    return int(page.evaluate(f"() => document.querySelector('.st-key-{key}').clientWidth"))


@pytest.mark.parametrize(
    "path",
    ["policy_targets", "agency_karte?agency=22", "peers?code=342084", "agency_patterns", "roadmap"],
)  # fmt: skip
def test_every_figure_is_drawn_once(path: str, visit: Visit, app_url: str) -> None:
    visit.page.add_init_script(f"({_COUNT})()")
    page = visit.open(f"{app_url}/{path}")
    shown = page.locator("g.annotation").count()

    assert shown > 5
    # One drawing makes each text twice: to measure it, and to show it.
    assert page.evaluate("() => window.drawn") == 2 * shown


def test_a_window_gets_the_layout_that_fits_and_the_other_when_it_changes(
    visit: Visit, app_url: str
) -> None:
    page = visit.open(f"{app_url}/roadmap")
    years = page.locator(".st-key-roadmap_roadmap_figure text")

    assert page.locator(".js-plotly-plot").count() == 1
    assert years.filter(has_text="平成30年度（2018）").count() == 1
    page.set_viewport_size({"width": 390, "height": 844})
    years.filter(has_text="平成30年度（2018）").wait_for(state="detached")
    assert page.locator(".js-plotly-plot").count() == 1
    assert _width(page, "roadmap_roadmap_figure") < 390
    page.set_viewport_size({"width": 1280, "height": 720})
    years.filter(has_text="平成30年度（2018）").wait_for()


def test_the_layout_stays_when_the_page_changes(visit_narrow: Visit, app_url: str) -> None:
    page = visit_narrow.open(f"{app_url}/lgwan_guide?kinds=policy")

    page.evaluate(
        "() => { history.pushState({}, '', '/roadmap');"
        " dispatchEvent(new PopStateEvent('popstate')) }"
    )
    page.locator(".st-key-roadmap_roadmap_figure text").first.wait_for()
    visit_narrow.settle()
    assert page.locator(".st-key-roadmap_roadmap_figure text", has_text="（2018）").count() == 0


def test_a_telephone_is_known_before_its_browser_has_said_anything(
    visit_narrow: Visit, app_url: str
) -> None:
    visit_narrow.page.add_init_script(f"({_COUNT})()")
    page = visit_narrow.open(f"{app_url}/roadmap")

    assert page.evaluate("() => window.drawn") == 2 * page.locator("g.annotation").count() > 5
    assert page.locator(".st-key-roadmap_roadmap_figure text", has_text="（2018）").count() == 0
