"""The show in a real browser: keys, two windows in step, two layouts, a server that goes away."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from readiness.agenda import agenda as agendas
from readiness.agenda.agenda import Agenda, Item
from readiness.language.wording import t
from tests.support import ROOT
from tests.support.visits import Visit, serve, visiting


def _open(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector("#meeting-show .slide.now")


def _number(page: Page, expected: int) -> None:
    """Wait until the slide of that number is in the address and the only one to be seen."""
    page.wait_for_function(
        """expected => {
          const slides = [...document.querySelectorAll('#meeting-show > .slide')];
          const seen = slides.flatMap((slide, place) =>
            getComputedStyle(slide).opacity === '1' ? [place + 1] : []);
          const number = new URL(location.href).searchParams.get('slide');
          return number === `${expected}` && seen.join() === `${expected}`;
        }""",
        arg=expected,
    )


@pytest.mark.slow
def test_keys_of_keyboard_and_clicker(app_url: str, page: Page) -> None:
    _open(page, f"{app_url}/show?agenda=liaison")
    for key, expected in (
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("ArrowLeft", 2),
        ("PageUp", 1),
        ("ArrowLeft", 1),
        ("End", 13),
        ("ArrowRight", 13),
        ("Home", 1),
    ):
        page.keyboard.press(key)
        _number(page, expected)
    for key in ("1", "0", "Enter"):
        page.keyboard.press(key)
    _number(page, 10)
    page.keyboard.press("b")
    assert page.locator("#meeting-show .cover").is_visible()
    page.keyboard.press("b")
    assert not page.locator("#meeting-show .cover").is_visible()


@pytest.mark.slow
def test_no_press_is_lost_at_60_ms(app_url: str, page: Page) -> None:
    _open(page, f"{app_url}/show?agenda=prefectures")
    for _ in range(40):
        page.keyboard.press("PageDown", delay=60)
    _number(page, 41)


@pytest.mark.slow
def test_escape_goes_back_to_the_meeting_page(app_url: str, page: Page) -> None:
    page.goto(f"{app_url}/meeting?room=light")
    page.get_by_text("会議を始める").click()
    page.wait_for_selector("#meeting-show .slide.now")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    page.wait_for_selector("#meeting-show", state="detached")
    page.get_by_text("会議を始める").wait_for()
    assert "/meeting" in page.url


@pytest.mark.slow
def test_presenter_window_keeps_in_step_both_ways(app_url: str, page: Page) -> None:
    _open(page, f"{app_url}/show?agenda=liaison")
    with page.context.expect_page() as opened:
        page.keyboard.press("p")
    presenter = opened.value
    presenter.wait_for_selector("#meeting-show.presenter .slide.now")
    page.keyboard.press("ArrowRight")
    expect(presenter.locator(".bar")).to_contain_text("2 / 13")
    presenter.keyboard.press("PageDown")
    _number(page, 3)
    assert "出典" in presenter.locator(".words").inner_text()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "layout"), [(1280, "wide"), (960, "square")])
def test_each_projector_gets_its_layout_without_a_scroll_bar(
    app_url: str, browser: Browser, width: int, layout: str
) -> None:
    with visiting(browser, width, 720) as visit:
        _open(visit.page, f"{app_url}/show?agenda=liaison&room=light")
        shown = visit.page.evaluate(
            "[...document.querySelectorAll('#meeting-show .slide.now svg')]"
            ".filter(svg => getComputedStyle(svg).display !== 'none')"
            ".map(svg => [svg.classList[0], svg.getBoundingClientRect().width])"
        )
        assert shown == [[layout, width]]
        outside = visit.page.evaluate(
            f"[...document.querySelectorAll('#meeting-show svg.{layout} text')].filter(text => {{"
            "const box = text.getBoundingClientRect();"
            "return box.left < 0 || box.right > innerWidth || box.top < 0 || box.bottom > innerHeight"
            "}).map(text => text.textContent)"
        )
        assert outside == []
        assert visit.outside == []


@pytest.mark.slow
@pytest.mark.parametrize("more", ["", "&presenter=1"])
def test_a_printed_show_has_a_page_for_each_slide_and_no_other(
    app_url: str, page: Page, more: str
) -> None:
    _open(page, f"{app_url}/show?agenda=liaison{more}")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == 13
    assert all(len(one.extract_text()) > 30 for one in printed.pages)


@pytest.mark.slow
def test_the_show_goes_on_when_the_server_is_gone(browser: Browser, tmp_path: Path) -> None:
    with visiting(browser) as visit:
        page = visit.page
        with serve(tmp_path) as server:
            _open(page, f"{server.url}/show?agenda=liaison")
        # The dialog about the lost connection makes everything beside it inert: not the show.
        page.locator("[role=dialog]").wait_for(state="attached")
        for _ in range(3):
            page.keyboard.press("PageDown")
        _number(page, 4)
        top = page.evaluate("document.elementFromPoint(640, 360).closest('#meeting-show') !== null")
        assert top


def _app(page: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{page}.py").run()


def _agenda(app: AppTest) -> Agenda:
    link = app.query_params["agenda"]
    return agendas.from_link(link if isinstance(link, str) else link[0])


def test_the_agenda_in_the_url_is_the_agenda_on_the_page() -> None:
    own = Agenda("第3回", (Item("overview#days"), Item("agency_karte?agency=13")), "資料2")
    app = _app("meeting", agenda=agendas.to_link(own))
    assert "第3回" in app.markdown[0].value
    assert "2枚" in app.markdown[0].value


def test_a_view_is_added_at_the_end_and_the_link_follows() -> None:
    app = _app("meeting")
    app.selectbox(key="meeting_view").set_value("agency_karte").run()
    app.selectbox(key="meeting_about_agency_karte").set_value("agency_karte?agency=20").run()
    app.button(key="meeting_add").click().run()
    agenda = _agenda(app)
    assert len(agenda.items) == 14
    assert agenda.items[-1] == Item("agency_karte?agency=20")


def test_headline_order_and_removal_change_the_agenda() -> None:
    app = _app("meeting")
    app.button(key="meeting_down").click().run()
    agenda = _agenda(app)
    assert [item.link for item in agenda.items[:2]] == ["agency_status", "overview#agencies"]
    app.button(key="meeting_remove").click().run()
    agenda = _agenda(app)
    assert agenda.items[1].link == "agency_status#barriers"


def test_a_broken_link_says_so_and_the_page_still_works() -> None:
    app = _app("meeting", agenda="broken")
    assert "写し直してください" in app.warning[0].value
    assert "連絡会議（全体）" in app.markdown[0].value


@pytest.mark.slow
@pytest.mark.parametrize("form", ["pptx", "csv"])
def test_a_hand_out_is_made_on_the_page(form: str) -> None:
    app = _app("meeting", format=form)
    app.button(key="meeting_make").click().run()
    assert not app.exception
    name = app.session_state["meeting_made"][1].name
    assert name.startswith("連絡会議（全体）_2017年3月ほか_13枚")


def test_slides_with_other_figures_are_named_until_somebody_has_looked() -> None:
    own = Agenda("第3回", (Item("overview#days", seen="00000000"), Item("roadmap")))
    app = _app("meeting", agenda=agendas.to_link(own))
    words = t("meeting.changed", count=1, numbers="1")
    assert words in [one.value for one in app.markdown]
    app.button(key="agenda_changed_seen").click().run()
    assert words not in [one.value for one in app.markdown]


@pytest.mark.slow
def test_an_agenda_is_offered_again_after_its_tab_was_closed(app_url: str, visit: Visit) -> None:
    page = visit.open(f"{app_url}/agency_karte?agency=13")
    page.get_by_text("会議に追加").first.click()
    visit.settle()
    # Another page opened by its address is another session, as a new tab is.
    visit.open(f"{app_url}/meeting")
    page.get_by_text(t("meeting.lost_take")).click()
    visit.settle()
    assert "1枚" in page.locator("[data-testid=stMarkdown]").first.inner_text()
    expect(page.get_by_text(t("meeting.lost_take"))).to_be_hidden()
