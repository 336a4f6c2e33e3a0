"""The door of the dashboard: open at once, so that a browser reads its files while the rest loads.

``uvicorn deploy.server:app`` serves it; ``streamlit run app.py`` works too, without what deploy/ adds.
Nothing here imports Streamlit or the data. The slides of a meeting are steered here too (deploy/follow.py).
"""

import asyncio
import importlib
import logging
import mimetypes
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from deploy import compressed, icons, logs
from deploy.addresses import HOME, NOT_IN_A_FILE, Astray, below, home
from deploy.follow import Rooms
from deploy.page import STREAMLIT_STATIC, page

_log = logging.getLogger("readiness")
_PAGES = Path(__file__).parents[1] / "pages"
# Streamlit's own typeface (171 kB) is asked for before the page says that it uses another.
_UNUSED = "static/media/SourceSans"
_ICONS = icons.made_from()
_FILES = {
    path.relative_to(STREAMLIT_STATIC).as_posix(): path for path in STREAMLIT_STATIC.rglob("*.*")
}


async def file(request: Request) -> Response:
    """One of Streamlit's files; named by its content, so that a browser need never ask again."""
    name = request.url.path[1:]
    path = _FILES.get(name)
    if not path:
        return Response(status_code=404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if name == _ICONS:
        # Under Streamlit's name, but ours: it changes with a release.
        headers["Cache-Control"] = "public, max-age=3600"
        return Response(icons.FONT.read_bytes(), media_type="font/woff2", headers=headers)
    if name.startswith(_UNUSED):
        return Response(status_code=204, headers=headers)
    kind, _ = mimetypes.guess_type(path)
    found = compressed.packed(name, request.headers.get("accept-encoding", ""))
    if found:
        path, headers["Content-Encoding"] = found
    return Response(path.read_bytes(), media_type=kind, headers=headers)


class Door:
    """Sends on to the dashboard as soon as that has been imported."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._loading: asyncio.Task[ASGIApp]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        dashboard = await asyncio.shield(self._loading)
        await dashboard(scope, receive, send)

    @asynccontextmanager
    async def open(self, outside: Starlette) -> AsyncIterator[None]:
        """Begin to load; only a replica that rehearses waits for the end of it."""
        async with AsyncExitStack() as stack:

            async def load() -> ASGIApp:
                module = await asyncio.to_thread(importlib.import_module, self._module)
                await stack.enter_async_context(module.app.lifespan()(outside))
                return module.app  # type: ignore[no-any-return]

            self._loading = asyncio.create_task(load())
            if os.environ.get("READINESS_REHEARSE"):
                await self._loading
            yield
            await self._loading


def application(module: str) -> Starlette:
    """The door before the ``app`` of a module."""
    door, rooms = Door(module), Rooms()
    ours: list[BaseRoute] = [rooms.route()]
    pages = tuple(path.stem for path in _PAGES.glob("*.py"))
    if "index.html" in _FILES:
        names = ("", *(name for name in pages if name != HOME), *NOT_IN_A_FILE)
        ours += [*(Route(f"/{name}", page) for name in names), Route("/static/{name:path}", file)]
        ours.append(Route(f"/{HOME}", home))
    else:
        _log.error("Streamlit's page is not where it was: Streamlit serves page and files itself")

    @asynccontextmanager
    async def open_both(outside: Starlette) -> AsyncIterator[None]:
        async with rooms.open(), door.open(outside):
            yield

    return Starlette(routes=[*ours, Mount("/", Astray(door, pages))], lifespan=open_both)


logs.set_up()
app = below(os.environ.get("READINESS_BASE_PATH", ""), application("deploy.dashboard"))
