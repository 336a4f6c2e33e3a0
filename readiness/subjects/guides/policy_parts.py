"""Numbers, bars and provenance that the views of the policy targets share."""

from typing import Any

import pandas as pd

from readiness.definitions.contracts import PUBLISHED
from readiness.language.wording import apart, in_eras, listed, number, pct, period, short_period, t
from readiness.subjects import origins
from readiness.subjects.charts import Bar
from readiness.subjects.model import Provenance
from readiness.subjects.provenance import by_publisher

Groups = tuple[tuple[str, tuple[Bar, ...]], ...]


def amount(value: float, unit: str) -> str:
    """``34.5`` and ``9.0`` with their decimal if per cent, ``2,000`` without one."""
    is_whole = float(value).is_integer() and unit != "%"
    return number(value) if is_whole else f"{value:,.1f}"


def quantity(value: float, unit: str) -> str:
    """A number with its unit: ``34.5%``, ``2,000団体``, ``2,000 bodies``."""
    key = "policy.quantity.percent" if unit == "%" else "policy.quantity"
    return t(key, amount=amount(value, unit), unit=unit)


def gap(value: float, unit: str) -> str:
    """The distance to the target with its sign: ``−318``, ``+202,000``."""
    return ("+" if value > 0 else "−" if value < 0 else "±") + amount(abs(value), unit)


def provenance(view: str, sources: list[str], as_of: str = "") -> Provenance:
    return Provenance(
        as_of=as_of or t(f"policy.as_of.{view}"),
        published="",
        denominator=t(f"policy.denominator.{view}"),
        basis=PUBLISHED,
        **by_publisher(sources),
    )


def ratio_bars(rows: pd.DataFrame, role: str = "has") -> tuple[Bar, ...]:
    """Bars of label and ratio."""
    return tuple(
        Bar(row.label, float(row.ratio), pct(row.ratio), role=role) for row in rows.itertuples()
    )


def in_words(groups: Groups) -> str:
    """Bars read out: their signs have the days short."""
    bars = (bar for _, bars in groups for bar in bars)
    return in_eras(listed(apart([bar.mark, bar.label, bar.words]) for bar in bars))


def when(text: Any) -> str:
    return period(text) if isinstance(text, str) else ""


def short_when(text: Any) -> str:
    """For the label of a bar."""
    return short_period(text) if isinstance(text, str) else ""


def confirmed(source_id: Any) -> str:
    return origins.of_figure(source_id) if isinstance(source_id, str) else ""


def percent(value: float) -> str:
    """A printed per cent as it is printed: ``19.7%``."""
    return t("policy.quantity.percent", amount=f"{value:.1f}")
