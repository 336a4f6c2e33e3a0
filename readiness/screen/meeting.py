"""Streamlit side of the meeting: the agenda a person collects, and the show in the browser.

The agenda is a link: it stands in the URL of the meeting page and goes with the session to the
screens, where one control adds what is being looked at.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from readiness import exports, screen
from readiness.agenda import agenda as agendas
from readiness.agenda import catalogue
from readiness.agenda.agenda import Agenda, AgendaFault, Item
from readiness.agenda.highlight import names
from readiness.data import queries, warehouse
from readiness.data.keeping import Keeper
from readiness.exports import show
from readiness.language.links import without_ending
from readiness.language.wording import headed, language, listed, saying, t
from readiness.screen import (
    agenda_store,
    following,
    making,
    notices,
    own_start,
    turns,
    uploads,
    window,
)
from readiness.subjects import catalogue as subjects
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.local import governments
from readiness.subjects.local.country import prefecture_names
from readiness.subjects.subject import Subject

_KEPT = own_start.AGENDA
_SEEN = "meeting_agenda_in_url"
DEFAULT = agendas.READY_MADE[0]
FILE_LIMIT = 300_000  # bytes; 120 slides with long notes are well below

_show = st.components.v2.component("meeting_show", js=show.script())


def current() -> Agenda:
    """The agenda of this session: a new one in the URL wins, then the one kept, then the default."""
    in_url = st.query_params.get("agenda")
    if in_url and in_url != st.session_state.get(_SEEN):
        st.session_state[_SEEN] = in_url
        try:
            agenda = _forgiven(in_url)
        except AgendaFault as fault:
            st.warning(screen.plain(str(fault)))
        else:
            st.session_state[_KEPT] = agendas.to_link(agenda)
            return agenda
    return agendas.from_link(st.session_state.get(_KEPT, DEFAULT))


def _forgiven(link: str) -> Agenda:
    """The agenda of a link, also with what a mail put behind it. Raises AgendaFault."""
    try:
        return agendas.from_link(link)
    except AgendaFault:
        shorter = without_ending(link)
        if shorter == link:
            raise
        return agendas.from_link(shorter)


def keep(agenda: Agenda) -> None:
    """Make this the agenda of the session; also from a callback, which runs before the page."""
    screen.take_up_language()
    st.session_state[_KEPT] = agendas.to_link(agenda)


def change(make: Callable[[], Agenda]) -> None:
    """Callback: make another agenda the session's, or say why it cannot be one (too long, too many)."""
    screen.take_up_language()
    try:
        keep(make())
    except AgendaFault as fault:
        st.toast(screen.plain(str(fault)))


def into_url() -> str:
    """Write the session's agenda into the URL of this page; the link text."""
    link = str(st.session_state.get(_KEPT, DEFAULT))
    if link == DEFAULT:
        st.query_params.pop("agenda", None)
    elif st.query_params.get("agenda") != link:
        st.query_params["agenda"] = link
    st.session_state[_SEEN] = link
    return link


def add(made: Subject) -> None:
    """The controls of every screen: put what it shows, exactly as chosen, into the agenda."""
    views = made.content.views
    with st.container(horizontal=True):
        for part, view in views.items():
            _add_button(f"add_{made.page}_{part}", view.title, Item(view.link))
        own_start.offer(made)
        if not st.session_state.get(_KEPT) and (lost := agenda_store.found()):
            _, agenda = lost
            count = len(agenda.items)
            st.button(
                t("meeting.lost_continue", count=count),
                key="agenda_take",
                on_click=_take,
                args=(agenda,),
                help=t("meeting.lost", title=agenda.title, count=count),
            )


def offer_lost() -> None:
    """The agenda of an earlier visit, if the browser still has one: taken up, or forgotten."""
    if lost := agenda_store.found():
        link, agenda = lost
        with st.container(horizontal=True, vertical_alignment="center", key="agenda_lost"):
            st.markdown(
                screen.plain(t("meeting.lost", title=agenda.title, count=len(agenda.items)))
            )
            st.button(t("meeting.lost_take"), key="agenda_take", on_click=_take, args=(agenda,))
            st.button(
                t("meeting.lost_forget"),
                key="agenda_forget",
                on_click=agenda_store.forget,
                args=(link,),
            )


