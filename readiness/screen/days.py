"""A day on the screen: typed in any usual form, or taken from a calendar. Text and clicks in, a date out."""

from datetime import date

import streamlit as st

from readiness import intake
from readiness.language.wording import period, t
from readiness.screen.plain import plain


def field(key: str, label: str) -> None:
    """A line for the day with a calendar beside it; what is understood is said below.

    The text stands in the session under ``key``, however it came there.
    """
    calendar = f"{key}_calendar"

    def take() -> None:
        day = st.session_state.get(calendar)
        if day:
            st.session_state[key] = day.isoformat()

    with st.container(horizontal=True, vertical_alignment="bottom", gap="xxsmall"):
        text = st.text_input(
            label, key=key, placeholder=t("day.placeholder"), persist_state="session"
        )
        with st.popover(t("day.calendar_short"), help=t("day.calendar")):
            st.date_input(
                label,
                value=None,
                format="YYYY-MM-DD",
                key=calendar,
                on_change=take,
                min_value=date(intake.FIRST_YEAR, 1, 1),
                max_value=date(intake.LAST_YEAR, 12, 31),
            )
    day = intake.parse_day(text) if text.strip() else None
    if day and text.strip() != day.isoformat():
        st.markdown(f":small[:gray[{t('day.understood', day=period(day.isoformat()))}]]")
    elif text.strip() and not day:
        st.markdown(f":small[:red[{bad(text)}]]")


def bad(text: str) -> str:
    """What is wrong with a text that is no day, and how a day may be written."""
    return plain(t("day.bad", text=text.strip()[:30]))
