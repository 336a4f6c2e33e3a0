"""Policy targets: what happened in telework policy, in time order; periods that ended say so."""

from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.language.wording import apart, in_eras, number, period, short_period, t
from readiness.subjects.charts import Event, Timeline
from readiness.subjects.guides import policy_parts
from readiness.subjects.model import Content, KeyFigure, Line, Passage, Table, View

COLUMNS = 3  # on the screen
# Titles of events that are proposals end so; other events of a party's document are decisions it names.
_PROPOSED, _OF_PARTY = "提言", ("D03",)


def content() -> Content:
    """Every event with its source, and the plans whose period is over."""
    rows = queries.policy_milestones()
    first, last = rows["period"].iloc[0][:4], rows["period"].iloc[-1][:4]
    headline = t("policy.sentence_milestones", count=number(len(rows)), first=first, last=last)
    key = KeyFigure(t("policy.key.milestones"), number(len(rows)))
    table = _table(rows)
    shared: dict[str, Any] = {
        "notes": (t("policy.note.milestones"), t("origin.key.confirmed")),
        "provenance": policy_parts.provenance(
            "milestones", list(rows["source_id"]), t("policy.years", first=first, last=last)
        ),
    }
    chart = Timeline(
        tuple(
            Event(
                short_period(row.period), row.title, apart([_about(row), _ended(row), _origin(row)])
            )
            for row in rows.itertuples()
        )
    )
    return Content(
        title=t("policy.title_milestones"),
        headline=headline,
        key_figures=(key,),
        passages=_passages(rows),
        tables={"milestones": Table("", table, t("policy.file_name.milestones"))},
        views={
            "milestones": View(
                title=t("policy.title_milestones"),
                headline=headline,
                key_figure=key.value,
                key_label=key.label,
                chart=chart,
                rows=table,
                alt=in_eras(
                    t("list.separator").join(f"{one.when} {one.title}" for one in chart.events)
                ),
                **shared,
            )
        },
        **shared,
    )


def _passages(rows: pd.DataFrame) -> dict[str, Passage]:
    """The events in COLUMNS parts of equal length."""
    length = -(-len(rows) // COLUMNS)
    found = {}
    for place in range(COLUMNS):
        part = rows.iloc[place * length : (place + 1) * length]
        if len(part):
            first, last = part["period"].iloc[0][:4], part["period"].iloc[-1][:4]
            lines = tuple(
                Line(
                    row.detail,
                    label=apart([period(row.period), row.title]),
                    remark=apart([_about(row), _ended(row), _origin(row), row.source_id]),
                )
                for row in part.itertuples()
            )
            found[f"milestones_{place}"] = Passage(
                t("span", low=first, high=last), lines, is_small=True
            )
    return found


def _about(row: Any) -> str:
    return t(f"policy.audience.{row.audience}")


def _origin(row: Any) -> str:
    """``◆ 政党の提言`` for what a party proposed, or how the event was confirmed."""
    if row.title.endswith(_PROPOSED) and row.source_id in _OF_PARTY:
        return t("origin.party")
    return policy_parts.confirmed(row.source_id)


def _ended(row: Any) -> str:
    """Until when the plan ran, where its period is over today."""
    if pd.isna(row.valid_until):
        return ""
    key = "policy.ended" if row.period_state == "ended" else "policy.runs"
    return t(key, day=period(f"{row.valid_until:%Y-%m-%d}"))


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "period": [period(one) for one in rows["period"]],
            "audience": [_about(row) for row in rows.itertuples()],
            "title": rows["title"],
            "detail": rows["detail"],
            "period_state": [_ended(row) for row in rows.itertuples()],
            "confirmed_by": [_origin(row) for row in rows.itertuples()],
            "source_id": rows["source_id"],
        }
    )