def _take(agenda: Agenda) -> None:
    """Go on with an earlier agenda; the one it replaces is offered in its place by the browser."""
    keep(agenda)
    st.query_params.pop("agenda", None)
    st.session_state.pop(_SEEN, None)


def changed(agenda: Agenda) -> None:
    """Which slides have other figures than when they were added, and that this has been seen."""
    places = agenda.changed()
    if places:
        numbers = listed(str(place + 1) for place in places)
        with st.container(horizontal=True, vertical_alignment="center", key="agenda_changed"):
            st.markdown(t("meeting.changed", count=len(places), numbers=numbers))
            st.button(
                t("meeting.changed_seen"),
                key="agenda_changed_seen",
                on_click=change,
                args=(agenda.looked_at,),
            )


def _add_button(key: str, title: str, item: Item) -> None:
    st.button(
        screen.plain(t("meeting.add", title=title)),
        key=key,
        icon=":material/add_to_queue:",
        help=t("meeting.add_hint"),
        on_click=_add,
        args=(item,),
    )


def _add(item: Item) -> None:
    screen.take_up_language()
    kept = st.session_state.get(_KEPT)
    empty = Agenda(title=t("agenda.untitled"), document_number=t("agenda.document_number"))
    agenda = agendas.from_link(kept) if kept else empty
    title = item.build().title
    if item in agenda.items:
        st.toast(screen.plain(t("meeting.already", title=title)))
        return
    try:
        keep(agenda.with_item(item))
    except AgendaFault as fault:
        st.toast(screen.plain(str(fault)))
        return
    st.toast(screen.plain(t("meeting.added", title=title, count=len(agenda.items) + 1)))


def one_page(made: Subject) -> None:
    """Offer the subject's first view with its table as a single sheet of A4, made when asked for."""
    view = made.view_named()
    st.download_button(
        t("meeting.one_page"),
        screen.later(lambda: exports.one_page(subjects.view_of(view.link)).content),
        file_name=exports.one_page_name(view),
        mime="application/pdf",
        key=f"one_page_{made.page}",
        icon=":material/print:",
        on_click="ignore",
    )


# A show of eighty maps takes twelve megabytes.
_shows = Keeper(byte_limit=48_000_000, entry_limit=16)


@screen.cached_up_to(100)
def slides(link: str) -> None:
    """What an agenda shows, slide by slide: number, title and sentence."""
    agenda = agendas.from_link(link)
    views = agenda.views()
    width = round(44 * window.scale())
    screen.grid(
        pd.DataFrame(
            {
                t("meeting.number"): range(1, len(views) + 1),
                t("meeting.view"): [view.title for view in views],
                t("meeting.headline"): [view.headline for view in views],
            }
        ),
        most=330,
        key="meeting_list",
        alt=t("meeting.list_alt", title=agenda.title),
        column_config={t("meeting.number"): st.column_config.NumberColumn(width=width)},
    )


def pick_figure() -> str:
    """Three boxes: a screen, what it is about, one of its figures; the link of the figure."""
    boxes = st.columns([3.4, 3.2, 3.4])
    page = _box(boxes[0], "meeting_view", t("meeting.add_view"), catalogue.pages())
    about = _box(boxes[1], f"meeting_about_{page}", t("meeting.about"), catalogue.about(page))
    return _box(boxes[2], f"meeting_figure_{about}", t("meeting.figure"), catalogue.figures(about))


def _box(place: Any, key: str, label: str, options: dict[str, str]) -> str:
    chosen: str = place.selectbox(label, list(options), format_func=saying(options), key=key)
    return chosen


def run_show(agenda: Agenda, *, room: str, is_presenter: bool) -> None:
    """Mount all slides in the browser; keys work there from now on."""
    if not names(agenda.highlight):
        agenda = replace(agenda, highlight="")  # one show for all marks that mark nothing
    token = warehouse.shared().token
    key = (token, language(), agendas.to_link(agenda), agenda.highlight, room, is_presenter)
    made = _shows.get(key, partial(_content, agenda, room=room, is_presenter=is_presenter))
    room_name, is_damaged = following.room()
    _show(key="meeting_show", data=made | {"follow": room_name, "is_damaged": is_damaged})


