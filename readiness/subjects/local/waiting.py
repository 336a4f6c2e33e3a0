"""Who of a prefecture has not answered: the round that is still coming in, or the newest one. Codes in, words
to copy out.
"""

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import UNANSWERED
from readiness.language.wording import number, said, t
from readiness.subjects.kept import kept
from readiness.subjects.local import governments
from readiness.subjects.model import Line, Passage


class Waiting:
    """The municipalities of one prefecture that an answer is waited for."""

    def __init__(self, prefecture: str, name: str) -> None:
        self.prefecture, self.name = prefecture, name
        self.round_code = queries.provisional_round("local") or governments.newest()

    @property
    def rows(self) -> pd.DataFrame:
        """Those without an answer, in code order: code, name, type."""
        rows = kept(queries.local_municipalities_of_prefecture, self.round_code, self.prefecture)
        found = rows[rows["status"].isin(UNANSWERED)].sort_values("code")
        return found[["code", "name", "entity_type"]].reset_index(drop=True)

    @property
    def label(self) -> str:
        """Name of the round."""
        rounds = kept(queries.data_rounds).set_index("round_code")
        return said(str(rounds.loc[self.round_code, "label"]))

    @property
    def asked(self) -> int:
        """Municipalities of the prefecture."""
        rows = kept(queries.local_municipalities_of_prefecture, self.round_code, self.prefecture)
        return len(rows)

    @property
    def state(self) -> Passage:
        """How many have not answered, of which round."""
        rows = self.rows
        key = "waiting.some" if len(rows) else "waiting.nobody"
        words = t(
            key,
            prefecture=self.name,
            round=self.label,
            count=number(len(rows)),
            asked=number(self.asked),
        )
        return Passage(t("waiting.heading"), (Line(words),))

    @property
    def reminder(self) -> Passage:
        """A reminder to copy, a line for each government; nothing where everybody has answered."""
        rows = self.rows
        if rows.empty:
            return Passage("", ())
        head = t("waiting.reminder", round=self.label, count=number(len(rows)))
        names = (
            Line(t("waiting.name", name=said(row.name), code=row.code))
            for row in rows.itertuples(index=False)
        )
        return Passage(t("waiting.copy"), (Line(head), *names))
