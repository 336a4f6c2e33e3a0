"""Addresses that no screen has, and a dashboard below a path of its host. Nothing here imports Streamlit.

What a mail put behind a link is forgiven. Any other unknown address is answered in both languages, with
the screens there are; Streamlit would open its first page and say so in English.
"""

import difflib
import html
import re
from collections.abc import Collection, Iterator
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from readiness.language.links import without_ending
from readiness.language.wording import LANGUAGES, speaking, t

HOME = "overview"  # Streamlit knows the first page by the empty address only
NOT_IN_A_FILE = ("language",)  # a page that app.py declares without a file
# Where Streamlit and deploy/ answer themselves, also to a browser that asks for a page.
_OURS = re.compile(
    "/(_stcore|app|auth|component|follow|media|metrics|oauth2callback|readyz|static)(/|$)|/.*/_stcore/"
)
_STYLE = (
    "body{font:1rem/1.7 'BIZ UDPGothic','Yu Gothic UI',Meiryo,'Noto Sans CJK JP',sans-serif;"
    "color:#1A1A1A;max-width:46rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem}"
    "a{color:#0017C1}ul{columns:16rem;padding-left:1.2rem}section{margin-bottom:2.5rem}"
)


class Astray:
    """ASGI middleware before the dashboard: a browser that asks for a page which is not there."""

    def __init__(self, dashboard: ASGIApp, pages: Collection[str]) -> None:
        self._dashboard, self._pages = dashboard, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._answer(scope) if scope["type"] == "http" else None
        await (answer or self._dashboard)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        wants_a_page = "text/html" in Headers(scope=scope).get("accept", "")
        if scope["method"] not in ("GET", "HEAD") or not wants_a_page or _OURS.match(path):
            return None
        # Relative, so that it is right below any path of the host.
        top = "../" * (path.count("/") - 1) or "./"
        name = without_ending(path.strip("/")).rstrip("/").lower()
        if name in (*self._pages, ""):
            return _sent_on(scope, top + ("" if name == HOME else name))
        return HTMLResponse(_not_found(path, name, top, self._pages), 404)


async def home(request: Request) -> Response:
    """The first page by its name, as links of slides have it."""
    return _sent_on(request.scope, "./")


def _sent_on(scope: Scope, address: str) -> Response:
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(address + (f"?{query}" if query else ""), 302)


def _not_found(path: str, name: str, top: str, pages: Collection[str]) -> str:
    """The page in each language: what was asked for, what is nearest to it, and all screens."""
    near = difflib.get_close_matches(name.rpartition("/")[2], pages, 1, 0.7)
    parts = "".join(_section(language, path, near, top, pages) for language in LANGUAGES)
    with speaking(LANGUAGES[0]):
        title = t("astray.title", site=t("app.title"))
    return (
        f'<!DOCTYPE html><html lang="{LANGUAGES[0]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>{parts}</body></html>"
    )


def _section(language: str, path: str, near: list[str], top: str, pages: Collection[str]) -> str:
    ending = "" if language == LANGUAGES[0] else f"?lang={language}"

    def link(page: str) -> str:
        place = "" if page == HOME else quote(page)
        return f'<a href="{top}{place}{ending}">{html.escape(t(f"page.{page}"))}</a>'

    with speaking(language):
        listed = "".join(f"<li>{link(page)}</li>" for page in _offered(pages))
        guess = "".join(f"<p><strong>{t('astray.near')}</strong> {link(page)}</p>" for page in near)
        return (
            f'<section lang="{language}"><h1>{t("astray.heading")}</h1>'
            f"<p>{t('astray.sentence', path=html.escape(path[:80]))}</p>{guess}"
            f"<p>{t('astray.ways')}</p><ul>{listed}</ul></section>"
        )


def _offered(pages: Collection[str]) -> Iterator[str]:
    """Screens that make sense without more, the overview first."""
    yield HOME
    yield from sorted(page for page in pages if page not in (HOME, "show"))


def below(base: str, served: ASGIApp) -> ASGIApp:
    """``served`` also below ``base``: a host may have other things at its root.

    A request without ``base`` is answered as well: a proxy in front may take it off, and whoever looks
    after a replica asks it by its port.
    """
    base = "/" + base.strip("/")
    if base == "/":
        return served

    async def shortened(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path == base and scope["type"] == "http":
            await RedirectResponse(f"{base}/", 302)(scope, receive, send)
            return
        if path.startswith(f"{base}/"):
            shorter = path.removeprefix(base)
            scope = {**scope, "path": shorter, "raw_path": quote(shorter).encode()}
        await served(scope, receive, send)

    return shortened
