"""A file that takes a while: made in turn with other heavy work under a bar, kept, and offered to save."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from readiness.exports import Made, Report
from readiness.language.wording import t
from readiness.screen import turns


def file(
    key: str,
    wanted: object,
    make: Callable[[Report], Made],
    *,
    is_asked: bool,
    total: int,
    words: Callable[..., str],
) -> None:
    """Make the file of ``wanted`` when asked, and offer the one that was made of it before.

    ``words`` says how far it is, from ``done``, ``total`` and ``name``.
    """
    if is_asked:
        bar = st.progress(0.0)

        def report(done: int, name: str) -> None:
            bar.progress(done / total, words(done=done, total=total, name=name))

        with turns.HEAVY.on_screen():
            made = make(report)
        bar.empty()
        st.session_state[f"{key}_made"] = (wanted, made)
    kept: Any = st.session_state.get(f"{key}_made")
    if kept and kept[0] == wanted:
        made = kept[1]
        st.download_button(
            t("meeting.save", name=made.name, size=f"{len(made.content) / 1e6:.2f} MB"),
            made.content,
            file_name=made.name,
            mime=made.mime,
            key=f"{key}_save",
            on_click="ignore",
            type="primary",
        )
