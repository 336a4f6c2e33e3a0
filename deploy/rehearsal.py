"""Every screen once before the first visitor: what pages keep is there when a replica takes over.

When a replica is restarted, all who read it move to the other one within a second. A replica that
has to draw sixty screens for the first time then keeps them waiting.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

from readiness.data import queries
from readiness.screen.streamlit_internals import ends_run, rerun_request

_PAGES = Path(__file__).parents[1] / "pages"
_SECONDS_EACH = 20
Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]
_log = logging.getLogger("readiness")


def views() -> Iterator[str]:
    """The pages, each agency and each prefecture, as in the address."""
    agencies = len(queries.agency_stage(queries.latest_round("agency")))
    yield from (f"agency_karte?agency={number:02}" for number in range(1, agencies + 1))
    yield from (path.stem for path in sorted(_PAGES.glob("*.py")))
    rows = queries.local_adoption_by_prefecture(queries.latest_round("local"))
    yield from (f"prefecture_map?prefecture={code}" for code in rows["prefecture_code"])


async def rehearse(application: Application, asked: str) -> None:
    """Draw ``all`` views, or those that begin with ``asked``.

    The application is called as by a server, without a socket: nobody else can come in yet.
    """
    for view in views():
        if asked == "all" or view.startswith(asked):
            try:
                await asyncio.wait_for(_visit(application, view), _SECONDS_EACH)
            except TimeoutError:
                _log.warning("rehearsal of %s took more than %d seconds", view, _SECONDS_EACH)


async def _visit(application: Application, view: str) -> None:
    page, _, query = view.partition("?")
    coming: asyncio.Queue[Message] = asyncio.Queue()
    coming.put_nowait({"type": "websocket.connect"})
    coming.put_nowait({"type": "websocket.receive", "bytes": rerun_request(page, query)})

    async def send(message: Message) -> None:
        if message["type"] == "websocket.close":
            coming.put_nowait({"type": "websocket.disconnect", "code": 1000})
        if ends_run(message.get("bytes") or b""):
            coming.put_nowait({"type": "websocket.disconnect", "code": 1000})

    path = "/_stcore/stream"
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1"), (b"origin", b"http://127.0.0.1")],
        "subprotocols": ["streamlit"],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
        "state": {},
    }
    await application(scope, coming.get, send)
