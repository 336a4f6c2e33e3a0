"""A button that makes one hand-out per municipality of a prefecture, with a progress bar; the ZIP to save."""

import streamlit as st

from readiness.exports import each
from readiness.language.wording import language, t
from readiness.screen import turns

_FORMAT = "pdf"


def hand_outs(prefecture: str) -> None:
    """Make the ZIP when asked, in turn with other heavy work, and offer it."""
    wanted = (prefecture, language())
    count = len(each.towns(prefecture))
    pressed = st.button(
        t("each.button", count=count), key="each_town_make", icon=":material/folder_zip:"
    )
    if pressed:
        bar = st.progress(0.0)

        def report(done: int, name: str) -> None:
            bar.progress(done / count, t("each.making", done=done, count=count, name=name))

        with turns.HEAVY.on_screen():
            made = each.of_prefecture(prefecture, _FORMAT, report)
        bar.empty()
        st.session_state["each_town_made"] = (wanted, made)
    kept = st.session_state.get("each_town_made")
    if kept and kept[0] == wanted:
        made = kept[1]
        st.download_button(
            t("meeting.save", name=made.name, size=f"{len(made.content) / 1e6:.2f} MB"),
            made.content,
            file_name=made.name,
            mime=made.mime,
            key="each_town_save",
            on_click="ignore",
            type="primary",
        )
