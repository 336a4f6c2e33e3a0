"""What keeps a page from its server is said in both languages, with what to do."""

import pytest
from playwright.sync_api import expect

from readiness.language.wording import speaking, t
from tests.support.visits import Visit

pytestmark = pytest.mark.slow


def test_a_proxy_without_websockets_is_named_in_both_languages(visit: Visit, app_url: str) -> None:
    visit.page.route_web_socket("**/_stcore/stream", lambda socket: socket.close())
    visit.page.goto(f"{app_url}/roadmap?lang=en")
    said = visit.page.locator("#connection p")
    with speaking("ja"):
        japanese = t("connection.websocket")
    with speaking("en"):
        expect(said).to_have_text([t("connection.websocket"), japanese])


def test_in_high_contrast_a_figure_stands_on_white(visit: Visit, app_url: str) -> None:
    visit.page.emulate_media(forced_colors="active")
    page = visit.open(f"{app_url}/roadmap")
    style = page.locator("[data-testid=stPlotlyChart]").first.evaluate(
        "one => [getComputedStyle(one).forcedColorAdjust, getComputedStyle(one).backgroundColor]"
    )
    assert style == ["none", "rgb(255, 255, 255)"]
