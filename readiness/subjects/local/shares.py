"""Published shares of one question in one round as bars, beside the round before. Rows in, bars out."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions import rounds
from readiness.language.wording import LANGUAGES, apart, number, pct, short_era_month, speaking, t
from readiness.subjects import origins
from readiness.subjects.charts import Bar

FEW = 5  # of fewer bodies no share is said


@dataclass(frozen=True)
class Answers:
    """Shares of some questions in one round; ``before`` is the round they stand beside, if any.

    ``rows``: choice_code, choice, choice_ratio, choice_count, population_group, government_count,
    basis, source_id, question_code, part_ratio, previous_ratio, is_reworded.
    """

    rows: pd.DataFrame
    round_code: str = ""
    before: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no figure is held."""
        return self.rows.empty or not bool(self.rows["choice_ratio"].notna().any())

    @property
    def asked(self) -> int:
        """Bodies the shares are of; those of the first question where there are several."""
        return int(self.rows["government_count"].iloc[0])

    @property
    def top(self) -> pd.Series:
        """The choice with the highest share; not of no rows."""
        return self.rows.loc[self.rows["choice_ratio"].idxmax()]

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the rows were published."""
        return tuple(dict.fromkeys(self.rows["source_id"]))

    @property
    def detail(self) -> str:
        """In which round, of how many, beside which round before, and how it was confirmed."""
        first = self.rows.iloc[0]
        of = t("methods.of", group=first["population_group"], count=number(self.asked))
        has_before = bool(self.rows["previous_ratio"].notna().any())
        before = t("methods.before", round=short_day(self.before)) if has_before else ""
        marks = dict.fromkeys(origins.of_figure(one) for one in self.sources)
        return apart([short_day(self.round_code), of, before, *marks])


def published() -> pd.DataFrame:
    """Rows of local_published_questions."""
    return queries.local_published_questions()


def short_day(round_code: str) -> str:
    """Month of a round in short; empty for no round."""
    rows = published().drop_duplicates("round_code").set_index("round_code")
    return short_era_month(rows.loc[round_code, "survey_date"]) if round_code else ""


def answers(questions: tuple[str, ...], choice: str) -> Answers:
    """Shares of ``questions`` in the round that ``choice`` shows for them, beside the one before."""
    held = published()
    code = rounds.shown_round(held, questions, choice)
    asked = set(held.loc[held["round_code"] == code, "question_code"])
    parts = [_one_question(question, code) for question in questions if question in asked]
    if not parts:
        return Answers(pd.DataFrame({"choice_ratio": [], "source_id": []}))
    rows = pd.concat([rows for rows, _ in parts], ignore_index=True)
    return Answers(rows, code, max(before for _, before in parts))


def _one_question(question: str, code: str) -> tuple[pd.DataFrame, str]:
    before = rounds.round_before(published(), question, code)
    rows = queries.local_shares(code, question)
    lan = queries.local_access_methods(code).set_index("access_method_code")["lan_access_ratio"]
    rows = rows.assign(
        question_code=question,
        part_ratio=rows["choice_code"].map(lan) if question == "device" else float("nan"),
    )
    earlier = queries.local_shares(before, question) if before else rows.iloc[:0]
    rows = rounds.beside_previous(rows, earlier, question)
    rows = rows.assign(is_reworded=rows["choice_code"].isin(_reworded(question, code, before)))
    if question == "reason":
        rows = rows.sort_values("choice_ratio", ascending=False, kind="stable")
    return rows, before


def _reworded(question: str, code: str, before: str) -> set[str]:
    """Choices whose published wording changed; translations may hide that."""
    if not before:
        return set()
    with speaking(LANGUAGES[0]):
        now, earlier = (queries.local_shares(one, question) for one in (code, before))
    rows = rounds.beside_previous(now, earlier, question)
    return set(rows.loc[rows["is_reworded"], "choice_code"])


def share(ratio: float, asked: float, count: float | None = None) -> str:
    """``62.3%``; of fewer than five bodies their number, and － where nothing is held."""
    if pd.isna(ratio):
        return t("share.unknown")
    if not pd.isna(asked) and asked < FEW:
        known = round(ratio * asked) if count is None or pd.isna(count) else count
        return t("share.of_few", count=number(known), asked=number(asked))
    return pct(ratio)


def change(row: Any) -> str:
    """``　+6.7`` points against the round before, ``※`` if reworded; empty where nothing compares."""
    if pd.isna(row.previous_ratio) or row.government_count < FEW:
        return ""
    points = f"{(row.choice_ratio - row.previous_ratio) * 100:+.1f}".replace("-", "−")
    mark = t("methods.reworded_mark") if row.is_reworded else ""
    return t("methods.change", points=points, mark=mark)


def bars(rows: pd.DataFrame, role: str, keys: Container[str] = ()) -> tuple[Bar, ...]:
    """One bar per row of Answers, with the share of the round before as its tick; those of ``keys`` can
    be picked.
    """
    return tuple(
        _bar(row, role, row.choice_code if row.choice_code in keys else "")
        for row in rows.itertuples()
    )


def _bar(row: Any, role: str, key: str) -> Bar:
    has_part = not pd.isna(row.part_ratio)
    part = "\n" + t("methods.lan", ratio=pct(row.part_ratio)) if has_part else ""
    return Bar(
        label=row.choice.replace("~", t("span", low="", high="")),
        value=None if pd.isna(row.choice_ratio) else float(row.choice_ratio),
        text=share(row.choice_ratio, row.government_count, row.choice_count),
        role=role,
        remark=change(row) + part,
        tick=None if pd.isna(row.previous_ratio) else float(row.previous_ratio),
        part=float(row.part_ratio) if has_part else None,
        key=key,
    )


def in_words(bars: tuple[Bar, ...]) -> str:
    """Labels and values on one line."""
    return t("list.separator").join(f"{bar.label} {bar.words}" for bar in bars)
