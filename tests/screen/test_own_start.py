"""A visitor's own start: kept in the browser only, opened by the next visit, forgotten with one click."""

import base64
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from readiness.agenda import agenda as agendas
from readiness.agenda.agenda import Agenda, Item
from readiness.language.wording import t
from readiness.screen import own_start, page_frame
from readiness.screen.own_start import Own, as_cookie, from_cookie
from readiness.subjects.catalogue import subject_of
from tests.support import ROOT
from tests.support.visits import serve, visiting

START = "peers?code=342084&k=20"
KEPT = Own(start=START, agenda=agendas.to_link(Agenda("会議", (Item("roadmap"),))), work="publish")


def _cookie(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_what_is_kept_comes_back() -> None:
    assert from_cookie(as_cookie(KEPT)) == KEPT
    assert from_cookie("") == Own()


@pytest.mark.parametrize(
    "text",
    [
        "%%%",
        "あ",
        "A" * 4000,
        _cookie([1, 2]),
        _cookie("peers"),
        _cookie({"start": 7, "agenda": {}, "work": None}),
        _cookie({"start": "peers?code=999999"}),
        _cookie({"start": "https://example.org/elsewhere"}),
        _cookie({"start": "nowhere"}),
        _cookie({"agenda": "AAAA"}),
        _cookie({"work": "overview"}),
        _cookie({"work": "../app"}),
        base64.urlsafe_b64encode(b"[" * 2000).decode(),
    ],
)
def test_a_cookie_that_was_not_written_here_opens_nothing(text: str) -> None:
    assert from_cookie(text) == Own()


def test_of_a_screen_of_the_desk_only_codes_are_kept() -> None:
    given = _cookie({"work": "advice_log?agency=05&draft=1&x=<b>"})
    assert from_cookie(given).work == "advice_log?agency=05"
    assert from_cookie(_cookie({"work": "advice_log?agency=<b>"})).work == "advice_log"


def test_answers_of_a_self_check_are_not_kept() -> None:
    made, _ = subject_of("self_check?code=342084&adoption=not_adopted&reason=cost")
    assert made.start_link == "self_check?code=342084"


def test_an_agenda_too_long_for_a_cookie_is_left_out_and_the_rest_kept() -> None:
    notes = "".join(chr(0x4E00 + number % 5000) for number in range(0, 40_000, 7))
    items = tuple(Item(f"roadmap?slip={n}", notes=notes[n * 900 : n * 900 + 900]) for n in range(6))
    own = Own(START, agendas.to_link(Agenda("長い会議", items)), "publish")
    assert len(own.agenda) > 3500
    assert from_cookie(as_cookie(own)) == Own(START, "", "publish")


@pytest.fixture
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_start, "_cookie", lambda: as_cookie(KEPT))
    monkeypatch.setattr(page_frame, "enter", lambda: None)


def _visit(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    page = app.run()
    assert not page.exception
    return page


@pytest.mark.usefixtures("_kept")
def test_a_visit_to_the_start_page_opens_what_is_kept_and_says_so() -> None:
    page = _visit()
    assert page.title[0].value == t("peers.title")
    assert page.query_params["code"] == "342084"
    assert page.query_params["k"] == "20"
    assert any(t("own.opened") in one.value for one in page.markdown)
    assert page.session_state[own_start.AGENDA] == KEPT.agenda
    page = page.button(key="own_forget_here").click().run()
    assert page.session_state["own_start_write"] == ""
    assert not any(t("own.opened") in one.value for one in page.markdown)


@pytest.mark.usefixtures("_kept")
def test_a_link_opens_what_it_says() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page = app.switch_page("pages/roadmap.py").run()
    assert not any(t("own.opened") in one.value for one in page.markdown)
    # Once one is here, the overview is the overview.
    page = page.switch_page("pages/overview.py").run()
    assert page.title[0].value == t("overview.title")


def test_nobody_is_led_anywhere_who_kept_nothing() -> None:
    assert _visit().title[0].value == t("overview.title")


@pytest.mark.slow
def test_a_browser_keeps_it_for_the_next_visit_and_forgets_it(tmp_path: Path, browser) -> None:
    with serve(tmp_path) as server, visiting(browser) as visit:
        page = visit.open(f"{server.url}/peers?code=342084")
        page.get_by_text(t("own.label")).click()
        page.get_by_role("button", name=t("own.keep")).click()
        page.wait_for_function("document.cookie.includes('own_start=')")
        page = visit.open(f"{server.url}/")
        page.get_by_text(t("own.opened")).wait_for()
        page.wait_for_url("**/peers?code=342084")
        page.get_by_role("button", name=t("own.forget")).click()
        page.wait_for_function("!document.cookie.includes('own_start=')")
        page = visit.open(f"{server.url}/")
        assert page.inner_text("h1") == t("overview.title")
        assert visit.outside == visit.errors == []
