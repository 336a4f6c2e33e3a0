"""The websocket of uvicorn, whose server says something every two seconds: ``uvicorn --ws deploy.pings:Pings``.

A proxy on another machine takes silence for a machine that is gone (deploy/configure.py), and packets that
vanish tell it nothing else. uvicorn's own keepalive waits for each answer before it asks again, so that a
visitor whose network stalls would look like a server that is gone. On one machine nothing vanishes, and
uvicorn's own, every 20 s, is enough.
"""

import os
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

EVERY_SECONDS = 2.0
GONE_SECONDS = 20.0  # a visitor who has not answered for so long
_HERE = "127.0.0.1"  # READINESS_LISTEN of a server whose proxy is on this machine


class Pings(WebSocketsSansIOProtocol):
    """Asks without waiting for the answer; ends the connection of a visitor who answers nothing."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._is_apart = os.environ.get("READINESS_LISTEN", _HERE) != _HERE
        if self._is_apart:
            self.ping_interval, self.ping_timeout = EVERY_SECONDS, None
        self._heard_at = self.loop.time()

    def data_received(self, data: bytes) -> None:
        """Note that the visitor is there."""
        self._heard_at = self.loop.time()
        super().data_received(data)

    def send_keepalive_ping(self) -> None:
        """Ask, unless nothing was answered for too long."""
        if self.read_paused:  # nobody listens: what was answered is not read yet
            self._heard_at = self.loop.time()
        if self._is_apart and self.loop.time() - self._heard_at > GONE_SECONDS:
            self.keepalive_timeout()
        else:
            super().send_keepalive_ping()
