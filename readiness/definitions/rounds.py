"""Which round answers a question, and which one before it may be compared. Rows in, rows out.

Bands, wording and whole questions change between rounds: a share is set beside an earlier one only
where both asked the same question with the same choice, and a reworded choice keeps its flag.
"""

from collections.abc import Collection

import pandas as pd

from readiness.definitions.contracts import FINAL, PROVISIONAL

LATEST = "latest"
# From this share of those asked on a round is proposed as final. The last to answer then moves a national
# share by at most five points, mostly by far less; below, a whole prefecture may be missing.
FINAL_SHARE = 0.95


def proposed_state(answered_count: int, asked_count: int) -> str:
    """FINAL or PROVISIONAL for a round that so many of those asked answered; the officer decides."""
    return FINAL if answered_count >= FINAL_SHARE * asked_count > 0 else PROVISIONAL


def shown_round(published: pd.DataFrame, questions: Collection[str], choice: str) -> str:
    """Round to show for any of ``questions``: ``choice`` itself, or for LATEST the newest final one with
    figures.

    ``published``: rows of the query local_published_questions. "" if the round published none of them.
    """
    asked = published[published["question_code"].isin(questions)]
    is_newest = (asked["figure_count"] > 0) & (asked["state"] == FINAL)
    is_shown = is_newest if choice == LATEST else asked["round_code"] == choice
    asked = asked[is_shown]
    return "" if asked.empty else str(asked["round_code"].iloc[-1])


def rounds_with(published: pd.DataFrame, questions: Collection[str]) -> dict[str, str]:
    """Code -> name of the rounds that published any of ``questions``, in time order."""
    asked = published[published["question_code"].isin(questions)].drop_duplicates("round_code")
    return dict(zip(asked["round_code"], asked["round_label"], strict=True))


def round_before(published: pd.DataFrame, question: str, round_code: str) -> str:
    """Last earlier final round with figures for the same question; "" if there is none."""
    asked = published[(published["question_code"] == question) & (published["figure_count"] > 0)]
    asked = asked[(asked["state"] == FINAL) | (asked["round_code"] == round_code)]
    codes = list(asked["round_code"])
    earlier = codes[: codes.index(round_code)] if round_code in codes else []
    return str(earlier[-1]) if earlier else ""


SINGLE_ANSWER = ("utilisation", "department", "part_time")


def beside_previous(rows: pd.DataFrame, previous: pd.DataFrame, question: str = "") -> pd.DataFrame:
    """``rows`` with previous_ratio (null where nothing earlier compares) and is_reworded.

    Both are results of the query local_shares for ``question``; ``previous`` may be empty. Of a
    single-answer question no choice compares when the list of choices changed: the utilisation
    bands of 2020 and 2022 share 30-50 %, but were asked beside different neighbours.
    """
    if question in SINGLE_ANSWER and set(rows["choice_code"]) != set(previous["choice_code"]):
        previous = previous.iloc[:0]
    earlier = previous.set_index("choice_code")
    wording = rows["choice_code"].map(earlier["choice"])
    return rows.assign(
        previous_ratio=rows["choice_code"].map(earlier["choice_ratio"]).astype(float),
        is_reworded=wording.notna() & (wording != rows["choice"]),
    )
