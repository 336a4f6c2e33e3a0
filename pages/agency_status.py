"""府省庁の整備状況: the printed table made readable, with its totals and what cannot be read."""

import plotly.graph_objects as go
import streamlit as st

from readiness import meeting, queries, ui
from readiness.figures import agency_matrix, agency_matrix_narrow
from readiness.views import agency_words as words
from readiness.wording import catalogue, period, t

ORDERS = ("establishment", "stage", "missing", "plan")
round_code = queries.latest_round("agency")
survey = queries.data_rounds().set_index("round_code").loc[round_code]
answers = queries.agency_answers(round_code)
counts = queries.agency_item_counts(round_code).set_index("choice_code", drop=False)
asked = int(counts["asked_count"].max())

order_column, item_column = ui.title(t("agency_status.title"), 4.6, 3)
with order_column:
    order = ui.segments(
        "agency_status",
        "order",
        {name: t(f"agency_status.order.{name}") for name in ORDERS},
        label=t("agency_status.order"),
    )
with item_column:
    item = ui.select(
        "agency_status",
        "item",
        {"": t("agency_status.item.all", count=len(counts))} | dict(counts["item"]),
        label=t("agency_status.item"),
    )

profile = words.ordered(queries.agency_profile(round_code), order)
agencies = list(profile["agency_name"])


@ui.cached
def matrix(round_code: str, order: str, item: str, is_wide: bool) -> go.Figure:
    if not is_wide:
        return agency_matrix_narrow.matrix_narrow(answers, counts, agencies, item)
    if order == "establishment":
        return agency_matrix.matrix_wide(answers, counts, agencies, item)
    label = t(f"agency_status.order_value.{order}")
    values = list(profile["order_value"])
    return agency_matrix.matrix_wide(answers, counts, agencies, item, label, values)


def answer_for(item: str) -> str:
    """Who has the mark of one item, how many, and whose mark cannot be read."""
    row = counts.loc[item]
    states = agency_matrix.with_states(answers[answers["choice_code"] == item])
    lost = states.loc[states["state"] == "unreadable", "agency_name"]
    marked = states.loc[~states["state"].isin(["no", "none", "unreadable"]), "agency_name"]
    key = "agency_status.one.yes" if len(marked) else "agency_status.one.nobody"
    text = t(key, item=row["item"], asked=asked, count=len(marked), names=words.joined(marked))
    if len(lost):
        text += t(
            "agency_status.one.lost",
            printed=row["printed_count"],
            lost=row["lost_count"],
            names=words.joined(lost),
        )
    return text


barriers = counts[(counts["question_code"] == "barrier") & (counts["choice_code"] != "other")]
top_three = barriers.sort_values("agency_count", ascending=False, kind="stable").head(3)
sentence = t(
    "agency_status.sentence",
    all_staff=counts.loc["all_staff", "agency_count"],
    diet_work=counts.loc["diet_work", "agency_count"],
    barriers=words.joined(
        t(
            "agency_status.sentence.barrier",
            barrier=words.short_barrier(row.choice_code, row.item),
            count=row.agency_count,
        )
        for row in top_three.itertuples()
    ),
    other=counts.loc["other", ["printed_count", "agency_count"]].dropna().iloc[0],
)
ui.sentence(answer_for(item) if item else sentence)

ui.wide_and_narrow(
    matrix(round_code, order, item, True),
    matrix(round_code, order, item, False),
    key="agency_status_matrix",
    alt=t(
        "agency_status.alt",
        asked=asked,
        items=len(counts),
        order=t(f"agency_status.order.{order}"),
        counts=words.joined(
            t("agency_status.alt.count", item=row.item, count=row.agency_count)
            for row in counts.itertuples()
        ),
    ),
)

as_of = period(survey["survey_period"])
note = catalogue().get(f"agency_status.note.{round_code}", "") + t("agency_status.note")
if order == "plan":
    note += t("agency_status.note.plan")
ui.provenance(
    as_of=as_of,
    published=period(survey["published_period"]),
    denominator=t("agency_status.denominator", asked=asked),
    basis=survey["basis"],
    source=t("agency_status.source"),
    note=note,
)
cells = agency_matrix.with_states(answers)
named = cells.assign(state=[t(f"agency_matrix.state.{state}") for state in cells["state"]])
rows = named.pivot_table(
    index="agency_name", columns="item", values="state", aggfunc="first", sort=False
)
rows = profile[["agency_name", "stage", "missing_count"]].join(
    rows[list(counts["item"])], on="agency_name"
)
ui.table(
    rows,
    key="agency_status",
    file_name=t("agency_status.file_name", as_of=as_of, order=t(f"agency_status.order.{order}")),
)
with st.container(horizontal=True):
    meeting.add("agency_matrix")
    meeting.add("agency_methods")
    meeting.add("agency_barriers")
