"""A hall in real browsers behind the shipped nginx: everybody is where the presenter is, on either
replica, and the slides stay when the server goes.
"""

import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.site import Site, site
from readiness.agenda.following import new_key, room_of
from readiness.language.wording import t
from tests.support.visits import Visit, visiting
from tests.support.waiting import until

pytestmark = pytest.mark.slow

KEY = new_key()
ROOM = room_of(KEY)
LINK = f"show?agenda=liaison&follow={ROOM}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("hall")) as running:
        yield running


def _cookies(served: Site) -> list[str]:
    """Two values of the cookie by which nginx chooses different replicas."""
    found: dict[object, str] = {}
    for number in range(100):
        request = urllib.request.Request(
            f"{served.url}/_stcore/health", headers={"Cookie": f"readiness_replica={number}"}
        )
        urllib.request.urlopen(request, timeout=60).close()
        found.setdefault(served.requests()[-1]["replica"], str(number))
        if len(found) == 2:
            break
    return list(found.values())


def _enter(served: Site, visit: Visit, cookie: str, address: str) -> Page:
    value = {"name": "readiness_replica", "value": cookie, "url": served.url}
    visit.page.context.add_cookies([value])  # type: ignore[list-item]
    visit.page.goto(f"{served.url}/{address}")
    visit.page.wait_for_selector("#meeting-show .slide.now")
    return visit.page


def _at(page: Page, number: int) -> None:
    expect(page.locator("#meeting-show .spoken")).to_have_text(re.compile(rf"^{number} / "))


def test_the_hall_follows_looks_around_and_keeps_its_slides(served: Site, browser: Browser) -> None:
    first, second = _cookies(served)
    with visiting(browser) as here, visiting(browser) as there, visiting(browser, 390, 844) as late:
        presenter = _enter(served, here, first, f"{LINK}&steer={KEY}")
        # An address is projected and copied: the phrase leaves it at once.
        assert KEY not in presenter.url
        follower = _enter(served, there, second, LINK)
        presenter.keyboard.press("ArrowRight")
        _at(follower, 2)
        presenter.keyboard.press("b")
        expect(follower.locator("#meeting-show .cover")).to_be_visible()
        presenter.keyboard.press("b")
        expect(follower.locator("#meeting-show .cover")).to_be_hidden()

        # Who comes late begins with the current slide; a telephone has the words below it.
        telephone = _enter(served, late, second, LINK)
        _at(telephone, 2)
        expect(telephone.locator(".reading")).to_contain_text("22府省庁")

        # Looking around, also in the live screen behind the slide; one key comes back.
        follower.keyboard.press("End")
        expect(follower.locator(".pill")).to_contain_text(t("show.free", number="2"))
        presenter.keyboard.press("ArrowRight")
        _at(presenter, 3)
        _at(telephone, 3)
        expect(follower.locator(".pill")).to_contain_text(t("show.free", number="3"))
        follower.keyboard.press("s")
        _at(follower, 3)
        with follower.context.expect_page() as opened:
            follower.keyboard.press("o")
        live = opened.value
        expect(live.locator("#beside-show")).to_contain_text(
            t("beside.place", number="3", count="13")
        )
        assert urllib.parse.urlsplit(live.url).path == "/agency_status"
        with live.expect_event("close"):
            live.locator("#beside-show button").focus()
            live.evaluate(
                "window.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))"
            )
        _at(follower, 3)

        # Everything is gone: the slides stay, the presenter goes on, and all are together again after.
        served.stop_proxy()
        presenter.keyboard.press("ArrowRight")
        expect(presenter.locator(".pill")).to_contain_text(t("show.unheard"))
        expect(follower.locator(".pill")).to_contain_text(t("show.lost"))
        _at(follower, 3)
        served.start_proxy()
        _at(follower, 4)
        _at(telephone, 4)
        expect(follower.locator(".pill")).to_be_hidden()

        # A page that is loaded again steers on.
        presenter.reload()
        presenter.wait_for_selector("#meeting-show .slide.now")
        presenter.keyboard.press("ArrowRight")
        _at(follower, 5)
        assert [here.outside, there.outside, late.outside] == [[], [], []]
        refused = [text for text in here.errors + there.errors if "Content Security" in text]
        assert refused == []


def test_a_wrong_phrase_follows_and_says_so(served: Site, browser: Browser) -> None:
    with visiting(browser) as here, visiting(browser) as there:
        presenter = _enter(served, here, "1", f"{LINK}&steer={KEY}&slide=3")
        cheat = _enter(served, there, "1", f"{LINK}&steer={new_key()}")
        cheat.keyboard.press("End")
        expect(cheat.locator(".pill")).to_contain_text(t("show.refused"))
        presenter.keyboard.press("Home")
        _at(cheat, 1)


def test_no_log_tells_a_room_or_its_phrase(served: Site, browser: Browser) -> None:
    key = new_key()
    room = room_of(key)
    with visiting(browser) as here:
        presenter = _enter(served, here, "1", f"show?agenda=liaison&follow={room}&steer={key}")
        presenter.keyboard.press("ArrowRight")
        _at(presenter, 2)

    def every() -> str:
        return "".join(path.read_text("utf-8") for path in Path(served.directory).glob("*.log"))

    until(lambda: '"path":"/follow/-"' in every(), "the log has heard of the room")
    assert room not in every()
    assert key not in every()
