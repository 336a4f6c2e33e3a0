"""方式と対策: device, place and LAN lead to a telework method and its measures."""

import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.language.wording import headed, is_japanese, t
from readiness.screen import meeting
from readiness.subjects import method

PAGE = "method_guide"
QUESTIONS = {
    "device": ("private", "desk", "loan"),
    "place": ("home", "satellite", "mobile"),
    "lan": ("yes", "no"),
}
WIDTHS = {True: [4.1, 3.9, 2.4], False: [4.5, 3.4, 2.5]}  # Latin words are wider


@screen.cached
def headline(device: str, place: str, lan: str) -> None:
    chosen = queries.policy_method(device, place, lan).iloc[0]
    screen.sentence(method.headline(chosen, queries.policy_method_measures(device, place, lan)))


@screen.cached
def answer(device: str, place: str, lan: str) -> None:
    chosen = queries.policy_method(device, place, lan).iloc[0]
    st.markdown(f"**:blue[{screen.plain(chosen['name'])}]**")
    source = t("mark.brackets", text=chosen["source_id"])
    st.markdown(f"{screen.plain(chosen['summary'])}:small[:gray[{source}]]")
    for key, text in (
        ("reason", screen.plain(chosen["reason"])),
        ("others", method.used_by(device)),
    ):
        st.markdown(f":small[{headed('**' + t(f'method.{key}') + '**', text)}]")


@screen.cached
def measures(device: str, place: str, lan: str) -> None:
    with screen.card("method_measures", t("method.measures"), gap="xsmall"):
        st.markdown(
            "\n".join(
                f"- :small[{row.priority} {headed(f'**{screen.plain(row.title)}**', screen.plain(row.detail))}"
                f" :gray[{t(f'method.origin.{row.origin}')}]]"
                for row in queries.policy_method_measures(device, place, lan).itertuples()
            )
        )


@screen.cached
def provenance() -> None:
    screen.provenance(
        as_of=t("method.as_of"),
        published="",
        denominator="",
        basis=t("method.basis"),
        note=t("method.priority_note"),
        source=t("method.source"),
    )


screen.title(t("method.title"))
summary = st.container()
answers: dict[str, str] = {}
with screen.card("method_questions"):
    for column, (question, codes) in zip(
        st.columns(WIDTHS[is_japanese()]), QUESTIONS.items(), strict=True
    ):
        with column, st.container(gap="xsmall"):
            st.markdown(f"**{t(f'method.{question}')}**")
            answers[question] = screen.segments(
                PAGE,
                question,
                {code: t(f"method.{question}.{code}") for code in codes},
                label=t(f"method.{question}"),
            )

with summary:
    headline(**answers)
left, right = st.columns([4, 6])
with left, screen.card("method_answer", t("method.answer"), gap="small"):
    answer(**answers)
    st.page_link("pages/lgwan_guide.py", label=f"**{t('method.to_lgwan')}**")
with right:
    measures(**answers)
provenance()
name = queries.policy_method(**answers)["name"].iloc[0]
screen.table(
    queries.policy_method_measures(**answers),
    key="method_measures",
    file_name=t("method.file_name", name=name),
)
meeting.add_view("method_guide", way="-".join(answers.values()))
