"""議事の記録: what a meeting decides and who does what until when, slide by slide; what is due from before."""

import streamlit as st

from readiness import screen
from readiness.agenda import minutes
from readiness.language.wording import t
from readiness.screen import desk, meeting, minutes_desk
from readiness.store.minutes import OPEN

screen.title(t("minutes.title"))
agenda = meeting.current()
desk.what_was_done()


def page() -> None:
    every = minutes_desk.entries()
    head = st.container()
    name, day = minutes_desk.meeting(agenda)
    found = minutes.of_meeting(every, name, day)
    due = minutes.due(every, name, day)
    with head:
        screen.sentence(minutes.sentence(found))
    if due.every:
        heading = t("minutes.before", count=len(due.every), late=len(due.late))
        with screen.card("minutes_due", heading, "xsmall"):
            minutes_desk.listing(list(due.every), day, key="due", with_meeting=True)
    left, right = st.columns([4.6, 5.4])
    with left, screen.card("minutes_write", t("minutes.write"), "xsmall"):
        minutes_desk.form(agenda, name, day)
    with right:
        with screen.card("minutes_list", t("minutes.list"), "xsmall"):
            minutes_desk.listing(found, day, key="meeting", with_meeting=False)
        with screen.card("minutes_take", t("minutes.take"), "xsmall"):
            if not minutes_desk.is_stored():
                st.markdown(f":small[:gray[{t('minutes.in_file')}]]")
            minutes_desk.files(agenda, name, day, found, due)
    governments = [one for one in every if one.body.startswith("government:")]
    governments.sort(key=lambda one: (one.state != OPEN, one.due_date or "9999"))
    if governments:
        screen.table(
            minutes.rows(governments, with_meeting=True, day=day),
            key="minutes_governments",
            file_name=t("minutes.governments_file"),
            heading=t("minutes.governments"),
        )


desk.guarded(page)
