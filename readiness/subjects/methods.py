"""Methods and reasons round by round: which round answers a card, beside which one. No figure."""

import pandas as pd

from readiness.data import queries
from readiness.definitions import rounds
from readiness.drawing.figures import methods
from readiness.language.wording import listed, short_era_month, t

_TABLE_COLUMNS = [
    *("round_code", "choice", "choice_ratio", "choice_count", "population_group"),
    *("government_count", "part_ratio", "previous_ratio", "is_reworded", "basis", "source_id"),
]
# Questions of each card; two single-answer ones share the card "scope".
CARDS = {
    "reason": ("reason",),
    "way": ("device", "style"),
    "utilisation": ("utilisation",),
    "department": ("department",),
    "part_time": ("part_time",),
}


def asked() -> pd.DataFrame:
    """Rows of local_published_questions for the questions of this screen."""
    published = queries.local_published_questions()
    return published[~published["question_code"].isin(["adoption", "lan_access"])]


def round_names() -> dict[str, str]:
    """Code -> name of the rounds that asked any of the questions, oldest first."""
    rows = asked()
    return dict(zip(rows["round_code"], rows["round_label"], strict=True))


def short_day(round_code: str) -> str:
    """Month of a round in short; empty for no round."""
    published = asked().drop_duplicates("round_code").set_index("round_code")
    return short_era_month(published.loc[round_code, "survey_date"]) if round_code else ""


def answers(card: str, choice: str) -> tuple[pd.DataFrame, str, str]:
    """Shares of the card's questions in the shown round, beside those of the round before it.

    The rows, the shown round and the one before; without rows both are "".
    """
    published = queries.local_published_questions()
    code = rounds.shown_round(published, CARDS[card], choice)
    given = set(published.loc[published["round_code"] == code, "question_code"])
    parts = [_one_question(question, code) for question in CARDS[card] if question in given]
    if not parts:
        return pd.DataFrame({"choice_ratio": []}), "", ""
    rows = pd.concat([rows for rows, _ in parts], ignore_index=True)
    return rows, code, max(before for _, before in parts)


def _one_question(question: str, code: str) -> tuple[pd.DataFrame, str]:
    """Shares of one question and the round they stand beside."""
    published = queries.local_published_questions()
    before = rounds.round_before(published, question, code)
    rows = queries.local_shares(code, question)
    lan = queries.local_access_methods(code).set_index("access_method_code")["lan_access_ratio"]
    rows["part_ratio"] = rows["choice_code"].map(lan) if question == "device" else float("nan")
    if question == "reason":
        rows = rows.sort_values("choice_ratio", ascending=False)
    earlier = queries.local_shares(before, question) if before else rows.iloc[:0]
    return rounds.beside_previous(rows, earlier, question), before


def every_answer(choice: str) -> pd.DataFrame:
    """The rows of all cards as one table, each with its round."""
    found = (answers(card, choice) for card in CARDS)
    every = pd.concat([rows.assign(round_code=code) for rows, code, _ in found if code])
    return every[_TABLE_COLUMNS]


def plans(choice: str) -> tuple[pd.DataFrame, str]:
    """What non-adopters plan in the shown round, and the round; no rows and "" if it has none."""
    code = rounds.shown_round(queries.local_published_questions(), ["plan"], choice)
    return (queries.local_plans(code) if code else pd.DataFrame()), code


def note(card: str, choice: str) -> str:
    """What a reader of the card's bars must know; empty where nothing needs saying."""
    if card == "utilisation":
        return t("methods.utilisation_note")
    if card == "scope":
        return methods.sum_note(answers("part_time", choice)[0], "part_time")
    if card != "way":
        return ""
    rows, way_round, _ = answers("way", choice)
    has_lan = rows["part_ratio"].notna().any()
    effects = methods.effects(queries.local_shares(way_round, "effect"))
    return (t("methods.lan_note") if has_lan else t("methods.way_note")) + effects


def provenance(choice: str) -> dict[str, str]:
    """When and on which basis the shown figures were asked, and their sources, for the line under them."""
    every = every_answer(choice)
    shown = {*every["round_code"], plans(choice)[1]}
    return {
        "as_of": listed(name for code, name in round_names().items() if code in shown),
        "basis": listed(every["basis"].unique()),
        "source": t("methods.source", ids=listed(sorted(every["source_id"].unique()))),
    }
