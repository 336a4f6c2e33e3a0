"""The state of one answer of an agency: its sign, its word, what its ground means. Rows in, words out."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from readiness.language.wording import known, t
from readiness.subjects.charts import Cell, Entry

PLANNED = "planned_fy2020"  # the choice that is a plan, not something in place
OTHER = "other"
# State -> what its ground means, in the order of the legend.
_ROLES = {
    "yes": "has",
    "obstacle": "obstacle",
    "planned": "planned",
    "no": "",
    "none": "",
    "unreadable": "",
    "not_answered": "",
}
_MARKS = {"obstacle": "yes"}


def state_of(question_code: str, choice_code: str, answer: str, certainty: str) -> str:
    """yes, obstacle, planned, no, none (not stated), unreadable or not_answered."""
    if answer == "not_answered":
        return answer
    if certainty == "uncertain" or answer == "unknown":
        return "unreadable"
    if answer != "yes":
        return "no" if answer == "no" else "none"
    if question_code == "barrier":
        return "obstacle"
    return "planned" if choice_code == PLANNED else "yes"


def states(rows: pd.DataFrame) -> list[str]:
    """The state of each row; ``rows``: of agency_answers, or of agency_gap whose question is ``kind``."""
    question = "question_code" if "question_code" in rows else "kind"
    columns = [question, "choice_code", "answer", "certainty"]
    return [state_of(*row) for row in rows[columns].itertuples(index=False)]


def mark(state: str) -> str:
    """``○``; a plan is △, whatever cannot be read ？."""
    return t(f"mark.{_MARKS.get(state, state)}")


def word(state: str) -> str:
    """``該当``."""
    return t(f"agency_matrix.state.{state}")


def plain_word(state: str) -> str:
    """The word under the heading of its item, which says already that it is a barrier."""
    return word(_MARKS.get(state, state))


def cell(state: str) -> Cell:
    """The cell of a grid with this answer; its hint is the word."""
    return Cell(mark(state), _ROLES[state], state == "unreadable", word(state))


def role(state: str, otherwise: str = "others") -> str:
    """What the bar of an item means for one agency; ``otherwise``: others have it, this one does not."""
    return _ROLES[state] or otherwise


def is_marked(state: str) -> bool:
    """Whether the agency has a certain mark there."""
    return bool(_ROLES[state])


def legend(found: Iterable[str]) -> tuple[Entry, ...]:
    """Sign and word of each state; that of no answer only where somebody has not answered."""
    seen = set(found)
    return tuple(
        Entry(cell(state), word(state))
        for state in _ROLES
        if state != "not_answered" or state in seen
    )


def legend_line(found: Iterable[str]) -> str:
    """The legend on one line, barriers as any other mark."""
    entries = (one for one in legend(found) if one.cell.role != "obstacle")
    return t("gap.parts").join(f"{one.cell.mark} {one.word}" for one in entries)


def lost(row: Any) -> int:
    """Printed marks of an item that nobody can place."""
    return 0 if pd.isna(row["lost_count"]) else int(row["lost_count"])


def total(row: Any) -> str:
    """``8``, or ``14＋不明2`` where marks are lost; ``row``: of agency_item_counts or agency_gap."""
    count = int(row["agency_count"])
    return t("view.total_with_lost", count=count, lost=lost(row)) if lost(row) else str(count)


def short_total(row: Any) -> str:
    """``14＋2``: the same where there is little room."""
    count = str(int(row["agency_count"]))
    return f"{count}{t('mark.plus')}{lost(row)}" if lost(row) else count


def short_item(choice_code: str, item: str) -> str:
    """Short word for an item in running text; an item of a later survey keeps its wording."""
    return known(f"agency_status.barrier.{choice_code}", item)


def shortest_item(choice_code: str, item: str) -> str:
    """The shortest word for an item, in running text or over a column."""
    short = known(f"agency_matrix.short.{choice_code}", item)
    return known(f"agency_status.barrier.{choice_code}", short)


def column_item(choice_code: str, item: str) -> str:
    """The short word for an item over or under its column."""
    return known(f"agency_matrix.short.{choice_code}", item)


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """The worded barriers among ``rows`` (of agency_item_counts), most named first, unnamed ones out."""
    worded = rows[(rows["question_code"] == "barrier") & (rows["choice_code"] != OTHER)]
    worded = worded[worded["agency_count"] > 0]
    return worded.sort_values("agency_count", ascending=False, kind="stable")
