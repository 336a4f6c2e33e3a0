"""One visitor's share of files: only what the page asked for, within limits per session and process.

Streamlit takes any file for any session that is open and keeps it as long as the session. Here a page
that has a place for files says how many and how large (``share``); the rest is refused, before its
bytes are read where deploy/ serves, and before they are kept in any case.
"""

import threading
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

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
    """Called by a page that has a place for files; the page before loses its share."""
    context = get_script_run_ctx()
    if context:
        with _lock:
            _shares[context.session_id] = (page, allowed)


def enter(page: str) -> None:
    """A run of ``page`` begins: another page's share ends."""
    context = get_script_run_ctx()
    if context:
        with _lock:
            if _shares.get(context.session_id, (page,))[0] != page:
                del _shares[context.session_id]


def forget(session: str) -> None:
    """The session has ended."""
    with _lock:
        _shares.pop(session, None)


def refusal(manager: MemoryUploadedFileManager, session: str, size: int, file: str = "") -> int:
    """0 if a file of ``size`` may be added to what the session has, else the status to answer with."""
    with _lock:
        _, allowed = _shares.get(session, ("", NOTHING))
    if not allowed.files:
        return 403
    held = {
        one: len(record.data)
        for one, record in list(manager.file_storage.get(session, {}).items())
        if one != file
    }
    if size > allowed.each:
        return 413
    if len(held) >= allowed.files or sum(held.values()) + size > allowed.together:
        return 429
    return 507 if manager._total_bytes + size > PROCESS_BYTES else 0


def _limit(manager: type[MemoryUploadedFileManager]) -> None:
    add, remove_all = manager.add_file, manager.remove_session_files

    def add_file(self: MemoryUploadedFileManager, session_id: str, file: UploadedFileRec) -> None:
        status = refusal(self, session_id, len(file.data), file.file_id)
        if status:
            raise HTTPException(status_code=status)
        add(self, session_id, file)

    def remove_session_files(self: MemoryUploadedFileManager, session_id: str) -> None:
        forget(session_id)
        remove_all(self, session_id)

    manager.add_file = add_file  # type: ignore[method-assign]
    manager.remove_session_files = remove_session_files  # type: ignore[method-assign]


_limit(MemoryUploadedFileManager)


def refusal_of(session: str, file: str, size: int) -> int:
    """As ``refusal``, asked of the server that runs."""
    if not runtime.exists():
        return 403
    manager = runtime.get_instance()._uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    return refusal(manager, session, size, file)
