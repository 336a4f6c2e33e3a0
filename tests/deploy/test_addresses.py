"""Addresses that no screen has, and the dashboard below a path of its host."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from deploy.addresses import Astray, below


def _dashboard(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"dashboard {request.url.path}")


PAGES = ("overview", "roadmap", "peers", "show")
_SERVED = Starlette(routes=[Route("/{path:path}", _dashboard)])
BROWSER = TestClient(
    below("/telework", Astray(_SERVED, PAGES)),
    headers={"Accept": "text/html,*/*"},
    follow_redirects=False,
)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/roadmap。", "./roadmap"),
        ("/roadmap）をご覧ください", "./roadmap"),
        ("/roadmap/", "../roadmap"),
        ("/Roadmap?slip=4", "./roadmap?slip=4"),
        ("/telework/peers>,?code=011002", "./peers?code=011002"),
        ("/overview）を", "./"),
        ("/telework", "/telework/"),
    ],
)
def test_an_address_out_of_a_mail_leads_to_the_screen(asked: str, meant: str) -> None:
    answer = BROWSER.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (302, meant)


@pytest.mark.parametrize(
    ("asked", "way"), [("/roadmp", "./roadmap"), ("/telework/a/roadmp", "../roadmap")]
)
def test_an_unknown_address_is_said_in_both_languages_with_ways_on(asked: str, way: str) -> None:
    answer = BROWSER.get(asked)
    assert answer.status_code == 404
    for words in ("この住所のページはありません", "There is no page at this address"):
        assert words in answer.text
    assert f'もしかして：</strong> <a href="{way}">整備ロードマップ</a>' in answer.text
    assert "show" not in answer.text


def test_what_was_asked_for_is_no_markup() -> None:
    assert "<script>" not in BROWSER.get("/<script>alert(1)<").text


@pytest.mark.parametrize(
    "path",
    ["/_stcore/health", "/media/1.png", "/app/static/icon.png", "/roadmap/_stcore/health"],
)
@pytest.mark.parametrize("base", ["", "/telework"])
def test_what_is_no_screen_goes_to_the_dashboard(base: str, path: str) -> None:
    assert BROWSER.get(base + path).text == f"dashboard {path}"
