"""自己点検: own answers beside the published ones; they stay in the URL or in the officer's file."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import answers_file, meeting
from readiness.screen.draft import draft
from readiness.subjects.local.self_check import SelfCheck


def choose_body() -> None:
    st.markdown(t("memo.choose"))
    screen.control(check, "code", label=t("memo.of"), placeholder=t("find.placeholder"))


check = screen.subject(SelfCheck)
(status_box,) = screen.title(check.content.title, 4.2)
with status_box:
    screen.control(check, "adoption", label=t("self_check.status"), look="segments")
screen.headline(check)
left, right = st.columns([4.2, 5.8])
with left, screen.card("self_check_answers", t("self_check.answers")):
    if not check.adoption:
        st.markdown(t("self_check.start"))
    for question in check.asked if check.adoption else ():
        label = t(f"self_check.question.{question.code}")
        if not question.is_multiple:
            st.markdown(f":small[{label}]")
        hint = t("self_check.placeholder")
        screen.control(check, question.code, label=label, placeholder=hint)
    answers_file.controls(check)
with right, screen.card("self_check_published", t("self_check.published")):
    for question in check.asked:
        screen.small_figure(check, question.code)
if check.reason:
    with screen.card("self_check_measures", t("self_check.measures")):
        for reason in check.reason:
            screen.passage(check, f"measures_{reason}", in_card=False)
screen.origin(check)
screen.rows(check, "answers")
draft(check, choose_body)
meeting.add(check)