def _content(agenda: Agenda, *, room: str, is_presenter: bool) -> dict[str, object]:
    """Made in turn. Telling how far it is, is also where the run of a visitor who left ends."""
    so_far, total = st.empty(), len(agenda.items)
    link = agendas.to_link(replace(agenda, highlight=""))
    with turns.HEAVY.on_screen():
        made = show.show(
            agenda,
            room=room,
            is_presenter=is_presenter,
            back=f"meeting?agenda={link}&lang={language()}",
            report=lambda done: so_far.progress(done / total),
        )
    so_far.empty()
    return made


ROOMS = ("dark", "light")


def room_of_link() -> str:
    """The room that the link of a show names; another than there are is said while it loads."""
    given = st.query_params.get("room", ROOMS[0])
    room = next((one for one in ROOMS if one in (given, without_ending(given))), "")
    if not room:
        fault = t("choice.offered", codes=listed(ROOMS))
        shown = t(f"meeting.room.{ROOMS[0]}")
        notices.ignored("room", given, shown=shown, value=ROOMS[0], fault=fault)
        notices.say("room", ROOMS[0])
    return room or ROOMS[0]


def choose_highlight(agenda: Agenda) -> str:
    """The agency or government marked on every slide, kept in the URL as ``?mark=kind:code``."""
    options = _highlights(queries.latest_round("local"))
    in_url = st.query_params.get("mark", agenda.highlight)
    key = f"meeting_mark_{agendas.to_link(agenda)[-12:]}"
    if key not in st.session_state:
        given = in_url if in_url in options else without_ending(in_url)
        if given in options:
            st.session_state[key] = given
        elif in_url:
            fault = t("meeting.highlight")
            notices.ignored("mark", in_url, shown="", value=None, fault=fault)
    chosen = st.selectbox(
        t("meeting.highlight"),
        list(options),
        index=None,
        format_func=saying(options),
        placeholder=t("meeting.highlight_placeholder"),
        label_visibility="collapsed",
        key=key,
    )
    notices.say("mark", chosen)
    if chosen:
        st.query_params["mark"] = chosen
    else:
        st.query_params.pop("mark", None)
    return chosen or ""


@screen.cached_up_to(4)
def _highlights(local_round: str) -> dict[str, str]:
    return {
        **{f"agency:{code}": name for code, name in Survey.newest().names.items()},
        **{
            f"prefecture:{code}": name
            for code, name in prefecture_names(local_round).items()
            if code
        },
        **{
            f"government:{code}": label
            for code, label in governments.labels().items()
            if not code.endswith("000", 2, 5)
        },
    }


def doors(link: str, room: str, mark: str) -> None:
    """The ways into the show and the presenter's window."""
    parameters = {"agenda": link, "room": room} | ({"mark": mark} if mark else {})
    of_reader = {
        name: st.query_params[name] for name in ("lang", "as_of") if name in st.query_params
    }
    parameters |= of_reader | following.offer(parameters | of_reader)
    start, presenter = st.columns(2)
    start.page_link("pages/show.py", label=f"**{t('meeting.start')}**", query_params=parameters)
    presenter.page_link(
        "pages/show.py",
        label=t("meeting.presenter"),
        query_params=parameters | {"presenter": "1"},
    )
    st.page_link(
        "pages/minutes.py",
        label=t("minutes.to_minutes"),
        query_params={"agenda": link} | of_reader,
        help=t("minutes.to_minutes_hint"),
    )
    st.markdown(f":small[:gray[{t('meeting.start_hint')}]]")


def hand_out(agenda: Agenda) -> None:
    """Make one file from the agenda, with a progress bar, and offer it."""
    form = screen.segments(
        "meeting",
        "format",
        {name: t(f"meeting.format.{name}") for name in exports.FORMATS},
        label=t("meeting.format"),
    )
    with_tables = form == "pdf" and st.checkbox(t("meeting.with_tables"), key="meeting_with_tables")
    fault = exports.template_fault() if form == "pptx" else ""
    if fault:
        st.warning(screen.plain(fault))
    wanted = (agendas.as_json(agenda), form, with_tables, language())
    st.button(
        t("meeting.make"),
        key="meeting_make",
        disabled=not agenda.items,
        on_click=_want,
        args=(wanted,),
    )
    is_asked = st.session_state.get("meeting_wanted") == wanted
    if is_asked:
        del st.session_state["meeting_wanted"]
    making.file(
        "meeting",
        wanted,
        lambda report: exports.make(agenda, form, with_tables=with_tables, report=report),
        is_asked=is_asked,
        total=len(agenda.items),
        words=lambda done, total, name: t("meeting.making", title=name, done=done, total=total),
    )


