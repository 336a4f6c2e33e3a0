"""Who comes first to a fresh server, or while it is still loading, finds menu, title and page as ever."""

import asyncio
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.sessions import Session, run
from readiness.language.wording import t
from readiness.subjects.catalogue import MENU
from tests.support import ROOT
from tests.support.visits import serve, visiting

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
WAYS = ("server", "streamlit")
# The start page, the page without a menu entry, one with a choice, and one of each group.
VIEWS = ("", "show", "agency_karte?agency=22", "prefecture_map", "peers", "publish", "sources")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_starts_over_on_a_fresh_server(name: str) -> None:
    """``screen.title`` and ``screen.enter`` mend a deep link that comes first; the next tests show how."""
    assert re.search(r"\bscreen\.(title|enter)\(", (ROOT / f"pages/{name}.py").read_text("utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_deep_link_works_as_the_very_first_request(
    way: str, browser: Browser, tmp_path: Path
) -> None:
    with serve(tmp_path, way) as server, visiting(browser) as visit:
        page = visit.open(f"{server.url}/show")
        expect(page).to_have_title(re.compile("テレワーク環境整備・導入状況$"))
        assert page.get_by_text("地方公共団体", exact=True).first.is_visible()
        assert page.locator("h1").first.inner_text().strip()
        assert visit.errors == []


def _found(messages: list[ForwardMsg]) -> tuple[str, list[str], str]:
    """Title of the window, groups of the menu and heading, as they are after the last message."""
    title, groups, heading = "", list[str](), ""
    for message in messages:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            heading = ""
        elif kind == "page_config_changed":
            title = message.page_config_changed.title or title
        elif kind == "navigation":
            groups = list(message.navigation.sections)
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "heading":
            heading = heading or message.delta.new_element.heading.body
    return title, groups, heading


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_nobody_of_many_who_come_first_together_is_left_without_menu_and_title(
    way: str, tmp_path: Path
) -> None:
    """Each run may begin without app.py; the first of them ends that for all."""
    with serve(tmp_path, way) as server:
        port = int(urlsplit(server.url).port or 0)

        async def come(view: str) -> list[ForwardMsg]:
            async with Session(port, view) as session:
                await session.rerun()
                return session.messages()

        async def together() -> list[list[ForwardMsg]]:
            return await asyncio.gather(*map(come, VIEWS))

        messages = run(together())
    titles = [
        t("app.page_title", page=t(f"page.{name or 'overview'}"), site=t("app.title"))
        for name in (view.partition("?")[0] for view in VIEWS)
    ]
    found = [_found(one) for one in messages]
    assert [title for title, _, _ in found] == titles
    groups = [name and t(f"group.{name}") for name in MENU]
    assert [menu for _, menu, _ in found] == [groups] * len(VIEWS)
    assert all(heading for *_, heading in found)
