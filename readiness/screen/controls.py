"""Controls of pages that are no subject, bound to the URL.

A choice that a person makes lives in the URL as a code, never as a label: a link keeps its meaning
when wording or language changes.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from readiness.language.wording import said, saying, t
from readiness.screen import notices
from readiness.subjects.choices import One, UnknownChoice, read
from readiness.subjects.local import governments


def _from_url(key: str, control: str, choice: One) -> None:
    """Seed the widget: a new value in the URL wins, then what the session kept, then the default."""
    in_url = st.query_params.get(control)
    if st.session_state.get(key) not in choice.options:
        st.session_state[key] = choice.default
    if in_url is not None and in_url != st.session_state.get(f"{key}_in_url"):
        try:
            st.session_state[key] = read(choice, in_url)
        except UnknownChoice as fault:
            value = st.session_state[key]
            shown = said(choice.options[value])
            notices.ignored(control, in_url, shown=shown, value=value, fault=fault)
    notices.say(control, st.session_state[key])


def _to_url(key: str, control: str, value: str, default: str) -> None:
    if value == default:
        st.query_params.pop(control, None)
    elif st.query_params.get(control) != value:
        st.query_params[control] = value
    st.session_state[f"{key}_in_url"] = value


def _one(
    widget: Callable[..., Any],
    page: str,
    control: str,
    options: Mapping[str, str],
    label: str,
    default: str,
    **look: Any,
) -> str:
    """One of code -> label, chosen with ``widget``; kept in the URL as ``?control=code``."""
    key = f"{page}_{control}"
    default = default or next(iter(options))
    _from_url(key, control, One(options, default))
    chosen = widget(
        label,
        list(options),
        format_func=saying(options),
        key=key,
        label_visibility="collapsed",
        persist_state="session",
        **look,
    )
    _to_url(key, control, str(chosen), default)
    return str(chosen)


def select(
    page: str, control: str, options: Mapping[str, str], *, label: str, default: str = ""
) -> str:
    """A select box over code -> label; the chosen code, kept in the URL as ``?control=code``."""
    return _one(st.selectbox, page, control, options, label, default)


def segments(
    page: str, control: str, options: Mapping[str, str], *, label: str, default: str = ""
) -> str:
    """A row of buttons over code -> label, one chosen; kept in the URL as ``?control=code``."""
    return _one(st.segmented_control, page, control, options, label, default, required=True)


def find_government(page: str, *, label: str, go_to: str) -> None:
    """The search box over all governments by name, reading or code; a choice opens ``go_to`` with
    ``?code=``.
    """
    options = governments.labels()
    code = st.selectbox(
        label,
        list(options),
        index=None,
        format_func=options.__getitem__,
        placeholder=t("find.placeholder"),
        key=f"{page}_code",
        label_visibility="collapsed",
    )
    if code:
        st.switch_page(go_to, query_params={"code": code})


_UPLOAD_STYLE = """<style>
[data-testid="stFileUploaderDropzoneInstructions"]{display:none}
[data-testid="stFileUploaderDropzone"] button p{font-size:0}
[data-testid="stFileUploaderDropzone"] button p::after{content:"%s";font-size:.875rem}
</style>"""


def japanese_upload(button: str) -> None:
    """Call before a file field: ``button`` instead of its English, its English hint left out."""
    st.html(_UPLOAD_STYLE % button)
