"""概況: who is ready, who is silent, what changed, and a door for each kind of reader."""

import streamlit as st

from readiness import screen
from readiness.screen import meeting
from readiness.subjects.agencies.overview import Overview

overview = screen.subject(Overview)
screen.title(overview.content.title)
screen.headline(overview)
left, right = st.columns(2)
with left, screen.chapter(overview, "agencies"):
    screen.passage(overview, "agencies", in_card=False)
    screen.passage(overview, "outcome", in_card=False)
    screen.passage(overview, "provisional", in_card=False)
with right, screen.chapter(overview, "local"):
    screen.passage(overview, "change", in_card=False)
    screen.passage(overview, "provisional_local", in_card=False)
screen.doors()
screen.origin(overview)
screen.rows(overview, "rounds")
meeting.add(overview)
