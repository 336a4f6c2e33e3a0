"""団体ごとの回答の比較: planned quarters, what became of status and plans, own answers beside the peers', and
adoption of all bodies round by round.
"""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.local.rounds import QUESTIONS, LocalRounds


def quarters() -> None:
    left, right = st.columns([5, 5])
    with left:
        screen.figure_card(answers, "quarters")
    if "groups" in answers.content.tables:
        with right:
            screen.control(answers, "by", label=t("local_rounds.by"), look="segments")
            screen.listing(answers, "groups", 260)


def transitions() -> None:
    left, right = st.columns([5.6, 4.4])
    with left:
        screen.figure_card(answers, "moves")
    with right:
        screen.passage(answers, "plans")


def peers() -> None:
    own, rule = st.columns(2)
    with own:
        screen.control(answers, "code", label=t("find.label_of_box"))
    with rule:
        screen.control(answers, "rule", label=t("local_rounds.rule"))
    left, right = st.columns([5, 5])
    with left:
        screen.figure_card(answers, "peer_plans")
    with right:
        if "solved" in answers.content.passages:
            screen.links(answers, "solved")
    shown = [one for one in QUESTIONS if f"answers_{one}" in answers.content.figures]
    for first in range(0, len(shown), 3):
        for column, question in zip(st.columns(3), shown[first : first + 3], strict=False):
            with column:
                screen.figure_card(answers, f"answers_{question}")
    screen.passage(answers, "numbers", in_card=False)


def series() -> None:
    screen.figure_card(answers, "series")


def published() -> None:
    left, right = st.columns([5.4, 4.6])
    with left:
        screen.figure_card(answers, "published_reason")
    with right:
        screen.figure_card(answers, "published_way")
    left, right = st.columns([5.4, 4.6])
    with left:
        screen.passage(answers, "missing", is_list=True)
    with right:
        screen.figure_card(answers, "published_plan")


answers = screen.subject(LocalRounds)
view_box, round_box = screen.title(t("local_rounds.title"), 5.2, 2.6)
with view_box:
    screen.control(answers, "view", label=t("local_rounds.view"), look="segments")
with round_box:
    if "round" in answers.chosen():
        screen.control(answers, "round", label=t("local_rounds.round"))
screen.headline(answers)
if "missing" in answers.content.passages:
    published()
else:
    {"quarters": quarters, "transitions": transitions, "peers": peers, "series": series}[
        answers.view
    ]()
screen.origin(answers)
for name in answers.content.tables:
    if name != "groups":
        screen.rows(answers, name)
meeting.add(answers)
