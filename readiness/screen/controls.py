"""Controls bound to the URL.

A choice that a person makes lives in the URL as a code, never as a label: a link keeps its meaning
when wording or language changes.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from readiness.language.wording import said, t
from readiness.subjects.local import governments


def _from_url(key: str, control: str, is_valid: Callable[[str], bool], default: str) -> None:
    """Seed the widget: a new value in the URL wins, then what the session kept, then ``default``."""
    in_url = st.query_params.get(control)
    seen = f"{key}_in_url"
    if in_url is not None and in_url != st.session_state.get(seen) and is_valid(in_url):
        st.session_state[key] = in_url
    elif not is_valid(str(st.session_state.get(key))):
        st.session_state[key] = default


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
    _from_url(key, control, options.__contains__, default)
    chosen = widget(
        label,
        list(options),
        format_func=lambda code: said(options[code]),
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


def many(
    page: str, control: str, options: Mapping[str, str], *, label: str, default: Sequence[str]
) -> tuple[str, ...]:
    """Buttons over code -> label, any number chosen; kept in the URL as ``?control=code,code``."""
    key = f"{page}_{control}"
    in_url = st.query_params.get(control)
    if in_url is not None and in_url != st.session_state.get(f"{key}_in_url"):
        known = [code for code in options if code in in_url.split(",")]
        if known or not in_url:
            st.session_state[key] = known
    if key not in st.session_state:
        st.session_state[key] = list(default)
    picked = st.pills(
        label,
        list(options),
        selection_mode="multi",
        format_func=lambda code: said(options[code]),
        key=key,
        persist_state="session",
    )
    codes = tuple(code for code in options if code in picked)
    _to_url(key, control, ",".join(codes), ",".join(default))
    return codes


def words(page: str, control: str, *, label: str, placeholder: str) -> str:
    """A line of free text, kept in the URL as ``?control=text``; at most 60 characters."""
    key = f"{page}_{control}"
    _from_url(key, control, lambda text: len(text) <= 60, "")
    st.session_state[key] = st.session_state.get(key) or ""
    text = st.text_input(
        label,
        max_chars=60,
        key=key,
        placeholder=placeholder,
        label_visibility="collapsed",
        persist_state="session",
    )
    _to_url(key, control, text or "", "")
    return str(text or "").strip()


def choice_button(page: str, control: str, value: str, *, label: str, place: str = "") -> None:
    """A button that chooses ``value`` of a control of this very page; ``place`` tells equal ones apart.

    Not a page link: a link to the page one is on changes the screen but leaves the address as it was.
    """
    st.button(
        label,
        key=f"{page}_{control}_to_{value}_{place}",
        type="tertiary",
        on_click=st.query_params.__setitem__,
        args=(control, value),
    )


def slider(page: str, control: str, low: int, high: int, *, label: str, default: int) -> int:
    """An integer slider, kept in the URL as ``?control=n``."""
    key = f"{page}_{control}"

    def is_valid(text: str) -> bool:
        return bool(re.fullmatch(r"[0-9]{1,4}", text)) and low <= int(text) <= high

    _from_url(key, control, is_valid, str(default))
    st.session_state[key] = int(st.session_state[key])
    value = st.slider(label, low, high, key=key, persist_state="session")
    _to_url(key, control, str(value), str(default))
    return value


def chosen(page: str, control: str, options: Mapping[str, str]) -> str:
    """The code a ``select`` further down will show, for a title that names it."""
    key = f"{page}_{control}"
    _from_url(key, control, options.__contains__, next(iter(options)))
    return str(st.session_state[key])


def stepper(page: str, control: str, options: Mapping[str, str], *, label: str) -> str:
    """``select`` between two buttons that step through the options in their order and wrap around;
    the keys Left and Right do the same.
    """
    key, codes = f"{page}_{control}", list(options)

    def step(by: int) -> None:
        st.session_state[key] = codes[(codes.index(st.session_state[key]) + by) % len(codes)]

    def button(name: str, by: int, shortcut: str) -> None:
        st.button(
            t(f"step.{name}"), key=f"{key}_{name}", on_click=step, args=(by,), shortcut=shortcut
        )

    with st.container(horizontal=True, vertical_alignment="center"):
        button("back", -1, "Left")
        value = select(page, control, options, label=label)
        button("on", 1, "Right")
    return value


def pick(
    page: str,
    control: str,
    options: Mapping[str, str],
    *,
    label: str,
    limit: int,
    placeholder: str = "",
) -> tuple[str, ...]:
    """A box for several codes, at most ``limit``; kept in the URL as ``?control=code,code``."""
    key, seen = f"{page}_{control}", f"{page}_{control}_in_url"
    in_url = st.query_params.get(control)
    chosen = st.session_state.get(key, [])
    if in_url is not None and in_url != st.session_state.get(seen):
        chosen = list(dict.fromkeys(in_url.split(",")))
    st.session_state[key] = [code for code in chosen if code in options][:limit]
    codes = st.multiselect(
        label,
        list(options),
        format_func=lambda code: said(options[code]),
        key=key,
        max_selections=limit,
        placeholder=placeholder or t("find.placeholder"),
        persist_state="session",
    )
    _to_url(key, control, ",".join(codes), "")
    return tuple(codes)


def find_government(page: str, *, label: str, go_to: str = "") -> str | None:
    """The search box over all governments by name, reading or code; the chosen code or None.

    With ``go_to`` a choice opens that page with ``?code=`` instead.
    """
    options = governments.labels()
    key = f"{page}_code"
    if not go_to:
        given = st.query_params.get("code", "")
        if given and governments.code_of(given) != given:
            st.query_params["code"] = governments.code_of(given)
        _from_url(key, "code", options.__contains__, "")
        st.session_state[key] = st.session_state[key] or None
    code = st.selectbox(
        label,
        list(options),
        index=None,
        format_func=options.__getitem__,
        placeholder=t("find.placeholder"),
        key=key,
        label_visibility="collapsed",
        persist_state=None if go_to else "session",
    )
    if go_to and code:
        st.switch_page(go_to, query_params={"code": code})
    if not go_to:
        _to_url(key, "code", code or "", "")
    return code


_UPLOAD_STYLE = """<style>
[data-testid="stFileUploaderDropzoneInstructions"]{display:none}
[data-testid="stFileUploaderDropzone"] button p{font-size:0}
[data-testid="stFileUploaderDropzone"] button p::after{content:"%s";font-size:14px}
</style>"""


def japanese_upload(button: str) -> None:
    """Call before a file field: ``button`` instead of its English, its English hint left out."""
    st.html(_UPLOAD_STYLE % button)
