"""データと出典: where every figure comes from, what words mean, what adds up, and the data itself."""

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects import sources as lists
from readiness.subjects.sources import Sources

offered = screen.cached(lists.files)
sources = screen.subject(Sources)
(control,) = screen.title(sources.content.title, 5)
with control:
    screen.control(sources, "view", label=t("sources.view"), look="segments")
screen.headline(sources)
with screen.card("sources_counts"):
    screen.key_figures(sources)
if sources.view == "reconciliation":
    left, right = st.columns([6, 4])
    with left:
        screen.listing(sources, "listed", height=520)
        st.markdown(f":small[:gray[{t('sources.compared_note')}]]")
    with right:
        screen.passage(sources, "quirks")
elif sources.view == "files":
    st.markdown(f":small[:gray[{t('sources.downloads_note')}]]")
    high = -(-len(files := offered()) // 3)
    for column, start in zip(st.columns(3), range(0, len(files), high), strict=False):
        for file in files[start : start + high]:
            with column, screen.card(f"file_{file.table}", gap="xsmall"):
                screen.download(file.title, file.size, file.csv, file.file_name, key=file.table)
else:
    screen.listing(sources, "listed", height=400)
screen.origin(sources)
screen.rows(sources, "listed")
meeting.add(sources)
