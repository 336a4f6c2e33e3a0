"""Screens that follow the store: one state per run, new rounds on all open screens, who may write."""

import atexit
import logging
import os
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from readiness import store
from readiness.data import observed, past, queries, warehouse
from readiness.data.keeping import weight
from readiness.language.links import without_ending
from readiness.language.wording import LANGUAGES, language, listed, moment, speak, t
from readiness.screen import turns, window
from readiness.screen.plain import plain
from readiness.screen.streamlit_internals import has_sign_in, is_served, rerun_open_screens
from readiness.store import officers
from readiness.subjects.subject import Subject

P = ParamSpec("P")
R = TypeVar("R")
_PERIOD_SECONDS = 1.0
REQUEST_HEADER = "X-Readiness-Request"  # deploy/gate.py writes it, whatever a visitor sent
KEPT_BYTES = 96_000_000  # of figures, shows and what else is made once for all visitors
_log = logging.getLogger("readiness")


def cached_up_to(max_entries: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """``cached`` for results so big that only a few are worth keeping."""
    return partial(cached, max_entries=max_entries)


def cached(function: Callable[P, R], max_entries: int = 512) -> Callable[P, R]:
    """Keep what a pure function of plain values returned, until a round is published.

    Shared by all sessions, so never change it. State of the data, language and layout are part of
    the key; a subject is as good an argument as a plain value.
    """
    kept = _kept(function, max_entries)

    @wraps(function)
    def current(*args: P.args, **kwargs: P.kwargs) -> R:
        # One text in place of values: Streamlit would pickle each of them to find the entry.
        seen = warehouse.shared().token, language(), window.is_narrow(), window.scale()
        spelling = _spelled((*seen, args, tuple(kwargs.items())))
        # By name: of an argument without one Streamlit asks the function's signature each time.
        value: R = kept(spelling=spelling, _function=function, _args=args, _kwargs=kwargs)
        return value

    return current


def _spelled(value: Any) -> str:
    """A text that no other value has; raises TypeError for what is no plain value and no subject."""
    if isinstance(value, tuple):
        return f"({','.join(map(_spelled, value))})"
    if value is None or isinstance(value, str | int | float):
        return repr(value)
    if isinstance(value, Subject):
        return f"{type(value).__module__}.{value!r}"
    raise TypeError(f"{type(value)} is no part of a key")


@dataclass
class _Keeper:
    """Streamlit's cache of one function, and what went into it since it was empty."""

    keep: Any
    max_entries: int
    size: int = 0
    count: int = 0

    def empty(self) -> None:
        """Also the locks, which Streamlit keeps for every key that there ever was."""
        self.size = self.count = 0
        self.keep.clear()


_keepers: dict[tuple[Any, ...], _Keeper] = {}
_counting = threading.Lock()


def _kept(function: Callable[..., Any], max_entries: int) -> Callable[..., Any]:
    """The cache of a function, the same for each of its definitions.

    A page defines its functions anew in every run; their code stays the same object. Streamlit would
    read and hash the source of each again, which cost more than answering from the cache.
    """
    code = getattr(function, "__code__", None)
    key = (function.__module__, function.__qualname__, code, getattr(code, "co_filename", ""))
    if key not in _keepers:

        def spelled(*, spelling: str, _function: Any, _args: Any, _kwargs: Any) -> Any:
            value = _function(*_args, **_kwargs)
            _count(_keepers[key], weight((spelling, value)))
            return value

        # Pages all run as __main__: file and line tell their functions apart.
        line = f"{key[3]}:{getattr(code, 'co_firstlineno', '')}"
        spelled.__module__ = f"{function.__module__} {line}"
        spelled.__qualname__ = function.__qualname__
        keep = st.cache_resource(show_spinner=False, max_entries=max_entries)
        _keepers[key] = _Keeper(keep(spelled), max_entries)
    return _keepers[key].keep


def _count(keeper: _Keeper, size: int) -> None:
    """Note what is kept. Beyond KEPT_BYTES the function that has most begins anew, and any function of
    which a multiple of its entries has been asked for.
    """
    with _counting:
        keeper.size, keeper.count = keeper.size + size, keeper.count + 1
        every = list(_keepers.values())  # a copy: a run may be adding one
        full = [one for one in every if one.count > 4 * one.max_entries]
        if sum(one.size for one in every) > KEPT_BYTES:
            full.append(max(every, key=lambda one: one.size))
        for one in full:
            one.empty()


def forget() -> None:
    """Keep nothing of what was made for screens."""
    with _counting:
        # A copy: a run may be adding one, and a fault here would leave open screens as they are.
        for keeper in list(_keepers.values()):
            keeper.empty()
    st.cache_resource.clear()


def enter() -> None:
    """Hold one state of the data for this run: today's, or the one of ``?as_of=`` in the URL."""
    _watch()
    if _preview():
        return
    as_of = st.query_params.get("as_of", st.session_state.get("as_of", ""))
    try:
        as_of = past.named(as_of) if as_of else ""
        # What was taken back is for those who may take back.
        warehouse.pin(as_of, with_withdrawn=bool(as_of and officer().name))
    except (store.StoreFault, ValueError) as fault:
        warehouse.pin()
        as_of = ""
        st.session_state.pop("as_of", None)
        if isinstance(fault, store.StoreFault):
            st.warning(plain(str(fault)))
        else:
            st.warning(plain(t("live.bad_as_of", fault=fault)))
            st.page_link("pages/publish.py", label=t("live.choose_as_of"))
    asked = st.query_params.get("lang", "")
    if asked and _language_of(asked) is None:
        st.warning(plain(t("live.bad_language", given=asked[:40], offered=", ".join(LANGUAGES))))
    if as_of:
        # A change of page drops the URL's parameters: the session keeps this one.
        st.session_state["as_of"] = st.query_params["as_of"] = as_of
        line, way_back = st.columns([8, 2], vertical_alignment="center")
        line.markdown(t("live.as_of", at=moment(as_of)))
        way_back.button(t("live.today"), key="live_today", on_click=_back_to_today, width="stretch")


def _preview() -> bool:
    """Hold the state with the draft of ``?preview=`` in it, a survey's code; for officers only. True if
    this run shows it.
    """
    code = st.query_params.get("preview", st.session_state.get("preview", ""))
    if not code:
        return False
    # The reception is loaded for who looks at a draft only.
    from readiness.intake import PublishRefused, previewing

    try:
        if not officer().name:
            raise store.StoreFault(t("live.preview_not"))
        name = previewing.name_of(code)
        warehouse.hold(warehouse.with_draft(name, lambda: previewing.round_of(code)))
    except (store.StoreFault, PublishRefused) as fault:
        _leave_preview()
        st.warning(plain(str(fault)))
        return False
    # A change of page drops the URL's parameters: the session keeps this one.
    st.session_state["preview"] = st.query_params["preview"] = code
    with st.container(key="practice_banner_draft"):
        line, way_back = st.columns([8, 2], vertical_alignment="center")
        line.markdown(t("live.preview", code=plain(code)))
        way_back.button(
            t("live.preview_leave"), key="live_preview", on_click=_leave_preview, width="stretch"
        )
    return True


def _leave_preview() -> None:
    st.session_state.pop("preview", None)
    st.query_params.pop("preview", None)


def take_up_language() -> None:
    """Speak the language of ``?lang=`` in the URL, else the one the session keeps.

    First call of every run, and of a callback that has words of its own: those run before it.
    """
    in_url = _language_of(st.query_params.get("lang", ""))
    if in_url:
        st.session_state["lang"] = in_url
    speak(st.session_state.get("lang", LANGUAGES[0]))


def language_to_url() -> None:
    """A change of page drops the URL's parameters: the session keeps the language and puts it back."""
    code = language()
    if code != LANGUAGES[0] and _language_of(st.query_params.get("lang", "")) != code:
        st.query_params["lang"] = code


def _language_of(text: str) -> str | None:
    """The language that ``?lang=`` names; None if there is none so named."""
    return next((code for code in LANGUAGES if code in (text, without_ending(text))), None)


def later(function: Callable[[], R]) -> Callable[[], R]:
    """``function`` for a download made when asked for: in this run's language, from its data, in turn."""
    context = copy_context()

    def in_turn() -> R:
        with turns.HEAVY.for_download():
            return function()

    return lambda: context.copy().run(in_turn)


def _back_to_today() -> None:
    st.session_state.pop("as_of", None)
    st.query_params.pop("as_of", None)


def practice_banner() -> None:
    """Say on every screen that fictional answers are among what it shows."""
    labels = queries.practice_rounds()
    if labels:
        with st.container(key="practice_banner"):
            st.markdown(t("live.practice", rounds=listed(labels)))


_watcher = threading.Thread(target=lambda: _follow(), name="store-watch", daemon=True)
_starting = threading.Lock()
_stopping = threading.Event()


def _watch() -> None:
    """Start the one thread of this process that looks at the store and wakes the open screens."""
    with _starting:
        if is_served() and not _watcher.is_alive() and not _stopping.is_set():
            _watcher.start()
            atexit.register(_stop)


def _stop() -> None:
    """End the thread before the interpreter ends: native code of the database may not be cut off."""
    _stopping.set()
    _watcher.join(5)


def published() -> None:
    """Show at once, on every screen of this process, what has just been written."""
    if warehouse.refresh():
        forget()
    if is_served():
        rerun_open_screens()


def _follow() -> None:
    while not _stopping.wait(_PERIOD_SECONDS):
        try:
            if warehouse.refresh():
                forget()
                rerun_open_screens()
        except Exception:
            # The thread is all that keeps open screens current: it must outlive any one fault.
            _log.exception("store watch")


def _connection() -> tuple[dict[str, str], str]:
    """Headers of the visitor's connection, and the address it came from; "" for this machine."""
    return dict(st.context.headers.items()), st.context.ip_address or ""


def observed_run(function: Callable[P, R]) -> Callable[P, R]:
    """A run of a screen, with the number of its connection for the log and its seconds counted."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        observed.request.set(st.context.headers.get(REQUEST_HEADER, ""))
        turns.take_up()
        _officer.set({})
        began = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            _officer.set(None)  # who presses a button is looked at anew
            observed.here.ran(time.perf_counter() - began)

    return run


_officer: ContextVar[dict[str, officers.Officer] | None] = ContextVar("officer", default=None)


def officer() -> officers.Officer:
    """Who is at the screen, as far as writing is concerned; found once in a run."""
    found = _officer.get()
    if found is None:
        return _find_officer()
    if not found:
        found[""] = _find_officer()
    return found[""]


def _find_officer() -> officers.Officer:
    headers, peer = _connection()
    can_sign_in = has_sign_in()
    return officers.officer(
        os.environ,
        # Streamlit looks up who has signed in each time it is asked.
        claims=dict(st.user.to_dict()) if can_sign_in else {},
        headers=headers,
        server_address=str(st.get_option("server.address")),
        peer=peer,
        can_sign_in=can_sign_in,
    )
