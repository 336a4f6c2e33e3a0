"""The reader's window: of the two layouts of a figure only the one that fits its width is sent, and
its page says in which language it is, by which a screen reader chooses its voice.
"""

from contextvars import ContextVar

import streamlit as st

from readiness.language.wording import language

_KEY = "window"
_narrow = ContextVar("narrow", default=False)
# Tells the width once if the server is mistaken, and again whenever the window crosses the line.
_watch = st.components.v2.component(
    "window_width",
    js="""
export default function ({ data, setStateValue }) {
  document.documentElement.lang = data.language;
  const narrow = window.matchMedia("(max-width: 640px)");
  const tell = () => {
    if (narrow.matches !== data.is_narrow) setStateValue("is_narrow", narrow.matches);
  };
  tell();
  narrow.addEventListener("change", tell);
  return () => narrow.removeEventListener("change", tell);
}
""",
)


def is_narrow() -> bool:
    """True if the window of this run's reader is at most 640 px wide."""
    return _narrow.get()


def take_up() -> None:
    """Learn the width from the browser; in every run before anything is drawn.

    Before the browser has said anything a telephone is known by its name, everything else is wide.
    """
    told = st.session_state.get(_KEY)
    if told is None:
        told = {"is_narrow": "Mobi" in st.context.headers.get("User-Agent", "")}
    _narrow.set(told.get("is_narrow") is True)
    width = {"is_narrow": is_narrow()}
    data = width | {"language": language()}
    _watch(key=_KEY, data=data, default=width, on_is_narrow_change=lambda: None)
