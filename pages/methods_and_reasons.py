"""導入方式と阻害要因: how local governments do it and why others do not, round by round."""

import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.definitions import rounds
from readiness.drawing.figures import methods
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects import methods as answers

PAGE = "methods_and_reasons"
names, plans = screen.cached(answers.round_names), screen.cached(answers.plans)
every_answer = screen.cached(answers.every_answer)


@screen.cached
def headline(choice: str) -> None:
    ways, way_round, _ = answers.answers("way", choice)
    reasons, reason_round, _ = answers.answers("reason", choice)
    days = answers.short_day(way_round), answers.short_day(reason_round)
    screen.sentence(methods.headline(ways, reasons, *days))


@screen.cached
def bars(card: str, choice: str) -> bool:
    """Draw the bars of one card; False, and nothing drawn, if its round published no figures."""
    rows, shown, before = answers.answers("department" if card == "scope" else card, choice)
    if not shown:
        return False
    days = answers.short_day(shown), answers.short_day(before)
    drawn = rows
    if card == "scope":
        drawn = methods.scope_rows(rows, answers.answers("part_time", choice)[0])
    with screen.card(card, methods.heading(t(f"methods.{card}"), rows, *days), gap="xsmall"):
        alt = methods.share_alt(t(f"methods.{card}"), names()[shown], rows)
        figure = methods.card_bars(card, drawn, narrow=screen.is_narrow())
        screen.chart(figure, key=f"methods_{card}", alt=alt)
        if note := answers.note(card, choice):
            st.markdown(f":small[:gray[{note}]]")
    return True


@screen.cached
def plan_bars(choice: str) -> bool:
    """Draw what non-adopters plan; False, and nothing drawn, if no round is shown."""
    rows, plan_round = answers.plans(choice)
    if rows.empty:
        return False
    with screen.card("plan", methods.plan_heading(answers.short_day(plan_round)), gap="xsmall"):
        if rows["plan_ratio"].notna().any():
            municipal = rows[rows["entity_class"] == "市区町村"]
            alt = methods.plan_alt(municipal)
            screen.chart(methods.plan_bars(municipal, 24), key="methods_plan", alt=alt)
            st.markdown(f":small[:gray[{methods.plan_notes(rows)}]]")
        else:
            st.markdown(methods.plan_words(rows))
    return True


def not_published(card: str, heading: str, questions: tuple[str, ...]) -> None:
    """－ この回の公表なし, and a way to the rounds that did publish."""
    published = queries.local_published_questions()
    with screen.card(card, heading, gap="xsmall"):
        st.markdown(t("methods.not_published"))
        for code, name in rounds.rounds_with(published, questions).items():
            screen.choice_button(
                PAGE, "round", code, label=t("methods.see", round=name), place=questions[0]
            )


def question(card: str) -> None:
    if not bars(card, choice):
        questions = answers.CARDS["department" if card == "scope" else card]
        not_published(card, t(f"methods.{card}"), questions)


@screen.cached
def provenance(choice: str) -> None:
    texts = answers.provenance(choice)
    screen.provenance(
        published="", denominator=t("methods.denominator"), note=t("methods.note"), **texts
    )


(control,) = screen.title(t("methods.title"), 3)
with control:
    choices = {rounds.LATEST: t("methods.latest")}
    choices |= {code: names()[code] for code in reversed(names())}
    choice = screen.select(PAGE, "round", choices, label=t("methods.round"))
headline(choice)
left, right = st.columns([5.4, 4.6])
with left:
    question("reason")
with right:
    question("way")
first, second, third = st.columns(3)
with first:
    question("utilisation")
with second:
    question("scope")
with third:
    if not plan_bars(choice):
        not_published("plan", methods.plan_heading(""), ("plan",))
provenance(choice)
file_name = t("methods.file_name", round=choices[choice])
screen.table(every_answer(choice), key="methods_shares", file_name=file_name)
plan_rows, plan_round = plans(choice)
if not plan_rows.empty:
    screen.table(
        plan_rows,
        key="methods_plans",
        file_name=t("methods.plan_file_name", round=names()[plan_round]),
        heading=t("methods.plan_table"),
    )
with st.container(horizontal=True):
    meeting.add_view("local_methods")
    meeting.add_view("local_reasons")
