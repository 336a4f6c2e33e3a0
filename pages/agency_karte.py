"""府省庁カルテ: one agency on one screen, in the order of the talk."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting, reminders
from readiness.screen.draft import draft
from readiness.subjects.agencies.karte import AgencyKarte

karte = screen.subject(AgencyKarte)
(picker,) = screen.title(karte.content.title, 5.6)
with picker:
    screen.control(karte, "agency", label=t("agency_karte.pick"), look="stepper")
screen.headline(karte)
reminders.due(karte.agency)
for column, figure, passage in zip(
    st.columns([3.3, 3.3, 3.4]),
    ("ladder", "items", "barriers"),
    ("next", "ready", "practices"),
    strict=True,
):
    with column, screen.chapter(karte, figure, "xsmall"):
        screen.passage(karte, passage, in_card=False)
left, right = st.columns([6, 4])
with left:
    screen.open_rows(karte, "advice")
    screen.passage(karte, "nobody", in_card=False)
    reminders.way_to_log(karte.agency)
    screen.passage(karte, "plan", in_card=False)
    screen.passage(karte, "since")
with right, screen.chapter(karte, "days", "xsmall"):
    screen.passage(karte, "later", in_card=False)
screen.origin(karte)
screen.rows(karte, "gap")
screen.rows(karte, "behind")
screen.rows(karte, "advisers")
draft(karte)
with st.container(horizontal=True):
    meeting.add(karte)
    meeting.one_page(karte)
