"""Buttons that make one hand-out per municipality of a prefecture or of all Japan; the ZIP to save."""

import shutil
import tempfile
import weakref
from pathlib import Path

import streamlit as st

from readiness.data import warehouse
from readiness.exports import Report, each
from readiness.language.wording import language, number, t
from readiness.screen import live, making

_FORMAT = "pdf"
# State of the data -> language -> the ZIP of all Japan: too large for each visitor to hold one of their own.
_of_japan: "weakref.WeakKeyDictionary[warehouse.Warehouse, dict[str, Path]]" = (
    weakref.WeakKeyDictionary()
)


def hand_outs(prefecture: str) -> None:
    """Make the ZIP of a prefecture that is chosen, or of all of them, and offer it."""
    if prefecture:
        _of_prefecture(prefecture)
    _of_all()


def _of_prefecture(prefecture: str) -> None:
    count = len(each.towns(prefecture))
    pressed = st.button(
        t("each.button", count=count), key="each_town_make", icon=":material/folder_zip:"
    )
    making.file(
        "each_town",
        (prefecture, language()),
        lambda report: each.of_prefecture(prefecture, _FORMAT, report),
        is_asked=pressed,
        total=count,
        words=_how_far,
    )


def _of_all() -> None:
    """Made once for everybody who reads the same data in the same language."""
    made = _of_japan.setdefault(warehouse.shared(), {})
    if language() not in made:
        # Without their number: a screen of the map alone does not read the governments.
        if not st.button(
            t("each.button_japan"), key="each_japan_make", icon=":material/folder_zip:"
        ):
            return
        count = len(each.towns(each.JAPAN))
        with making.in_turn("each_japan", count, _how_far) as report:
            made[language()] = _written(report)
    path = made[language()]
    name = each.file_name(each.JAPAN, _FORMAT)
    content = live.later(path.read_bytes)
    making.offer("each_japan", name, path.stat().st_size, content, "application/zip")


def _written(report: Report) -> Path:
    """The ZIP on disk, until its data is gone; nothing of one that is cancelled."""
    directory = Path(tempfile.mkdtemp(prefix="readiness-towns-"))
    path = directory / "towns.zip"
    try:
        with path.open("wb") as target:
            each.write(target, each.JAPAN, _FORMAT, report)
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    weakref.finalize(warehouse.shared(), shutil.rmtree, directory, ignore_errors=True)
    return path


def _how_far(done: int, total: int, name: str) -> str:
    return t("each.making", done=number(done), count=number(total), name=name)
