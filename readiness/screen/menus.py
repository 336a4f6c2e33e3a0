"""The small menu of every figure: its picture, its sentence with the source, its link, its numbers.

The browser makes pictures of what it has drawn; a map has no drawing that it could read, so its picture
is the one of the slides, made here when asked for, as is the CSV. One component serves a whole page.
"""

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import streamlit as st

from readiness.definitions.spreadsheets import csv_bytes, file_stem
from readiness.drawing import theme
from readiness.drawing.slides.slide import drawing
from readiness.exports.chart_rows import rows_of
from readiness.language.wording import apart, said, t
from readiness.screen.live import cached
from readiness.subjects.charts import AreaMap, Blank
from readiness.subjects.kept import kept
from readiness.subjects.subject import Subject

_KEY = "figure_menus"
_ACTIONS = ("copy", "png", "svg", "sentence", "link", "csv")
_DONE = ("copy_done", "sentence_done", "link_done", "saved", "failed", "menu")
_MAP_SIZE = (960, 600)
_LONGEST = 160  # letters of a sentence that says a figure; else that of the page does
_shown: ContextVar[dict[str, str]] = ContextVar("figures_of_this_run")
_menus = st.components.v2.component(
    "figure_menus",
    js=Path(__file__).with_name("menu.js").read_text(encoding="utf-8"),
    isolate_styles=False,
    css="""
.figure-menu{position:absolute;top:-1.25rem;right:0;z-index:6;display:flex;flex-direction:row-reverse;
align-items:center;gap:.5rem;pointer-events:none}
.figure-menu button{pointer-events:auto;width:1.75rem;height:1.5rem;line-height:1;border-radius:.375rem;
border:1px solid transparent;background:none;color:#626264;font-size:1.1rem;cursor:pointer}
[class*="st-key-card_"]>.figure-menu{top:.125rem;right:.375rem}
.figure-menu button:is(:hover,:focus-visible,[aria-expanded=true]){border-color:#626264;color:#1A1A1A}
.figure-menu button:focus-visible,.figure-menu-list button:focus-visible{outline:3px solid #0017C1}
.figure-menu span:not(:empty){background:#1A1A1A;color:#FFF;padding:.125rem .625rem;border-radius:.375rem;
font-size:.8125rem}
.figure-menu-list{position:fixed;inset:auto;margin:0;padding:.25rem;border:1px solid #999;border-radius:.5rem;
background:#FFF;box-shadow:none}
.figure-menu-list button{display:block;width:100%;text-align:left;padding:.375rem .75rem;border:0;
background:none;font:inherit;font-size:.875rem;color:#1A1A1A;border-radius:.25rem;cursor:pointer}
.figure-menu-list button:is(:hover,:focus){background:#E8F1FE}
[class*="st-key-"]:has(>.figure-menu){position:relative;overflow:visible!important}
@media print{.figure-menu{display:none}}
""",
)


def begin() -> None:
    """A run begins: no figure has been drawn yet."""
    _shown.set({})


def note(key: str, name: str) -> None:
    """A figure of the page's subject stands on the screen under ``key``."""
    shown = _shown.get(None)
    if shown is not None:
        shown[key] = name


def show(made: Subject) -> None:
    """The menus of all figures drawn so far; nothing where there are none."""
    shown = _shown.get(None)
    if not shown:
        return
    figures = (kept(_described, made, key, name) for key, name in shown.items())
    wanted = (st.session_state.get(_KEY) or {}).get("wanted") or {}
    answer = _made(made, wanted, shown)
    _menus(
        key=_KEY,
        data={
            # Tuples: in anything else Streamlit looks for tables, which takes longer than all the rest.
            "figures": tuple(figure for figure in figures if figure),
            "words": kept(_words),
            "font": theme.FONT_FAMILY,
            "made": answer,
            **kept(_origin, made),
        },
        on_wanted_change=lambda: None,
    )


def _words() -> tuple[tuple[str, str], ...]:
    return tuple((name, t(f"menu.{name}", title="{title}")) for name in (*_ACTIONS, *_DONE))


def _described(made: Subject, key: str, name: str) -> dict[str, Any]:
    """What the browser writes into a picture and into a sentence."""
    content = made.content
    figure = content.figures[name]
    is_map = key != f"{made.page}_{name}_figure"
    if isinstance(figure.chart, Blank) or (isinstance(figure.chart, AreaMap) and not is_map):
        return {}  # nothing is drawn, or the legend of a map
    title = figure.heading or content.title
    if figure.heading and content.title not in figure.heading:
        title = t("menu.title", page=content.title, heading=figure.heading)
    return {
        "key": key,
        "title": title,
        "detail": figure.detail,
        "alt": figure.alt,
        "words": figure.alt if len(figure.alt) <= _LONGEST else content.headline,
        "note": figure.note,
        "name": file_stem(title, content.provenance.as_of),
        "is_map": is_map,
    }


def _origin(made: Subject) -> dict[str, Any]:
    """What stands below every picture and behind every sentence."""
    origin = made.content.provenance
    practice = origin.mark
    as_of = apart((f"{t('provenance.as_of')} {origin.as_of}", origin.basis, origin.denominator))
    source = said(origin.source)
    return {
        "foot": (practice, as_of, f"{t('provenance.source')} {source}"),
        "sentence": practice
        + t(
            "menu.sentence_text",
            title="{title}",
            words="{words}",
            as_of=origin.as_of,
            source=source,
        ),
    }


def _made(made: Subject, wanted: Any, shown: dict[str, str]) -> dict[str, Any] | None:
    """What the browser asked for: the picture of a map, or the numbers of a figure."""
    makers: dict[str, Callable[[Subject, str], str]] = {"svg": _map_picture, "csv": _numbers}
    key, kind = str(wanted.get("key")), str(wanted.get("kind"))
    if key not in shown or kind not in makers:
        return None
    return {"number": wanted.get("number"), "text": makers[kind](made, shown[key])}


@cached
def _map_picture(made: Subject, name: str) -> str:
    figure = made.content.figures[name]
    return drawing(figure.chart, *_MAP_SIZE).svg(figure.alt, room="light")


@cached
def _numbers(made: Subject, name: str) -> str:
    content = made.content
    rows = rows_of(content.figures[name].chart)
    origin = content.provenance
    with_source = rows.assign(
        **{
            t("head.view_as_of"): origin.as_of,
            t("head.view_basis"): origin.basis,
            t("head.view_source"): said(origin.source),
        }
    )
    return csv_bytes(with_source).decode("utf-8")
