"""方式と対策: device, place and LAN lead to a telework method and its measures."""

import streamlit as st

from readiness import screen
from readiness.language.lettering import least_gutter
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.guides.method_guide import OPTIONS, MethodGuide

guide = screen.subject(MethodGuide)
screen.title(t("method.title"))
screen.headline(guide)
widths = [least_gutter(japanese, latin) for japanese, latin in ((41, 45), (39, 34), (24, 25))]
with screen.card("method_questions"):
    for column, question in zip(st.columns(widths), OPTIONS, strict=True):
        with column, st.container(gap="xsmall"):
            st.markdown(f"**{t(f'method.{question}')}**")
            screen.control(guide, question, label=t(f"method.{question}"), look="segments")
left, right = st.columns([4, 6])
with left:
    screen.passage(guide, "answer")
    st.page_link("pages/lgwan_guide.py", label=f"**{t('method.to_lgwan')}**")
with right:
    screen.passage(guide, "measures", is_list=True)
screen.origin(guide)
screen.rows(guide, "measures")
meeting.add(guide)
