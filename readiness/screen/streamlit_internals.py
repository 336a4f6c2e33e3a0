"""Everything of Streamlit that it does not promise to keep, in one place, each with a way on.

After an upgrade tests/screen/test_streamlit_internals.py says which part changed and what that costs.
A server with a changed part goes on without it, and its log says so once. Not here: Streamlit's page
and files, which deploy/page.py reads before Streamlit is imported.
"""

import logging
from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

import streamlit as st
from streamlit import runtime

P = ParamSpec("P")
R = TypeVar("R")
_log = logging.getLogger("readiness")


@cache
def _say_once(what: str, fault: str) -> None:
    _log.error("this Streamlit is not the one the dashboard was made for: %s (%s)", what, fault)


def _without_it(what: str, otherwise: R) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """``otherwise`` where an upgrade took away what the function uses; ``what`` the reader loses."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def careful(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return function(*args, **kwargs)
            except (ImportError, AttributeError, TypeError, ValueError) as fault:
                _say_once(what, f"{function.__name__}: {fault}")
                return otherwise

        return careful

    return decorate


@_without_it("the first deep link of a fresh server has no menu", False)
def take_over_pages() -> bool:
    """Have app.py declare the pages; True if Streamlit had found them in pages/ by itself until now."""
    from streamlit.runtime.pages_manager import PagesManager

    found_by_itself = bool(PagesManager.uses_pages_directory)
    PagesManager.uses_pages_directory = False
    return found_by_itself


@_without_it("open screens do not follow a new round by themselves", False)
def is_served() -> bool:
    """True in a server; a test of one page has a stand-in for it, without sessions."""
    return runtime.exists() and type(runtime.get_instance()) is runtime.Runtime


@_without_it("open screens do not follow a new round by themselves", None)
def rerun_open_screens() -> None:
    """Have every open screen run again, with what its reader has chosen.

    A timer in each session would cost a run every second; this costs nothing while nothing
    happens. The same call serves Streamlit itself when a source file changes.
    """
    served = runtime.get_instance()
    loop = served._get_async_objs().eventloop
    for info in served._session_mgr.list_active_sessions():
        session = info.session
        loop.call_soon_threadsafe(session.request_rerun, session._client_state)


@_without_it("how many screens are open is not known to who watches", 0)
def open_sessions() -> int:
    """Number of open screens of this server; 0 where there is none."""
    if not is_served():
        return 0
    return len(runtime.get_instance()._session_mgr.list_active_sessions())


def version() -> str:
    """Of Streamlit."""
    return str(st.__version__)


# Without an answer nobody writes: true means that only who has signed in is an officer.
@_without_it("whether sign-in is set up cannot be read: nobody may write", True)
def has_sign_in() -> bool:
    """The secrets name an identity provider. A look, without the message that reading would show."""
    return st.secrets.load_if_toml_exists() and bool(st.secrets.get("auth"))


@_without_it("no screen is rehearsed before a replica opens", b"")
def rerun_request(page: str, query: str) -> bytes:
    """What a browser sends to have a page run; empty if it cannot be made."""
    from streamlit.proto.BackMsg_pb2 import BackMsg

    request = BackMsg()
    request.rerun_script.page_name, request.rerun_script.query_string = page, query
    return bytes(request.SerializeToString())


@_without_it("a rehearsal ends after its first message", True)
def ends_run(message: bytes) -> bool:
    """Whether the server says by this message that the script has run to its end."""
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    answer = ForwardMsg()
    answer.ParseFromString(message)
    return answer.WhichOneof("type") == "script_finished"


_OF_A_SCREEN = frozenset(
    "rerun_script stop_script app_heartbeat file_urls_request backend_operation_request".split()
)


@_without_it("messages of screens are taken unread", True)
def is_of_a_screen(data: bytes) -> bool:
    """Whether a message is one that a screen of ours sends; Streamlit's developers' menu sends others,
    one of which empties the caches for everybody.
    """
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
    from streamlit.proto.BackMsg_pb2 import BackMsg

    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return False
    return message.WhichOneof("type") in _OF_A_SCREEN


# Without a number no session is given a share, and nobody sends a file.
@_without_it("nobody can send a file", "")
def session_number() -> str:
    """Of the session whose run this is; "" outside a run."""
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx()
    return str(context.session_id) if context else ""


_FULL: tuple[dict[str, int], int] = ({}, 2**62)


@_without_it("nobody can send a file", _FULL)
def files_held(session: str) -> tuple[dict[str, int], int]:
    """File -> bytes of what a session has sent, and the bytes of all sessions."""
    manager = runtime.get_instance()._uploaded_file_mgr
    held = list(manager.file_storage.get(session, {}).items())  # type: ignore[attr-defined]
    return {name: len(one.data) for name, one in held}, manager._total_bytes  # type: ignore[attr-defined]


def guard_uploads(refusal: Callable[[str, str, int], int], forget: Callable[[str], None]) -> None:
    """Ask ``refusal(session, file, bytes)`` before a file is kept; ``forget(session)`` when one ends.

    An upgrade that takes this away ends the start of the server: without it any visitor could fill the
    memory.
    """
    from starlette.exceptions import HTTPException
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager as Manager

    add, remove_all = Manager.add_file, Manager.remove_session_files

    def add_file(self: Manager, session_id: str, file: Any) -> None:
        status = refusal(session_id, file.file_id, len(file.data))
        if status:
            raise HTTPException(status_code=status)
        add(self, session_id, file)

    def remove_session_files(self: Manager, session_id: str) -> None:
        forget(session_id)
        remove_all(self, session_id)

    Manager.add_file = add_file  # type: ignore[method-assign]
    Manager.remove_session_files = remove_session_files  # type: ignore[method-assign]


@_without_it("tables are put into words anew in every run", None)
def keep_worded_tables() -> None:
    """What Streamlit makes of a Styler is kept as long as the Styler is.

    A table of sixty rows that is chosen from took half of its page's time in every run.
    """
    arrow: Any = import_module("streamlit.elements.arrow")
    table: Any = import_module("streamlit.elements.table")
    worded = arrow.marshall_styler
    if worded is not table.marshall_styler or hasattr(worded, "__wrapped__"):
        return
    made: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()

    @wraps(worded)
    def kept(proto: Any, styler: Any, default_uuid: str) -> None:
        if styler not in made:
            once = type(proto)()
            worded(once, styler, default_uuid)
            made[styler] = once
        proto.MergeFrom(made[styler])

    arrow.marshall_styler = table.marshall_styler = kept