def _want(wanted: tuple[str, str, bool, str]) -> None:
    st.session_state["meeting_wanted"] = wanted


def edit(agenda: Agenda) -> None:
    """Words and order of the agenda; its file to save and open."""
    with st.expander(t("meeting.edit"), key="meeting_edit"):
        words, file = st.columns([6.2, 3.8])
        with words:
            _edit_item(agenda)
        with file:
            _edit_whole(agenda)


def _change(agenda: Agenda) -> None:
    keep(agenda)
    into_url()
    st.rerun()


def _edit_item(agenda: Agenda) -> None:
    if not agenda.items:
        return
    titles = [headed(str(place), view.title) for place, view in enumerate(agenda.views(), start=1)]
    last = min(st.session_state.get("meeting_place", 0), len(titles) - 1)
    place = st.selectbox(
        t("meeting.item"),
        range(len(titles)),
        index=last,
        format_func=titles.__getitem__,
        key=f"meeting_item_{len(titles)}_{last}",
    )
    item = agenda.items[place]
    version = f"{place}_{item.link}_{hash((item.headline, item.notes))}"
    st.text_input(
        t("meeting.item_headline"),
        item.headline,
        max_chars=agendas.LIMITS["headline"],
        key=f"meeting_headline_{version}",
        placeholder=subjects.view_of(item.link).headline,
    )
    st.text_area(
        t("meeting.item_notes"),
        item.notes,
        max_chars=agendas.LIMITS["notes"],
        height=80,
        key=f"meeting_notes_{version}",
    )
    columns = st.columns(4)
    changes = {
        "apply": partial(_write, agenda, place, version),
        "up": partial(_move, agenda, place, -1),
        "down": partial(_move, agenda, place, 1),
        "remove": partial(keep, agenda.without(place)),
    }
    for column, (name, change) in zip(columns, changes.items(), strict=True):
        column.button(t(f"meeting.{name}"), key=f"meeting_{name}", width="stretch", on_click=change)


def _write(agenda: Agenda, place: int, version: str) -> None:
    st.session_state["meeting_place"] = place
    headline = st.session_state[f"meeting_headline_{version}"] or ""
    notes = st.session_state[f"meeting_notes_{version}"] or ""
    change(partial(agenda.with_words, place, headline=headline, notes=notes))


def _move(agenda: Agenda, place: int, by: int) -> None:
    st.session_state["meeting_place"] = max(0, min(len(agenda.items) - 1, place + by))
    keep(agenda.moved(place, by))


def _edit_whole(agenda: Agenda) -> None:
    title = st.text_input(
        t("meeting.document_title"),
        agenda.title,
        max_chars=agendas.LIMITS["title"],
        key=f"meeting_title_{agenda.title}",
    )
    number = st.text_input(
        t("meeting.document_number"),
        agenda.document_number,
        max_chars=agendas.LIMITS["document_number"],
        key=f"meeting_number_{agenda.document_number}",
    )
    if (title or agenda.title, number) != (agenda.title, agenda.document_number):
        _change(replace(agenda, title=title or agenda.title, document_number=number or ""))
    st.download_button(
        t("meeting.save_agenda"),
        agendas.as_json(agenda),
        file_name=exports.agenda_file_name(agenda),
        mime="application/json",
        key="meeting_save_agenda",
        on_click="ignore",
    )
    screen.japanese_upload(t("meeting.choose_file"))
    uploads.share("meeting", uploads.READER)
    opened = st.file_uploader(t("meeting.open_agenda"), type="json", key="meeting_open_agenda")
    if opened is not None and opened.file_id != st.session_state.get("meeting_opened"):
        st.session_state["meeting_opened"] = opened.file_id
        _open(opened.getvalue())
    st.markdown(f":small[:gray[{t('meeting.link_hint')}]]")


def _open(content: bytes) -> None:
    try:
        if len(content) > FILE_LIMIT:
            raise AgendaFault(t("meeting.too_large"))
        agenda = agendas.from_json(content.decode("utf-8-sig"))
    except (AgendaFault, UnicodeDecodeError) as fault:
        is_ours = isinstance(fault, AgendaFault)
        st.error(screen.plain(str(fault) if is_ours else t("agenda.not_json")))
        return
    _change(agenda)
