"""Every screen in a real browser: drawn, quiet, offline, open to everybody, at all widths."""

import json
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from readiness.language.wording import t
from tests.support import ROOT
from tests.support.visits import Served, Visit, serve, visiting

pytestmark = pytest.mark.slow

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
NUMBERS = {
    "overview": ("22府省庁のうち12がGSSへ移り", "60.1%", "1,721団体中1,035"),
    "agency_status": ("14＋2", "判読"),
    "roadmap": ("22府省庁中17", "15"),
    "prefecture_map": ("1,055", "60.6"),
}
# Latin words that are Japanese usage or names; anything else in Latin letters is a leak.
LATIN = re.compile(r"[A-Za-z][A-Za-z'-]{2,}")
KNOWN_LATIN = frozenset(
    "Word Web CSV Excel PDF PPTX XLSX LAN LGWAN VDI RPA CIO TEL JSON IoT BYOD ICT Natural Earth Wilson"
    " ZIP localgovjp SSDSE SSDSE-A ITmedia USER BCM CODE Code for FUKUI MIT Japan DuckDB SOURCES yaml PowerPoint"
    " LINE NHK HTTP VPN KPI OECD GDP USB CMS SNS URL OIDC GSS businessnetwork".split()
)


# Names files, columns and commands.
ENGLISH_BY_DESIGN = {"sources"}


def _latin_words(page: Page) -> set[str]:
    """Latin words a reader sees, without the letters that icons are made of."""
    text = page.locator("[data-testid=stMain]").evaluate(
        "main => { const icons = [...main.querySelectorAll('[data-testid=stIconMaterial]')];"
        " for (const icon of icons) icon.style.display = 'none'; const text = main.innerText;"
        " for (const icon of icons) icon.style.display = ''; return text }"
    )
    # Names of files and settings stay as they are in every language.
    text = re.sub(r"[\w.-]+(/[\w.-]+)+|[A-Z]+(_[A-Z]+)+", "", text)
    return set(LATIN.findall(text))


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(
        page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return main.scrollWidth - main.clientWidth }"
        )
    )


_UNNAMED_CHARTS = """() => [
    ...document.querySelectorAll('[data-testid=stPlotlyChart], [data-testid=stDeckGlJsonChart]')
].filter(chart => !chart.matches('[aria-label]') && !chart.querySelector('[aria-label]')
    && !chart.closest('[aria-label]')).map(chart => chart.outerHTML.slice(0, 120))"""


def _address(name: str) -> str:
    return "" if name == "overview" else name


def test_no_page_of_another_host_may_steer_ours(app_url: str) -> None:
    with urllib.request.urlopen(f"{app_url}/_stcore/host-config", timeout=10) as answer:
        assert json.load(answer)["allowedOrigins"] == []


@dataclass(frozen=True)
class Opened:
    """A page as somebody finds it who opens its address."""

    name: str
    visit: Visit

    def at(self, width: int, height: int) -> Page:
        """The page at that size of the window, in which the test before may have left it."""
        size = {"width": width, "height": height}
        if self.visit.page.viewport_size != size:
            self.visit.page.set_viewport_size(size)
            self.visit.settle()
        return self.visit.page

    @property
    def page(self) -> Page:
        """At 1280 x 720."""
        return self.at(1280, 720)


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, app_url: str, browser: Browser) -> Iterator[Opened]:
    """Opened once by its address, at 1280 x 720, for the tests that only look at it."""
    with visiting(browser) as visit:
        visit.open(f"{app_url}/{_address(request.param)}")
        yield Opened(request.param, visit)


def _is_drawn_quiet_and_offline(name: str, visit: Visit) -> None:
    page = visit.page
    assert page.title() == t("app.page_title", page=t(f"page.{name}"), site=t("app.title"))
    assert page.locator("h1").first.inner_text().strip()
    assert not page.locator("[data-testid=stException]").count()
    assert visit.outside == []
    assert visit.errors == []
    assert overflow(page) <= 1


def test_page_is_drawn_quiet_and_offline(opened: Opened) -> None:
    page = opened.page
    _is_drawn_quiet_and_offline(opened.name, opened.visit)
    main = page.locator("[data-testid=stMain]")
    drawn = main.inner_text() + main.evaluate(
        "main => [...main.querySelectorAll('svg text')].map(t => t.textContent).join(' ')"
    )
    for number in NUMBERS.get(opened.name, ()):
        assert number in drawn
    if opened.name not in ENGLISH_BY_DESIGN:
        assert _latin_words(page) <= KNOWN_LATIN


@pytest.fixture(scope="module")
def narrow(app_url: str, browser: Browser) -> Iterator[Visit]:
    """A window of 390 x 844 in which somebody goes from page to page."""
    with visiting(browser, 390, 844) as visit:
        visit.open(app_url)
        yield visit


@pytest.mark.parametrize("name", PAGES)
def test_page_is_drawn_quiet_and_offline_in_a_narrow_window(name: str, narrow: Visit) -> None:
    narrow.go(_address(name))
    _is_drawn_quiet_and_offline(name, narrow)


def test_page_is_open_to_everybody(opened: Opened) -> None:
    page = opened.page
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [
        (violation["id"], [node["html"][:160] for node in violation["nodes"]][:3])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
    assert grave == []
    assert page.evaluate(_UNNAMED_CHARTS) == []


def test_page_at_twice_the_size_needs_no_sideways_scroll(opened: Opened) -> None:
    # 200 % zoom of a 1280 px window leaves 640 px of layout width.
    assert overflow(opened.at(640, 360)) <= 1


def test_server_connects_to_nothing_outside(served: Served, visit: Visit) -> None:
    visit.open(served.url)
    targets = served.connection_log.read_text(encoding="utf-8").splitlines()
    outside = [line for line in targets if "127.0.0.1" not in line and "localhost" not in line]
    assert outside == []


def test_damaged_data_stops_the_screens_with_a_message(browser: Browser, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for path in (ROOT / "data").iterdir():
        if path.is_file():
            (data / path.name).write_bytes(path.read_bytes())
    damaged = data / "agency_survey.csv"
    damaged.write_text(damaged.read_text("utf-8").replace(",yes,", ",maybe,", 1), "utf-8")
    with serve(tmp_path, READINESS_DATA_DIR=str(data)) as server, visiting(browser) as visit:
        visit.page.goto(server.url)
        alert = visit.page.get_by_role("alert")
        alert.wait_for()
        message = alert.inner_text()
    assert "agency_survey.csv" in message
    assert "answer列" in message
    assert "maybe" in message
    assert "build-data" in message
