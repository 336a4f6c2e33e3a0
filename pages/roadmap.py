"""整備ロードマップ: is the deadline met, who is missing, and what a delay would change."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.agencies.roadmap import Roadmap

roadmap = screen.subject(Roadmap)
screen.title(roadmap.content.title)
screen.headline(roadmap)
plot, side = st.columns([7.2, 2.8])
with side:
    screen.passage(roadmap, "silent")
    screen.passage(roadmap, "not_answered")
    screen.passage(roadmap, "unreadable")
    with screen.card("roadmap_slip", gap="xsmall"):
        screen.control(roadmap, "slip", label=t("roadmap.slip"))
        screen.passage(roadmap, "delay", in_card=False)
with plot:
    screen.figure(roadmap, "roadmap")
screen.origin(roadmap)
screen.rows(roadmap, "marks")
meeting.add(roadmap)
