"""What a person waits for: a filter changed until every chart has been painted, in a real browser."""

from playwright.sync_api import Page

# Remembers when anything inside a chart last changed.
_WATCH = """() => {
  window.lastPaint = performance.now();
  document.addEventListener('click', event => {
    window.clickedAt = window.lastPaint = event.timeStamp }, true);
  // What stands inside a canvas is for screen readers and is never painted.
  const isPainted = target => {
    const element = target.nodeType === 1 ? target : target.parentElement;
    return element?.closest('.js-plotly-plot, [data-testid=stMain]') && !element.closest('canvas');
  };
  new MutationObserver(changes => {
    if (changes.some(change => isPainted(change.target))) window.lastPaint = performance.now();
  }).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
}"""


# Two rounds in turn, as the list of each target calls them.
_ROUNDS = (("2021-10", "2022-10"), ("令和3年10月", "令和4年10月"))


def watch(page: Page) -> None:
    """Begin to note paints."""
    page.evaluate(_WATCH)


def settle(page: Page, quiet_ms: int = 1200) -> float:
    """Wait until nothing was painted for ``quiet_ms``; time of the last paint, page clock in ms."""
    while True:
        now, last = page.evaluate("() => [performance.now(), window.lastPaint]")
        if now - last > quiet_ms:
            return float(last)
        page.wait_for_timeout(60)


def _open_options(page: Page, name: str) -> None:
    filter_box = page.locator("#round") if name == "dash" else page.get_by_role("combobox").first
    filter_box.click()
    page.locator("[role=option]").first.wait_for()
    page.wait_for_timeout(150)


def change_filter(page: Page, name: str, step: int) -> float:
    """Milliseconds from choosing another round to the last painted chart."""
    _open_options(page, name)
    page.locator("[role=option]", has_text=_ROUNDS[name == "ours"][step % 2]).click()
    page.wait_for_timeout(50)
    last = settle(page)
    return last - float(page.evaluate("() => window.clickedAt"))


def change_page(page: Page, name: str) -> float:
    """Milliseconds from asking for another page of the dashboard to the last painted chart."""
    page.evaluate(
        """path => {
          window.clickedAt = window.lastPaint = performance.now();
          history.pushState({}, '', path);
          window.dispatchEvent(new PopStateEvent('popstate'));
        }""",
        f"/{name}",
    )
    last = settle(page, 400)
    return last - float(page.evaluate("() => window.clickedAt"))
