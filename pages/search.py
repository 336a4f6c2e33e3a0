"""検索: one word over screens, agencies, governments, barriers, measures, terms and sources."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.subjects.search import Search

search = screen.subject(Search)
(box,) = screen.title(search.content.title, 7)
with box:
    screen.control(search, "q", label=t("search.label"), placeholder=t("search.placeholder"))
screen.headline(search)
columns = st.columns(2)
for place, kind in enumerate(search.content.passages):
    with columns[place % 2]:
        screen.links(search, kind)
