"""阻害要因別の対応策: one barrier, what to do about it, what others use and whom to ask."""

import streamlit as st

from readiness import screen
from readiness.language.lettering import least_gutter
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.guides.barrier_guide import BarrierGuide

guide = screen.subject(BarrierGuide)
who, what = screen.title(t("barrier.title"), least_gutter(28, 34) / 10, 4.6)
with who:
    screen.control(guide, "subject", label=t("barrier.subject"), look="segments")
with what:
    screen.control(guide, "barrier", label=t("barrier.barrier"))
screen.headline(guide)
left, right = st.columns([5.8, 4.2])
with left:
    screen.passage(guide, "measures")
with right:
    screen.figure_card(guide, "history")
    screen.figure_card(guide, "used")
with screen.card("barrier_support", t("barrier.programmes"), gap="xsmall"):
    for column, part in zip(st.columns(2), ("support", "support_more"), strict=True):
        with column:
            screen.passage(guide, part, in_card=False, is_list=True)
screen.origin(guide)
screen.rows(guide, "measures")
meeting.add(guide)
