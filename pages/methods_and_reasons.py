"""導入方式と阻害要因: how local governments do it and why others do not, round by round."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from readiness import meeting, queries, rounds, ui
from readiness.figures import methods
from readiness.wording import pct, short_era_month, t

PAGE = "methods_and_reasons"
CARDS = {
    "reason": ("reason",),
    "way": ("device", "style"),
    "utilisation": ("utilisation",),
    "department": ("department",),
    "part_time": ("part_time",),
}

TABLE_COLUMNS = [
    *("round_code", "choice", "choice_ratio", "choice_count", "population_group"),
    *("government_count", "part_ratio", "previous_ratio", "is_reworded", "basis", "source_id"),
]

published = queries.local_published_questions()
asked = published[~published["question_code"].isin(["adoption", "lan_access"])]
names = dict(zip(asked["round_code"], asked["round_label"], strict=True))
dates = dict(zip(asked["round_code"], asked["survey_date"], strict=True))

(control,) = ui.title(t("methods.title"), 3)
with control:
    choices = {rounds.LATEST: t("methods.latest")} | {code: names[code] for code in reversed(names)}
    choice = ui.select(PAGE, "round", choices, label=t("methods.round"))


@ui.cached
def answers(card: str, choice: str) -> tuple[pd.DataFrame, str, str]:
    """Shares of the card's questions in the shown round, beside those of the round before it."""
    code = rounds.shown_round(published, CARDS[card], choice)
    given = set(published.loc[published["round_code"] == code, "question_code"])
    parts = [one_question(question, code) for question in CARDS[card] if question in given]
    if not parts:
        return pd.DataFrame({"choice_ratio": []}), "", ""
    rows = pd.concat([rows for rows, _ in parts], ignore_index=True)
    return rows, code, max(before for _, before in parts)


def one_question(question: str, code: str) -> tuple[pd.DataFrame, str]:
    """Shares of one question and the round they stand beside."""
    before = rounds.round_before(published, question, code)
    rows = queries.local_shares(code, question)
    lan = queries.local_access_methods(code).set_index("access_method_code")["lan_access_ratio"]
    rows["part_ratio"] = rows["choice_code"].map(lan) if question == "device" else float("nan")
    if question == "reason":
        rows = rows.sort_values("choice_ratio", ascending=False)
    earlier = queries.local_shares(before, question) if before else rows.iloc[:0]
    return rounds.beside_previous(rows, earlier, question), before


@ui.cached
def bars(card: str, choice: str, **layout: Any) -> go.Figure:
    if card == "scope":
        parts = answers("department", choice)[0], answers("part_time", choice)[0]
        return methods.share_bars(methods.scope_rows(*parts), **layout)
    return methods.share_bars(answers(card, choice)[0], **layout)


@ui.cached
def plan_bars(plan_round: str) -> go.Figure:
    plans = queries.local_plans(plan_round)
    return methods.plan_bars(plans[plans["entity_class"] == "市区町村"], 24)


def short(round_code: str) -> str:
    return short_era_month(dates[round_code]) if round_code else ""


def question(card: str, note: str = "", **layout: Any) -> None:
    """A card: bars of one question, or that this round did not publish it and who did."""
    rows, shown, before = answers("department" if card == "scope" else card, choice)
    with ui.card(
        card, methods.heading(t(f"methods.{card}"), rows, short(shown), short(before)), gap="xsmall"
    ):
        if not shown:
            not_published(CARDS["department" if card == "scope" else card])
            return
        values = t("list.separator").join(
            f"{r.choice} {pct(r.choice_ratio)}" for r in rows.itertuples()
        )
        alt = t("methods.alt", question=t(f"methods.{card}"), round=names[shown], values=values)
        if "gutter" in layout:
            ui.chart(bars(card, choice, **layout), key=f"methods_{card}", alt=alt)
        else:
            tall = layout | {"row_height": layout["row_height"] + 10}
            wide, narrow = bars(card, choice, **layout), bars(card, choice, **tall)
            ui.wide_and_narrow(wide, narrow, key=f"methods_{card}", alt=alt)
        if note:
            st.markdown(f":small[:gray[{note}]]")


def not_published(questions: tuple[str, ...]) -> None:
    """－ この回の公表なし, and a way to the rounds that did publish."""
    st.markdown(t("methods.not_published"))
    for code, name in rounds.rounds_with(published, questions).items():
        ui.choice_button(
            PAGE, "round", code, label=t("methods.see", round=name), place=questions[0]
        )


reasons, reason_round, _ = answers("reason", choice)
ways, way_round, _ = answers("way", choice)
part_time = answers("part_time", choice)[0]
plan_round = rounds.shown_round(published, ["plan"], choice)
plans = queries.local_plans(plan_round) if plan_round else pd.DataFrame()

ui.sentence(methods.headline(ways, reasons, short(way_round), short(reason_round)))
left, right = st.columns([5.4, 4.6])
with left:
    question("reason", kind="obstacle", row_height=31)
with right:
    has_lan = "part_ratio" in ways and ways["part_ratio"].notna().any()
    effects = methods.effects(queries.local_shares(way_round, "effect")) if way_round else ""
    note = (t("methods.lan_note") if has_lan else t("methods.way_note")) + effects
    question("way", note, kind="value", row_height=42 if has_lan else 36)
first, second, third = st.columns(3)
with first:
    question(
        "utilisation",
        t("methods.utilisation_note"),
        kind="value",
        row_height=23,
        gutter=150,
        tail=56,
    )
with second:
    question(
        "scope", methods.sum_note(part_time, "part_time"), kind="value", row_height=27, gutter=148
    )
with (
    third,
    ui.card("plan", t("methods.plan") + f"　:small[:gray[{short(plan_round)}]]", gap="xsmall"),
):
    if plans.empty:
        not_published(("plan",))
    elif plans["plan_ratio"].notna().any():
        alt = methods.plan_alt(plans[plans["entity_class"] == "市区町村"])
        ui.chart(plan_bars(plan_round), key="methods_plan", alt=alt)
        st.markdown(f":small[:gray[{methods.plan_notes(plans)}]]")
    else:
        st.markdown(methods.plan_words(plans))

every = pd.concat(
    [rows.assign(round_code=code) for rows, code, _ in (answers(c, choice) for c in CARDS) if code]
)
shown = {*every["round_code"], plan_round}
ui.provenance(
    as_of=t("list.separator").join(names[code] for code in names if code in shown),
    published="",
    denominator=t("methods.denominator"),
    basis=t("list.separator").join(every["basis"].unique()),
    note=t("methods.note"),
    source=t("methods.source", ids=t("list.separator").join(sorted(every["source_id"].unique()))),
)
ui.table(
    every[TABLE_COLUMNS],
    key="methods_shares",
    file_name=t("methods.file_name", round=choices[choice]),
)
if not plans.empty:
    ui.table(
        plans,
        key="methods_plans",
        file_name=t("methods.plan_file_name", round=names[plan_round]),
        heading=t("methods.plan_table"),
    )
with st.container(horizontal=True):
    meeting.add("local_methods")
    meeting.add("local_reasons")
