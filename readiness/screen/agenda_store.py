"""The agenda of an earlier visit: kept in the reader's browser, offered again, never taken up unasked.

An agenda goes with the session, and a session ends with its tab or with an address typed anew. The
browser keeps the newest agenda of this session and the one of the session before; nothing of it is
kept on the server.
"""

from secrets import token_hex

import streamlit as st

from readiness.agenda import agenda as agendas
from readiness.agenda.agenda import Agenda, AgendaFault

_KEY, _SESSION, _GONE = "agenda_store", "agenda_store_session", "agenda_store_gone"
_store = st.components.v2.component(
    _KEY,
    js="""
const NAME = "meeting-agenda", KEPT_MS = 30 * 86400 * 1000;

export default function ({ data, setStateValue }) {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    if (kept.now && kept.now.session !== data.session && data.agenda) kept.before = kept.now;
    if (data.agenda) kept.now = { agenda: data.agenda, session: data.session, at: Date.now() };
    for (const part of ["now", "before"]) {
      const one = kept[part];
      if (one && (data.gone.includes(one.agenda) || Date.now() - one.at > KEPT_MS)) delete kept[part];
    }
    localStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    return; // storage is blocked: the agenda lasts as long as the session
  }
  const other = kept.now?.session === data.session ? kept.before : kept.now;
  const found = other && other.agenda !== data.agenda ? other.agenda : "";
  if (found !== data.found) setStateValue("found", found);
}
""",
)


def keep(link: str) -> None:
    """Keep the session's agenda, "" for none; in every run, before the page is drawn. A ready-made one
    is never lost.
    """
    link = "" if link in agendas.READY_MADE else link
    session = st.session_state.setdefault(_SESSION, token_hex(8))
    told = st.session_state.get(_KEY) or {}
    found = told.get("found")
    data = {
        "agenda": link,
        "session": session,
        "found": found if isinstance(found, str) else "",
        "gone": tuple(st.session_state.get(_GONE, ())),  # in a list Streamlit looks for tables
    }
    _store(key=_KEY, data=data, default={"found": ""}, on_found_change=lambda: None)


def found() -> tuple[str, Agenda] | None:
    """Link and agenda of an earlier session that its browser still has; None if there is none to take up."""
    told = st.session_state.get(_KEY) or {}
    link = told.get("found")
    if not isinstance(link, str) or not link or link in st.session_state.get(_GONE, []):
        return None
    try:
        agenda = agendas.from_link(link)
    except AgendaFault:
        return None  # made for other data or by another program: nothing that could be offered
    return (link, agenda) if agenda.items else None


def forget(link: str) -> None:
    """The browser is not to keep it any longer."""
    st.session_state[_GONE] = [*st.session_state.get(_GONE, []), link]
