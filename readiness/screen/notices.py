"""What a link asks for and does not get: said as long as what stands in its place is shown.

The first run that reads a link takes what it did not understand out of the address, and more runs follow
at once; the session keeps the sentence until its reader chooses something else or leaves the page.
"""

from typing import Any

import streamlit as st

from readiness.language.wording import listed, t
from readiness.screen.plain import plain
from readiness.subjects.subject import READERS_OWN

_KEY = "link_notices"
_LONGEST = 40  # letters of what was given
_NAMED = 5  # of the names that nothing answers to
_OTHERS = "?"


def enter(page: str) -> None:
    """A run of ``page`` begins: what was said of another page's link is over."""
    if st.session_state.get(_KEY, {}).get("", page) != page:
        del st.session_state[_KEY]
    st.session_state.setdefault(_KEY, {})[""] = page


def ignored(name: str, given: str, *, shown: str, value: Any, fault: object = "") -> None:
    """``name=given`` of the link is not offered; ``shown``, in words, stands in its place as ``value``."""
    key = "choice.instead" if shown else "choice.not_chosen"
    line = t(key, name=name, given=given[:_LONGEST], shown=shown, fault=fault)
    _kept()[name] = (line, value)


def say(name: str, value: Any) -> None:
    """What is to be said of ``name``, unless another value than the one shown then has been chosen."""
    line, shown = _kept().get(name, ("", None))
    if line and shown == value:
        st.warning(plain(line))
    else:
        _kept().pop(name, None)


def only(*names: str) -> None:
    """Name what the link has beside ``names``, and take it out of the address."""
    others = [name for name in st.query_params if name not in {*names, *READERS_OWN}]
    for name in others:
        del st.query_params[name]
    if others:
        named = listed(name[:_LONGEST] for name in others[:_NAMED])
        offered = ", ".join(names) or t("choice.nothing")
        _kept()[_OTHERS] = (t("choice.no_such_here", name=named, known=offered), "")
    say(_OTHERS, "")


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = st.session_state.setdefault(_KEY, {})
    return kept
