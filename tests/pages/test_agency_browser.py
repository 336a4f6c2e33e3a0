"""Four questions of the bureau, each answered from the home screen in at most three clicks."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.support.visits import Visit

pytestmark = pytest.mark.slow


class Clicks:
    """Counts what a person clicks on the way to an answer."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.count = visit, 0

    def on(self, target: Locator, position: tuple[float, float] | None = None) -> None:
        """Click the middle of ``target`` or a point of it, and wait until the screen is at rest."""
        point = {"x": position[0], "y": position[1]} if position else None
        target.click(position=point)  # type: ignore[arg-type]
        self.count += 1
        self.visit.settle()


@pytest.fixture
def clicks(visit: Visit, app_url: str) -> Clicks:
    visit.open(app_url)
    return Clicks(visit)


def _pick(clicks: Clicks, name: str) -> None:
    page = clicks.visit.page
    clicks.on(page.get_by_test_id("stMain").get_by_role("link", name="カルテ"))
    clicks.on(page.get_by_role("combobox"))
    clicks.on(page.get_by_role("option", name=re.compile(f"{name}$")))


def test_which_agencies_neither_have_nor_plan_remote_access(visit: Visit, app_url: str) -> None:
    visit.open(f"{app_url}/roadmap")
    names = visit.page.locator(".st-key-card_roadmap_silent")
    for name in ("内閣法制局", "人事院", "公正取引委員会", "国土交通省", "防衛省"):
        expect(names).to_contain_text(name)


def test_what_stops_boeisho(clicks: Clicks) -> None:
    _pick(clicks, "防衛省")
    page = clicks.visit.page
    expect(page.get_by_role("heading", level=1)).to_have_text("府省庁カルテ　防衛省")
    sentence = page.get_by_text(re.compile("^防衛省は段階0"))
    for barrier in ("働き方の見直し", "予算", "省内の理解", "その他"):
        expect(sentence).to_contain_text(barrier)
    expect(sentence).not_to_contain_text("セキュリティ")
    assert clicks.count <= 3


def test_who_could_advise_jinjiin(clicks: Clicks) -> None:
    _pick(clicks, "人事院")
    page = clicks.visit.page
    above = page.locator("p").filter(has_text="一つ上の9")
    for name in ("内閣官房", "個人情報保護委員会", "農林水産省"):
        expect(above).to_contain_text(name)
    ready = page.locator("p").filter(has_text="全職員が利用可能な8")
    for name in ("金融庁", "総務省", "環境省"):
        expect(ready).to_contain_text(name)
    row = page.get_by_role("row").filter(has_text="セキュリティ")
    expect(row).to_contain_text("外務省、財務省")
    assert clicks.count <= 3


def test_how_many_meet_the_deadline_if_plans_slip_a_year(clicks: Clicks) -> None:
    page = clicks.visit.page
    clicks.on(page.get_by_test_id("stTopNav").get_by_role("button", name="府省庁"))
    clicks.on(page.get_by_role("menuitem", name="整備ロードマップ"))
    track = page.get_by_test_id("stSlider")
    thumb = page.get_by_role("slider").bounding_box()
    box = track.bounding_box()
    assert thumb
    assert box
    clicks.on(track, (box["width"] / 2, thumb["y"] - box["y"] + thumb["height"] / 2))
    sentence = page.get_by_text(re.compile("^予定が一律に4四半期遅れると"))
    expect(sentence).to_contain_text("22府省庁中15～16")
    assert page.url.endswith("slip=4")
    assert clicks.count <= 3
    assert not clicks.visit.outside


def test_the_arrow_keys_step_through_the_agencies(visit: Visit, app_url: str) -> None:
    page = visit.open(f"{app_url}/agency_karte?agency=22")
    heading = page.get_by_role("heading", level=1)
    page.keyboard.press("ArrowRight")
    expect(heading).to_have_text("府省庁カルテ　内閣官房")
    visit.settle()  # a key pressed while the page is still being drawn belongs to the old one
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_text("府省庁カルテ　防衛省")
    assert "agency=22" in page.url
    assert not visit.outside


@pytest.mark.parametrize(
    "path",
    [
        "agency_status?order=plan",
        "roadmap?slip=4",
        "agency_karte?agency=10",
        "agency_patterns?view=pairs",
        "agency_patterns?view=stages",
        "agency_patterns?view=outcome",
        "agency_compare?agencies=03,22,12,10",
        "agency_rounds",
    ],
)
def test_a_telephone_needs_no_sideways_scroll(stroll_narrow: Visit, path: str) -> None:
    page = stroll_narrow.go(path)
    assert page.url.endswith(path.removesuffix("?view=pairs"))  # what is chosen anyway is not said
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 390
    assert not stroll_narrow.errors
    assert not stroll_narrow.outside
