"""One round of the agencies' survey: its rows, who answered, where it comes from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import pandas as pd

from readiness.data import queries
from readiness.language.wording import listed, t
from readiness.subjects.agencies import answers, ladder
from readiness.subjects.agencies.of_agency import of_agency
from readiness.subjects.kept import kept
from readiness.subjects.model import Provenance
from readiness.subjects.provenance import of_this_round, origin


@dataclass(frozen=True)
class Survey:
    """The rows of one round; never changed."""

    code: str

    @classmethod
    def newest(cls) -> Self:
        """The newest round that figures rest on."""
        return kept(cls, queries.latest_round("agency"))

    @cached_property
    def stages(self) -> pd.DataFrame:
        """Rows of agency_stage: one per agency asked."""
        return kept(queries.agency_stage, self.code)

    @cached_property
    def answers(self) -> pd.DataFrame:
        """Rows of agency_answers."""
        return kept(queries.agency_answers, self.code)

    @cached_property
    def counts(self) -> pd.DataFrame:
        """Rows of agency_item_counts by choice code."""
        return kept(queries.agency_item_counts, self.code).set_index("choice_code", drop=False)

    @cached_property
    def profile(self) -> pd.DataFrame:
        """Rows of agency_profile."""
        return kept(queries.agency_profile, self.code)

    @cached_property
    def marked_by(self) -> dict[str, list[str]]:
        """Choice -> names of the agencies with a certain mark there: who stands behind its count."""
        rows = self.answers.assign(state=answers.states(self.answers))
        marked = rows[rows["state"].map(answers.is_marked)]
        return {
            str(code): list(rows) for code, rows in marked.groupby("choice_code")["agency_name"]
        }

    def gap_of(self, name: str) -> pd.DataFrame:
        """Rows of agency_gap of one agency, with the state of each answer."""
        rows = of_agency(queries.agency_gap, name, round_code=self.code)
        return rows.assign(state=answers.states(rows))

    def advisers_of(self, name: str) -> pd.DataFrame:
        """Rows of agency_advisers of one agency."""
        return of_agency(queries.agency_advisers, name, round_code=self.code)

    @cached_property
    def names(self) -> dict[str, str]:
        """Code in a link (place in the order of establishment, two digits) -> agency asked."""
        return {f"{row.agency_order:02}": row.agency_name for row in self.stages.itertuples()}

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """State of readiness -> names of the agencies in it."""
        return {
            state: tuple(self.stages.loc[self.stages["readiness"] == state, "agency_name"])
            for state in ladder.READINESS
        }

    @property
    def asked(self) -> int:
        """Agencies asked."""
        return len(self.stages)

    @property
    def answered(self) -> int:
        """Agencies that answered: the denominator."""
        return self.asked - len(self.members["not_answered"])

    @property
    def day(self) -> str:
        """When it was asked, as file names have it."""
        return queries.survey_date(self.code)

    def answered_of(self, row: Any) -> int:
        """Agencies that answered the question of an item; ``row``: of agency_item_counts or agency_gap."""
        return int(row["answered_count"])

    def of(self, row: Any) -> str:
        """``14＋不明2 / 22``: an item's count of those that answered its question; － where nobody did."""
        whole = self.answered_of(row)
        return t("view.of", count=answers.total(row), total=whole) if whole else t("mark.none")

    @property
    def denominator(self) -> str:
        """``22府省庁``, and of how many where not all have answered."""
        if self.answered == self.asked:
            return t("view.denominator.agencies", total=self.answered)
        return t("agency.denominator.partial", answered=self.answered, asked=self.asked)

    @property
    def of_all(self) -> str:
        """``22府省庁のうち``, which opens a sentence on counts."""
        key = "agency.of_all" if self.answered == self.asked else "agency.of_answered"
        return t(key, count=self.answered)

    def origin(self, **changes: Any) -> Provenance:
        """Where figures of this round come from."""
        return origin(self.code, changes.pop("denominator", self.denominator), **changes)

    @property
    def missing(self) -> tuple[str, ...]:
        """Who has not answered, in a sentence; empty where everybody has."""
        names = self.members["not_answered"]
        if not names:
            return ()
        if not self.answered:
            return (t("agency.nobody_answered", asked=self.asked),)
        return (t("agency.not_answered", count=len(names), asked=self.asked, names=listed(names)),)

    @property
    def ready_with_barriers(self) -> str:
        """A note on those who have remote access and yet name a worded reason; empty without any."""
        rows = self.answers[self.answers["choice_code"] != "other"]
        is_mark = (rows["question_code"] == "barrier") & (rows["answer"] == "yes")
        named = set(rows.loc[is_mark & (rows["certainty"] == "certain"), "agency_name"])
        names = [name for name in self.members["ready"] if name in named]
        return t("agency.note.ready_with_barriers", names=listed(names)) if names else ""

    def note(self, name: str) -> str:
        """A note that only this round's survey calls for; empty where it calls for none."""
        return of_this_round(self.code, name)

    @property
    def is_printed(self) -> bool:
        """Whether the round comes from a printed table with totals; a survey of our own has none."""
        return bool(self.counts["printed_count"].notna().any())
