"""What a person waits for: a filter changed until every chart has been painted, in a real browser."""

from playwright.sync_api import Locator, Page

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


def change_choice(page: Page, box: Locator, words: str, *, type_in: bool = False) -> float:
    """Milliseconds from choosing ``words`` in a list to the last painted chart; ``type_in`` finds it in a
    list that shows only a part of itself.
    """
    box.click()
    page.locator("[role=option]").first.wait_for()
    if type_in:
        box.fill(words)
    option = page.locator("[role=option]", has_text=words).first
    option.wait_for()
    page.wait_for_timeout(150)
    option.click()
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


def first_slide(page: Page, path: str) -> float:
    """Milliseconds from asking for a show until its first slide stands in the window."""
    page.evaluate(
        """path => {
          window.clickedAt = performance.now();
          window.slideAt = 0;
          const look = () => {
            if (document.querySelector("#meeting-show svg")) window.slideAt = performance.now();
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
          history.pushState({}, '', path);
          window.dispatchEvent(new PopStateEvent('popstate'));
        }""",
        path,
    )
    page.wait_for_function("() => window.slideAt > 0", timeout=60_000)
    return float(page.evaluate("() => window.slideAt - window.clickedAt"))
