"""The composition of 1280 x 720 fills larger windows; a click still hits what it shows."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [(1280, 720, 1), (1366, 768, 1), (1920, 1080, 1.5), (2560, 1440, 2), (3840, 2160, 3)],
)
def test_letters_and_figures_grow_with_the_window(
    page: Page, app_url: str, width: int, height: int, scale: float
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{app_url}/roadmap")
    figure = page.locator(".stPlotlyChart .main-svg").first
    expect(figure).to_be_visible(timeout=60_000)
    letters = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    page.wait_for_function(f"wanted => ({letters})() === wanted", arg=16 * scale, timeout=60_000)
    words = page.locator(".stPlotlyChart .annotation-text").first
    page.wait_for_function(
        "wanted => { const word = document.querySelector('.stPlotlyChart .annotation-text');"
        " return word && Math.abs(parseFloat(word.style.fontSize) - wanted) < 0.1 }",
        arg=14 * scale,
        timeout=60_000,
    )
    assert words.is_visible()


def test_the_page_is_in_its_size_before_anything_is_measured_by_it(
    page: Page, app_url: str
) -> None:
    """A table that scrolls draws its letters in the size that it found first."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(app_url, wait_until="domcontentloaded")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    assert {one["name"]: one["value"] for one in page.context.cookies()}["window_scale"] == "1.5"
