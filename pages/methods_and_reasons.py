"""導入方式と阻害要因: how local governments do it and why others do not, round by round."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.local.methods_and_reasons import MethodsAndReasons


def published() -> None:
    left, right = st.columns([5.4, 4.6])
    with left:
        screen.figure_card(answers, "reason", sets=cell)
    with right:
        screen.figure_card(answers, "way", sets=cell)
    first, second, third = st.columns(3)
    with first:
        screen.figure_card(answers, "utilisation", sets=cell)
    with second:
        screen.figure_card(answers, "scope", sets=cell)
    with third:
        screen.figure_card(answers, "plan")
        screen.passage(answers, "plan", in_card=False)


answers = screen.subject(MethodsAndReasons)
controls = answers.chosen()
cell = "cell" if "cell" in controls else ""
boxes = screen.title(answers.content.title, *((3.6, 3) if "view" in controls else (3,)))
if "view" in controls:
    with boxes[0]:
        screen.control(answers, "view", label=t("answered.view"), look="segments")
with boxes[-1]:
    screen.control(answers, "round", label=t("methods.round"))
screen.headline(answers)
further = [name for name in ("question", "by", "cell") if name in controls]
for box, name in zip(st.columns(len(further) or 1), further, strict=False):
    with box:
        screen.control(answers, name, label=t(f"answered.box.{name}"))
if "answers" in answers.content.figures:
    screen.figure_card(answers, "answers", sets=cell)
else:
    published()
if "names" in answers.content.tables:
    screen.listing(answers, "names", 260)
screen.passage(answers, "which", in_card=False)
screen.passage(answers, "how", in_card=False)
screen.origin(answers)
for name in ("shares", "plans", "cells"):
    screen.rows(answers, name)
meeting.add(answers)
