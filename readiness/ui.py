"""The only Streamlit code of the package: page frame, controls bound to the URL, charts, tables.

A choice that a person makes lives in the URL as a code, never as a label: a link keeps its meaning
when wording or language changes.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cache, partial
from typing import Any

import orjson
import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from plotly.io.json import to_json_plotly
from streamlit.runtime.pages_manager import PagesManager

from readiness import live, queries, theme, warehouse
from readiness.spreadsheets import csv_bytes
from readiness.wording import number, pct, period, t

# What theme.toml cannot say: card ground, one of two layouts by width, page margins, print.
_STYLE = """<style>
[class*="st-key-card"]{background:#F8F8FB;border-radius:12px;padding:12px 16px 10px}
[class*="st-key-door"]{border:1px solid #CCC;border-radius:12px;padding:12px 16px 10px}
@media (max-width:640px){[class*="st-key-wide"]{display:none}}
@media (min-width:641px){[class*="st-key-narrow"]{display:none}}
@media (max-width:640px){[data-testid="stLayoutWrapper"]:has(>[class*="st-key-wide"]){display:none}}
@media (min-width:641px){[data-testid="stLayoutWrapper"]:has(>[class*="st-key-narrow"]){display:none}}
.stMainBlockContainer{padding-left:2rem;padding-right:2rem}
@media (max-width:640px){.stMainBlockContainer{padding-left:1rem;padding-right:1rem}}
[data-testid="stPageLink-NavLink"]{padding-left:0}
[data-testid="stElementToolbar"]{display:none}
@media (max-width:640px){[class*="st-key-table_"] :is(td,th),[class*="st-key-table_"] td *{white-space:nowrap}}
h1{padding:.25rem 0!important}
[class*="st-key-practice_banner"]{background:#FFF4C2;border-left:6px solid #A58000;padding:4px 12px}
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

# The upload field has no wording of its own that could be given: its English is replaced here.
_UPLOAD_STYLE = """<style>
[data-testid="stFileUploaderDropzoneInstructions"]{display:none}
[data-testid="stFileUploaderDropzone"] button p{font-size:0}
[data-testid="stFileUploaderDropzone"] button p::after{content:"%s";font-size:14px}
</style>"""

cached = live.cached
cached_up_to = live.cached_up_to
officer = live.officer
published = live.published


@cache
def _declared(pages: tuple[str, ...], hidden: tuple[str, ...]) -> tuple[Any, ...]:
    """Pages of one group; finding their files anew in every run cost a third of an empty run."""
    return tuple(
        st.Page(
            f"pages/{page}.py",
            title=t(f"page.{page}"),
            default=page == "overview",
            visibility="hidden" if page in hidden else "visible",
        )
        for page in pages
    )


def frame(pages: Mapping[str, tuple[str, ...]], *, hidden: tuple[str, ...] = ()) -> None:
    """Page configuration, wordmark, style and navigation around the page of this run.

    ``pages``: group -> names of files in pages/; those of ``hidden`` are not in the menu.
    """
    st.set_page_config(page_title=t("app.title"), page_icon="static/icon.png", layout="wide")
    st.html(_STYLE)
    st.logo("static/wordmark.svg", size="large")
    groups = {
        # A run marks its page as entered: each run gets copies of its own.
        t(f"group.{group}") if group else "": [copy(page) for page in _declared(names, hidden)]
        for group, names in pages.items()
    }
    page = st.navigation(groups, position="top")
    try:
        live.enter()
    except warehouse.DataFault as fault:
        st.error(f"**{t('app.data_fault')}**\n\n{plain(str(fault))}")
        st.stop()
    live.practice_banner()
    page.run()


def enter() -> None:
    """First call of every page. On a fresh server a deep link runs the page without app.py
    (Streamlit finds pages/ by itself until ``st.navigation`` was called once): start over then.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def japanese_upload(button: str) -> None:
    """Call before a file field: ``button`` instead of its English, its English hint left out."""
    st.html(_UPLOAD_STYLE % button)


def plain(text: str) -> str:
    """Markdown-escaped text for names and notes that come from data: no link, no image, no style.

    Addresses become links even when escaped, so an invisible joiner parts their beginnings.
    """
    text = re.sub(r"(?i)(https?|ftp|mailto|www|xmpp)(?=[:.])|(?<=\w)(?=@)", "\\g<0>\u2060", text)
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:^=&])", r"\\\1", text)


def title(text: str, *widths: float) -> Sequence[Any]:
    """Title on the left; columns for the page's controls on its right, ``widths`` wide."""
    enter()
    columns = st.columns([12 - sum(widths), *widths], vertical_alignment="center")
    columns[0].title(text, anchor=False)
    return columns[1:]


def sentence(text: str) -> None:
    """The page in one sentence, computed from the data."""
    st.markdown(f"**{plain(text)}**")


def card(key: str, heading: str = "", gap: Any = "small") -> Any:
    """A grey card as high as its neighbours; use as a context manager."""
    container = st.container(key=f"card_{key}", height="stretch", gap=gap)
    if heading:
        container.header(heading, anchor=False)
    return container


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
        format_func=options.__getitem__,
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
        format_func=options.__getitem__,
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


class _Finished(go.Figure):  # type: ignore[misc]
    """A figure whose JSON is made once, not once for each reader: half of a rerun's CPU otherwise."""

    def __init__(self, figure: go.Figure) -> None:
        parts = figure.to_dict()
        self.__dict__["parts"] = {
            "data": [
                {name: self._json(value) for name, value in trace.items()}
                for trace in parts["data"]
            ],
            "layout": self._json(parts["layout"]),
        }

    @staticmethod
    def _json(value: Any) -> orjson.Fragment:
        return orjson.Fragment(to_json_plotly(value, engine="orjson"))

    def to_dict(self) -> dict[str, Any]:
        """All that Streamlit asks of a figure before it serialises it."""
        return self.__dict__["parts"]


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


def chart(figure: go.Figure, *, key: str, alt: str) -> None:
    """A finished figure without mode bar, never changed again; ``alt`` says in words what it shows."""
    finished = figure.__dict__.setdefault("_finished", None) or _Finished(figure)
    figure.__dict__["_finished"] = finished
    st.plotly_chart(
        finished, height=figure.layout.height, key=key, theme=None, config=theme.CONFIG, alt=alt
    )


def wide_and_narrow(wide: go.Figure, narrow: go.Figure, *, key: str, alt: str) -> None:
    """Two layouts of one figure; the width of the window shows one of them."""
    with st.container(key=f"wide_{key}"):
        chart(wide, key=f"{key}_wide", alt=alt)
    with st.container(key=f"narrow_{key}"):
        chart(narrow, key=f"{key}_narrow", alt=alt)


def map_pair(wide: Any, narrow: Any, *, key: str, alt: str, page: str, control: str) -> str:
    """Two layouts of one map. A click on a prefecture sets ``control``; the code of a clicked
    municipality is returned, else an empty text.
    """

    def clicked(widget: str) -> str:
        layers = st.session_state[widget]["selection"]["objects"].values()
        thing: dict[str, Any] = next((things[0] for things in layers if things), {})
        return str(thing.get("properties", thing).get("code", ""))

    def choose(widget: str) -> None:
        if len(clicked(widget)) == 2:
            st.session_state[f"{page}_{control}"] = clicked(widget)

    picked = ""
    for side, deck, height in (("wide", wide, 418), ("narrow", narrow, 320)):
        widget = f"{key}_{side}"
        with st.container(key=f"{side}_{key}"):
            st.pydeck_chart(
                deck,
                height=height,
                on_select=partial(choose, widget),
                selection_mode="single-object",
                key=widget,
                alt=alt,
            )
        code = clicked(widget)
        picked = code if len(code) == 6 else picked
    return picked


def map_alone(deck: Any, *, key: str, alt: str, height: int) -> None:
    """A small map beside other figures that answers no click."""
    st.pydeck_chart(deck, height=height, key=key, alt=alt)


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
        format_func=options.__getitem__,
        key=key,
        max_selections=limit,
        placeholder=placeholder or t("find.placeholder"),
        persist_state="session",
    )
    _to_url(key, control, ",".join(codes), "")
    return tuple(codes)


def pick_row(rows: pd.DataFrame, *, key: str, height: int, alt: str) -> str:
    """A visible table of governments; the ``code`` of the row chosen in it, else an empty text."""
    shown = labelled(rows)
    numbers = {
        name: st.column_config.NumberColumn(format="localized")
        for name in shown.columns
        if pd.api.types.is_integer_dtype(shown[name])
    }
    event = st.dataframe(
        shown,
        hide_index=True,
        height=height,
        key=key,
        alt=alt,
        column_config=numbers,
        on_select="rerun",
        selection_mode="single-row",
    )
    chosen = event["selection"]["rows"]
    return str(rows["code"].iloc[chosen[0]]) if chosen else ""


def call_list(shown: pd.DataFrame, *, link: str) -> None:
    """A short visible list whose column ``link`` opens the web site of the row."""
    columns: dict[str, Any] = {
        name: st.column_config.NumberColumn(format="localized")
        for name in shown.columns
        if pd.api.types.is_integer_dtype(shown[name])
    }
    columns[link] = st.column_config.LinkColumn(display_text=t("peers.column.open"))
    st.dataframe(shown, hide_index=True, height=212, key="call_list", column_config=columns)


def find_government(page: str, local_round: str, *, label: str, go_to: str = "") -> str | None:
    """The search box over all governments by name, reading or code; the chosen code or None.

    With ``go_to`` a choice opens that page with ``?code=`` instead.
    """
    options = government_labels(local_round)
    key = f"{page}_code"
    if not go_to:
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


@cached
def government_labels(local_round: str) -> dict[str, str]:
    """Code -> ``342084 広島県 府中市（ふちゅうし）``: the label is what the search box matches."""
    rows = queries.local_governments(local_round)
    return {
        row.code: t(
            "find.label",
            code=row.code,
            prefecture=row.prefecture_name,
            name=row.name,
            kana=row.kana,
        )
        for row in rows.itertuples()
    }


def labelled(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the catalogue's word for each column of a query: ``head.<column>``."""
    words = {name: t(f"head.{name}") for name in rows.columns if re.fullmatch("[a-z0-9_]+", name)}
    return rows.rename(columns=words)


def _reading(name: str, column: pd.Series) -> Callable[[Any], str] | None:
    """How a person reads the column's values: the suffix of its name says the unit."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return lambda day: period(day.strftime("%Y-%m-%d"))
    if name.endswith("_ratio"):
        return pct
    if name.endswith(("_count", "population")):
        return number
    return plain if pd.api.types.is_string_dtype(column) else None


def table(rows: pd.DataFrame, *, key: str, file_name: str, heading: str = "") -> None:
    """The rows of a query under the figure, folded, with their CSV beside them.

    On screen a column is formatted by the suffix of its name and headed by ``head.<column>``; the
    CSV keeps plain integers, ratios of 0 to 1 and ISO dates. Nothing is drawn while it is folded.
    """
    expander = st.expander(heading or t("table.heading"), key=f"table_{key}", on_change="rerun")
    if not expander.open:
        return
    with expander:
        if rows.empty:
            st.info(t("table.empty"))
            return
        shown = labelled(rows)
        if len(rows) > 60:
            st.dataframe(
                shown, hide_index=True, height=420, key=f"{key}_rows", alt=heading or file_name
            )
        else:
            readings = {
                label: _reading(name, rows[name])
                for name, label in zip(rows.columns, shown.columns, strict=True)
            }
            styled = shown.style.format(readings, na_rep=t("mark.none"))
            st.table(styled, border="horizontal", hide_index=True)
        st.download_button(
            t("table.csv"),
            lambda: csv_bytes(shown),
            file_name=f"{file_name}.csv",
            mime="text/csv",
            key=f"{key}_csv",
            on_click="ignore",
        )


def doors(local_round: str) -> None:
    """One way on for each kind of reader."""
    agencies, local, meeting = st.columns(3)
    with agencies, st.container(key="door_agencies", height="stretch", gap="xsmall"):
        st.page_link("pages/agency_karte.py", label=f"**{t('door.agencies')}**")
        st.markdown(f":small[:gray[{t('door.agencies_hint')}]]")
    with local, st.container(key="door_local", height="stretch", gap="xsmall"):
        st.page_link("pages/peers.py", label=f"**{t('door.local')}**")
        find_government(
            "overview", local_round, label=t("find.label_of_box"), go_to="pages/peers.py"
        )
    with meeting, st.container(key="door_meeting", height="stretch", gap="xsmall"):
        st.page_link("pages/meeting.py", label=f"**{t('door.meeting')}**")
        st.markdown(f":small[:gray[{t('door.meeting_hint')}]]")


def provenance(
    *, as_of: str, published: str, denominator: str, basis: str, source: str, note: str = ""
) -> None:
    """The line under every figure: 調査時点, 公表, 分母, 基準, 注 on the left, 出典 on the right."""
    parts = {
        "as_of": as_of,
        "published": published,
        "denominator": denominator,
        "basis": basis,
        "note": note,
    }
    line = "　".join(f"**{t(f'provenance.{k}')}** {plain(v)}" for k, v in parts.items() if v)
    left, right = st.columns([7.2, 2.8])
    left.markdown(f":small[:gray[{line}]]")
    right.markdown(
        f":small[:gray[**{t('provenance.source')}** {plain(source)}]]", text_alignment="right"
    )


def round_provenance(round_code: str, *, denominator: str, note: str = "", more: str = "") -> None:
    """``provenance`` of figures made from one round; ``more`` names further sources."""
    survey = queries.data_rounds().set_index("round_code").loc[round_code]
    sources = queries.data_sources().set_index("source_id")
    estimated = survey["basis"] == t("basis.estimated")
    day = period(survey["survey_period"])
    published = survey["published_period"]
    provenance(
        as_of=t("provenance.estimated_day", day=day) if estimated else day,
        published=period(published) if isinstance(published, str) else "",
        denominator=denominator,
        basis=str(survey["basis"]),
        note=note,
        source=t("list.separator").join(
            filter(None, (str(sources.loc[survey["source_id"], "citation"]), more))
        ),
    )
