"""自己点検: own answers beside the published ones; they stay in the URL or in the officer's file."""

import pandas as pd
import streamlit as st

from readiness import queries, ui
from readiness.figures import self_check as figures
from readiness.guidance import self_check
from readiness.wording import number, pct, t

PAGE = "self_check"
distributions = {
    question.code: queries.local_question_distribution(question.code)
    for question in self_check.QUESTIONS
}
round_labels = queries.data_rounds().set_index("round_code")["label"]
short = queries.local_choice_labels()


def label_of(question: str) -> dict[str, str]:
    """Short word per choice of a question, in the order of the questionnaire."""
    codes = distributions[question]["choice_code"]
    if question == "plan":
        return {code: t(f"self_check.plan.{code}") for code in codes}
    source = short[short["question_code"] == ("device" if question == "lan_access" else question)]
    words = dict(zip(source["choice_code"], source["short_label"], strict=True))
    return {code: words[code] for code in codes}


labels = {question.code: label_of(question.code) for question in self_check.QUESTIONS}
allowed = {"adoption": self_check.STATUSES} | {code: tuple(words) for code, words in labels.items()}


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


(status_box,) = ui.title(t("self_check.title"), 4.2)
with status_box:
    status = ui.segments(
        PAGE,
        "adoption",
        {code: t(f"self_check.status.{code}") for code in ("", *self_check.STATUSES)},
        label=t("self_check.status"),
    )
asked = [question for question in self_check.QUESTIONS if question.asked_of == status]
answers: dict[str, tuple[str, ...]] = {}
sentence_place = st.empty()
left, right = st.columns([4.2, 5.8])
with left, ui.card("self_check_answers", t("self_check.answers")):
    if not asked:
        st.markdown(t("self_check.start"))
    for question in asked:
        words, heading = labels[question.code], t(f"self_check.question.{question.code}")
        if question.is_multiple:
            answers[question.code] = ui.pick(
                PAGE,
                question.code,
                words,
                label=heading,
                limit=len(words),
                placeholder=t("self_check.placeholder"),
            )
        else:
            st.markdown(f":small[{heading}]")
            options = {"": t("self_check.unanswered")} | words
            chosen = ui.select(PAGE, question.code, options, label=heading)
            answers[question.code] = (chosen,) if chosen else ()
    st.download_button(
        t("self_check.save"),
        self_check.as_file({"adoption": (status,) if status else ()} | answers),
        file_name=f"{t('self_check.file_name')}.json",
        mime="application/json",
        on_click="ignore",
        disabled=not status,
    )
    with st.popover(t("self_check.open")):
        st.file_uploader(
            t("self_check.open"),
            type="json",
            key=f"{PAGE}_file",
            on_change=open_file,
            help=t("self_check.open_help"),
        )
    if f"{PAGE}_fault" in st.session_state:
        st.error(ui.plain(st.session_state[f"{PAGE}_fault"]))

with right, ui.card("self_check_published", t("self_check.published")):
    for question in asked or self_check.QUESTIONS:
        rows, own = distributions[question.code], answers.get(question.code, ())
        group = rows["government_count"].iloc[0]
        heading = t(
            "self_check.heading",
            question=t(f"self_check.question.{question.code}"),
            round=round_labels[rows["round_code"].iloc[0]],
            group=rows["population_group"].iloc[0],
            count="" if pd.isna(group) else t("self_check.group_count", count=number(group)),
        )
        st.markdown(f":small[**{ui.plain(heading)}**]")
        values = [
            f"{labels[question.code][row.choice_code]} {pct(row.choice_ratio)}"
            for row in rows.itertuples()
        ]
        chosen = [labels[question.code][code] for code in own]
        ui.chart(
            figures.distribution(rows, labels[question.code], own),
            key=f"{PAGE}_chart_{question.code}",
            alt=t(
                "self_check.alt",
                question=heading,
                values=t("list.separator").join(values),
                own=t("list.separator").join(chosen) or t("self_check.unanswered"),
            ),
        )

reasons = answers.get("reason", ())
measures = {reason: queries.policy_counter_measures("local", reason) for reason in reasons}
if reasons:
    with ui.card("self_check_measures", t("self_check.measures")):
        for reason, rows in measures.items():
            st.markdown(f"**{ui.plain(labels['reason'][reason])}**")
            lines = (
                f"- :small[**{row.kind}　{ui.plain(row.title)}**　{ui.plain(row.detail)}"
                f" :gray[{row.source_id}]]"
                for row in rows[~rows["is_for_any"]].itertuples()
            )
            st.markdown("\n".join(lines))
        link = {"subject": "local", "barrier": reasons[0]}
        st.page_link(
            "pages/barrier_guide.py", label=t("self_check.more_measures"), query_params=link
        )
with sentence_place.container():
    if reasons:
        shares = distributions["reason"].set_index("choice_code")["choice_ratio"]
        first = max(reasons, key=lambda reason: shares[reason])
        ui.sentence(
            t(
                "self_check.sentence_reasons",
                reason=labels["reason"][first],
                ratio=pct(shares[first]),
                count=sum(int((~rows["is_for_any"]).sum()) for rows in measures.values()),
            )
        )
    else:
        answered = sum(bool(chosen) for chosen in answers.values())
        key = "self_check.sentence" if asked else "self_check.start"
        ui.sentence(t(key, asked=len(asked), answered=answered))
ui.provenance(
    as_of=t("self_check.as_of"),
    published="",
    denominator=t("self_check.denominator"),
    basis=t("self_check.basis"),
    note=t("self_check.note"),
    source=t("self_check.source"),
)
shown = pd.concat(
    rows.assign(
        question=t(f"self_check.question.{code}"),
        own_answer=[
            t("mark.yes") if c in answers.get(code, ()) else "" for c in rows["choice_code"]
        ],
    )
    for code, rows in distributions.items()
)
columns = ["question", "choice", "choice_ratio", "own_answer", "round_code", "population_group"]
ui.table(
    shown[[*columns, "government_count", "basis", "source_id"]],
    key=PAGE,
    file_name=t("self_check.table_file"),
    heading=t("self_check.table"),
)
