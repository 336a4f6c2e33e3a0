"""The widgets for free texts: each is read once and coded into reasons; the words are kept."""

from collections import Counter

import pandas as pd
import streamlit as st

from readiness import screen, store
from readiness.intake import coding, surveying
from readiness.intake.coding import FreeText
from readiness.language.wording import listed, number, said, t
from readiness.screen import desk
from readiness.store.officers import Officer
from readiness.store.surveys import SurveyEntry

_SHOWN = 100


def show(entry: SurveyEntry, officer: Officer) -> None:
    """The texts, those that wait first, the chosen one with its reasons, and what is known so far."""
    questions = surveying.questions_of(entry)
    found = coding.free_texts(entry, questions, surveying.counted_answers(entry))
    waiting = sum(one.coding is None for one in found)
    st.markdown(t("survey.texts_lead", count=number(len(found)), waiting=number(waiting)))
    if not found:
        return
    left, right = st.columns([5.5, 4.5])
    with left, screen.card("survey_texts", t("survey.step.texts")):
        chosen = _list(entry, found[:_SHOWN])
    with right, screen.card("survey_coding", t("survey.coding")):
        _form(entry, chosen, officer)
    _counts(entry, found)


def _names(entry: SurveyEntry) -> dict[str, str]:
    return {one.code: one.full_name for one in surveying.asked_by(entry).respondents}


def _labels(entry: SurveyEntry, one: FreeText) -> dict[str, str]:
    return coding.reasons_of(surveying.questions_of(entry), one.question.code)


def _list(entry: SurveyEntry, found: list[FreeText]) -> FreeText:
    names = _names(entry)
    rows = pd.DataFrame(
        [
            {
                t("survey.column.name"): said(names.get(one.respondent_code, one.respondent_code)),
                t("survey.column.question"): said(one.question.label),
                t("survey.column.text"): one.text,
                t("survey.column.reasons"): _coded(entry, one),
            }
            for one in found
        ]
    )
    event = screen.grid(
        rows,
        most=360,
        key="survey_texts",
        alt=t("survey.texts_alt"),
        on_select="rerun",
        selection_mode="single-row",
    )
    picked = event["selection"]["rows"]
    return found[picked[0]] if picked and picked[0] < len(found) else found[0]


def _coded(entry: SurveyEntry, one: FreeText) -> str:
    if one.coding is None:
        return t("survey.uncoded")
    labels = _labels(entry, one)
    codes = one.coding.choice_codes
    return listed(labels.get(code, code) for code in codes) if codes else t("survey.no_reason")


def _form(entry: SurveyEntry, one: FreeText, officer: Officer) -> None:
    """The words in full, and the reasons an officer reads in them."""
    key = f"{entry.survey_code}_{one.respondent_code}_{one.question.code}"
    name = _names(entry).get(one.respondent_code, one.respondent_code)
    st.markdown(f"**{screen.plain(said(name))}** {screen.plain(said(one.question.label))}")
    st.markdown(f"> {screen.plain(one.text)}")
    labels = _labels(entry, one)
    known = [code for code in (one.coding.choice_codes if one.coding else ()) if code in labels]
    with st.form(f"survey_code_{key}"):
        codes = st.multiselect(
            t("survey.reasons"),
            list(labels),
            default=known,
            format_func=lambda code: said(labels[code]),
            key=f"survey_codes_{key}",
            placeholder=t("survey.reasons_placeholder"),
        )
        new = st.text_input(t("survey.new_reason"), key=f"survey_new_{key}", max_chars=60)
        sent = st.form_submit_button(t("survey.code"), type="primary")
    if not sent:
        return
    try:
        coding.code_text(entry, one, tuple(codes), author=officer.author, new_label=new)
    except store.StoreFault as fault:
        st.warning(screen.plain(str(fault)))
        return
    desk.say(t("survey.coded", name=name))


def _counts(entry: SurveyEntry, found: list[FreeText]) -> None:
    """How many texts say each reason."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in found:
        labels = _labels(entry, one)
        for code in one.coding.choice_codes if one.coding else ():
            counts[one.question.label, labels.get(code, code)] += 1
    if not counts:
        return
    rows = [
        {
            t("survey.column.question"): said(question),
            t("survey.column.reasons"): said(label),
            t("survey.column.bodies"): count,
        }
        for (question, label), count in counts.most_common()
    ]
    with screen.card("survey_reasons", t("survey.reasons_so_far")):
        screen.grid(
            pd.DataFrame(rows),
            most=250,
            key="survey_reasons",
            alt=t("survey.reasons_alt"),
        )
