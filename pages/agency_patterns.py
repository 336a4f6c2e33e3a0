"""回答の傾向: barriers together, by stage, agencies alike, and what became of the plans."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.agencies.patterns import AgencyPatterns

patterns = screen.subject(AgencyPatterns)
(control,) = screen.title(patterns.content.title, 6.4)
with control:
    screen.control(patterns, "view", label=t("agency_patterns.view"), look="segments")
screen.headline(patterns)
if "list" in patterns.content.passages:
    figure, side = st.columns([6.2, 3.8])
    with figure:
        screen.figure(patterns, "shown")
    with side:
        screen.passage(patterns, "list")
else:
    screen.figure(patterns, "shown")
screen.open_rows(patterns, "open")
screen.origin(patterns)
screen.rows(patterns, "rows")
meeting.add(patterns)
