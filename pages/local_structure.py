"""区分・規模と導入割合: how much of a prefecture's place is chance, and how much class and size."""

import streamlit as st

from readiness import screen
from readiness.screen import meeting
from readiness.subjects.local.structure import LocalStructure

structure = screen.subject(LocalStructure)
screen.title(structure.content.title)
screen.headline(structure)
left, right = st.columns(2)
with left, screen.card("structure_funnel"):
    screen.figure(structure, "funnel")
    screen.passage(structure, "reading", in_card=False)
with right, screen.card("structure_groups"):
    screen.figure(structure, "types")
    screen.figure(structure, "bands")
screen.passage(structure, "not_adopted")
screen.origin(structure)
screen.rows(structure, "groups")
screen.rows(structure, "names")
meeting.add(structure)
