"""調査の比較: what became of stages, plans and barriers between two rounds."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.agencies.rounds import AgencyRounds

rounds = screen.subject(AgencyRounds)
columns = screen.title(rounds.content.title, 3, 3)
for column, name in zip(columns, rounds.chosen(), strict=False):
    with column:
        screen.control(rounds, name, label=t(f"agency_rounds.{name}"))
screen.headline(rounds)
screen.passage(rounds, "will_show")
if rounds.content.figures:
    left, right = st.columns([5.6, 4.4])
    with left:
        screen.figure_card(rounds, "stages")
    with right:
        screen.passage(rounds, "moved")
        screen.passage(rounds, "plans")
screen.origin(rounds)
screen.rows(rounds, "changes")
meeting.add(rounds)
