"""A served app on a free port, and a browser window that writes down every request it makes."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from benchmarks.servers import free_port
from tests.support import ROOT
from tests.support.waiting import MILLISECONDS, until

ARTIFACTS = ROOT / "artifacts"


@dataclass
class Served:
    """A running server: where it answers and where its outgoing connections are written."""

    url: str
    connection_log: Path
    process: subprocess.Popen[bytes]


@contextmanager
def serve(
    log_directory: Path, way: str = "server", root: Path = ROOT, **environment: str
) -> Iterator[Served]:
    """A server process of its own, stopped at the end: deploy.server, or ``streamlit`` by itself.

    ``root``: where the files lie that it serves.
    """
    port = free_port()
    connection_log = log_directory / f"connections-{port}.log"
    connection_log.touch()
    output = (log_directory / f"server-{port}.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.audited_server", way, str(port)],
        cwd=root,
        env=os.environ | {"CONNECTION_LOG": str(connection_log)} | environment,
        stdout=output,
        stderr=subprocess.STDOUT,
    )
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        if process.poll() is not None:
            pytest.fail((log_directory / f"server-{port}.log").read_text())
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=20) as answer:
            return bool(answer.status == 200)

    try:
        until(answers, "the server answers")
        yield Served(url, connection_log, process)
    finally:
        process.terminate()
        process.wait(60)
        output.close()


# True once the script has ended, every figure in sight is drawn, and nothing has changed while the page
# was asked several times: a busy machine answers late and so is asked for longer.
_AT_REST = """() => {
  const now = performance.now();
  if (!window.rest) {
    window.rest = {since: now, looks: 0};
    new MutationObserver(() => { window.rest = {since: performance.now(), looks: 0} })
      .observe(document.body, {subtree: true, childList: true, characterData: true});
  }
  const app = document.querySelector('[data-testid=stApp]');
  const figures = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
  const isBusy = app?.getAttribute('data-test-script-state') !== 'notRunning'
    || app.getAttribute('data-test-connection-state') !== 'CONNECTED'
    || !document.querySelector('h1')
    || document.querySelector('[data-testid=stSkeleton]')
    || figures.some(figure => figure.offsetParent && !figure.querySelector('.main-svg'));
  if (isBusy) window.rest = {since: now, looks: 0};
  window.rest.looks += 1;
  return window.rest.looks > 5 && now - window.rest.since > 300;
}"""

_GO = """address => {
  history.pushState({}, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
}"""


_THIN = """(() => {
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith("webgl") ? null : getContext.call(this, kind, ...more);
  };
})()"""


@dataclass
class Visit:
    """A browser page with what it asked for and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def outside(self) -> list[str]:
        """Requests that left the machine."""
        local = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(local)]

    @property
    def errors(self) -> list[str]:
        """Console errors but for the two requests that a deep link makes below its own path."""
        return [
            text
            for text in self.complaints
            if not ("404" in text and ("_stcore/health" in text or "_stcore/host-config" in text))
        ]

    def without_webgl(self) -> None:
        """From the next page on, as on thin clients: maps are SVG. Machines without a graphics card need
        five seconds for any other.
        """
        self.page.add_init_script(_THIN)

    def open(self, url: str) -> Page:
        """Go there and wait until the page's own content has been drawn and is at rest."""
        self.page.goto(url)
        self.settle()
        return self.page

    def go(self, path: str) -> Page:
        """On to ``path`` within the page that is open, as the browser's forward goes there.

        A quarter of what opening costs. What was asked for and complained about counts from here.
        """
        self.requests.clear()
        self.complaints.clear()
        self.page.evaluate(_GO, f"/{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run, every chart is drawn and nothing moves any more."""
        self.page.evaluate("() => { if (window.rest) window.rest.looks = 0 }")
        self.page.wait_for_function(
            _AT_REST, polling=50
        )  # frames are rare where software draws maps


_KEEPER = "http://127.0.0.1/"  # of the dashboards' site; answered here, no server is asked
# Contexts nobody is in, as they are asked for: see ``_taken``.
_idle: dict[tuple[Browser, str], list[BrowserContext]] = {}


def _taken(browser: Browser, options: dict[str, Any]) -> BrowserContext:
    """A context that nobody is in, with one page that stays.

    The browser of the suite draws all pages of a context in one process (--process-per-site); the page
    that stays keeps it, and with it Streamlit and Plotly compiled: half of what a visit costs.
    """
    idle = _idle.setdefault((browser, repr(options)), [])
    if idle:
        return idle.pop()
    context = browser.new_context(locale="ja-JP", **options)
    keeper = context.new_page()
    keeper.route(_KEEPER, lambda route: route.fulfill(content_type="text/html", body=""))
    keeper.goto(_KEEPER)
    return context


def _emptied(context: BrowserContext, asked: set[str]) -> None:
    """As nobody had been in: no page, no cookie and nothing kept for the addresses that were asked."""
    keeper, *pages = context.pages
    for page in pages:
        page.close()
    context.clear_cookies()
    context.clear_permissions()
    session = context.new_cdp_session(keeper)
    for origin in asked:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()


@contextmanager
def visiting(
    browser: Browser, width: int = 1280, height: int = 720, user_agent: str | None = None
) -> Iterator[Visit]:
    """A window of its own, closed at the end; of earlier ones only compiled scripts and files are kept."""
    options = {"viewport": {"width": width, "height": height}, "user_agent": user_agent}
    context = _taken(browser, options)
    context.set_default_timeout(MILLISECONDS)
    visit = Visit(context.new_page())
    page, asked = visit.page, set[str]()

    def note(request: Request) -> None:
        visit.requests.append(request.url)
        if request.url.startswith("http:"):
            asked.add(f"http://{urlsplit(request.url).netloc}")

    page.on("request", note)
    page.on("websocket", lambda websocket: visit.requests.append(websocket.url))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            message.type == "error"
            and visit.complaints.append(f"{message.text} {message.location.get('url', '')}")
        ),
    )
    try:
        yield visit
    finally:
        _emptied(context, asked)
        _idle[browser, repr(options)].append(context)
