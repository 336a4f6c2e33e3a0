"""The slide show: all slides mounted once, switched by keys in the browser."""

from dataclasses import replace

import streamlit as st

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting

screen.title(t("show.title"))
agenda = meeting.current()
st.caption(t("show.loading"))
meeting.run_show(
    replace(agenda, highlight=st.query_params.get("mark", agenda.highlight)),
    room=meeting.room_of_link(),
    is_presenter="presenter" in st.query_params,
)
