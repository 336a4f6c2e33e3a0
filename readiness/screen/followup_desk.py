"""The widgets of the yearly follow-up: a blank table, the filled one checked, publishing it."""

from datetime import date

import pandas as pd
import streamlit as st

from readiness import intake, screen, store
from readiness.definitions.spreadsheets import file_stem
from readiness.intake import followups
from readiness.intake.findings import ERROR
from readiness.language.wording import fiscal_year, number, t
from readiness.screen import desk, uploads
from readiness.store.followups import code_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> None:
    """All of the step."""
    screen.sentence(t("followup.sentence"))
    years, blank, upload = st.columns([2.4, 2.6, 7], vertical_alignment="bottom")
    with years:
        year = _year()
    blank.download_button(
        t("followup.blank"),
        screen.later(followups.blank_table),
        file_name=f"{file_stem(t('followup.file_name'), str(year))}.xlsx",
        mime=_XLSX,
        on_click="ignore",
        width="stretch",
    )
    officer = screen.officer()
    if not officer.name:
        uploads.share("intake", uploads.NOTHING)
        desk.not_allowed(officer.reason)
        return
    uploads.share("intake", uploads.OFFICER)
    screen.japanese_upload(t("intake.page.choose"))
    with upload:
        file = st.file_uploader(t("followup.upload"), key="followup_file", max_upload_size=2)
    if file is None:
        st.markdown(t("followup.accepted"))
        return
    found = followups.read(file.name, file.getvalue(), year)
    left, right = st.columns([6.6, 3.4])
    with left, screen.card("followup_preview", t("followup.preview", year=fiscal_year(year))):
        _report(found)
    with right, screen.card("followup_publish", t("intake.page.publish_heading")):
        if found.errors:
            st.markdown(t("intake.publish.refused", count=number(len(found.errors))))
        else:
            desk.guarded(lambda: _publish(found, officer.name, officer.author))


def _year() -> int:
    this_year = date.today().year - (date.today().month < 4)
    return int(
        st.selectbox(
            t("followup.year"),
            range(this_year, this_year - 6, -1),
            format_func=fiscal_year,
            key="followup_year",
        )
    )


def _report(found: followups.Followup) -> None:
    """Findings, errors first, and what will be shown."""
    for finding in sorted(found.findings, key=lambda one: one.severity != ERROR)[:100]:
        say = st.error if finding.severity == ERROR else st.warning
        say(screen.plain(str(finding)))
    rows = followups.preview(found)
    if rows:
        shown = screen.worded(pd.DataFrame(rows))
        screen.grid(shown, most=420, key="followup_rows", alt=t("followup.rows_alt"))


def _publish(found: followups.Followup, officer: str, author: str) -> None:
    code = code_of(found.fiscal_year)
    seen_key = f"intake_seen_{code}"
    seen = st.session_state.setdefault(seen_key, intake.seen_version(code))
    if st.session_state.pop("followup_done", False):
        # Nothing that led to the deed stays filled in after it.
        st.session_state["followup_note"] = ""
        st.session_state["followup_confirmed"] = False
    with st.form("followup_publish"):
        st.markdown(t("intake.page.publish_as", officer=screen.plain(officer), version=seen + 1))
        citation = st.text_input(t("followup.citation"), key="followup_citation")
        day = st.text_input(
            t("followup.day"), key="followup_day", placeholder=t("intake.page.day_placeholder")
        )
        note = st.text_input(t("publish.reason_publish"), key="followup_note")
        is_read = st.checkbox(t("intake.page.confirmed"), key="followup_confirmed")
        sent = st.form_submit_button(t("intake.page.publish"), type="primary")
    if not sent:
        return
    if not is_read or not citation.strip():
        st.warning(t("followup.citation_first" if is_read else "intake.page.confirm_first"))
        return
    if not note.strip():
        st.warning(t("publish.reason_first"))
        return
    as_of = intake.parse_day(day)
    if as_of is None:
        st.warning(t("command.bad_day", text=screen.plain(day[:20])))
        return
    try:
        entry = followups.draft(found, author=author, citation=citation, day=as_of, note=note)
        version = intake.publish(entry, seen=seen)
    except (store.StoreFault, intake.PublishRefused) as fault:
        st.session_state.pop(seen_key, None)
        st.warning(screen.plain(str(fault)))
        return
    st.session_state.pop(seen_key, None)
    st.session_state["followup_done"] = True
    desk.say(desk.published_words(version))
