"""The pass phrase of a presenter and the public name of the room it opens. No server, no screen.

The name is made from the phrase, so that any replica can tell who may steer without keeping anything,
and nobody can find the phrase from the name that all participants have.
"""

import base64
import hashlib
import hmac
import re
import secrets

KEY, ROOM = "steer", "follow"  # their names in a link
_SHAPE = re.compile(r"[A-Za-z0-9_-]{22}")


def new_key() -> str:
    """A pass phrase of 128 random bits."""
    return secrets.token_urlsafe(16)


def room_of(key: str) -> str:
    """The room that a pass phrase opens."""
    digest = hashlib.sha256(b"follow:" + key.encode("utf-8", "replace")).digest()
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def is_room(text: str) -> bool:
    """True for what may be the name of a room."""
    return _SHAPE.fullmatch(text) is not None


def may_steer(room: str, key: str) -> bool:
    """True if the phrase is the room's; takes as long for a wrong one."""
    return hmac.compare_digest(room_of(key).encode(), room.encode("utf-8", "replace"))
