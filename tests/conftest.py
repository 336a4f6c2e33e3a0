"""A served app on a free port and a real browser that writes down every request it makes."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.servers import free_port
from readiness.data import warehouse
from readiness.language import wording
from readiness.store.database import Store
from tests.support import ROOT
from tests.support.browser import ARGUMENTS, executable

# No test reads or writes the store of whoever runs it; those about the store name their own.
# A process that a test starts keeps what the test named.
if "READINESS_TEST_STORE" not in os.environ:
    os.environ["READINESS_TEST_STORE"] = "named"
    os.environ["READINESS_STORE_URL"] = f"sqlite:///{tempfile.mkdtemp()}/store.sqlite"
ARTIFACTS = ROOT / "artifacts"


@dataclass
class Served:
    """A running server: where it answers and where its outgoing connections are written."""

    url: str
    connection_log: Path
    process: subprocess.Popen[bytes]


@contextmanager
def serve(log_directory: Path, way: str = "server", **environment: str) -> Iterator[Served]:
    """A server process of its own, stopped at the end: deploy.server, or ``streamlit`` by itself."""
    port = free_port()
    connection_log = log_directory / f"connections-{port}.log"
    connection_log.touch()
    output = (log_directory / f"server-{port}.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.audited_server", way, str(port)],
        cwd=ROOT,
        env=os.environ | {"CONNECTION_LOG": str(connection_log)} | environment,
        stdout=output,
        stderr=subprocess.STDOUT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=2)
                break
            except OSError:
                if process.poll() is not None:
                    pytest.fail((log_directory / f"server-{port}.log").read_text())
                time.sleep(0.25)
        yield Served(url, connection_log, process)
    finally:
        process.terminate()
        process.wait(20)
        output.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("server")) as server:
        urllib.request.urlopen(server.url, timeout=20)
        yield server


@pytest.fixture(scope="session")
def app_url(served: Served) -> str:
    """Address of the app shared by all browser tests."""
    return served.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = executable()
    assert path, "ブラウザーがありません。make test が入れます。"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


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

    def open(self, url: str) -> Page:
        """Go there and wait until the page's own content has been drawn and is at rest."""
        self.page.goto(url)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run and every chart is drawn."""
        self.page.wait_for_selector("h1", timeout=30_000)
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]')"
            "?.getAttribute('data-test-script-state') === 'notRunning'"
            " && !document.querySelector('[data-testid=stSkeleton]')",
            timeout=30_000,
        )
        self.page.wait_for_timeout(400)


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """The next test finds this process as this one did: the data on the screens, the language."""
    newest, refused = warehouse.shared(), warehouse._refused_token
    yield
    warehouse._current, warehouse._refused_token = newest, refused
    warehouse._pinned.set(None)
    wording.speak(wording.LANGUAGES[0])


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty store on SQLite; what is published there is shown by this test alone."""
    address = f"sqlite:///{tmp_path}/store.sqlite"
    monkeypatch.setenv("READINESS_STORE_URL", address)
    monkeypatch.setattr(warehouse, "_current", None)
    monkeypatch.setattr(warehouse, "_refused_token", None)
    yield address
    Store.at(address)._engine.dispose()
    monkeypatch.setattr(warehouse, "_current", None)


_TELEPHONE = (
    "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142 "
    "Mobile Safari/537.36"
)


@contextmanager
def visiting(
    browser: Browser, width: int = 1280, height: int = 720, user_agent: str | None = None
) -> Iterator[Visit]:
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="ja-JP", user_agent=user_agent
    )
    visit = Visit(context.new_page())
    page = visit.page
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("websocket", lambda websocket: visit.requests.append(websocket.url))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            message.type == "error"
            and visit.complaints.append(f"{message.text} {message.location.get('url', '')}")
        ),
    )
    yield visit
    context.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A fresh 1280 x 720 window."""
    with visiting(browser) as wide:
        yield wide


@pytest.fixture
def page(visit: Visit) -> Page:
    """The page of ``visit`` for tests that only click."""
    return visit.page


@pytest.fixture
def visit_narrow(browser: Browser) -> Iterator[Visit]:
    """A telephone of 390 x 844."""
    with visiting(browser, 390, 844, _TELEPHONE) as narrow:
        yield narrow
