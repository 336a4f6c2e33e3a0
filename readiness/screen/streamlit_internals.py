"""Everything of Streamlit that it does not promise to keep, in one place, each with a way on.

After an upgrade tests/screen/test_streamlit_internals.py says which part changed and what that costs.
A server with a changed part goes on without it, and its log says so once. Not here: Streamlit's page
and files, which deploy/page.py reads before Streamlit is imported.
"""

import logging
from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec, TypeVar

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
