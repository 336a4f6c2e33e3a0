"""A name from outside is only ever a name: on every screen that shows it, and in the CSV."""

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from readiness.data import build_data
from readiness.data.warehouse import DATA_DIRECTORY
from readiness.definitions import spreadsheets
from tests.support.visits import Served, Visit, serve, visiting

HOSTILE = [
    "![x](http://example.org/leak.png)",
    "<img src=http://example.org/leak.png onerror=alert(1)>",
    "[府中市](javascript:alert(1))",
    '=HYPERLINK("http://example.org")',
    "＝1+1",
    "'; drop table agencies; --",
    "$(touch /tmp/intruder)`id`",
    "\u202e市中府\u202c",
    "{t.__class__} %s {0}",
    "府" * 10_000,
]
# Municipalities of 広島県, one for each hostile name.
CODES = "341002 342025 342033 342041 342050 342076 342084 342092 342106 342114".split()
_DIALOG = "a dialog was opened"
SCREENS = [
    "prefecture_map?prefecture=34",
    "search?q=広島県",
    f"side_by_side?codes={'.'.join(CODES[:4])}",
    "",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The dashboard on data in which ten municipalities carry hostile names."""
    directory = tmp_path_factory.mktemp("hostile")
    data = Path(shutil.copytree(DATA_DIRECTORY, directory / "data"))
    roster = data / "sources/local_roster.csv"
    with roster.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["code"] in CODES:
            row["name"] = HOSTILE[CODES.index(row["code"])]
    with roster.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    build_data.write_all(data)
    with serve(directory, READINESS_DATA_DIR=str(data)) as server:
        yield server


@contextmanager
def _reading(browser: Browser, url: str, *, without_webgl: bool) -> Iterator[Visit]:
    with visiting(browser) as visit:
        if without_webgl:
            visit.without_webgl()
        page = visit.page
        page.on("dialog", lambda one: (visit.complaints.append(_DIALOG), one.dismiss()))
        visit.open(url)
        yield visit


@pytest.fixture(scope="module")
def reader(hostile: Served, browser: Browser) -> Iterator[Visit]:
    """Somebody who goes from screen to screen."""
    with _reading(browser, hostile.url, without_webgl=False) as visit:
        yield visit


@pytest.fixture(scope="module")
def thin_reader(hostile: Served, browser: Browser) -> Iterator[Visit]:
    """The same on a thin client: the names of a map stand in the page itself."""
    with _reading(browser, hostile.url, without_webgl=True) as visit:
        yield visit


def _is_only_a_name(visit: Visit, screen: str) -> None:
    page = visit.go(screen)
    assert not page.locator("[data-testid=stException]").count()
    main = page.locator("[data-testid=stMain]")
    code = screen.partition("peers?code=")[2]
    if code:
        # Marks that turn the direction of letters are not part of a name.
        assert HOSTILE[CODES.index(code)].strip("\u202e\u202c")[:9] in main.inner_text()
    assert not main.locator("img[src*=example]").count()
    links = main.locator("a[href*='example.org'], a[href^=javascript]")
    assert [link.evaluate("a => a.outerHTML") for link in links.all()] == []
    assert visit.outside == []
    assert _DIALOG not in visit.complaints


@pytest.mark.slow
@pytest.mark.parametrize("screen", [*(f"peers?code={code}" for code in CODES), *SCREENS])
def test_a_hostile_name_is_shown_and_never_run(screen: str, thin_reader: Visit) -> None:
    _is_only_a_name(thin_reader, screen)


@pytest.mark.slow
@pytest.mark.parametrize("screen", [f"peers?code={CODES[0]}", *SCREENS])
def test_a_hostile_name_on_a_drawn_map_is_never_run(screen: str, reader: Visit) -> None:
    _is_only_a_name(reader, screen)


@pytest.mark.parametrize("name", HOSTILE[3:5])
def test_a_formula_in_a_name_stays_text_in_the_csv(name: str) -> None:
    import pandas as pd

    text = spreadsheets.csv_bytes(pd.DataFrame({"団体": [name]})).decode("utf-8-sig")
    assert f"'{name[0]}" in text
