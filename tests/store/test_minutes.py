"""Decisions and tasks of meetings: by revision, with the advice log in step, and out of readers' way."""

from dataclasses import replace

import pytest

from readiness import store
from readiness.store import minutes
from readiness.store.minutes import Minute

DECISION = Minute("第3回", "2026-11-26", "roadmap", minutes.DECISION, "期限を据え置く", "担当A")
TASK = Minute(
    *("第3回", "2026-11-26", "agency_karte?agency=13", minutes.TASK, "予算の案を出す", "担当A"),
    body="agency:宮内庁",
    responsible="情報課",
    due_date="2027-01-31",
)


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test here writes for itself."""


def test_without_a_store_there_are_none() -> None:
    assert minutes.minutes() == []
    assert not store.exists()


def test_a_decision_is_revised_and_struck_and_every_revision_is_logged() -> None:
    first = minutes.write(DECISION)
    assert (first.minute_id, first.revision_number) == (1, 1)
    second = minutes.write(replace(first, content="期限を半年延ばす", author="担当B"))
    assert [one.content for one in minutes.minutes()] == ["期限を半年延ばす"]
    minutes.write(replace(second, state=minutes.STRUCK))
    assert minutes.minutes() == []
    assert [(one.action, one.subject, one.detail) for one in store.audit()] == [
        ("minute_decision", "第3回", "1-3 struck"),
        ("minute_decision", "第3回", "1-2 open"),
        ("minute_decision", "第3回", "1-1 open"),
    ]


def test_of_two_note_takers_one_is_told() -> None:
    seen = minutes.write(DECISION)
    minutes.write(replace(seen, content="A"))
    with pytest.raises(store.Conflict):
        minutes.write(replace(seen, content="B"))
    assert [one.content for one in minutes.minutes()] == ["A"]


def test_a_task_on_an_agency_is_an_advice_and_is_done_where_that_is() -> None:
    written = minutes.write(TASK)
    (advice,) = store.advice("宮内庁")
    assert (advice.channel, advice.content, advice.due_date) == (
        "第3回",
        "予算の案を出す",
        "2027-01-31",
    )
    store.add_advice(replace(advice, state="done", due_date="2027-02-01"))
    (shown,) = minutes.minutes()
    assert (shown.state, shown.due_date) == ("done", "2027-02-01")
    minutes.write(replace(written, state="open", due_date="2027-03-01"))
    (advice,) = store.advice("宮内庁")
    assert (advice.state, advice.due_date, advice.revision_number) == ("open", "2027-03-01", 3)
    (shown,) = minutes.minutes()
    minutes.write(replace(shown, state=minutes.STRUCK))
    assert [one.state for one in store.advice("宮内庁")] == ["done"]


def test_a_task_on_a_government_is_no_advice() -> None:
    minutes.write(replace(TASK, body="government:342084"))
    assert store.advice() == []
    assert [one.body for one in minutes.minutes()] == ["government:342084"]


def test_writing_minutes_has_no_reader_run_again() -> None:
    minutes.write(DECISION)
    before = store.token()
    minutes.write(replace(DECISION, content="もう一つ"))
    assert store.token() == before
