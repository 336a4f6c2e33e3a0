"""What became of logged advice: what is due, what is late, and what the next round of that agency says.

Entries of the log in, words and rows out. The log is for officers: who asks here has to be one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from readiness.data import queries
from readiness.definitions.contracts import FINAL
from readiness.language import lettering
from readiness.language.wording import apart, listed, period, said, t, today
from readiness.store import Advice
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.kept import kept
from readiness.subjects.model import Line

SOON = timedelta(days=30)
_NAMED = 3  # entries named on a screen that is about something else
_SHORT = 28  # letters of an advice where there is little room


@dataclass(frozen=True)
class Due:
    """Entries that are open: late ones, those due within thirty days, and the others."""

    late: tuple[Advice, ...]
    soon: tuple[Advice, ...]
    later: tuple[Advice, ...]

    @property
    def count(self) -> int:
        """All that is open."""
        return len(self.late) + len(self.soon) + len(self.later)


def due(logged: Iterable[Advice], day: date | None = None) -> Due:
    """What is open on a day, else today."""
    day = day or today()
    open_ones = [one for one in logged if one.state == "open"]
    late = [one for one in open_ones if is_late(one, day)]
    last = (day + SOON).isoformat()
    soon = [one for one in open_ones if one.due_date and day.isoformat() <= one.due_date <= last]
    later = [one for one in open_ones if one not in late and one not in soon]
    return Due(tuple(late), tuple(soon), tuple(later))


def is_late(one: Advice, day: date) -> bool:
    """Open, and its day is over."""
    return bool(one.state == "open" and one.due_date and one.due_date < day.isoformat())


def sentence(logged: Sequence[Advice]) -> str:
    """How many there are, open and late."""
    found = due(logged)
    return t("advice_log.sentence", all=len(logged), due=found.count, late=len(found.late))


def reminders(logged: Sequence[Advice], names: dict[str, str]) -> tuple[Line, ...]:
    """What is late and what is due soon, a line each with the way to the log; nothing if nothing is.

    ``names``: code in a link -> agency.
    """
    found = due(logged)
    codes = {name: code for code, name in names.items()}
    lines = []
    for kind, entries in (("late", found.late), ("soon", found.soon)):
        if not entries:
            continue
        named = listed(
            t("advice_log.due_one", name=lettering.short(one.agency_name), day=period(one.due_date))
            for one in entries[:_NAMED]
        )
        code = codes.get(entries[0].agency_name, "")
        is_one = len({one.agency_name for one in entries}) == 1 and code
        lines.append(
            Line(
                named + (t("advice_log.and_more") if len(entries) > _NAMED else ""),
                label=t(f"advice_log.reminder.{kind}", count=len(entries)),
                link=f"advice_log?agency={code}" if is_one else "advice_log",
            )
        )
    return tuple(lines)


def brief(one: Advice) -> str:
    """An entry in one line, for a box to choose from."""
    text = " ".join(one.content.split())
    short = text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
    state = t(f"advice_log.state.{one.state}")
    return apart((period(one.advice_date), state, short))


def rows(logged: Iterable[Advice], *, with_agency: bool = True) -> pd.DataFrame:
    """Entries in words, open ones first, for a table and its CSV."""
    day = today()
    logged = sorted(logged, key=lambda one: one.state != "open")
    found = pd.DataFrame(
        [
            {
                "due_date": one.due_date,
                "advice_state": t("advice_log.late")
                if is_late(one, day)
                else t(f"advice_log.state.{one.state}"),
                "agency_name": one.agency_name,
                "advice_date": one.advice_date,
                "content": one.content,
                "channel": one.channel,
                "author": one.author,
                "revision_number": one.revision_number,
            }
            for one in logged
        ]
    )
    return found if with_agency else found.drop(columns="agency_name")


def _around(day: str) -> tuple[str, str] | None:
    """The last final round before an advice, and the first after it; None without both."""
    rounds = kept(queries.data_rounds)
    finals = rounds[(rounds["subject"] == "agency") & (rounds["state"] == FINAL)]
    before = finals[finals["survey_period"] <= day]
    after = finals[finals["survey_period"] > day]
    if before.empty or after.empty:
        return None
    return str(before["round_code"].iloc[-1]), str(after["round_code"].iloc[0])


def effects(logged: Iterable[Advice]) -> tuple[Line, ...]:
    """Per entry, what the next round of its agency says beside the one before the advice; a line for
    all that no later round answers yet.
    """
    lines, waiting = [], 0
    for one in sorted(logged, key=lambda one: (one.advice_date, one.advice_id)):
        rounds = _around(one.advice_date)
        if rounds is None:
            waiting += 1
            continue
        lines.append(
            Line(
                _changed(*rounds, one.agency_name),
                label=t(
                    "advice_log.effect.of", name=said(one.agency_name), day=period(one.advice_date)
                ),
            )
        )
    if waiting:
        lines.append(Line(t("advice_log.effect.waiting", count=waiting)))
    return tuple(lines)


def _changed(before: str, after: str, name: str) -> str:
    rows = kept(queries.agency_changes, before, after).set_index("agency_name")
    when = {
        "earlier": period(Survey(before).day),
        "later": period(Survey(after).day),
    }
    if name not in rows.index or not rows.loc[name, "is_compared"]:
        return t("advice_log.effect.not_compared", **when)
    row = rows.loc[name]
    then, now = int(row["earlier_stage"]), int(row["stage"])
    moved = "same" if then == now else "raised" if then < now else "lowered"
    parts = [t(f"advice_log.effect.{moved}", then=then, now=now)]
    for kind in ("solved", "lasting", "new"):
        names = row[f"{kind}_barriers"]
        if isinstance(names, str) and names:
            parts.append(t(f"advice_log.effect.{kind}", names=listed(names.split("、"))))
    outcome = row["plan_outcome"]
    if isinstance(outcome, str):
        outcome_words = t(f"agency_rounds.outcome.{outcome}")
        parts.append(t("advice_log.effect.plan", outcome=outcome_words))
    return t("advice_log.effect.when", **when, changes=apart(parts))
