"""A name from outside is only ever a name: on every screen that shows it, and in the CSV."""

import csv
import shutil
from collections.abc import Iterator
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


@pytest.fixture(scope="module")
def reader(hostile: Served, browser: Browser) -> Iterator[tuple[Visit, list[str]]]:
    """Somebody who goes from screen to screen, and the dialogs that open."""
    dialogs: list[str] = []
    with visiting(browser) as visit:
        visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        visit.open(hostile.url)
        yield visit, dialogs


@pytest.mark.slow
@pytest.mark.parametrize("screen", [*(f"peers?code={code}" for code in CODES), *SCREENS])
def test_a_hostile_name_is_shown_and_never_run(
    screen: str, reader: tuple[Visit, list[str]]
) -> None:
    visit, dialogs = reader
    dialogs.clear()
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
    assert dialogs == []


@pytest.mark.parametrize("name", HOSTILE[3:5])
def test_a_formula_in_a_name_stays_text_in_the_csv(name: str) -> None:
    import pandas as pd

    text = spreadsheets.csv_bytes(pd.DataFrame({"団体": [name]})).decode("utf-8-sig")
    assert f"'{name[0]}" in text
