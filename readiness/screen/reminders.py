"""What officers see of the advice log on other screens: what is due, and the way to log an advice.

It stands on the first screen of all: nothing of the reception is loaded for it.
"""

import streamlit as st

from readiness import store
from readiness.agenda import minutes
from readiness.language.wording import t, today
from readiness.screen.live import officer
from readiness.screen.plain import plain
from readiness.screen.subjects import link_to
from readiness.store import minutes as stored
from readiness.subjects.agencies import advised
from readiness.subjects.agencies.survey import Survey


def due(agency: str = "") -> None:
    """What is late and what is due soon, of one agency or of all, each line the way to the log; for
    officers, and only where there is a log.
    """
    if not officer().name or not store.exists():
        return
    names = Survey.newest().names
    try:
        logged = store.advice(names.get(agency, ""))
    except store.StoreUnreachable as fault:
        st.warning(plain(str(fault)))
        return
    with st.container(horizontal=True, key="advice_reminders"):
        for line in advised.reminders(logged, names):
            link_to(line.link, f"**{plain(line.label)}**{t('gap.heading')}{plain(line.text)}")


def tasks_before(meeting: str) -> None:
    """What earlier meetings left to be done, in a line with the way to the list; for officers, and only
    where there is something.
    """
    if not officer().name or not store.exists():
        return
    try:
        due = minutes.due(stored.minutes(), meeting, today().isoformat())
    except store.StoreUnreachable as fault:
        st.warning(plain(str(fault)))
        return
    if due.every:
        with st.container(horizontal=True, key="minutes_reminder"):
            st.markdown(t("minutes.before_short", count=len(due.every), late=len(due.late)))
            link_to("minutes", t("minutes.before_open"))


def way_to_log(agency: str) -> None:
    """From a karte into the log, the proposals of the karte filled in; for officers."""
    if officer().name:
        link_to(f"advice_log?agency={agency}&draft=1", t("advice_log.from_karte"))
