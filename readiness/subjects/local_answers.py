"""Answers per local government in words and tables: plans by quarter, transitions, beside the peers.

Made from the queries; no Streamlit.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import FINAL, PRACTICE, UNANSWERED
from readiness.drawing.figures import local_rounds
from readiness.language.wording import number, said, t

OUTCOMES = ("done", "kept", "slipped", "dropped")
PEER_RULES = ("nearest", "prefecture", "class_staff", "similar_group")


def quarter_words(year: float | None, quarter: float | None) -> str:
    """``2027年度第2四半期``, or that no time is stated."""
    if pd.isna(year) or pd.isna(quarter):
        return t("local_rounds.undated")
    return t("intake.quarter", year=int(year or 0), quarter=int(quarter or 0))


def counted_plans(rows: pd.DataFrame) -> dict[str, str]:
    """Plans in all and those with a quarter, as fields; ``rows``: local_planned_quarters."""
    dated = rows.dropna(subset="planned_quarter")
    return {
        "total": number(rows["government_count"].sum()),
        "dated": number(dated["government_count"].sum()),
    }


def plans_by(rows: pd.DataFrame, group: str) -> pd.DataFrame:
    """Governments by ``group`` (rows) and planned quarter (columns, in time, undated last)."""
    ordered = rows.sort_values(["planned_fiscal_year", "planned_quarter"], na_position="last")
    words = [
        quarter_words(one.planned_fiscal_year, one.planned_quarter) for one in ordered.itertuples()
    ]
    table = (
        rows.loc[ordered.index]
        .assign(quarter=words)
        .pivot_table(
            index=group, columns="quarter", values="government_count", aggfunc="sum", sort=False
        )
    )
    order = list(dict.fromkeys(rows[group]))
    return table.loc[order, list(dict.fromkeys(words))].fillna(0).astype(int).reset_index()


def quarter_figure(round_code: str) -> Any:
    """Plans of a round by quarter."""
    return local_rounds.quarter_bars(queries.local_planned_quarters(round_code))


def moves_figure(earlier: str, later: str) -> Any:
    """Statuses in the earlier round against those in the later one."""
    return local_rounds.transition_grid(queries.local_transitions(earlier, later))


def round_before(answered: pd.DataFrame, chosen: str) -> str:
    """The final round that ``chosen`` is compared with; fictional answers with fictional ones only."""
    is_practice = answered["basis"] == PRACTICE
    is_alike = (answered["state"] == FINAL) | (answered.index == chosen)
    alike = list(answered.index[is_alike & (is_practice == is_practice[chosen])])
    before = alike[: alike.index(chosen)]
    return str(before[-1]) if before else ""


@dataclass(frozen=True)
class Transitions:
    """What became of statuses and plans between two rounds."""

    earlier: str
    later: str

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Rows of local_transitions."""
        return queries.local_transitions(self.earlier, self.later)

    @property
    def counts(self) -> dict[str, str]:
        """Governments that started and that stopped, both answers known."""
        rows = self.rows
        now, was = rows["status"] == "adopted", rows["earlier_status"] == "adopted"
        known = rows["is_compared"]
        return {
            "started": number((now & ~was & known).sum()),
            "stopped": number((was & ~now & known).sum()),
        }

    @property
    def outcomes(self) -> dict[str, int]:
        """What became of the earlier round's plans with a time."""
        counted = self.rows["plan_outcome"].value_counts()
        return {name: int(counted.get(name, 0)) for name in OUTCOMES}

    @property
    def changed(self) -> pd.DataFrame:
        """Governments whose status changed or whose plan slipped, in words."""
        rows = self.rows
        is_other = rows["is_compared"] & (rows["earlier_status"] != rows["status"])
        shown = rows[is_other | (rows["plan_outcome"] == "slipped")]
        return shown.assign(
            earlier_status=[t(f"status.{one}") for one in shown["earlier_status"]],
            status=[t(f"status.{one}") for one in shown["status"]],
            plan_outcome=[t(f"local_rounds.outcome.{one}") for one in shown["plan_outcome"]],
        )


def answer_lines(rows: pd.DataFrame) -> list[tuple[str, str, str]]:
    """(own mark, choice, how many peers) of one question; ``rows``: of peer_answers."""
    marks = {"yes": t("mark.yes"), "no": t("mark.no")}
    return [
        (
            marks.get(row.own_answer, t("mark.none")),
            said(row.choice),
            t("local_rounds.peer_count", count=row.named_count, of=row.answered_count),
        )
        for row in rows.itertuples()
    ]


def state_words(row: pd.Series) -> str:
    """One state of peer_plans in words."""
    if row["plan_state"] == "planned":
        return quarter_words(row["planned_fiscal_year"], row["planned_quarter"])
    return t(f"local_rounds.plan_state.{row['plan_state']}")


def peer_plan_sentence(rows: pd.DataFrame) -> str:
    """How the peers' plans lie and where one is oneself; "" for a round that asked for none.

    ``rows``: of peer_plans. Who did not answer is named and in no count.
    """
    if rows.empty:
        return ""
    counted = rows.groupby("plan_state")["peer_count"].sum()
    states = ("adopted", "planned", "undated", "not_planned")
    own = rows[rows["is_own"]]
    return t(
        "local_rounds.peer_plans",
        answered=number(rows["answered_count"].iloc[0]),
        own=state_words(own.iloc[0]) if len(own) else t("mark.none"),
        unknown=number(sum(counted.get(state, 0) for state in UNANSWERED)),
        **{state: number(counted.get(state, 0)) for state in states},
    )
