"""会議モードと配布資料: collect and order the views, show them, hand them out."""

from dataclasses import replace
from functools import partial

import streamlit as st

from readiness import screen
from readiness.agenda import agenda as agendas
from readiness.agenda import catalogue
from readiness.agenda.agenda import Item
from readiness.language.wording import t
from readiness.screen import meeting, reminders

screen.only("agenda", "room", "mark", "format")
(ready,) = screen.title(t("meeting.title"), 3.4)
agenda = meeting.current()
name = next((name for name in agendas.READY_MADE if agenda == agendas.ready_made(name)), "")
with ready:
    names = {name: t(f"agenda.{name}") for name in agendas.READY_MADE}
    chosen = st.selectbox(
        t("meeting.ready_made"),
        list(names),
        index=list(names).index(name) if name else None,
        format_func=names.__getitem__,
        placeholder=t("meeting.own_agenda", title=agenda.title),
        label_visibility="collapsed",
        key=f"meeting_ready_{name or 'own'}",
    )
    if chosen and chosen != name:
        meeting.keep(agendas.ready_made(chosen))
        meeting.into_url()
        st.rerun()
views = agenda.views()
counts = catalogue.counted([item.link for item in agenda.items])
screen.sentence(
    t(
        "meeting.sentence",
        title=agenda.title,
        count=len(views),
        agency_count=counts["agency"],
        local_count=counts["local"],
        others=t("meeting.other_count", count=counts["other"]) if counts["other"] else "",
    )
)
link = meeting.into_url()
reminders.tasks_before(agenda.title)
meeting.offer_lost()
meeting.changed(agenda)

left, right = st.columns([6.2, 3.8])
with left, screen.card("agenda", t("meeting.agenda")):
    meeting.slides(link)
    chosen = meeting.pick_figure()
    st.button(
        t("meeting.add_here"),
        key="meeting_add",
        on_click=meeting.change,
        args=(partial(agenda.with_item, Item(chosen)),),
    )

with right:
    with screen.card("show", t("meeting.show")):
        room = screen.segments(
            "meeting",
            "room",
            {name: t(f"meeting.room.{name}") for name in ("dark", "light")},
            label=t("meeting.room"),
        )
        mark = meeting.choose_highlight(agenda)
        meeting.doors(link, room, mark)
    with screen.card("handout", t("meeting.handout")):
        meeting.hand_out(replace(agenda, highlight=mark or agenda.highlight))

meeting.edit(agenda)
