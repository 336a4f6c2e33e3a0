"""What an officer does in a real browser: from the home screen to a town, its peers, its map."""

import json
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.support.visits import Served, Visit
from tests.support.waiting import until

pytestmark = pytest.mark.slow

KILOBYTE = 1_000


def _search(visit: Visit, text: str, option: str) -> None:
    """Type into the search box of the home screen and take the option."""
    box = visit.page.get_by_role("combobox").first
    box.click()
    box.fill(text)
    visit.page.get_by_role("option", name=option).click()
    visit.page.wait_for_url("**/peers?code=*")
    visit.settle()


@pytest.mark.parametrize(
    ("typed", "option", "said"),
    [
        (
            "府中市",
            "342084 広島県 府中市（ふちゅうし）",
            "広島県府中市は○ 実施。近い15団体では11団体（73.3%）",
        ),
        ("ふちゅう", "132063 東京都 府中市（ふちゅうし）", "東京都府中市は× 未実施。"),
        ("ひのえまた", "073644 福島県 檜枝岐村（ひのえまたむら", "福島県檜枝岐村は× 未実施。"),
        ("横浜市", "141003 神奈川県 横浜市（よこはまし）", "神奈川県横浜市は○ 実施。"),
        ("131016", "131016 東京都 千代田区（ちよだく）", "東京都千代田区は○ 実施。"),
        ("340006", "340006 広島県 広島県（ひろしまけん）", "広島県は○ 実施。"),
    ],
)
def test_from_the_home_screen_to_ones_own_government(
    typed: str, option: str, said: str, app_url: str, visit: Visit
) -> None:
    visit.without_webgl()
    visit.open(app_url)
    _search(visit, typed, option)
    assert said in visit.page.locator("[data-testid=stMain]").inner_text()
    assert visit.outside == []
    assert visit.errors == []


def test_a_link_gives_another_person_the_same_comparison(app_url: str, visit: Visit) -> None:
    visit.without_webgl()
    page = visit.open(f"{app_url}/peers?code=342084")
    page.get_by_role("combobox").nth(1).click()
    page.get_by_role("option", name="同じ区分×職員規模").click()
    page.wait_for_url("**rule=class_staff*")
    visit.settle()
    sentence = "261団体では186団体（71.3%）が実施。"
    assert sentence in page.locator("[data-testid=stMain]").inner_text()
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_function(
        "said => document.querySelector('[data-testid=stMain]')?.innerText.includes(said)",
        arg=sentence,
    )


def _click_on_the_map(page: Page, x: float, y: float, name: str) -> None:
    """Rest on a prefecture until its name appears, which says that the map is drawn and knows where
    the pointer is; then click. Machines without a GPU drop some clicks: again until one is heard.
    """
    steps = cycle((0, -4))
    words = page.locator(".deck-tooltip").filter(has_text=name)

    def comes(condition: Callable[[], object]) -> bool:
        """Give one movement of the hand its time, before it is made again."""
        try:
            condition()
        except PlaywrightTimeout:
            return False
        return True

    def is_open() -> bool:
        if "prefecture=" in page.url:
            return True
        page.mouse.move(x + next(steps), y)
        if comes(lambda: words.wait_for(timeout=3_000)):
            page.mouse.click(x, y)
            if comes(lambda: page.wait_for_function(_IS_RUNNING, polling=50, timeout=3_000)):
                page.wait_for_url("**prefecture=*")
        return False

    until(is_open, f"a click on {name} opens it")


_IS_RUNNING = """() => location.search.includes('prefecture=')
  || document.querySelector('[data-testid=stApp]').dataset.testScriptState !== 'notRunning'"""


@pytest.fixture
def received(visit: Visit) -> list[int]:
    """Sizes of the websocket messages that the server sent."""
    sizes: list[int] = []
    visit.page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))),
    )
    return sizes


