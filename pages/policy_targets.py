"""政策目標: targets and whether they were met, companies, prefectures, milestones."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.guides.policy_targets import PolicyTargets


def targets() -> None:
    left, right = st.columns([7.2, 3.6])
    with left:
        screen.figure_card(shown, "targets")
    with right:
        screen.figure_card(shown, "by_year")


def companies() -> None:
    left, middle, right = st.columns([4.2, 3.2, 3.6])
    with left:
        screen.figure_card(shown, "size")
        screen.figure_card(shown, "use")
    with middle:
        screen.figure_card(shown, "region")
    with right:
        screen.figure_card(shown, "industry")
    left, right = st.columns([4.4, 6.6])
    with left:
        screen.figure_card(shown, "company")
    with right:
        screen.figure_card(shown, "employed")


def prefectures() -> None:
    for column, survey in zip(st.columns(2), ("employees", "line"), strict=True):
        with column:
            screen.figure_card(shown, survey)


def milestones() -> None:
    parts = list(shown.content.passages)
    for column, part in zip(st.columns(len(parts)), parts, strict=True):
        with column:
            screen.passage(shown, part)
    st.page_link("pages/sources.py", label=t("policy.to_sources"), query_params={"view": "sources"})


shown = screen.subject(PolicyTargets)
(control,) = screen.title(t("policy.title"), 5)
with control:
    screen.control(shown, "view", label=t("policy.view"), look="segments")
screen.headline(shown)
{view.__name__: view for view in (targets, companies, prefectures, milestones)}[shown.view]()
screen.origin(shown)
for name in shown.content.tables:
    screen.rows(shown, name)
meeting.add(shown)
