"""団体間の比較: up to four local governments in columns, fact by fact."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.local.side_by_side import SideBySide
from readiness.subjects.local.side_by_side import beside as around

screen.begin_with(SideBySide, "codes", of="peers_code", found=around)
beside = screen.subject(SideBySide)
screen.title(beside.content.title)
screen.headline(beside)
screen.control(beside, "codes", label=t("side_by_side.codes"))
if beside.codes:
    with st.container(key="table_of_chosen"):
        screen.open_rows(beside, "columns")
    screen.passage(beside, "ways", in_card=False)
screen.origin(beside)
if beside.codes:
    screen.rows(beside, "columns")
    meeting.add(beside)
