"""What a subject says, on the screen: its words, figures and tables; a page says where each part stands."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from readiness.drawing import maps
from readiness.drawing.figures.draw import drawn
from readiness.language.wording import headed, sentences, t
from readiness.screen import charts, menus, prose, svg_map, tables, window
from readiness.screen.choosing import key_of
from readiness.screen.live import cached, cached_up_to
from readiness.screen.page_frame import card
from readiness.screen.window import is_narrow, scale
from readiness.subjects.charts import AreaMap, Blank, Grid, SpotMap
from readiness.subjects.model import Figure, Line
from readiness.subjects.subject import Subject


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
            _chart(made, name, key_of(made.page, sets))
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
        tables.grid(
            linking,
            most=height,
            key=f"{made.page}_{name}_{made.link}",
            alt=shown.heading,
            column_config=names,
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
