"""One visitor's share of files: only what the page asked for, within limits per session and process.

Streamlit takes any file for any session that is open and keeps it as long as the session. Here a page
that has a place for files says how many and how large (``share``); the rest is refused, before its
bytes are read where deploy/ serves, and before they are kept in any case.
"""

import threading
from dataclasses import dataclass

import streamlit as st

from readiness.language.wording import t
from readiness.screen import window
from readiness.screen.streamlit_internals import (
    files_held,
    guard_uploads,
    session_number,
)

PROCESS_BYTES = 400_000_000


@dataclass(frozen=True)
class Share:
    """What one session may have here at a time: number of files, bytes of each, bytes of all."""

    files: int = 0
    each: int = 0
    together: int = 0


NOTHING = Share()
OFFICER = Share(files=60, each=20 * 2**20, together=100 * 2**20)  # 47 prefectures' forms
READER = Share(files=4, each=300_000, together=1_000_000)  # an agenda, a self-check

_lock = threading.Lock()
_shares: dict[
    str, tuple[str, Share]
] = {}  # session -> the page that has a place for files, its share


def share(page: str, allowed: Share) -> None:
    """Called by a page before its place for files; the page before loses its share.

    A browser without cookies cannot send any (the server would not know from whom), which is said.
    """
    if allowed.files and window.is_without_cookies():
        st.warning(t("uploads.no_cookies"))
    session = session_number()
    if session:
        with _lock:
            _shares[session] = (page, allowed)


def enter(page: str) -> None:
    """A run of ``page`` begins: another page's share ends."""
    session = session_number()
    with _lock:
        if _shares.get(session, (page,))[0] != page:
            del _shares[session]


def forget(session: str) -> None:
    """The session has ended."""
    with _lock:
        _shares.pop(session, None)


def refusal(session: str, file: str, size: int) -> int:
    """0 if a file of ``size`` may be added to what the session has, else the status to answer with."""
    with _lock:
        _, allowed = _shares.get(session, ("", NOTHING))
    if not allowed.files:
        return 403
    if size > allowed.each:
        return 413
    held, in_all = files_held(session)
    held.pop(file, None)
    if len(held) >= allowed.files or sum(held.values()) + size > allowed.together:
        return 429
    return 507 if in_all + size > PROCESS_BYTES else 0


guard_uploads(refusal, forget)
