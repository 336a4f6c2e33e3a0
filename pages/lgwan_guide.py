"""LGWAN接続系の可否: pick kinds of information, read what the notice of 2020-08-18 says."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.guides.lgwan import LgwanGuide

guide = screen.subject(LgwanGuide)
screen.title(guide.content.title)
screen.headline(guide)
question, answer = st.columns([5.4, 4.6])
with question, screen.card("lgwan_question", t("lgwan.question"), gap="xsmall"):
    screen.control(guide, "kinds", label=t("lgwan.kinds"), look="pills")
    amount, place = st.columns([1.3, 1])
    with amount:
        st.markdown(f":small[{t('lgwan.bulk')}]")
        screen.control(guide, "bulk", label=t("lgwan.bulk"), look="segments")
    with place:
        st.markdown(f":small[{t('lgwan.place')}]")
        screen.control(guide, "place", label=t("lgwan.place"), look="segments")
with answer, screen.card("lgwan_answer", t("lgwan.answer"), gap="xsmall"):
    screen.key_figures(guide)
    screen.passage(guide, "next", in_card=False)
screen.open_rows(guide, "classes")
screen.origin(guide)
screen.rows(guide, "classes")
meeting.add(guide)
