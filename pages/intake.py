"""調査票と回答の受付: questionnaires out, answers in, checked, previewed and published."""

import streamlit as st

from readiness import screen
from readiness.language.lettering import measured
from readiness.language.wording import number, t
from readiness.screen import desk, followup_desk

PAGE = "intake"
STEPS = ("questionnaire", "receive", "followup")

screen.only("step")
(control,) = screen.title(t("intake.page.title"), measured(5.4, 6.4))
with control:
    step = screen.segments(
        PAGE, "step", {s: t(f"intake.page.step.{s}") for s in STEPS}, label=t("intake.page.step")
    )


def received_files() -> None:
    received = desk.receive()
    if received is None:
        st.markdown(t("intake.page.accepted"))
        return
    report = received.report
    screen.sentence(
        t(
            "intake.page.sentence",
            answered=number(report.answered_count),
            asked=number(report.asked_count),
            verdict=t(f"intake.verdict.{report.exit_code}"),
        )
    )
    desk.report(received)
    if not received.answers:
        return
    left, right = st.columns([6.6, 3.4])
    with left, screen.card("intake_preview", t("intake.page.preview")):
        desk.preview(received)
    with right, screen.card("intake_publish", t("intake.page.publish_heading")):
        if report.errors:
            st.markdown(t("intake.publish.refused", count=number(len(report.errors))))
        else:
            desk.guarded(lambda: desk.publish_form(received))


desk.what_was_done()
if step == "questionnaire":
    screen.sentence(t("intake.page.questionnaire_sentence"))
    desk.questionnaires()
elif step == "receive":
    received_files()
else:
    desk.guarded(followup_desk.show)
