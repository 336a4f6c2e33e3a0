"""助言記録: what the kartes propose to the 22 agencies; for officers also what was advised to whom, what
is due, and what the next round says.
"""

import streamlit as st

from readiness import screen, store
from readiness.language.wording import said, t
from readiness.screen import advice_desk, desk
from readiness.subjects.agencies import advised
from readiness.subjects.agencies.karte import AgencyKarte
from readiness.subjects.agencies.survey import Survey

PAGE = "advice_log"
NAMES = Survey.newest().names
screen.only("agency", "draft")
(control,) = screen.title(t("advice_log.title"), 4)
with control:
    code = screen.select(
        PAGE, "agency", {"": t("advice_log.all")} | NAMES, label=t("advice_log.agency")
    )
officer = screen.officer()
desk.what_was_done()


def everybody() -> None:
    logged = store.advice()
    screen.sentence(advised.sentence(logged))
    if logged:
        with screen.card("advice_list", t("advice_log.list"), "xsmall"):
            advice_desk.listing(logged, with_agency=True)
            advice_desk.calendar(logged)
    advice_desk.effects(logged)


def one_agency() -> None:
    name = NAMES[code]
    logged = store.advice(name)
    advice_desk.open_draft(code, name)
    screen.sentence(t("advice_log.sentence_of", name=said(name), text=advised.sentence(logged)))
    left, right = st.columns([5.8, 4.2])
    with right, screen.card("advice_write", t("advice_log.write", name=said(name))):
        advice_desk.form(code, name)
    with left:
        if logged:
            with screen.card("advice_list", t("advice_log.list"), "xsmall"):
                advice_desk.listing(logged, with_agency=False)
                advice_desk.change(code, logged)
                advice_desk.calendar(logged)
        advice_desk.effects(logged)
        proposed()


def proposed() -> None:
    karte = AgencyKarte(code)
    with screen.card("advice_proposed", t("advice_log.proposed_to", name=said(NAMES[code]))):
        screen.open_rows(karte, "advice")
        screen.passage(karte, "nobody", in_card=False)
        screen.link_to(karte.link, t("advice_log.to_karte"))


def history() -> None:
    revisions = store.advice(NAMES.get(code, ""), with_history=True)
    if revisions:
        screen.table(
            advised.rows(revisions),
            key="advice_history",
            file_name=t("advice_log.file_name"),
            heading=t("advice_log.history"),
        )


# What was advised to whom is between the officers and the agency, until the officers say so.
if officer.name:
    desk.guarded(one_agency if code else everybody)
else:
    desk.not_allowed(officer.reason)
    if code:
        proposed()
if not code:
    with screen.card("advice_proposals", t("advice_log.proposals"), "xsmall"):
        how = t("advice_log.choose" if officer.name else "advice_log.choose_reader")
        st.markdown(f":small[:gray[{how}]]")
        advice_desk.every_proposal()
screen.origin(AgencyKarte(code or next(iter(NAMES))))
if officer.name:
    desk.guarded(history)
