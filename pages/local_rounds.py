"""回答の比較: planned quarters, what became of status and plans, own answers beside the peers'."""

import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.definitions.contracts import FINAL
from readiness.drawing.figures import local_rounds
from readiness.language.wording import number, period, t
from readiness.subjects import local_answers, numbers
from readiness.subjects.local import governments

PAGE = "local_rounds"
VIEWS = ("quarters", "transitions", "peers")
answered = queries.local_answered_rounds().set_index("round_code")
newest = answered.index[answered["state"] == FINAL][-1]
quarters, moves = (
    screen.cached(local_answers.quarter_figure),
    screen.cached(local_answers.moves_figure),
)
view_box, round_box = screen.title(t("local_rounds.title"), 4, 3)
with view_box:
    views = {view: t(f"local_rounds.view.{view}") for view in VIEWS}
    view = screen.segments(PAGE, "view", views, label=t("local_rounds.view"))
with round_box:
    labels = dict(reversed(list(answered["label"].items())))
    chosen = screen.select(PAGE, "round", labels, label=t("local_rounds.round"), default=newest)


def planned_quarters() -> None:
    rows = queries.local_planned_quarters(chosen)
    if rows.empty:
        st.markdown(t("local_rounds.no_plans", round=labels[chosen]))
        return
    counted, groups_key = local_answers.counted_plans(rows), f"{PAGE}_groups"
    screen.sentence(t("local_rounds.quarters_sentence", **counted))
    left, right = st.columns([5, 5])
    with left, screen.card(f"{PAGE}_quarters", t("local_rounds.quarters_heading")):
        alt = t("local_rounds.quarters_alt", total=counted["total"])
        screen.chart(quarters(chosen), key=f"{PAGE}_quarters", alt=alt)
    groups = {name: t(f"head.{name}") for name in ("prefecture_name", "entity_class")}
    with right, screen.card(groups_key, t("local_rounds.groups_heading")):
        by = screen.segments(PAGE, "by", groups, label=t("local_rounds.by"))
        table, alt = (
            screen.labelled(local_answers.plans_by(rows, by)),
            t("local_rounds.groups_heading"),
        )
        st.dataframe(table, hide_index=True, key=f"{groups_key}_{by}", height=300, alt=alt)
    screen.table(
        rows, key=f"{PAGE}_quarters", file_name=t("local_rounds.quarters_file", round=chosen)
    )


def transitions() -> None:
    earlier = local_answers.round_before(answered, chosen)
    if not earlier:
        st.markdown(t("local_rounds.no_earlier", round=labels[chosen]))
        return
    found, rounds = local_answers.Transitions(earlier, chosen), (labels[earlier], labels[chosen])
    counts = found.counts | dict(zip(("earlier", "later"), rounds, strict=True))
    screen.sentence(t("local_rounds.transitions_sentence", **counts))
    left, right = st.columns([5.6, 4.4])
    with left, screen.card(f"{PAGE}_moves", t("local_rounds.moves_heading")):
        alt = t("local_rounds.moves_alt", count=number(found.rows["is_compared"].sum()))
        screen.chart(moves(earlier, chosen), key=f"{PAGE}_moves", alt=alt)
    with right, screen.card(f"{PAGE}_plans", t("local_rounds.plans_heading")):
        for column, (name, count) in zip(
            [*st.columns(2), *st.columns(2)], found.outcomes.items(), strict=True
        ):
            column.metric(t(f"local_rounds.outcome.{name}"), number(count))
        if not any(found.outcomes.values()):
            st.markdown(t("local_rounds.no_plans", round=labels[earlier]))
        st.markdown(f":small[:gray[{t('local_rounds.transitions_note')}]]")
    file_name = t("local_rounds.moves_file", earlier=earlier, later=chosen)
    heading = t("local_rounds.changed")
    screen.table(found.changed, key=f"{PAGE}_moves", file_name=file_name, heading=heading)


def beside_peers() -> None:
    own, rule_box = st.columns([5, 5])
    with own:
        code = screen.find_government(PAGE, label=t("find.label_of_box"))
    with rule_box:
        names = {rule: t(f"local_rounds.rule.{rule}") for rule in local_answers.PEER_RULES}
        rule = screen.select(PAGE, "rule", names, label=t("local_rounds.rule"))
    if not code:
        st.markdown(t("local_rounds.choose"))
        return
    rows, plans = queries.peer_answers(code, rule), queries.peer_plans(code, rule)
    counted = queries.peer_numbers(code, rule)
    if rows.empty and plans.empty and counted.empty:
        st.markdown(t("local_rounds.no_answers", round=labels[newest]))
        return
    screen.sentence(t("local_rounds.peers_sentence", name=governments.labels()[code]))
    if len(plans):
        with screen.card(f"{PAGE}_peer_plans", t("local_rounds.peer_plans_heading")):
            alt = local_answers.peer_plan_sentence(plans)
            screen.chart(local_rounds.peer_plan_bars(plans), key=f"{PAGE}_peer_plans", alt=alt)
            st.markdown(f":small[{screen.plain(alt)}]")
    for column, question in zip(st.columns(3), ("device", "style", "reason"), strict=True):
        with column, screen.card(f"{PAGE}_{question}", t(f"local_rounds.question.{question}")):
            part = local_answers.answer_lines(rows[rows["question_code"] == question])
            for mark, choice, count in part:
                line = t("local_rounds.peer_line", mark=mark, choice=screen.plain(choice))
                st.markdown(f"{line}  \n:small[:gray[{count}]]")
            if not part:
                st.markdown(t("mark.none"))
    for line in numbers.lines(counted, "peers", period(answered.loc[newest, "survey_period"])):
        st.markdown(line)
    screen.table(rows, key=f"{PAGE}_peers", file_name=t("local_rounds.peers_file", code=code))


{"quarters": planned_quarters, "transitions": transitions, "peers": beside_peers}[view]()
shown = answered.loc[newest if view == "peers" else chosen]
screen.provenance(
    as_of=period(shown["survey_period"]),
    published="",
    denominator=t("local_rounds.denominator"),
    basis=str(shown["basis"]),
    source=str(shown["citation"]),
    note=t("local_rounds.note"),
)
