"""What a subject says, on the screen: its choices as controls, its words, figures and tables.

A page names its subject, asks for it here, and says where on the screen each part of it stands.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from readiness.drawing import maps
from readiness.drawing.figures.draw import drawn
from readiness.language.wording import headed, listed, said, saying, sentences, t
from readiness.screen import charts, menus, notices, prose, svg_map, tables, window
from readiness.screen.live import cached, cached_up_to
from readiness.screen.page_frame import card, enter
from readiness.screen.window import is_narrow, scale
from readiness.subjects.charts import AreaMap, Blank, Grid, SpotMap
from readiness.subjects.choices import Choice, One, Several, UnknownChoice, Whole, Words, read
from readiness.subjects.model import Figure, Line
from readiness.subjects.subject import Subject

S = TypeVar("S", bound=Subject)


def _key(page: str, name: str) -> str:
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
    return in_url is not None and in_url != st.session_state.get(f"{_key(page, name)}_in_url")


def begin_with(kind: type[Subject], name: str, *, of: str, found: Callable[[str], Any]) -> None:
    """Before ``subject``: where nobody has chosen yet, the choice is ``found`` from what stands in the
    control ``of`` of another screen, ``peers_code``.
    """
    key, last = _key(kind.page, name), st.session_state.get(of)
    if last and st.session_state.get(key) is None and name not in st.query_params:
        st.session_state[key] = list(found(str(last)))


def _value(page: str, name: str, choice: Choice) -> Any:
    key = _key(page, name)
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
        st.session_state[f"{_key(made.page, name)}_in_url"] = text


def control(
    made: Subject, name: str, *, label: str, look: str = "", placeholder: str = "", **options: Any
) -> None:
    """The control of one choice. ``look``: segments, pills or stepper in place of the usual one."""
    choice = made.chosen()[name]
    key = _key(made.page, name)
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


def link_to(link: str, label: str) -> None:
    """A page link that opens a subject's link."""
    page, _, query = link.partition("#")[0].partition("?")
    st.page_link(f"pages/{page}.py", label=label, query_params=dict(parse_qsl(query)))


@cached
def headline(made: Subject) -> None:
    """The subject in one sentence, and what could not be said."""
    content = made.content
    prose.sentence(content.headline)
    for line in content.missing:
        st.info(prose.plain(line))


@cached
def key_figures(made: Subject, part: str = "") -> None:
    """The key figures side by side, of one part of the screen or all."""
    figures = [one for one in made.content.key_figures if part in ("", one.part)]
    if not figures:
        return
    for column, one in zip(
        st.columns(len(figures), vertical_alignment="bottom"), figures, strict=True
    ):
        column.metric(
            prose.plain(one.label),
            prose.plain(one.value),
            one.comparison or None,
            delta_color="off",
        )


@cached
def _figure(made: Subject, name: str, narrow: bool) -> go.Figure:
    return drawn(made.content.figures[name].chart, narrow=narrow)


def _chart(made: Subject, name: str, sets: str = "") -> None:
    charts.chart(
        _figure(made, name, is_narrow()),
        key=f"{made.page}_{name}_figure",
        alt=made.content.figures[name].alt,
        sets=sets,
    )


@cached_up_to(200)
def _still(made: Subject, name: str) -> None:
    """A figure that answers no click: its message is made once for all readers."""
    _chart(made, name)


def figure(made: Subject, name: str, *, sets: str = "") -> None:
    """One of the subject's figures under its heading, with its note; nothing where it has none so named.

    A click on one of its keys sets the choice ``sets``.
    """
    shown = made.content.figures.get(name)
    if shown is None:
        return
    if shown.heading:
        st.header(_headed(shown.heading, shown.detail), anchor=False)
    _drawn(made, name, shown, sets)


def small_figure(made: Subject, name: str) -> None:
    """``figure`` among many, under a heading in small letters."""
    shown = made.content.figures[name]
    st.markdown(f":small[**{prose.plain(shown.heading)}**]")
    _drawn(made, name, shown)


def figure_card(made: Subject, name: str, *, sets: str = "") -> None:
    """``figure`` in a card of its own; what cannot be drawn is said, with the ways to where more is."""
    shown = made.content.figures.get(name)
    if shown is None:
        return
    with card(f"{made.page}_{name}", _headed(shown.heading, shown.detail), "xsmall"):
        _drawn(made, name, shown, sets)


def chapter(made: Subject, name: str, gap: str = "small") -> Any:
    """The card of one part of a screen with its key figures over its figure; what follows within it is
    put below.
    """
    shown = made.content.figures[name]
    place = card(f"{made.page}_{name}", _headed(shown.heading, shown.detail), gap)
    with place:
        key_figures(made, name)
        _drawn(made, name, shown)
    return place


def _headed(heading: str, detail: str) -> str:
    heading = prose.plain(heading)
    return headed(heading, f":small[:gray[{prose.plain(detail)}]]") if detail else heading


