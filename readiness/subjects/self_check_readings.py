"""自己点検 in words: labels of the choices, readings of the published shares, rows of the table."""

from collections.abc import Mapping, Sequence

import pandas as pd

from readiness.data import queries
from readiness.language.wording import listed, number, pct, t
from readiness.subjects.self_check import QUESTIONS, Answers

Rows = dict[str, pd.DataFrame]


def distributions() -> Rows:
    """The published answers to every question."""
    return {code: queries.local_question_distribution(code) for code in _codes()}


def _codes() -> list[str]:
    return [question.code for question in QUESTIONS]


def labels(published: Rows, short: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Short word per choice of every question, in the order of the questionnaire.

    ``short``: local_choice_labels; the questions on devices share their words.
    """
    found = {}
    for question, rows in published.items():
        codes = rows["choice_code"]
        if question == "plan":
            found[question] = {code: t(f"self_check.plan.{code}") for code in codes}
            continue
        source = short[
            short["question_code"] == ("device" if question == "lan_access" else question)
        ]
        words = dict(zip(source["choice_code"], source["short_label"], strict=True))
        found[question] = {code: words[code] for code in codes}
    return found


def heading(question: str, rows: pd.DataFrame, round_label: str) -> str:
    """The question with the round and the group of governments that answered it."""
    group = rows["government_count"].iloc[0]
    return t(
        "self_check.heading",
        question=t(f"self_check.question.{question}"),
        round=round_label,
        group=rows["population_group"].iloc[0],
        count="" if pd.isna(group) else t("self_check.group_count", count=number(group)),
    )


def alt(heading: str, rows: pd.DataFrame, words: Mapping[str, str], own: Sequence[str]) -> str:
    """What the figure of one question shows: every share, then the own choices."""
    values = [f"{words[row.choice_code]} {pct(row.choice_ratio)}" for row in rows.itertuples()]
    return t(
        "self_check.alt",
        question=heading,
        values=listed(values),
        own=listed(words[code] for code in own) or t("self_check.unanswered"),
    )


def sentence(
    answers: Answers, reasons: pd.DataFrame, words: Mapping[str, str], measures: Rows
) -> str:
    """The screen in one sentence: the own reason that most share, else how much is answered.

    ``reasons``: the published shares of the reasons; ``measures``: own reason -> its measures.
    """
    if not measures:
        answered = sum(bool(chosen) for chosen in answers.values())
        key = "self_check.sentence" if answers else "self_check.start"
        return t(key, asked=len(answers), answered=answered)
    shares = reasons.set_index("choice_code")["choice_ratio"]
    first = max(measures, key=lambda reason: shares[reason])
    return t(
        "self_check.sentence_reasons",
        reason=words[first],
        ratio=pct(shares[first]),
        count=sum(int((~rows["is_for_any"]).sum()) for rows in measures.values()),
    )


def table(published: Rows, answers: Answers) -> pd.DataFrame:
    """Every published share with a mark at the own answers."""
    shown = pd.concat(
        rows.assign(
            question=t(f"self_check.question.{code}"),
            own_answer=[
                t("mark.yes") if c in answers.get(code, ()) else "" for c in rows["choice_code"]
            ],
        )
        for code, rows in published.items()
    )
    columns = ["question", "choice", "choice_ratio", "own_answer", "round_code", "population_group"]
    return shown[[*columns, "government_count", "basis", "source_id"]]
