"""The file of a self-check: answers into it, and out of it into the choices of the screen."""

import streamlit as st

from readiness.language.wording import t
from readiness.screen import uploads
from readiness.screen.plain import plain
from readiness.subjects.local import self_check_answers as answers
from readiness.subjects.local.self_check import SelfCheck, offered

_FILE, _FAULT = "self_check_file", "self_check_fault"


def controls(check: SelfCheck) -> None:
    """Save the answers, open others; a fault is said, and then nothing is changed."""
    st.download_button(
        t("self_check.save"),
        answers.as_file(check.answers),
        file_name=f"{t('self_check.file_name')}.json",
        mime="application/json",
        on_click="ignore",
        disabled=not check.adoption,
    )
    label, hint = t("self_check.open"), t("self_check.open_help")
    with st.popover(label):
        uploads.share(SelfCheck.page, uploads.READER)
        st.file_uploader(label, type="json", key=_FILE, on_change=_open, help=hint)
    if _FAULT in st.session_state:
        st.error(plain(st.session_state[_FAULT]))


def _open() -> None:
    st.session_state.pop(_FAULT, None)
    chosen = st.session_state[_FILE]
    if chosen is None:
        return
    try:
        found = answers.from_file(chosen.getvalue(), offered())
    except answers.AnswerFault as fault:
        st.session_state[_FAULT] = str(fault)
        return
    multiple = {question.code for question in answers.QUESTIONS if question.is_multiple}
    for code, given in found.items():
        value = list(given) if code in multiple else next(iter(given), "")
        st.session_state[f"{SelfCheck.page}_{code}"] = value
