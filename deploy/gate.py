"""Before the application: what no visitor may send is turned away, without a word in the log.

A file that may not come in, before it is read; and on the connection of a screen anything but what a
screen says. Streamlit would empty every cache of the server because one visitor asks for it, and write
a traceback for each message that it cannot read.
"""

import asyncio
import importlib
import re
import secrets
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from readiness.data import observed

_ADDRESS = "/_stcore/upload_file/"
_FRAME_BYTES = 10_000  # of the form around a file
MESSAGE_BYTES = 1_000_000  # choices of a screen; the longest agenda takes a tenth
_NOT_UNDERSTOOD, _TOO_BIG = 1003, 1009
_REQUEST = b"x-readiness-request"  # readiness/screen/live.py reads it
_NUMBER = re.compile("[0-9a-f]{32}")


class Gate:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._application = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = _numbered(scope)
        if scope["type"] == "http" and scope["method"] == "PUT" and _ADDRESS in scope["path"]:
            status = await _refusal(scope)
            if status:
                await send({"type": "http.response.start", "status": status, "headers": []})
                await send({"type": "http.response.body", "body": b""})
                return
        if scope["type"] == "websocket":
            receive = _Understood(receive, send).receive
        await self._application(scope, receive, send)


def _numbered(scope: Scope) -> Scope:
    """With the number of this request in a header of ours: the proxy's, else one made here."""
    kept = [(name, value) for name, value in scope["headers"] if name != _REQUEST]
    given = next((value.decode("latin-1") for name, value in kept if name == b"x-request-id"), "")
    number = given if _NUMBER.fullmatch(given) else secrets.token_hex(16)
    observed.request.set(number)
    return {**scope, "headers": [*kept, (_REQUEST, number.encode())]}


class _Understood:
    """A connection that ends at the first message which no screen sends."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        data = message.get("bytes")
        code = _TOO_BIG if data and len(data) > MESSAGE_BYTES else 0
        if not code and not (data and (await _screens()).is_of_a_screen(data)):
            code = _NOT_UNDERSTOOD
        if not code:
            return message
        await self._send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}


_imported: dict[str, Any] = {}


async def _screens(name: str = "streamlit_internals") -> Any:
    """A module of the screens, imported beside the loop: a browser has its connection before."""
    if name not in _imported:
        whole = f"readiness.screen.{name}"
        _imported[name] = await asyncio.to_thread(importlib.import_module, whole)
    return _imported[name]


async def _refusal(scope: Scope) -> int:
    uploads = await _screens("uploads")
    session, _, file = scope["path"].split(_ADDRESS, 1)[1].partition("/")
    length = dict(scope["headers"]).get(b"content-length", b"")
    size = int(length) if length.isdigit() and len(length) < 20 else 0
    return int(uploads.refusal(session, file, max(size - _FRAME_BYTES, 0)))
