"""What a column is called and how its values are read: the same on screen, in a file and on the shell.

A name has one meaning wherever it stands; what means something else is called otherwise. Its heading is
the catalogue's ``head.<name>``, the suffix of the name says unit and form. Column names in, words out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from readiness.language.wording import (
    catalogue,
    fiscal_year,
    known,
    language,
    number,
    pct,
    period,
    said,
    t,
)


def heading(name: str) -> str:
    """What people call the column. Raises KeyError for a column that has no entry."""
    return t(f"head.{name}")


def has_heading(name: str) -> bool:
    """True for a column that a query, a table of a subject or a form may have."""
    return f"head.{name}" in catalogue(language())


def headed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows under the headings of their columns; a column that has none keeps its name."""
    return rows.rename(columns={name: heading(name) for name in rows if has_heading(name)})


@dataclass(frozen=True)
class Reading:
    """``kind`` is one of the keys of KINDS; ``excel`` how a spreadsheet writes the numbers of the column,
    "" where each number says for itself whether it has decimals.
    """

    kind: str
    excel: str
    _words: Callable[[Any], str]

    @property
    def unit(self) -> str:
        """The unit in words."""
        return t(f"export.unit_{self.kind}")

    def text(self, value: Any) -> str:
        """One value for a person: ``60.1%``, ``1,035``, ``令和2年度``, ``2023年10月1日``, － for none.

        A value that is words already stays what it is, in the reader's language.
        """
        if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
            return t("mark.none")
        if pd.api.types.is_bool(value):
            return t(f"view.yes_no.{bool(value)}")
        if isinstance(value, date):
            return period(value.strftime("%Y-%m-%d"))
        if isinstance(value, str):
            return _SPOKEN.get(self.kind, said)(value)
        return self._words(value)


def _state(code: str) -> str:
    """``○ 達成`` for met; bold is for figures. What is no code stays what it is."""
    return re.sub(r"</?b>", "", known(f"status.{code}", code))


# How a text is read in columns of these kinds.
_SPOKEN: dict[str, Callable[[str], str]] = {"date": period, "state": _state}


def _plain(value: Any) -> str:
    """Two decimals; of a small number two figures."""
    if not isinstance(value, float):
        return str(value)
    rounded = round(value, 2) if abs(value) >= 0.1 else float(f"{value:.2g}")
    return f"{rounded:,.10g}".replace("-", "−")


def _points(value: float) -> str:
    return t("reading.points", value=f"{100 * value:+.1f}".replace("-", "−"))


KINDS = {
    "ratio": Reading("ratio", "0.0%", pct),
    "points": Reading("points", "+0.0%;-0.0%;0.0%", _points),
    "pct": Reading("pct", "", lambda value: f"{_plain(value)}%"),
    "count": Reading("count", "#,##0", number),
    "days": Reading("days", "", _plain),
    "year": Reading("year", "0", lambda value: fiscal_year(int(value))),
    "quarter": Reading("quarter", "0", lambda value: str(int(value))),
    "order": Reading("order", "0", lambda value: str(int(value))),
    "date": Reading("date", "yyyy-mm-dd", str),
    "number": Reading("number", "", _plain),
    "state": Reading("state", "", str),
    "text": Reading("text", "", _plain),
}
# Names that are no suffix of others; a name that no rule knows is text, or a number as it is.
_WHOLE = {
    "change_ratio": "points",
    "difference_ratio": "points",
    "population": "count",
    "rank": "order",
    "stage": "order",
    "days_per_person": "days",
    "value": "number",
    "median": "number",
    "lowest": "number",
    "highest": "number",
    "distance": "number",
    "status": "state",
    "earlier_status": "state",
    "published_period": "date",
    "survey_period": "date",
}
_SUFFIXES = (
    (("_ratio", "_share", "_ratio_low", "_ratio_high"), "ratio"),
    (("_pct",), "pct"),
    (("_count", "_population"), "count"),
    (("_days",), "days"),
    (("_year",), "year"),
    (("_quarter",), "quarter"),
    (("_order", "_rank", "_stage"), "order"),
    (("_date", "_at"), "date"),
    (("_km2", "_km", "_index", "_value"), "number"),
)


def reading(name: str) -> Reading:
    """How the values of a column are read, by the name alone."""
    if name in _WHOLE:
        return KINDS[_WHOLE[name]]
    if name in ("ratio", "ratio_low", "ratio_high"):
        return KINDS["ratio"]
    if name.startswith("pct_"):
        return KINDS["pct"]
    for endings, kind in _SUFFIXES:
        if name.endswith(endings):
            return KINDS[kind]
    return KINDS["text"]


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with each value as a person reads it; the columns keep their names."""
    return rows.apply(lambda column: column.map(reading(str(column.name)).text))
