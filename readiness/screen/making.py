"""Work that takes a while: done in turn with other heavy work under a bar, until it is done or cancelled; the
file to save.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from readiness.exports import Made, Report
from readiness.language.wording import t
from readiness.screen import turns


@contextmanager
def in_turn(key: str, total: int, words: Callable[..., str]) -> Iterator[Report]:
    """A bar while the work goes on, and a button that ends it: Streamlit gives up a run at its next report
    when something is pressed. What was begun has to be cleared away by whoever began it.

    ``words`` says how far it is, from ``done``, ``total`` and ``name``.
    """
    bar, cancel = st.progress(0.0), st.empty()
    cancel.button(t("making.cancel"), key=f"{key}_cancel", icon=":material/close:")

    def report(done: int, name: str) -> None:
        bar.progress(done / total, words(done=done, total=total, name=name))

    with turns.HEAVY.on_screen():
        yield report
    bar.empty()
    cancel.empty()


def file(
    key: str,
    wanted: object,
    make: Callable[[Report], Made],
    *,
    is_asked: bool,
    total: int,
    words: Callable[..., str],
) -> None:
    """Make the file of ``wanted`` when asked, and offer the one that was made of it before."""
    if is_asked:
        with in_turn(key, total, words) as report:
            made = make(report)
        st.session_state[f"{key}_made"] = (wanted, made)
    kept: Any = st.session_state.get(f"{key}_made")
    if kept and kept[0] == wanted:
        made = kept[1]
        offer(key, made.name, len(made.content), made.content, made.mime)


def offer(key: str, name: str, size: int, content: bytes | Callable[[], bytes], mime: str) -> None:
    """The file to save; ``content`` may be read when it is asked for."""
    st.download_button(
        t("meeting.save", name=name, size=f"{size / 1e6:.2f} MB"),
        content,
        file_name=name,
        mime=mime,
        key=f"{key}_save",
        on_click="ignore",
        type="primary",
    )
