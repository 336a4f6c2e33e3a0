"""Due days of the advice log as a calendar file that reads back."""

from datetime import date

import pytest
from icalendar import Calendar

from readiness.exports.calendar import advice_calendar
from readiness.store import Advice


def _advice(due: str = "", state: str = "open") -> Advice:
    return Advice(
        agency_name="内閣法制局",
        advice_date="2026-10-01",
        channel="面談",
        content="予算の件",
        author="担当A",
        due_date=due,
        state=state,
        advice_id=7,
        revision_number=2,
        written_at="2026-10-01T01:00:00+00:00",
    )


@pytest.mark.slow
def test_a_calendar_holds_open_days_and_reads_back() -> None:
    entries = [_advice("2026-12-10"), _advice(""), _advice("2026-12-11", "done")]
    content = advice_calendar(entries)
    assert content.endswith(b"END:VCALENDAR\r\n")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["uid"] == "advice-7@readiness"
    assert event.decoded("dtstart") == date(2026, 12, 10)
    assert event.decoded("dtend") == date(2026, 12, 11)
    assert event["sequence"] == 2
    assert event["summary"] == "助言の期限：内閣法制局"
    assert "予算の件" in event["description"]
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger").days == -7
    # The same entries give the same file.
    assert advice_calendar(entries) == content