def _drawn(made: Subject, name: str, shown: Figure, sets: str = "") -> None:
    if isinstance(shown.chart, Blank):
        st.markdown(prose.plain(shown.chart.reason))
    else:
        menus.note(f"{made.page}_{name}_figure", name)
        if sets:
            _chart(made, name, _key(made.page, sets))
        else:
            _still(made, name)
    if shown.note:
        st.markdown(f":small[:gray[{prose.plain(shown.note)}]]")
    for line in shown.links:
        _lead(made, line.link, prose.plain(line.text), name)


@cached
def beside(made: Subject, name: str) -> None:
    """A figure that is a table of words: rows that differ bold. On a telephone the columns hold a sign
    each, and what needs words follows as lines; nothing where it has none so named.
    """
    shown = made.content.figures.get(name)
    if shown is None or not isinstance(shown.chart, Grid):
        return
    chart = shown.chart
    head = chart.axis_labels[0]
    if not is_narrow():
        words = [
            [_strong(prose.plain(cell.mark), place in chart.strong_rows) for cell in line]
            for place, line in enumerate(chart.cells)
        ]
        shown_rows = pd.DataFrame(words, columns=_plain(chart.columns), index=_plain(chart.rows))
        st.table(shown_rows.rename_axis(head), border="horizontal")
        return
    signs = [place for place, line in enumerate(chart.cells) if all(cell.hint for cell in line)]
    marks = pd.DataFrame(
        [
            [_strong(cell.mark[:1], place in chart.strong_rows) for cell in chart.cells[place]]
            for place in signs
        ],
        columns=_plain(chart.short_columns),
        index=_plain([chart.rows[place] for place in signs]),
    )
    st.table(marks.rename_axis(head), border="horizontal")
    st.markdown(f":small[{prose.plain(chart.legend)}]")
    for column, label in enumerate(chart.columns):
        lines = [
            f":small[{prose.plain(headed(chart.rows[place], line[column].mark))}]"
            for place, line in enumerate(chart.cells)
            if place not in signs
        ]
        st.markdown("  \n".join([f"**{prose.plain(label)}**", *lines]))


def _plain(words: Sequence[str]) -> list[str]:
    return [prose.plain(one) for one in words]


def _strong(text: str, is_strong: bool) -> str:
    return f"**{text}**" if is_strong else text


@cached
def passage(made: Subject, name: str, *, in_card: bool = True, is_list: bool = False) -> None:
    """Lines that belong together, in a card of their own; nothing where there are none.

    ``is_list``: with a dot before each.
    """
    shown = made.content.passages.get(name)
    if shown is None or not shown.lines:
        return
    lines = []
    for line in shown.lines:
        if line.link:
            continue
        label = f"**{prose.plain(line.label)}**{t('gap.heading')}" if line.label else ""
        remark = f" :small[{prose.plain(line.remark)}]" if line.remark else ""
        text = label + prose.plain(line.text) + remark
        lines.append(f":small[{text}]" if shown.is_small else text)
    place = (
        card(f"{made.page}_{name}", prose.plain(shown.heading), "xsmall")
        if in_card
        else st.container()
    )
    with place:
        if shown.heading and not in_card:
            st.markdown(f"**{prose.plain(shown.heading)}**")
        if lines:
            joint = "\n- " if is_list else "  \n"
            st.markdown(("- " if is_list else "") + joint.join(lines), help=shown.hint or None)
        for line in shown.lines:
            if line.link:
                link_to(line.link, _link_words(line))


@cached
def to_copy(made: Subject, name: str) -> None:
    """Lines to be copied with one click, folded under their heading; nothing where there are none."""
    shown = made.content.passages.get(name)
    if shown is None or not shown.lines:
        return
    with st.expander(shown.heading, key=f"copy_{made.page}_{name}"):
        st.code("\n".join(line.text for line in shown.lines), language=None, wrap_lines=True)


def _link_words(line: Line) -> str:
    """The label of a link with what is said of it beside, or its text alone."""
    if not line.label:
        return prose.plain(line.text)
    text = t("gap.parts").join(filter(None, (line.text, line.remark)))
    return headed(prose.plain(line.label), f":small[:gray[{prose.plain(text)}]]" if text else "")


@cached
def _deck(made: Subject, name: str, narrow: bool) -> Any:
    chart = made.content.figures[name].chart
    assert isinstance(chart, AreaMap | SpotMap)
    return maps.drawn(chart, narrow=narrow, by=scale())


@cached
def _vector(made: Subject, name: str, width: int, height: int) -> str:
    figure = made.content.figures[name]
    assert isinstance(figure.chart, AreaMap | SpotMap)
    return maps.vector(figure.chart, width, height, figure.alt)


