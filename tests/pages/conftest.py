"""Windows in which the tests of a file go from page to page: what a page is, not how it is opened."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import TELEPHONE
from tests.support.visits import Visit, visiting


@pytest.fixture(scope="module")
def stroll(browser: Browser, app_url: str) -> Iterator[Visit]:
    """1280 x 720, without WebGL."""
    with visiting(browser) as visit:
        visit.without_webgl()
        visit.open(app_url)
        yield visit


@pytest.fixture(scope="module")
def stroll_narrow(browser: Browser, app_url: str) -> Iterator[Visit]:
    """A telephone of 390 x 844."""
    with visiting(browser, 390, 844, TELEPHONE) as visit:
        visit.open(app_url)
        yield visit
