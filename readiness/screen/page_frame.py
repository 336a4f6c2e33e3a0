"""What surrounds every page: configuration, style, navigation, language, title, cards, doors."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from copy import copy
from functools import cache
from typing import Any

import streamlit as st

from readiness.data import queries, warehouse
from readiness.language.lettering import words_are_long
from readiness.language.wording import LANGUAGES, language, t
from readiness.screen import (
    agenda_store,
    following,
    live,
    menus,
    notices,
    own_start,
    uploads,
    window,
)
from readiness.screen.controls import find_government
from readiness.screen.plain import plain
from readiness.screen.streamlit_internals import keep_worded_tables, take_over_pages

# What theme.toml cannot say: card ground, page margins, print.
_STYLE = """<style>
[class*="st-key-card"]{background:#F8F8FB;border-radius:.75rem;padding:.75rem 1rem .625rem}
[class*="st-key-door"]{border:1px solid #CCC;border-radius:.75rem;padding:.75rem 1rem .625rem}
.st-key-window,.st-key-own_start_cookie,.st-key-agenda_store{display:none}
[data-testid="stFullScreenFrame"]{width:round(down,100%,1px)}
.stMainBlockContainer{padding-left:2rem;padding-right:2rem}
@media (max-width:640px){.stMainBlockContainer{padding-left:1rem;padding-right:1rem}}
[data-testid="stPageLink-NavLink"]{padding-left:0}
[data-testid="stElementToolbar"]{display:none}
@media (max-width:640px){[data-testid="stButtonGroup"] [role="radiogroup"]{flex-wrap:wrap!important;
overflow:visible!important;mask-image:none!important;-webkit-mask-image:none!important}
:is(.stButton,.stDownloadButton) button{height:auto!important}
:is(.stButton,.stDownloadButton) button *{white-space:normal!important;text-overflow:clip!important}}
@media (max-width:640px){[class*="st-key-table_"] :is(td,th),[class*="st-key-table_"] td *{white-space:nowrap}}
h1{padding:.25rem 0!important}
:focus-visible{outline:3px solid #0017C1!important;outline-offset:2px!important}
:is(main,canvas,[role="option"],[role="menuitem"]):focus-visible{outline-offset:-3px!important}
:is(input,textarea):focus-visible{outline:none!important}
:is([data-testid$="RootElement"],.stSelectbox [role="group"],.stMultiSelect [role="group"],.stSlider label+div,
.stSlider [role="group"],.stDateInput [role="group"]):has(:is(input,textarea):focus-visible),
label:has(input:focus-visible){outline:3px solid #0017C1!important;outline-offset:2px!important}
[class*="st-key-practice_banner"]{background:#FFF4C2;border-left:6px solid #A58000;padding:.25rem .75rem}
@media (forced-colors:active){:is([data-testid="stPlotlyChart"],[data-testid="stDeckGlJsonChart"],
[data-testid="stLogo"],[data-testid="stBidiComponentIsolated"]) {forced-color-adjust:none;background:#FFF}}
@media print{@page{size:A4 landscape;margin:10mm}
header,[data-testid="stHeader"],[data-testid="stToolbar"],[data-testid="stToast"],.stDownloadButton,.stButton,
.stFileUploader,[data-testid="stPageLink"]{display:none!important}
html,body,#root,#root *:has(.stMainBlockContainer){position:static!important;height:auto!important;
min-height:0!important;overflow:visible!important}
.stMainBlockContainer{zoom:.8;padding:0!important;max-width:none!important}
[data-testid="stHorizontalBlock"]{display:flex!important;flex-wrap:nowrap!important}
[data-testid="stColumn"]{width:auto!important;min-width:0!important;margin-bottom:0!important}
[data-testid="stExpander"]:has(details:not([open])),[class*="st-key-door"]{display:none!important}
[class*="st-key-card"],.stPlotlyChart,[data-testid="stMetric"],tr{break-inside:avoid}
h1,h2,h3{break-after:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
</style>"""


# Latin words are longer than Japanese ones and cannot be broken.
_LATIN_STYLE = """<style>
[data-testid="stMetricLabel"] *{white-space:normal!important;line-height:1.25!important}
[data-testid="stMetricValue"] *{white-space:normal!important}
[data-testid="stButtonGroup"] [role="radiogroup"]{flex-wrap:wrap!important;overflow:visible!important;
mask-image:none!important;-webkit-mask-image:none!important}
@media (max-width:640px){[data-testid="stTable"] :is(td,th){padding:4px 3px!important;font-size:13px}}
</style>"""
_is_framed = ContextVar("is_framed", default=False)  # this run has begun in app.py
_STARTED_OVER = "started_over"
_WORDMARKS = {"ja": "/app/static/wordmark.svg", "en": "/app/static/wordmark_en.svg"}


@cache
def _declared(pages: tuple[str, ...], hidden: tuple[str, ...], language: str) -> tuple[Any, ...]:
    """Pages of one group; finding their files anew in every run cost a third of an empty run.

    Their titles are in ``language``, the one spoken.
    """
    return tuple(
        st.Page(
            f"pages/{page}.py",
            title=t(f"page.{page}"),
            default=page == "overview",
            visibility="hidden" if page in hidden else "visible",
        )
        for page in pages
    )


@live.observed_run
def frame(
    pages: Mapping[str, tuple[str, ...]],
    *,
    hidden: tuple[str, ...] = (),
    comparing: tuple[str, ...] = (),
) -> None:
    """Page configuration, wordmark, style and navigation around the page of this run.

    ``pages``: group -> names of files in pages/; those of ``hidden`` are not in the menu, those of
    ``comparing`` only when there are two rounds of the agencies.
    """
    _is_framed.set(True)
    keep_worded_tables()
    live.take_up_language()
    if not _has_two_rounds():
        hidden += comparing
    st.html(_STYLE + (_LATIN_STYLE if words_are_long() else ""))
    window.take_up()
    st.logo(_WORDMARKS[language()], size="large")
    groups = {
        # A run marks its page as entered: each run gets copies of its own.
        t(f"group.{group}") if group else "": [
            copy(page) for page in _declared(names, hidden, language())
        ]
        for group, names in pages.items()
    }
    groups[""] = [*groups.get("", []), _language_page(groups)]
    page = st.navigation(groups, position="top")
    st.set_page_config(
        page_title=t("app.page_title", page=page.title, site=t("app.title")),
        page_icon="/app/static/icon.png",
        layout="wide",
    )
    uploads.enter(page.url_path)
    notices.enter(page.url_path)
    menus.begin()
    try:
        live.enter()
    except warehouse.DataFault as fault:
        st.error(f"**{t('app.data_fault')}**\n\n{plain(str(fault))}")
        st.stop()
    live.practice_banner()
    own_start.enter(page.url_path)
    following.way_back()
    agenda_store.keep(st.session_state.get(own_start.AGENDA, ""))
    if page.url_path == "language":
        page.run()
        return
    live.language_to_url()
    st.session_state["page_before"] = page.url_path
    try:
        page.run()
    except warehouse.QueryStopped as stopped:
        st.warning(plain(str(stopped)))
    finally:
        # What is chosen goes along when the language changes, in one step of the address.
        st.session_state["query_before"] = st.query_params.to_dict()


def _has_two_rounds() -> bool:
    try:
        return len(queries.round_codes("agency")) > 1
    except warehouse.DataFault:
        return True  # said on the page


def _language_page(groups: Mapping[str, Sequence[Any]]) -> Any:
    """An entry of the menu that changes the language and goes back to where the reader was."""
    other = next(code for code in LANGUAGES if code != language())

    def change() -> None:
        before = st.session_state.get("page_before", "")
        st.session_state["lang"] = other
        every = [page for pages in groups.values() for page in pages]
        st.switch_page(
            next((page for page in every if page.url_path == before), every[0]),
            query_params=st.session_state.get("query_before", {}) | {"lang": other},
        )

    return st.Page(change, title=t("language.other"), url_path="language")


def enter() -> None:
    """First call of every page. On a fresh server a deep link runs the page without app.py
    (Streamlit finds pages/ by itself until ``st.navigation`` was called once): start over then.
    """
    if _is_framed.get():
        return
    # Another visitor, or the loading of the data, may have taken over since this run began. Where an
    # upgrade made that impossible the second run shows the page as it is.
    if take_over_pages() or not st.session_state.get(_STARTED_OVER):
        st.session_state[_STARTED_OVER] = True
        st.rerun()


def title(text: str, *widths: float) -> Sequence[Any]:
    """Title on the left; columns for the page's controls on its right, ``widths`` wide."""
    enter()
    columns = st.columns([12 - sum(widths), *widths], vertical_alignment="center")
    columns[0].title(text, anchor=False)
    return columns[1:]


def card(key: str, heading: str = "", gap: Any = "small") -> Any:
    """A grey card as high as its neighbours; use as a context manager."""
    container = st.container(key=f"card_{key}", height="stretch", gap=gap)
    if heading:
        container.header(heading, anchor=False)
    return container


@live.cached
def _door(page: str, name: str) -> None:
    st.page_link(f"pages/{page}.py", label=f"**{t(f'door.{name}')}**")
    if name != "local":
        st.markdown(f":small[:gray[{t(f'door.{name}_hint')}]]")


def doors() -> None:
    """One way on for each kind of reader."""
    ways = {"agencies": "agency_karte", "local": "peers", "meeting": "meeting"}
    for column, (name, page) in zip(st.columns(3), ways.items(), strict=True):
        with column, st.container(key=f"door_{name}", height="stretch", gap="xsmall"):
            _door(page, name)
            if name == "local":
                label, own_page = t("find.label_of_box"), "pages/peers.py"
                find_government("overview", label=label, go_to=own_page)
