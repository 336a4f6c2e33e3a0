"""Short messages between the replicas on one machine: a socket in a directory for each of them.

Who may enter the directory may speak: it is the service's own. No port is opened and nothing is
stored; a message is worth what it says only until the next one.
"""

import asyncio
import json
import logging
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

_LETTERS = 4_000
_AGAIN_SECONDS = 0.05  # after a replica was too busy to take a message
_AGAIN_LIMIT = 200
_log = logging.getLogger("readiness")


class Relay:
    """``heard`` is called with each message of another replica; ``known`` says what one that has just
    begun should hear.
    """

    def __init__(
        self,
        directory: Path,
        heard: Callable[[dict[str, Any]], object],
        known: Callable[[], list[dict[str, Any]]],
    ) -> None:
        self._directory, self._heard, self._known = directory, heard, known
        self._socket: socket.socket | None = None
        self._path = directory / f"{os.getpid()}-{secrets.token_hex(4)}.sock"
        self._waiting = 0

    def open(self) -> None:
        """Begin to listen; alone, and said so in the log, where that cannot be."""
        if not hasattr(socket, "AF_UNIX"):
            return
        ours = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            ours.setblocking(False)
            ours.bind(str(self._path))
        except OSError as fault:
            ours.close()
            _log.warning("replicas cannot hear each other: %s", fault)
            return
        self._socket = ours
        asyncio.get_running_loop().add_reader(ours.fileno(), self._read)
        self.tell({"hello": self._path.name})

    def close(self) -> None:
        """Listen no more."""
        if self._socket:
            asyncio.get_running_loop().remove_reader(self._socket.fileno())
            self._socket.close()
            self._socket = None
            self._path.unlink(missing_ok=True)

    def tell(self, message: dict[str, Any]) -> None:
        """Send to every other replica."""
        if self._socket:
            for path in self._directory.glob("*.sock"):
                if path != self._path:
                    self._send(path, message)

    def _send(self, path: Path, message: dict[str, Any]) -> None:
        if not self._socket:
            return
        try:
            self._socket.sendto(json.dumps(message).encode(), str(path))
        except BlockingIOError:
            if self._waiting < _AGAIN_LIMIT:
                self._waiting += 1
                asyncio.get_running_loop().call_later(_AGAIN_SECONDS, self._again, path, message)
        except ConnectionRefusedError:
            path.unlink(missing_ok=True)  # its process has ended without a word
        except OSError:
            pass  # ended in this moment

    def _again(self, path: Path, message: dict[str, Any]) -> None:
        self._waiting -= 1
        self._send(path, message)

    def _read(self) -> None:
        while self._socket:
            try:
                told = json.loads(self._socket.recv(_LETTERS))
            except BlockingIOError:
                return
            except (OSError, ValueError, RecursionError):
                continue
            if not isinstance(told, dict):
                continue
            if isinstance(told.get("hello"), str):
                path = self._directory / Path(told["hello"]).name
                for one in self._known():
                    self._send(path, one)
            else:
                self._heard(told)
