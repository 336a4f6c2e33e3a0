"""府省庁の整備状況: the printed table made readable, with its totals and what cannot be read."""

import pandas as pd
import streamlit as st

from readiness import screen
from readiness.data import queries
from readiness.drawing.figures import agency_matrix, agency_matrix_narrow
from readiness.language.wording import known, t
from readiness.screen import meeting
from readiness.subjects import agency_status_words as sayings
from readiness.subjects import agency_words as words

PAGE = "agency_status"
ORDERS = ("establishment", "stage", "missing", "plan")


@screen.cached
def item_names(round_code: str) -> dict[str, str]:
    """Code -> wording of the items, in the order of the survey."""
    counts = queries.agency_item_counts(round_code)
    return dict(zip(counts["choice_code"], counts["item"], strict=True))


def matrices(round_code: str, order: str, item: str, counts: pd.DataFrame) -> None:
    answers = queries.agency_answers(round_code)
    profile = words.ordered(queries.agency_profile(round_code), order)
    agencies = list(profile["agency_name"])
    by: tuple[object, ...] = ()
    if order != "establishment":
        by = t(f"agency_status.order_value.{order}"), list(profile["order_value"])
    matrix = (
        agency_matrix_narrow.matrix_narrow(answers, counts, agencies, item)
        if screen.is_narrow()
        else agency_matrix.matrix_wide(answers, counts, agencies, item, *by)
    )
    alt = sayings.matrix_alt(counts, t(f"agency_status.order.{order}"))
    screen.chart(matrix, key="agency_status_matrix", alt=alt)


@screen.cached
def status(round_code: str, order: str, item: str) -> None:
    counts = queries.agency_item_counts(round_code).set_index("choice_code", drop=False)
    answers = queries.agency_answers(round_code)
    screen.sentence(sayings.answer_for(answers, counts, item) if item else sayings.summary(counts))
    matrices(round_code, order, item, counts)
    note = known(f"agency_status.note.{round_code}", "") + t("agency_status.note")
    if order == "plan":
        note += t("agency_status.note.plan")
    screen.agency_provenance(round_code, note=note)


@screen.cached
def rows(round_code: str, order: str) -> tuple[pd.DataFrame, str]:
    """One row per agency with its state for each item, and when the agencies were asked."""
    profile = words.ordered(queries.agency_profile(round_code), order)
    states = sayings.state_table(queries.agency_answers(round_code))
    states = states[list(item_names(round_code).values())]
    found = profile[["agency_name", "stage", "missing_count"]].join(states, on="agency_name")
    return found, queries.survey_date(round_code)


round_code = queries.latest_round("agency")
items = item_names(round_code)
order_column, item_column = screen.title(t("agency_status.title"), 4.6, 3)
with order_column:
    orders = {name: t(f"agency_status.order.{name}") for name in ORDERS}
    order = screen.segments(PAGE, "order", orders, label=t("agency_status.order"))
with item_column:
    choices = {"": t("agency_status.item.all", count=len(items))} | items
    item = screen.select(PAGE, "item", choices, label=t("agency_status.item"))
status(round_code, order, item)
shown, as_of = rows(round_code, order)
file_name = t("agency_status.file_name", as_of=as_of, order=orders[order])
screen.table(shown, key="agency_status", file_name=file_name)
with st.container(horizontal=True):
    meeting.add_view("agency_matrix")
    meeting.add_view("agency_methods")
    meeting.add_view("agency_barriers")
