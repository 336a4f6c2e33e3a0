"""概況: where everybody stands today, what changed, the baseline, and a door for each kind of reader."""

import streamlit as st

from readiness import screen
from readiness.screen import meeting, reminders
from readiness.subjects.agencies.overview import Overview

overview = screen.subject(Overview)
screen.title(overview.content.title)
screen.headline(overview)
reminders.due()
left, right = st.columns(2)
with left, screen.chapter(overview, "gss"):
    screen.passage(overview, "gss", in_card=False)
with right, screen.chapter(overview, "local"):
    screen.passage(overview, "provisional_local", in_card=False)
baseline, moved, days, local = st.columns([3.4, 2.9, 2.9, 2.8])
with baseline:
    screen.passage(overview, "baseline", in_card=False)
    screen.passage(overview, "provisional", in_card=False)
for column, name in ((moved, "gss_change"), (days, "outcome"), (local, "change")):
    with column:
        screen.passage(overview, name, in_card=False)
screen.doors()
screen.origin(overview)
screen.rows(overview, "rounds")
meeting.add(overview)
