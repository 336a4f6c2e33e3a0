"""Rounds as tests publish them: an entry of the store, and what local governments answer."""

from typing import Any

from readiness import store
from readiness.data import warehouse


def entry(note: str = "", **fields: Any) -> store.PublishedRound:
    """A round with two answers; ``fields`` in place of what it says."""
    answers = {
        "131016": {"adoption": "formal", "device.loan": "yes"},
        "131024": {"adoption": "considering", "planned_quarter": "2027q2", "reason.cost": "yes"},
    }
    values = {
        "round_code": "local-2026-10-01",
        "subject": "local",
        "label": "令和8年10月1日時点",
        "survey_date": "2026-10-01",
        "citation": "総務省「テレワークの取組状況（令和8年）」",
        "author": "担当A",
        "file_names": "回答.csv",
        "file_sha256": "0" * 64,
        "note": note,
        "answers": answers,
    } | fields
    return store.PublishedRound(**values)


def publish(round_code: str, *, seen: int = 0, **fields: Any) -> bool:
    """Publish a local round over what was ``seen`` of it; True if the screens already followed the
    store and now show it."""
    day = round_code.removeprefix("local-")
    store.publish(entry(round_code=round_code, survey_date=day, **fields), seen=seen)
    return warehouse.refresh()


def considering(quarter: str) -> dict[str, str]:
    """The answer of a government that plans to begin in ``quarter``, ``2027q2``."""
    return {"adoption": "considering", "planned_quarter": quarter}
