"""A button that makes one hand-out per municipality of a prefecture, with a progress bar; the ZIP to save."""

import streamlit as st

from readiness.exports import each
from readiness.language.wording import language, t
from readiness.screen import making

_FORMAT = "pdf"


def hand_outs(prefecture: str) -> None:
    """Make the ZIP when asked, in turn with other heavy work, and offer it."""
    wanted = (prefecture, language())
    count = len(each.towns(prefecture))
    pressed = st.button(
        t("each.button", count=count), key="each_town_make", icon=":material/folder_zip:"
    )
    making.file(
        "each_town",
        wanted,
        lambda report: each.of_prefecture(prefecture, _FORMAT, report),
        is_asked=pressed,
        total=count,
        words=lambda done, total, name: t("each.making", done=done, count=total, name=name),
    )
