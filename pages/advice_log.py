"""助言記録: what was advised to which agency, what is due, and how each entry changed."""

import streamlit as st

from readiness import screen, store
from readiness.data import queries
from readiness.language.wording import number, t, today
from readiness.screen import desk

PAGE = "advice_log"
AGENCIES = list(queries.data_table("agencies").sort_values("agency_order")["agency_name"])
(control,) = screen.title(t("advice_log.title"), 4)
with control:
    agency = screen.select(
        PAGE,
        "agency",
        {"": t("advice_log.all")} | {name: name for name in AGENCIES},
        label=t("advice_log.agency"),
    )


def entries() -> None:
    logged = store.advice(agency)
    due = [a for a in logged if a.state == "open"]
    late = [a for a in due if a.due_date and a.due_date < today().isoformat()]
    counts = {"all": len(logged), "due": len(due), "late": len(late)}
    screen.sentence(t("advice_log.sentence", **{k: number(v) for k, v in counts.items()}))
    left, right = st.columns([6.4, 3.6])
    with left, screen.card("advice_list", t("advice_log.list")):
        if logged:
            st.dataframe(
                screen.labelled(desk.advice_rows(logged)),
                hide_index=True,
                height=min(38 + 35 * len(logged), 420),
                key="advice_rows",
                alt=t("advice_log.alt"),
            )
        else:
            st.markdown(t("advice_log.none"))
    with right, screen.card("advice_write", t("advice_log.write")):
        desk.advice_form(agency, AGENCIES, officer.author)
        if due:
            desk.advice_done(due, officer.author)
    revisions = store.advice(agency, with_history=True)
    if revisions:
        screen.table(
            desk.advice_rows(revisions),
            key="advice_history",
            file_name=t("advice_log.file_name"),
            heading=t("advice_log.history"),
        )


# What was advised to whom is between the officers and the agency, until the officers say so.
officer = screen.officer()
if officer.name:
    desk.guarded(entries)
else:
    desk.not_allowed(officer.reason)
