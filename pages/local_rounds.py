"""回答の比較: planned quarters, what became of status and plans, own answers beside the peers'."""

import plotly.graph_objects as go
import streamlit as st

from readiness import queries, ui
from readiness.contracts import PRACTICE
from readiness.figures import local_rounds
from readiness.wording import number, period, t

PAGE = "local_rounds"
VIEWS = ("quarters", "transitions", "peers")
OUTCOMES = ("done", "kept", "slipped", "dropped")
answered = queries.local_answered_rounds().set_index("round_code")
codes = list(answered.index)
view_box, round_box = ui.title(t("local_rounds.title"), 4, 3)
with view_box:
    views = {view: t(f"local_rounds.view.{view}") for view in VIEWS}
    view = ui.segments(PAGE, "view", views, label=t("local_rounds.view"))
with round_box:
    labels = dict(reversed(list(answered["label"].items())))
    chosen = ui.select(PAGE, "round", labels, label=t("local_rounds.round"))


@ui.cached
def quarters(round_code: str) -> go.Figure:
    return local_rounds.quarter_bars(queries.local_planned_quarters(round_code))


@ui.cached
def moves(earlier: str, round_code: str) -> go.Figure:
    return local_rounds.transition_grid(queries.local_transitions(earlier, round_code))


def planned_quarters() -> None:
    rows = queries.local_planned_quarters(chosen)
    if rows.empty:
        st.markdown(t("local_rounds.no_plans", round=labels[chosen]))
        return
    total, dated = rows["government_count"].sum(), rows.dropna(subset="planned_quarter")
    ui.sentence(
        t(
            "local_rounds.quarters_sentence",
            total=number(total),
            dated=number(dated["government_count"].sum()),
        )
    )
    left, right = st.columns([5, 5])
    with left, ui.card(f"{PAGE}_quarters", t("local_rounds.quarters_heading")):
        alt = t("local_rounds.quarters_alt", total=number(total))
        ui.chart(quarters(chosen), key=f"{PAGE}_quarters", alt=alt)
    named = rows.assign(
        quarter=[
            t("local_rounds.undated") if one.planned_quarter != one.planned_quarter else
            t("intake.quarter", year=int(one.planned_fiscal_year), quarter=int(one.planned_quarter))
            for one in rows.astype({"planned_fiscal_year": float, "planned_quarter": float}).itertuples()
        ]
    )  # fmt: skip
    group = {"prefecture_name": t("head.prefecture_name"), "entity_class": t("head.entity_class")}
    with right, ui.card(f"{PAGE}_groups", t("local_rounds.groups_heading")):
        by = ui.segments(PAGE, "by", group, label=t("local_rounds.by"))
        table = named.pivot_table(
            index=by, columns="quarter", values="government_count", aggfunc="sum", sort=False
        )
        table = table[sorted(table.columns)].fillna(0).astype(int)
        st.dataframe(
            table.reset_index().rename(columns=group),
            hide_index=True,
            key=f"{PAGE}_groups_{by}",
            height=300,
            alt=t("local_rounds.groups_heading"),
        )
    ui.table(rows, key=f"{PAGE}_quarters", file_name=t("local_rounds.quarters_file", round=chosen))


def transitions() -> None:
    # Fictional answers are compared with fictional ones only.
    is_practice = answered["basis"] == PRACTICE
    alike = answered.index[is_practice == is_practice[chosen]]
    before = [code for code in codes[: codes.index(chosen)] if code in alike]
    if not before:
        st.markdown(t("local_rounds.no_earlier", round=labels[chosen]))
        return
    earlier = before[-1]
    rows = queries.local_transitions(earlier, chosen)
    adopted = rows["status"] == "adopted"
    was = rows["earlier_status"] == "adopted"
    known = (rows["status"] != "unknown") & (rows["earlier_status"] != "unknown")
    outcome = rows["plan_outcome"].value_counts()
    planned = {name: int(outcome.get(name, 0)) for name in OUTCOMES}
    ui.sentence(
        t(
            "local_rounds.transitions_sentence",
            earlier=labels[earlier],
            later=labels[chosen],
            started=number((adopted & ~was & known).sum()),
            stopped=number((was & ~adopted & known).sum()),
        )
    )
    left, right = st.columns([5.6, 4.4])
    with left, ui.card(f"{PAGE}_moves", t("local_rounds.moves_heading")):
        alt = t("local_rounds.moves_alt", count=number(len(rows)))
        ui.chart(moves(earlier, chosen), key=f"{PAGE}_moves", alt=alt)
    with right, ui.card(f"{PAGE}_plans", t("local_rounds.plans_heading")):
        for column, name in zip([*st.columns(2), *st.columns(2)], OUTCOMES, strict=True):
            column.metric(t(f"local_rounds.outcome.{name}"), number(planned[name]))
        if not sum(planned.values()):
            st.markdown(t("local_rounds.no_plans", round=labels[earlier]))
        note = t("local_rounds.transitions_note")
        st.markdown(f":small[:gray[{note}]]")
    changed = rows[(rows["earlier_status"] != rows["status"]) | (rows["plan_outcome"] == "slipped")]
    changed = changed.assign(
        earlier_status=[t(f"status.{one}") for one in changed["earlier_status"]],
        status=[t(f"status.{one}") for one in changed["status"]],
        plan_outcome=[t(f"local_rounds.outcome.{one}") for one in changed["plan_outcome"]],
    )
    file_name = t("local_rounds.moves_file", earlier=earlier, later=chosen)
    ui.table(changed, key=f"{PAGE}_moves", file_name=file_name, heading=t("local_rounds.changed"))


def beside_peers() -> None:
    own, rule_box = st.columns([5, 5])
    with own:
        code = ui.find_government(PAGE, codes[-1], label=t("find.label_of_box"))
    with rule_box:
        rules = ("nearest", "prefecture", "class_staff", "similar_group")
        names = {rule: t(f"local_rounds.rule.{rule}") for rule in rules}
        rule = ui.select(PAGE, "rule", names, label=t("local_rounds.rule"))
    if not code:
        st.markdown(t("local_rounds.choose"))
        return
    rows = queries.peer_answers(code, rule)
    if rows.empty:
        st.markdown(t("local_rounds.no_answers", round=labels[codes[-1]]))
        return
    ui.sentence(t("local_rounds.peers_sentence", name=ui.government_labels(codes[-1])[code]))
    marks = {"yes": t("mark.yes"), "no": t("mark.no")}
    columns = st.columns(3)
    for column, question in zip(columns, ("device", "style", "reason"), strict=True):
        part = rows[rows["question_code"] == question]
        with column, ui.card(f"{PAGE}_{question}", t(f"local_rounds.question.{question}")):
            for row in part.itertuples():
                mark = marks.get(row.own_answer, t("mark.none"))
                line = t("local_rounds.peer_line", mark=mark, choice=ui.plain(row.choice))
                count = t("local_rounds.peer_count", count=row.peer_count, of=row.answered_count)
                st.markdown(f"{line}  \n:small[:gray[{count}]]")
            if part.empty:
                st.markdown(t("mark.none"))
    ui.table(rows, key=f"{PAGE}_peers", file_name=t("local_rounds.peers_file", code=code))


{"quarters": planned_quarters, "transitions": transitions, "peers": beside_peers}[view]()
shown = answered.loc[codes[-1] if view == "peers" else chosen]
ui.provenance(
    as_of=period(shown["survey_period"]),
    published="",
    denominator=t("local_rounds.denominator"),
    basis=str(shown["basis"]),
    source=str(shown["citation"]),
    note=t("local_rounds.note"),
)
