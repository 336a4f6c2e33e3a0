"""The reader's window: of the two layouts of a figure only the one that fits its width is sent, a large
window is filled in proportion, and its page says in which language it is, by which a screen reader
chooses its voice.

Letters, gaps and figures of a window of 1280 x 720 pixels are the measure; ``scale`` says how many times
as large they are. The browser sets its letters itself and tells the server for figures and maps. It
keeps the number in a cookie, so that the next page is drawn in its size at once.
"""

from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from readiness.language.wording import language

_KEY, _COOKIE, _BARE = "window", "window_scale", "window_without_webgl"
SCALES = tuple(eighths / 8 for eighths in range(8, 25))
_narrow = ContextVar("narrow", default=False)
_scale = ContextVar("scale", default=1.0)
_without_cookies = ContextVar("without_cookies", default=False)
_without_webgl = ContextVar("without_webgl", default=False)
# Tells width and scale once if the server is mistaken, and again whenever they change.
_watch = st.components.v2.component(
    "window_width",
    js=Path(__file__).with_name("scale.js").read_text(encoding="utf-8")
    + """
let webgl;
const hasWebGL = () =>
  (webgl ??= Boolean(document.createElement("canvas").getContext("webgl2")));
// Streamlit calls this function for each change of data and ends only the last call.
let end;
export default function ({ data, setStateValue }) {
  end?.();
  document.documentElement.lang = data.language;
  const tell = () => {
    const narrow = window.innerWidth <= 640;
    const scale = windowScale();
    const bare = !hasWebGL();
    document.cookie = `window_without_webgl=${bare ? 1 : 0};path=/;max-age=31536000;SameSite=Strict`;
    if (bare !== data.is_without_webgl) setStateValue("is_without_webgl", bare);
    const blocked = !document.cookie.includes("window_scale=");
    if (blocked !== data.is_without_cookies) setStateValue("is_without_cookies", blocked);
    if (narrow !== data.is_narrow) setStateValue("is_narrow", narrow);
    if (scale !== data.scale) setStateValue("scale", scale);
  };
  let waiting = 0;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(tell, 150); };
  tell();
  window.addEventListener("resize", later);
  return end = () => { clearTimeout(waiting); window.removeEventListener("resize", later); };
}
""",
)


def is_narrow() -> bool:
    """True if the window of this run's reader is at most 640 px wide."""
    return _narrow.get()


def scale() -> float:
    """How many times as large as in a window of 1280 x 720 everything is: 1 to 3, in eighths."""
    return _scale.get()


def is_without_cookies() -> bool:
    """True if the browser keeps no cookie of ours: then the server cannot tell who sends a file."""
    return _without_cookies.get()


def is_without_webgl() -> bool:
    """True if the browser draws no WebGL, as on thin clients: maps are drawn as SVG then."""
    return _without_webgl.get()


def take_up() -> None:
    """Learn the window from the browser; in every run before anything is drawn.

    Before the browser has said anything a telephone is known by its name, a large window by the cookie
    of an earlier visit, everything else is 1280 pixels wide.
    """
    told = st.session_state.get(_KEY) or {}
    usual = {
        "is_narrow": "Mobi" in st.context.headers.get("User-Agent", ""),
        "scale": _of_cookie(),
        "is_without_cookies": False,
        "is_without_webgl": st.context.cookies.get(_BARE) == "1",
    }
    window = {name: usual[name] if told.get(name) is None else told[name] for name in usual}
    if window["scale"] not in SCALES:
        window["scale"] = 1.0
    _narrow.set(window["is_narrow"] is True)
    _scale.set(float(window["scale"]))
    _without_cookies.set(window["is_without_cookies"] is True)
    _without_webgl.set(window["is_without_webgl"] is True)
    data = window | {"language": language()}
    _watch(
        key=_KEY,
        data=data,
        default=window,
        on_is_narrow_change=lambda: None,
        on_scale_change=lambda: None,
        on_is_without_cookies_change=lambda: None,
        on_is_without_webgl_change=lambda: None,
    )


def _of_cookie() -> float:
    try:
        return float(st.context.cookies.get(_COOKIE, "1"))
    except ValueError:
        return 1.0
