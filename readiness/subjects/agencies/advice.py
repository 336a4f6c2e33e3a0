"""Whom an agency can ask and about what: per barrier, per item it lacks, one step up. Rows in, words out.

``gap``: rows of agency_gap with their state. ``advisers``: rows of agency_advisers.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from readiness.language import lettering
from readiness.language.wording import catalogue, t
from readiness.subjects.agencies import answers, ladder
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.model import Line

_HEADS = ("advised_barrier", "advice_summary", "advice_contact", "advice_ahead")


def shortly(names: Iterable[Any]) -> str:
    """Names where there is little room, abbreviated in languages that do so."""
    return t("list.separator").join(lettering.short(str(name)) for name in names)


def next_step(stage: Any, advisers: pd.DataFrame) -> tuple[Line, ...]:
    """What the next stage asks and who is there, by name; nothing for one that did not answer."""
    if pd.isna(stage):
        return ()
    own = int(stage)
    lines = [Line(t(f"agency_karte.next.{own}"), label=t("agency_karte.next"))]
    above = advisers[advisers["reason"] == "one_above"]
    if len(above):
        reached = int(above["stage"].iloc[0])
        key = "agency_karte.above" if reached == own + 1 else "agency_karte.above.gap"
        heading = t(key, stage=reached, empty=own + 1, count=len(above))
        lines.append(Line(shortly(above["adviser_name"]), label=heading))
    return tuple(lines)


def who_is_ready(advisers: pd.DataFrame) -> tuple[Line, ...]:
    """The agencies with remote access for all staff, for one that lacks it."""
    ready = advisers[(advisers["reason"] == "has_item") & (advisers["choice_code"] == "all_staff")]
    if ready.empty:
        return ()
    heading = t("agency_karte.ready", count=len(ready))
    return (Line(shortly(ready["adviser_name"]), label=heading),)


def rows(gap: pd.DataFrame, advisers: pd.DataFrame) -> pd.DataFrame:
    """One row per barrier named or unreadable: the document's advice, whom to ask, who is ahead."""
    named = gap[gap["state"].isin(["obstacle", "unreadable"]) & (gap["kind"] == "barrier")]
    found = [_row(row, advisers) for _, row in named.iterrows()]
    return pd.DataFrame(found, columns=list(_HEADS))


def _row(row: Any, advisers: pd.DataFrame) -> tuple[str, str, str, str]:
    code = row["choice_code"]
    same = advisers[(advisers["reason"] == "same_barrier") & (advisers["choice_code"] == code)]
    is_known = f"agency_karte.advice.{code}" in catalogue()
    key = "agency_karte.reason"
    if row["state"] == "unreadable":
        key = "agency_karte.reason.uncertain"
    name = answers.short_item(code, row["item"])
    return (
        t(key, name=name, count=answers.short_total(row)),
        t(f"agency_karte.advice.{code if is_known else answers.OTHER}"),
        t(f"agency_karte.contact.{code if is_known else answers.OTHER}"),
        _ahead(same, code, row["state"]),
    )


def _ahead(same: pd.DataFrame, choice_code: str, state: str) -> str:
    if state == "unreadable":
        return t("mark.none")
    if choice_code == answers.OTHER:
        return t("agency_karte.ahead.other", count=len(same))
    return shortly(same["adviser_name"]) or t("agency_karte.ahead.nobody")


def in_words(advisers: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """``advisers`` with words for the reason to ask and for the stage that is meant."""
    items = [
        ladder.label(row.stage, survey.stages) if row.reason == "one_above" else row.item
        for row in advisers.itertuples()
    ]
    words = [t(f"agency_karte.adviser.{code}") for code in advisers["reason"]]
    shown = advisers.assign(reason=words, item=items)[["reason", "item", "adviser_name", "stage"]]
    return shown.reset_index(drop=True)
