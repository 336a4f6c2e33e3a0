"""Before the application: a file that may not come in is refused before it is read."""

from starlette.types import ASGIApp, Receive, Scope, Send

_ADDRESS = "/_stcore/upload_file/"
_FRAME_BYTES = 10_000  # of the form around a file


class Gate:
    """Asks the screens whether the session may send a file of this size."""

    def __init__(self, app: ASGIApp) -> None:
        self._application = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "PUT" and _ADDRESS in scope["path"]:
            status = _refusal(scope)
            if status:
                await send({"type": "http.response.start", "status": status, "headers": []})
                await send({"type": "http.response.body", "body": b""})
                return
        await self._application(scope, receive, send)


def _refusal(scope: Scope) -> int:
    # Imported here: a browser has its connection before the screens are there.
    from readiness.screen import uploads

    session, _, file = scope["path"].split(_ADDRESS, 1)[1].partition("/")
    length = dict(scope["headers"]).get(b"content-length", b"")
    size = int(length) if length.isdigit() and len(length) < 20 else 0
    return uploads.refusal(session, file, max(size - _FRAME_BYTES, 0))
