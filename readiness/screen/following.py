"""The room that follows a presenter, seen from Streamlit: the links into it, and the way back to the
slides from a screen that was opened behind one. Steering itself is between browsers and deploy/follow.py.
"""

from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

import streamlit as st

from readiness.agenda.following import KEY, ROOM, is_room, new_key, room_of
from readiness.language.wording import t

_BESIDE = "beside"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_beside = st.components.v2.component(
    "beside_show", js=Path(__file__).with_name("beside.js").read_text(encoding="utf-8")
)


def room() -> tuple[str, bool]:
    """(the room in the URL, whether the URL names one that cannot be); "" without one."""
    asked = st.query_params.get(ROOM, "")
    return (asked, False) if is_room(asked) else ("", bool(asked))


def offer(parameters: dict[str, str]) -> dict[str, str]:
    """A switch; when it is on the participants' link to the show of ``parameters``. What the
    presenter's own link has besides.
    """
    if not st.toggle(t("meeting.follow"), key="meeting_follow", help=t("meeting.follow_hint")):
        return {}
    key = st.session_state.setdefault("meeting_steer", new_key())
    name = room_of(key)
    address = str(st.context.url or "")
    whole = urljoin(address, "show") + "?" + urlencode(parameters | {ROOM: name})
    st.code(whole, language=None, wrap_lines=len(whole) < 300)
    if urlsplit(address).hostname in _LOOPBACK:
        st.markdown(f":small[:gray[{t('meeting.follow_here_only')}]]")
    return {ROOM: name, KEY: key}


def way_back() -> None:
    """On screens that were opened from a slide: where the presenter is, and one key back to the slide."""
    if st.query_params.get(_BESIDE) == "show":
        st.session_state[_BESIDE] = True  # a change of page drops the URL's parameters
    if st.session_state.get(_BESIDE):
        place = t("beside.place", number="{number}", count="{count}")
        _beside(key="beside_show", data={"back": t("beside.back"), "place": place})
