"""Answers of single governments to the questions on barriers, methods, LAN and plans: which rounds and
choices have them, in which words, and who stands behind a number. Codes in, rows and words out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from readiness.data import queries
from readiness.language.wording import said, t
from readiness.subjects.kept import kept
from readiness.subjects.local import governments, plan_words

REASON, PLAN, LAN = "reason", "plan", "lan_access"
MARKED = (REASON, "device", LAN, "style")
QUESTIONS = (*MARKED, "utilisation", "department", "part_time", PLAN)
GROUPS = ("size_band", "staff_band", "entity_type", "entity_class")
# What the share of each question is of; the roles of meaning that the figures give a colour.
ROLES = {REASON: "obstacle", PLAN: "planned"}


@dataclass(frozen=True)
class Choice:
    """One choice of a question: its wording, and the same where there is little room."""

    question: str
    code: str
    label: str
    short: str


def rounds() -> tuple[str, ...]:
    """The rounds with such answers, newest first."""
    return kept(_rounds)


def _rounds() -> tuple[str, ...]:
    every = reversed(queries.local_answered_rounds()["round_code"].tolist())
    return tuple(code for code in every if choices(code))


def newest() -> str:
    """The newest final round with such answers; empty without one."""
    newest_round = governments.newest()
    return newest_round if newest_round in rounds() else next(iter(rounds()), "")


def choices(round_code: str) -> Mapping[str, Choice]:
    """Code -> choice that anybody was asked for, question by question in the order of the survey."""
    return kept(_choices, round_code)


def _choices(round_code: str) -> dict[str, Choice]:
    asked = queries.local_asked_choices(round_code)
    if asked.empty:
        return {}
    labels = queries.local_choice_labels().set_index(["question_code", "choice_code"])[
        "short_label"
    ]
    found = {}
    for question in QUESTIONS:
        rows = asked[asked["question_code"] == question]
        for code, label in zip(rows["choice_code"], rows["choice"], strict=True):
            if question == PLAN:
                label, short = plan_word(code), _short_plan(code)
            else:
                known = labels["device" if question == LAN else question]
                short = str(known[code.removeprefix(f"{question}_")])
            found[code] = Choice(question, code, label, short)
    return found


def plan_word(code: str) -> str:
    """A choice of plan in words: its quarter, or that there is none."""
    if code in ("undated", "not_planned"):
        return t(f"local_rounds.plan_state.{code}")
    return plan_words.quarter_words(float(code[:4]), float(code[5]))


def _short_plan(code: str) -> str:
    if code in ("undated", "not_planned"):
        return plan_word(code)
    return plan_words.quarter_label(4 * int(code[:4]) + int(code[5]) - 1)


def questions(round_code: str) -> tuple[str, ...]:
    """The questions that anybody answered."""
    return tuple(dict.fromkeys(one.question for one in choices(round_code).values()))


def by_group(round_code: str, group: str, question: str) -> pd.DataFrame:
    """Rows of local_answers_by_group."""
    return kept(queries.local_answers_by_group, round_code, group, question)


def pairs(round_code: str, other_question: str) -> pd.DataFrame:
    """Rows of local_answer_pairs: barriers with barriers, or with plans."""
    return kept(queries.local_answer_pairs, round_code, REASON, other_question)


def names(
    round_code: str, choice: str, other: str = "", group: str = "", of: str = ""
) -> pd.DataFrame:
    """Rows of local_answer_names: who stands behind a bar, a cell of two choices or of a group."""
    return kept(queries.local_answer_names, round_code, choice, other, group, of)


def group_words(group: str, code: str) -> str:
    """A group of governments in words."""
    if group == "staff_band":
        return t(f"peers.band.{code}")
    if group == "size_band":
        return t(f"answered.size.{code}")
    return said(code)
