"""Days by which something is due as a calendar file (iCalendar, RFC 5545). Entries in, bytes out."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from readiness import __version__
from readiness.language.wording import period, said, t
from readiness.store import Advice

_REMIND = timedelta(days=-7)


def advice_calendar(logged: Iterable[Advice]) -> bytes:
    """One whole day per open advice with a due date, with a reminder a week before.

    An entry keeps its number for ever: a calendar that takes the file again renews its days.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//readiness//{__version__}//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in logged:
        if one.state == "open" and one.due_date:
            calendar.add_component(_event(one))
    content: bytes = calendar.to_ical()
    return content


def _event(one: Advice) -> Event:
    due = date.fromisoformat(one.due_date)
    title = t("advice_log.calendar_title", name=said(one.agency_name))
    event = Event()
    event.add("uid", f"advice-{one.advice_id}@readiness")
    event.add("sequence", one.revision_number)
    event.add("dtstamp", datetime.fromisoformat(one.written_at).astimezone(UTC))
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", title)
    event.add(
        "description",
        t(
            "advice_log.calendar_text",
            day=period(one.advice_date),
            channel=one.channel,
            text=one.content,
        ),
    )
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _REMIND)
    event.add_component(alarm)
    return event