def _picked_vector(made: Subject, name: str, key: str, control: str) -> str:
    """``map_figure`` without WebGL."""

    def choose(code: str) -> None:
        if len(code) == 2:
            st.session_state[f"{made.page}_{control}"] = code

    width, height = maps.SIZES["narrow" if is_narrow() else "wide"]
    with st.container(key=charts.map_key(key)):
        picked = svg_map.show(
            _vector(made, name, width, height), key=f"{charts.map_key(key)}_svg", choose=choose
        )
    return picked if len(picked) == 6 else ""


def map_alone(made: Subject, name: str, *, height: int) -> None:
    """One of the subject's maps beside other figures; it answers no click."""
    key = f"{made.page}_{name}"
    menus.note(charts.map_key(key), name)
    if window.is_without_webgl():
        side = round(height * 1.3)
        with st.container(key=charts.map_key(key)):
            svg_map.show(_vector(made, name, side, height), key=f"{key}_svg")
        return
    charts.map_alone(
        _deck(made, name, is_narrow()),
        key=key,
        alt=made.content.figures[name].alt,
        height=height,
    )


def map_figure(made: Subject, name: str, *, control: str, state: str = "") -> str:
    """One of the subject's maps: a click on a prefecture sets ``control``; the code of a clicked
    municipality is returned, else an empty text. ``state`` tells one view of the page from another.
    """
    shown = made.content.figures[name]
    key = f"{made.page}_{name}_{state}"
    menus.note(charts.map_key(key), name)
    if window.is_without_webgl():
        picked = _picked_vector(made, name, key, control)
    else:
        picked = charts.map_chart(
            _deck(made, name, is_narrow()),
            key=key,
            alt=shown.alt,
            page=made.page,
            control=control,
        )
    if shown.note:
        st.markdown(f":small[{prose.plain(shown.note)}]")
    return picked


def _lead(made: Subject, link: str, label: str, place: str = "") -> None:
    """A way to a link; several places may lead to the same. To the page one is on it is a button: a page
    link would leave the address as it was.
    """
    if link.partition("?")[0] != made.page:
        link_to(link, label)
        return
    st.button(
        label,
        key=f"choose_{place}_{link}",
        type="tertiary",
        on_click=st.query_params.update,
        args=(dict(parse_qsl(link.partition("?")[2])),),
    )


def links(made: Subject, name: str) -> None:
    """Lines that lead on, each a link with its remark below; only as high as they need."""
    shown = made.content.passages[name]
    with st.container(key=f"card_{made.page}_{name}", gap="xxsmall"):
        st.header(prose.plain(shown.heading), anchor=False)
        for line in shown.lines:
            if line.link:
                _lead(made, line.link, f"**{prose.plain(line.label)}**")
            if line.text:
                st.markdown(f":small[:gray[{prose.plain(line.text)}]]")


def origin(made: Subject) -> None:
    """The line under the figures: as-of date, publication, denominator, basis, notes, source; with it
    the menus of the figures above.
    """
    _origin(made)
    menus.show(made)


@cached
def _origin(made: Subject) -> None:
    content = made.content
    shown = content.provenance
    prose.provenance(
        as_of=shown.as_of,
        published=shown.published,
        denominator=shown.denominator,
        basis=shown.basis,
        source=shown.source,
        note=sentences((content.caution, *content.notes)),
    )


@cached
def open_rows(made: Subject, name: str) -> None:
    """One of the subject's tables in the open, its words as they are; nothing where it has none so named."""
    shown = made.content.tables.get(name)
    if shown is not None:
        st.table(tables.worded(shown.rows, is_markup=True), border="horizontal", hide_index=True)


def pick_row(made: Subject, name: str, *, height: int) -> str:
    """One of the subject's tables to choose from: the ``code`` of the row chosen, else an empty text."""
    shown = made.content.tables[name]
    key = f"{made.page}_{name}_{made.link}"
    words = _worded(made, name)
    return tables.pick_row(shown.rows, words, key=key, height=height, alt=shown.heading)


@cached
def _worded(made: Subject, name: str) -> Any:
    return tables.worded(made.content.tables[name].rows)


@cached
def listing(made: Subject, name: str, height: int) -> None:
    """One of the subject's tables to be read at once, as high as so many pixels of a small window."""
    shown = made.content.tables[name]
    linking, names = tables.linked(shown.rows)
    with card(f"{made.page}_{name}", prose.plain(shown.heading), "xsmall"):
        st.dataframe(
            linking,
            column_config=names,
            placeholder=t("mark.none"),
            hide_index=True,
            height=round(height * scale()),
            key=f"{made.page}_{name}_{made.link}",
            alt=shown.heading,
        )


def rows(made: Subject, name: str) -> None:
    """One of the subject's tables, folded, with its CSV; nothing where it has none so named."""
    shown = made.content.tables.get(name)
    if shown is None:
        return
    tables.table(
        shown.rows,
        key=f"{made.page}_{name}",
        file_name=shown.file_name,
        heading=shown.heading,
    )
