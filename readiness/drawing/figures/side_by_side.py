"""Up to four governments in columns, one row per fact, as words. Rows in, rows out."""

from typing import Any

import pandas as pd

from readiness.drawing import theme
from readiness.language.wording import number, said, t
from readiness.subjects.local.dx import INDICATORS
from readiness.subjects.local.governments import group_label, staff_band

FACTS = (
    "status prefecture_name entity_type similar_group population staff_count staff_band"
    " fiscal_strength_index area_km2"
).split()


def table(governments: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """``item`` and one column per government, named by its prefecture and name.

    ``governments``: local_governments rows in the order to show; ``indicators``: local_indicators.
    """
    answers = {(row.code, row.indicator_code): row for row in indicators.itertuples()}
    rows = [t(f"side_by_side.fact.{fact}") for fact in FACTS]
    rows += [t(f"peers.item.{item}") for item in INDICATORS]
    columns = {"item": rows}
    for own in governments.itertuples(index=False):
        facts = [_fact(own, fact) for fact in FACTS]
        items = [_answer(answers.get((own.code, item))) for item in INDICATORS]
        columns[heading(own)] = facts + items
    return pd.DataFrame(columns)


def heading(own: Any) -> str:
    """Name that tells the 25 pairs of equal names apart."""
    prefecture = said(own.prefecture_name)
    return prefecture if own.entity_class == "都道府県" else f"{prefecture} {own.name}"


def _fact(own: Any, fact: str) -> str:
    if fact == "status":
        return t(f"status.{own.status}")
    if fact == "staff_band":
        return theme.NONE if pd.isna(own.staff_count) else staff_band(own.staff_count)
    value = getattr(own, fact)
    if value is None or pd.isna(value):
        return theme.NONE
    if fact == "similar_group":
        return group_label(own)
    if fact == "fiscal_strength_index":
        return f"{value:.2f}"
    if fact == "area_km2":
        return f"{value:,.1f}{t('peers.unit.area_km2')}"
    if fact in ("population", "staff_count"):
        return t("side_by_side.persons", count=number(value))
    return str(value)


def _answer(row: Any) -> str:
    if row is None:
        return t("status.unknown")
    if row.answer in ("yes", "no", "not_surveyed"):
        return t(f"peers.answer.{row.answer}")
    return theme.NONE if pd.isna(row.value_pct) else f"{row.value_pct:g}%"
