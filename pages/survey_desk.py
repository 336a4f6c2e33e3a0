"""調査の進行: one survey from its first letter to its draft: who is asked, who has answered, what to do."""

import streamlit as st

from readiness import screen
from readiness.intake import surveying
from readiness.language.lettering import measured
from readiness.language.wording import t
from readiness.screen import coding_desk, desk, survey_desk, uploads
from readiness.store import surveys

PAGE = "survey_desk"
STEPS = ("register", "send", "receive", "remind", "texts", "finish", "open")

known = {}


def read() -> None:
    known.update({one.survey_code: one for one in surveys.surveys()})


def show() -> None:
    officer = screen.officer()
    if not officer.name:
        uploads.share(PAGE, uploads.NOTHING)
        desk.not_allowed(officer.reason)
        return
    if not known:
        st.markdown(t("survey.none_open"))
        survey_desk.open_form(officer)
        return
    step = screen.segments(
        PAGE, "step", {one: t(f"survey.step.{one}") for one in STEPS}, label=t("intake.page.step")
    )
    if step == "open":
        survey_desk.open_form(officer)
        return
    entry = known[chosen]
    screen.sentence(survey_desk.deadline_line(entry))
    if step in ("send", "receive", "remind") and not entry.is_open:
        st.markdown(t("survey.only_open"))
        return
    if step == "send":
        survey_desk.send(entry, officer)
    elif step == "receive":
        survey_desk.receive(entry, officer)
    elif step == "texts":
        coding_desk.show(entry, officer)
    elif step == "finish":
        survey_desk.finish(entry, officer)
    else:
        lines = surveying.register(entry)
        if step == "remind":
            survey_desk.remind(entry, lines, officer)
            return
        survey_desk.figures(lines)
        if entry.subject == "local" and len({line.prefecture_code for line in lines}) > 1:
            with screen.card("survey_places", t("survey.by_prefecture")):
                survey_desk.by_prefecture(lines)
        with screen.card("survey_bodies", t("survey.register")):
            survey_desk.listing(entry, lines, PAGE)


(control,) = screen.title(t("survey.title"), measured(5.4, 6.4))
desk.guarded(read)
chosen = ""
if known and screen.officer().name:
    with control:
        names = {code: survey_desk.name_of(one) for code, one in known.items()}
        chosen = screen.select(PAGE, "survey", names, label=t("survey.which"))
desk.what_was_done()
desk.guarded(show)
