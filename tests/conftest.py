"""Fixtures of the whole suite: one server and one browser for all, stores and windows for one test."""

import gc
import os
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, expect, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from readiness.data import warehouse
from readiness.language import wording
from readiness.store.database import Store
from tests.support import rounds
from tests.support.browser import ARGUMENTS, TELEPHONE, executable
from tests.support.visits import Served, Visit, serve, visiting
from tests.support.waiting import MILLISECONDS, SECONDS

# No test reads or writes the store of whoever runs it; those about the store name their own.
# A process that a test starts keeps what the test named.
if "READINESS_TEST_STORE" not in os.environ:
    os.environ["READINESS_TEST_STORE"] = "named"
    os.environ["READINESS_STORE_URL"] = f"sqlite:///{tempfile.mkdtemp()}/store.sqlite"
# How fast an example is made says more of the machine than of the product; the examples are the same
# in every run, `make fuzz` looks for new ones.
settings.register_profile(
    "any machine", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


# Folders whose files take longest; what is made of many short groups comes last, so that all processes
# of ``-n 2 --dist loadscope --no-loadscope-reorder`` end together.
_LONG = ("pages", "deploy", "screen", "store", "intake", "exports")


def _kind(nodeid: str) -> str:
    """The kind of rounds that a test is about; "" for others."""
    parameters = nodeid.partition("[")[2].rstrip("]").split("-")
    return next((one for one in parameters if one in rounds.KINDS), "")


class _Groups(LoadScopeScheduling):  # type: ignore[misc]
    """Tests of one file share a process, and those of one kind of rounds, which it publishes once."""

    def _split_scope(self, nodeid: str) -> str:
        return _kind(nodeid) or nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Groups:
    """By our groups, whatever xdist makes of its own marks."""
    return _Groups(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first, where several processes share them."""
    if not hasattr(config, "workerinput"):
        return

    def place(item: pytest.Item) -> tuple[bool, int, str]:
        folder, kind = item.path.parent.name, _kind(item.nodeid)
        rank = _LONG.index(folder) if folder in _LONG else len(_LONG)
        return bool(kind), rank, kind

    items.sort(key=place)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Every AppTest reads what all installed packages say of themselves, to find components: two thirds
    of the time of its first run. They are the same for all.
    """
    if "streamlit.testing.v1" in sys.modules:
        from streamlit.components.v2 import manifest_scanner

        found = cache(manifest_scanner.scan_component_manifests)
        manifest_scanner.scan_component_manifests = found
    _keep_collected()


def _keep_collected() -> None:
    """What was imported and collected stays: no search for garbage looks through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_unconfigure() -> None:
    """Libraries that count what they leave at the end find it gone."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("server")) as server:
        urllib.request.urlopen(server.url, timeout=SECONDS)
        yield server


@pytest.fixture(scope="session")
def app_url(served: Served) -> str:
    """Address of the app shared by all browser tests."""
    return served.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = executable()
    assert path, "ブラウザーがありません。make test が入れます。"
    expect.set_options(timeout=MILLISECONDS)
    with sync_playwright() as playwright:
        arguments = [*ARGUMENTS, "--process-per-site"]  # tests/support/visits.py says why
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """The next test finds this process as this one did: the data on the screens, the language."""
    newest, refused = warehouse.shared(), warehouse._refused
    yield
    warehouse._current, warehouse._refused = newest, refused
    warehouse._pinned.set(None)
    wording.speak(wording.LANGUAGES[0])


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty store on SQLite; what is published there is shown by this test alone."""
    address = f"sqlite:///{tmp_path}/store.sqlite"
    monkeypatch.setenv("READINESS_STORE_URL", address)
    monkeypatch.setattr(warehouse, "_current", None)
    monkeypatch.setattr(warehouse, "_refused", None)
    yield address
    Store.at(address)._engine.dispose()
    monkeypatch.setattr(warehouse, "_current", None)


@pytest.fixture(params=list(rounds.KINDS))
def degenerate(request: pytest.FixtureRequest) -> Iterator[rounds.Published]:
    """This process shows one kind of the rounds at the edges; a test runs once for each of them."""
    with rounds.shown(request.param) as made:
        yield made


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
    with visiting(browser, 390, 844, TELEPHONE) as narrow:
        yield narrow
