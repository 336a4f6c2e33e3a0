"""What became of advice: due and late ones, and the next round of the agency beside the one before."""

from datetime import date

import pytest

from readiness import store
from readiness.data import warehouse
from readiness.intake import practice_rounds
from readiness.subjects.agencies import advised

DAY = date(2026, 11, 27)


def _advice(due: str = "", state: str = "open", day: str = "2026-10-01", **values) -> store.Advice:
    fields = {"advice_id": 7, "revision_number": 2, "written_at": "2026-10-01T01:00:00+00:00"}
    return store.Advice(
        "内閣法制局", day, "面談", "予算の件", "担当A", due, state, **fields | values
    )


def test_what_is_due_is_late_soon_or_later() -> None:
    entries = [
        _advice("2026-11-26"),  # over since yesterday
        _advice("2026-11-27"),  # today is not late
        _advice("2026-12-27"),  # the thirtieth day
        _advice("2026-12-28"),
        _advice(""),  # no day: never late
        _advice("2026-01-01", "done"),  # done: never late
    ]
    found = advised.due(entries, DAY)
    assert [one.due_date for one in found.late] == ["2026-11-26"]
    assert [one.due_date for one in found.soon] == ["2026-11-27", "2026-12-27"]
    assert [one.due_date for one in found.later] == ["2026-12-28", ""]


def test_an_advice_without_a_later_round_waits() -> None:
    (line,) = advised.effects([_advice(), _advice()])
    assert line.text.startswith("助言より後の調査がまだないもの：2件")


@pytest.fixture
def _second_round(own_store: str) -> None:
    agencies = next(one for one in practice_rounds() if one.subject == "agency")
    store.publish(agencies, seen=0)
    warehouse.refresh()


@pytest.mark.usefixtures("_second_round")
def test_an_advice_between_two_rounds_shows_what_the_agency_answered_before_and_after() -> None:
    lines = advised.effects([_advice(day="2017-10-02"), _advice(day="2018-03-02")])
    assert lines[0].label == "内閣法制局　平成29年10月2日（2017年）の助言"
    assert lines[0].text == (
        "平成29年3月（2017年）→平成30年3月1日（2018年）　"
        "段階は0のまま　残る理由：その他　新しい理由：セキュリティ上の課題"
    )
    assert lines[1].text.startswith("助言より後の調査がまだないもの：1件")