def test_a_click_on_the_map_opens_the_prefecture_and_sends_little(
    app_url: str, visit: Visit, received: list[int]
) -> None:
    page = visit.open(f"{app_url}/prefecture_map")
    first = sum(received)
    assert first < 100 * KILOBYTE
    received.clear()
    canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first.bounding_box()
    assert canvas
    # 北海道: 142.6 E, 43.4 N at zoom 3.84 around 137.0 E, 38.5 N
    x, y = canvas["x"] + canvas["width"] / 2 + 112, canvas["y"] + canvas["height"] / 2 - 130
    _click_on_the_map(page, x, y, "北海道")
    visit.settle()
    assert "prefecture=01" in page.url
    assert (
        "北海道は179市区町村のうち84（46.9%）" in page.locator("[data-testid=stMain]").inner_text()
    )
    assert visit.outside == []
    assert visit.errors == []


def test_box_table_and_keyboard_do_what_the_mouse_does(app_url: str, visit: Visit) -> None:
    visit.without_webgl()
    page = visit.open(f"{app_url}/prefecture_map")
    box = page.get_by_role("combobox").first
    box.focus()
    page.keyboard.type("広島")
    page.keyboard.press("Enter")
    page.wait_for_url("**prefecture=34*")
    visit.settle()
    assert "広島県は23市区町村のうち20" in page.locator("[data-testid=stMain]").inner_text()
    page.go_back()
    page.goto(f"{app_url}/prefecture_map?prefecture=47")
    visit.settle()
    assert "沖縄県は41市区町村のうち15" in page.locator("[data-testid=stMain]").inner_text()


def test_the_outlines_are_fetched_once_for_both_layouts(app_url: str, visit: Visit) -> None:
    session: CDPSession = visit.page.context.new_cdp_session(visit.page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")  # as for somebody who was never here
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on(
        "Network.responseReceived",
        lambda event: names.__setitem__(event["requestId"], event["response"]["url"]),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], event["encodedDataLength"]),
    )
    page = visit.open(f"{app_url}/prefecture_map?measure=points")

    def fetched() -> dict[str, int]:
        page.evaluate("0")  # lets what the browser reported in the meantime be heard
        return {names[key]: size for key, size in sizes.items() if "geojson" in names.get(key, "")}

    # Drawing without a graphics card may take its time before it asks.
    until(fetched, "the outlines are fetched")
    visit.settle()
    assert [name.rsplit("/", 1)[1] for name in fetched()] == ["prefectures.geojson"]
    assert 0 < sum(fetched().values()) < 300 * KILOBYTE


@pytest.fixture
def answers_file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    content = {
        "format": "telework-self-check",
        "version": 1,
        "answers": {"adoption": ["not_adopted"], "reason": ["cost"], "plan": ["discontinued"]},
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_answers_of_a_file_are_shown_and_stay_out_of_the_server(
    app_url: str, visit: Visit, answers_file: Path, served: Served
) -> None:
    page = visit.open(f"{app_url}/self_check")
    page.get_by_role("button", name="保存したファイルを開く").click()
    page.locator("input[type=file]").set_input_files(answers_file)
    page.wait_for_url("**reason=cost*")
    visit.settle()
    assert "adoption=not_adopted" in page.url
    assert "plan=discontinued" in page.url
    assert "導入コスト" in page.locator("[data-testid=stMain]").inner_text()
    fresh = Visit(visit.page.context.new_page()).open(f"{app_url}/self_check")
    assert "reason=" not in fresh.url
    assert not fresh.locator("[data-testid=stMultiSelect]").count()


@pytest.mark.parametrize(
    "path",
    [
        "peers?code=342084",
        "peers?code=075469",
        "peers?code=340006",
        "prefecture_map?prefecture=13",
        "prefecture_map?measure=points",
        "side_by_side?codes=342084,132063,073644,340006",
        "self_check?adoption=not_adopted&reason=cost",
        "local_structure",
    ],
)
def test_nothing_is_clipped_on_a_telephone(path: str, app_url: str, visit_narrow: Visit) -> None:
    page = visit_narrow.open(f"{app_url}/{path}")
    overflow = page.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]');"
        " return main.scrollWidth - main.clientWidth }"
    )
    assert overflow <= 1
    assert visit_narrow.errors == []
    assert visit_narrow.outside == []
