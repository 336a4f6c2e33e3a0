"""The shares of the nation that stand beside a government or a prefecture, each with whom it counts."""

from dataclasses import dataclass

import pandas as pd

from readiness.data import queries
from readiness.language.wording import number, pct, t
from readiness.subjects.kept import kept

DESIGNATED, MUNICIPALITIES, PREFECTURES = "指定都市", "市区町村", "都道府県"
FEWEST_FOR_SHARE = 5  # under five bodies a count says more than a share


@dataclass(frozen=True)
class Rate:
    """How many of those who answered have adopted."""

    adopted: int
    answered: int

    @property
    def ratio(self) -> float | None:
        """0 to 1; None where nobody answered."""
        return self.adopted / self.answered if self.answered else None

    @property
    def has_share(self) -> bool:
        """Whether a share says more than the count."""
        return self.answered >= FEWEST_FOR_SHARE

    @property
    def words(self) -> str:
        """``60.6%``, a count where they are few, a dash where nobody answered."""
        if not self.answered:
            return t("mark.none")
        if self.ratio is None or not self.has_share:
            return t("view.of", count=number(self.adopted), total=number(self.answered))
        return pct(self.ratio)


def of_classes(round_code: str, *classes: str) -> Rate:
    """The governments of some classes that answered a round."""
    return kept(_of_classes, round_code, *classes)


def _of_classes(round_code: str, *classes: str) -> Rate:
    rows = kept(queries.local_adoption_by_round)
    found = rows[(rows["round_code"] == round_code) & rows["entity_class"].isin(classes)]
    return Rate(int(found["adopted_count"].sum()), int(found["answered_count"].sum()))


def of_rows(rows: pd.DataFrame) -> Rate:
    """The rate of rows with adopted_count and answered_count."""
    return Rate(int(rows["adopted_count"].sum()), int(rows["answered_count"].sum()))


def told_apart(round_code: str) -> str:
    """The two shares of the nation's municipalities, with and without designated cities; empty where
    they are one.
    """
    whole = of_classes(round_code, DESIGNATED, MUNICIPALITIES)
    without = of_classes(round_code, MUNICIPALITIES)
    if whole == without or not (whole.has_share and without.has_share):
        return ""
    return t(
        "local.rates",
        ratio=whole.words,
        count=number(whole.answered),
        without=without.words,
        without_count=number(without.answered),
    )
