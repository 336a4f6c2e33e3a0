"""府省庁の歩み: what each survey since 2014 said, of all agencies or of one at large."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.agencies.history import AgencyHistory

history = screen.subject(AgencyHistory)
is_one = bool(history.agency)
widths = (4.6,) if is_one else (3.4, 4.6)
*groups, agencies = screen.title(history.content.title, *widths)
for column in groups:
    with column:
        screen.control(history, "group", label=t("history.group"), look="segments")
with agencies:
    screen.control(history, "agency", label=t("history.agency"), look="stepper")
screen.headline(history)
screen.figure(history, "lanes" if is_one else "courses")
if is_one:
    known, unknown = st.columns(2)
    with known:
        screen.passage(history, "known", in_card=False)
    with unknown:
        screen.passage(history, "unknown", in_card=False)
elif history.group == "plans":
    screen.passage(history, "plans")
    screen.passage(history, "advise")
else:
    screen.passage(history, "totals")
screen.origin(history)
screen.rows(history, "history" if is_one else "rows")
meeting.add(history)
