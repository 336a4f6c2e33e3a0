"""GSSへの移行: who moved to the common network and terminals, when, and who has not."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.agencies.gss import Gss

gss = screen.subject(Gss)
(choice,) = screen.title(gss.content.title, 4.4)
with choice:
    screen.control(gss, "since", label=t("gss.since"))
screen.headline(gss)
plot, side = st.columns([7.8, 4.2])
with plot:
    screen.figure(gss, "moves")
with side:
    screen.passage(gss, "changes")
    screen.passage(gss, "not_stated")
screen.passage(gss, "ask")
screen.origin(gss)
for table in ("bodies", "changes", "quarters"):
    screen.rows(gss, table)
meeting.add(gss)
