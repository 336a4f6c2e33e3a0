"""The windows of tests: what they share is compiled scripts and files, never what a visitor left."""

import pytest
from playwright.sync_api import Browser, Page

from tests.support.visits import visiting

pytestmark = pytest.mark.slow
_LEAVE = """async () => {
  document.cookie = 'left=1; path=/';
  localStorage.setItem('left', '1');
  sessionStorage.setItem('left', '1');
  await caches.open('left');
  await new Promise(made => { indexedDB.open('left').onsuccess = made });
}"""
_FIND = """async () => [
  document.cookie.includes('left='), localStorage.getItem('left'), sessionStorage.getItem('left'),
  (await caches.keys()).join(), (await indexedDB.databases()).map(one => one.name).join(),
]"""


def _opened(page: Page, url: str) -> Page:
    page.goto(f"{url}/_stcore/health")
    return page


def test_nobody_finds_what_the_one_before_left(browser: Browser, app_url: str) -> None:
    with visiting(browser) as visit:
        _opened(visit.page, app_url).evaluate(_LEAVE)
        assert visit.page.evaluate(_FIND) == [True, "1", "1", "left", "left"]
        context = visit.page.context
    with visiting(browser) as visit:
        assert visit.page.context == context  # the same one, emptied
        assert _opened(visit.page, app_url).evaluate(_FIND) == [False, None, None, "", ""]
        assert len(context.pages) == 2
        assert visit.complaints == []


def test_two_windows_at_once_are_two_visitors(browser: Browser, app_url: str) -> None:
    with visiting(browser) as here, visiting(browser) as there:
        _opened(here.page, app_url).evaluate(_LEAVE)
        assert _opened(there.page, app_url).evaluate(_FIND) == [False, None, None, "", ""]
