"""Answers that are numbers, in words: one's own beside the others'. Rows in, sentences out."""

import pandas as pd

from readiness.language.wording import number, t


def _said(value: float | None, unit: str) -> str:
    """``1,234人``; a half, which a median may be, keeps its decimal."""
    if value is None or pd.isna(value):
        return t("numbers.not_stated")
    digits = number(value) if float(value).is_integer() else f"{value:,.1f}"
    return t("numbers.value", value=digits, unit=unit)


_FEW = 5  # of fewer answers no median is said


def _key(among: str, answered: int) -> str:
    if not answered:
        return "numbers.nobody"
    return "numbers.few" if answered < _FEW else f"numbers.{among}"


def lines(rows: pd.DataFrame, among: str, as_of: str) -> list[str]:
    """A line for each number question; ``rows``: agency_numbers or peer_numbers.

    ``among``: agencies (oneself counted in) or peers (oneself not), whose median is named.
    """
    asked = "asked_count" if among == "agencies" else "peer_count"
    return [
        t(
            _key(among, row.answered_count),
            label=row.label,
            own=_said(row.value, row.unit),
            median=_said(row.median, row.unit),
            low=_said(row.lowest, row.unit),
            high=_said(row.highest, row.unit),
            answered=number(row.answered_count),
            asked=number(getattr(row, asked)),
            as_of=as_of,
        )
        for row in rows.itertuples()
    ]
