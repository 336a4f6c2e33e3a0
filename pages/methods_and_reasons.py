"""導入方式と阻害要因: how local governments do it and why others do not, round by round."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.local.methods_and_reasons import MethodsAndReasons

answers = screen.subject(MethodsAndReasons)
(control,) = screen.title(answers.content.title, 3)
with control:
    screen.control(answers, "round", label=t("methods.round"))
screen.headline(answers)
left, right = st.columns([5.4, 4.6])
with left:
    screen.figure_card(answers, "reason")
with right:
    screen.figure_card(answers, "way")
first, second, third = st.columns(3)
with first:
    screen.figure_card(answers, "utilisation")
with second:
    screen.figure_card(answers, "scope")
with third:
    screen.figure_card(answers, "plan")
    screen.passage(answers, "plan", in_card=False)
screen.origin(answers)
screen.rows(answers, "shares")
screen.rows(answers, "plans")
meeting.add(answers)
