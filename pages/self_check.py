"""自己点検: own answers beside the published ones; they stay in the URL or in the officer's file."""

import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.drawing.figures import self_check as figures
from readiness.language.wording import apart, headed, t
from readiness.screen import uploads
from readiness.subjects import self_check
from readiness.subjects import self_check_readings as readings

PAGE = "self_check"


@screen.cached
def choice_labels():
    return readings.labels(readings.distributions(), queries.local_choice_labels())


def open_file() -> None:
    """Answers of a chosen file become the choices of the screen; a fault is said, nothing kept."""
    st.session_state.pop(f"{PAGE}_fault", None)
    chosen = st.session_state[f"{PAGE}_file"]
    if chosen is None:
        return
    try:
        found = self_check.from_file(chosen.getvalue(), allowed)
    except self_check.AnswerFault as fault:
        st.session_state[f"{PAGE}_fault"] = str(fault)
        return
    multiple = {question.code for question in self_check.QUESTIONS if question.is_multiple}
    for code, answers in found.items():
        value = list(answers) if code in multiple else next(iter(answers), "")
        st.session_state[f"{PAGE}_{code}"] = value


def asked_answer(question: self_check.Question) -> tuple[str, ...]:
    words, heading = labels[question.code], t(f"self_check.question.{question.code}")
    if question.is_multiple:
        hint = t("self_check.placeholder")
        return screen.pick(
            PAGE, question.code, words, label=heading, limit=len(words), placeholder=hint
        )
    st.markdown(f":small[{heading}]")
    options = {"": t("self_check.unanswered")} | words
    chosen = screen.select(PAGE, question.code, options, label=heading)
    return (chosen,) if chosen else ()


def file_controls(status: str, answers: self_check.Answers) -> None:
    st.download_button(
        t("self_check.save"),
        self_check.as_file({"adoption": (status,) if status else ()} | answers),
        file_name=f"{t('self_check.file_name')}.json",
        mime="application/json",
        on_click="ignore",
        disabled=not status,
    )
    label, hint = t("self_check.open"), t("self_check.open_help")
    uploads.share(PAGE, uploads.READER)
    with st.popover(label):
        st.file_uploader(label, type="json", key=f"{PAGE}_file", on_change=open_file, help=hint)
    if f"{PAGE}_fault" in st.session_state:
        st.error(screen.plain(st.session_state[f"{PAGE}_fault"]))


@screen.cached
def published(question: str, own: tuple[str, ...]) -> None:
    rows, words = queries.local_question_distribution(question), choice_labels()[question]
    round_labels = queries.data_rounds().set_index("round_code")["label"]
    heading = readings.heading(question, rows, round_labels[rows["round_code"].iloc[0]])
    st.markdown(f":small[**{screen.plain(heading)}**]")
    screen.chart(
        figures.distribution(rows, words, own),
        key=f"{PAGE}_chart_{question}",
        alt=readings.alt(heading, rows, words, own),
    )


@screen.cached
def measure_lines(reason: str) -> None:
    rows = queries.policy_counter_measures("local", reason)
    st.markdown(f"**{screen.plain(labels['reason'][reason])}**")
    lines = (
        headed(
            f"- :small[**{apart([screen.plain(row.kind), screen.plain(row.title)])}**",
            f"{screen.plain(row.detail)} :gray[{row.source_id}]]",
        )
        for row in rows[~rows["is_for_any"]].itertuples()
    )
    st.markdown("\n".join(lines))


@screen.cached
def sentence(given: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    answers, shares = dict(given), queries.local_question_distribution("reason")
    measures = {
        reason: queries.policy_counter_measures("local", reason)
        for reason in answers.get("reason", ())
    }
    screen.sentence(readings.sentence(answers, shares, labels["reason"], measures))


@screen.cached
def table_rows(given: tuple[tuple[str, tuple[str, ...]], ...]):
    return readings.table(readings.distributions(), dict(given))


@screen.cached
def provenance() -> None:
    parts = ("as_of", "denominator", "basis", "note", "source")
    screen.provenance(published="", **{part: t(f"self_check.{part}") for part in parts})


labels = choice_labels()
allowed = {"adoption": self_check.STATUSES} | {code: tuple(words) for code, words in labels.items()}
(status_box,) = screen.title(t("self_check.title"), 4.2)
with status_box:
    statuses = {code: t(f"self_check.status.{code}") for code in ("", *self_check.STATUSES)}
    status = screen.segments(PAGE, "adoption", statuses, label=t("self_check.status"))
asked = [question for question in self_check.QUESTIONS if question.asked_of == status]
sentence_place = st.empty()
left, right = st.columns([4.2, 5.8])
with left, screen.card("self_check_answers", t("self_check.answers")):
    if not asked:
        st.markdown(t("self_check.start"))
    answers = {question.code: asked_answer(question) for question in asked}
    file_controls(status, answers)
with right, screen.card("self_check_published", t("self_check.published")):
    for question in asked or self_check.QUESTIONS:
        published(question.code, answers.get(question.code, ()))

reasons, given = answers.get("reason", ()), tuple(answers.items())
if reasons:
    with screen.card("self_check_measures", t("self_check.measures")):
        for reason in reasons:
            measure_lines(reason)
        link, more = {"subject": "local", "barrier": reasons[0]}, t("self_check.more_measures")
        st.page_link("pages/barrier_guide.py", label=more, query_params=link)
with sentence_place.container():
    sentence(given)
provenance()
file_name, heading = t("self_check.table_file"), t("self_check.table")
screen.table(table_rows(given), key=PAGE, file_name=file_name, heading=heading)
