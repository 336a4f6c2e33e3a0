"""What the printed table of the agencies says in words. Rows in, text out; no Streamlit.

``counts``: rows of agency_item_counts by choice_code. ``answers``: rows of agency_answers.
"""

import pandas as pd

from readiness.drawing.figures.agency_matrix import with_states
from readiness.language.wording import t
from readiness.subjects.agency_words import joined, short_barrier


def summary(counts: pd.DataFrame) -> str:
    """How many have remote access for all and for Diet work, and the barriers named most."""
    barriers = counts[(counts["question_code"] == "barrier") & (counts["choice_code"] != "other")]
    top_three = barriers.sort_values("agency_count", ascending=False, kind="stable").head(3)
    return t(
        "agency_status.sentence",
        all_staff=counts.loc["all_staff", "agency_count"],
        diet_work=counts.loc["diet_work", "agency_count"],
        barriers=joined(
            t(
                "agency_status.sentence.barrier",
                barrier=short_barrier(row.choice_code, row.item),
                count=row.agency_count,
            )
            for row in top_three.itertuples()
        ),
        other=counts.loc["other", ["printed_count", "agency_count"]].dropna().iloc[0],
    )


def answer_for(answers: pd.DataFrame, counts: pd.DataFrame, item: str) -> str:
    """Who has the mark of one item, how many, and whose mark cannot be read."""
    row = counts.loc[item]
    asked = int(counts["asked_count"].max())
    states = with_states(answers[answers["choice_code"] == item])
    lost = states.loc[states["state"] == "unreadable", "agency_name"]
    marked = states.loc[~states["state"].isin(["no", "none", "unreadable"]), "agency_name"]
    key = "agency_status.one.yes" if len(marked) else "agency_status.one.nobody"
    text = t(key, item=row["item"], asked=asked, count=len(marked), names=joined(marked))
    if len(lost):
        text += t(
            "agency_status.one.lost",
            printed=row["printed_count"],
            lost=row["lost_count"],
            names=joined(lost),
        )
    return text


def matrix_alt(counts: pd.DataFrame, order: str) -> str:
    """The matrix in words: its order and how many agencies have each item."""
    return t(
        "agency_status.alt",
        asked=int(counts["asked_count"].max()),
        items=len(counts),
        order=order,
        counts=joined(
            t("agency_status.alt.count", item=row.item, count=row.agency_count)
            for row in counts.itertuples()
        ),
    )


def state_table(answers: pd.DataFrame) -> pd.DataFrame:
    """The word for every answer: one row per agency, one column per item."""
    cells = with_states(answers)
    named = cells.assign(state=[t(f"agency_matrix.state.{state}") for state in cells["state"]])
    return named.pivot_table(
        index="agency_name", columns="item", values="state", aggfunc="first", sort=False
    )
