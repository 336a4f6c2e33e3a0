"""The choices of a subject as controls of its page, in step with the URL and with what the session keeps."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from readiness.language.wording import listed, said, saying, t
from readiness.screen import notices, prose
from readiness.screen.page_frame import enter
from readiness.subjects.choices import Choice, One, Several, UnknownChoice, Whole, Words, read
from readiness.subjects.subject import Subject

S = TypeVar("S", bound=Subject)


def key_of(page: str, name: str) -> str:
    """Key of the control of a choice."""
    return f"{page}_{name}"


def subject(kind: type[S]) -> S:
    """The subject of this page as it is chosen: a new value in the URL wins, then what the session
    keeps, then the default. First call of a page; its controls may stand anywhere below.
    """
    enter()
    chosen: dict[str, Any] = {}
    for name in kind.names():
        choice = kind.offered(name, chosen)
        if choice is not None:
            chosen[name] = _value(kind.page, name, choice)
        elif _is_new(kind.page, name):
            given = st.query_params[name]
            notices.ignored(name, given, shown="", value=None, fault=t("choice.not_here"))
    made = kind(**chosen)
    _to_url(made)
    for name in kind.names():
        notices.say(name, chosen.get(name))
    notices.only(*kind.names())
    return made


def _is_new(page: str, name: str) -> bool:
    """The link brings a value that was not there in the run before."""
    in_url = st.query_params.get(name)
    return in_url is not None and in_url != st.session_state.get(f"{key_of(page, name)}_in_url")


def begin_with(kind: type[Subject], name: str, *, of: str, found: Callable[[str], Any]) -> None:
    """Before ``subject``: where nobody has chosen yet, the choice is ``found`` from what stands in the
    control ``of`` of another screen, ``peers_code``.
    """
    key, last = key_of(kind.page, name), st.session_state.get(of)
    if last and st.session_state.get(key) is None and name not in st.query_params:
        st.session_state[key] = list(found(str(last)))


def _value(page: str, name: str, choice: Choice) -> Any:
    key = key_of(page, name)
    value: Any
    if _is_new(page, name):
        in_url = st.query_params[name]
        try:
            value = read(choice, in_url)
        except UnknownChoice as fault:
            known = choice.known(in_url) if isinstance(choice, Several) else ()
            value = known or _of_session(key, choice)
            shown = _in_words(choice, value)
            notices.ignored(name, in_url, shown=shown, value=value, fault=fault)
    else:
        value = _of_session(key, choice)
    st.session_state[key] = _of_control(choice, value)
    return value


def _of_session(key: str, choice: Choice) -> Any:
    """What the session keeps of a choice, else the default."""
    kept = st.session_state.get(key)
    try:
        return choice.default if kept is None else choice.read(_as_text(choice, kept))
    except UnknownChoice:
        return choice.default


def _in_words(choice: Choice, value: Any) -> str:
    """A value as its control shows it."""
    if isinstance(choice, Several):
        return listed(said(choice.options[code]) for code in value)
    return said(choice.options.get(value, "")) if isinstance(choice, One) else str(value)


def _as_text(choice: Choice, kept: Any) -> str:
    return choice.text(tuple(kept) if isinstance(choice, Several) else kept)


def _of_control(choice: Choice, value: Any) -> Any:
    """What Streamlit keeps for the control of a choice with this value."""
    if isinstance(choice, Several):
        return list(value)
    return None if isinstance(choice, One) and not value and "" not in choice.options else value


def _to_url(made: Subject) -> None:
    """Every choice that is not the default stands in the URL, and nothing else of the subject's."""
    spelled = made.parameters
    chosen = made.chosen()
    for name in made.names():
        if name not in chosen:
            st.query_params.pop(name, None)
    for name, choice in chosen.items():
        text = choice.text(getattr(made, name))
        if name in spelled:
            if st.query_params.get(name) != text:
                st.query_params[name] = text
        else:
            st.query_params.pop(name, None)
        st.session_state[f"{key_of(made.page, name)}_in_url"] = text


def control(
    made: Subject, name: str, *, label: str, look: str = "", placeholder: str = "", **options: Any
) -> None:
    """The control of one choice. ``look``: segments, pills or stepper in place of the usual one."""
    choice = made.chosen()[name]
    key = key_of(made.page, name)
    shared = {"key": key, "persist_state": "session"} | options
    if isinstance(choice, Whole):
        st.slider(label, choice.low, choice.high, **shared)
    elif isinstance(choice, Words):
        st.text_input(
            label,
            max_chars=choice.length,
            placeholder=placeholder,
            label_visibility="collapsed",
            **shared,
        )
    elif isinstance(choice, Several):
        _several(choice, label, look, placeholder, shared)
    elif look == "stepper":
        _stepper(choice, label, key, shared)
    else:
        _one(choice, label, look, placeholder, shared)


def _several(
    choice: Several, label: str, look: str, placeholder: str, shared: dict[str, Any]
) -> None:
    if look == "pills":
        st.pills(
            label,
            list(choice.options),
            selection_mode="multi",
            format_func=lambda code: prose.plain(choice.options[code]),
            **shared,
        )
        return
    st.multiselect(
        label,
        list(choice.options),
        format_func=saying(choice.options),
        max_selections=choice.limit,
        placeholder=placeholder or t("find.placeholder"),
        **shared,
    )


def _one(choice: One, label: str, look: str, placeholder: str, shared: dict[str, Any]) -> None:
    codes = list(choice.options)
    if look == "segments":
        st.segmented_control(
            label,
            codes,
            format_func=lambda code: prose.plain(choice.options[code]),
            label_visibility="collapsed",
            required=True,
            **shared,
        )
        return
    is_open = not choice.default and "" not in choice.options
    first: dict[str, Any] = {"index": None} if is_open else {}
    st.selectbox(
        label,
        codes,
        format_func=saying(choice.options),
        label_visibility="collapsed",
        placeholder=placeholder or t("find.placeholder"),
        **first,
        **shared,
    )


def _stepper(choice: One, label: str, key: str, shared: dict[str, Any]) -> None:
    """A select box between two buttons that step through the options and wrap around; the keys Left
    and Right do the same.
    """
    codes = list(choice.options)

    def step(by: int) -> None:
        st.session_state[key] = codes[(codes.index(st.session_state[key]) + by) % len(codes)]

    def button(name: str, by: int, shortcut: str) -> None:
        st.button(
            t(f"step.{name}"), key=f"{key}_{name}", on_click=step, args=(by,), shortcut=shortcut
        )

    with st.container(horizontal=True, vertical_alignment="center"):
        button("back", -1, "Left")
        _one(choice, label, "", "", shared)
        button("on", 1, "Right")
