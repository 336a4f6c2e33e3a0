"""The SQL of the minutes, the same for SQLite and PostgreSQL. Every write is one transaction."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from readiness.store import tables
from readiness.store.database import Store
from readiness.store.entries import Advice
from readiness.store.minutes import DONE, STRUCK, TASK, Minute


class MinuteRows:
    """The minutes of one store."""

    def __init__(self, url: str) -> None:
        self._store = Store.at(url)

    def minutes(self) -> list[Minute]:
        """The newest revision of each; a task that is an advice has that one's state and day."""
        table = tables.minute
        with self._store.reading() as connection:
            if not self._store.has(connection, table):
                return []
            rows = connection.execute(
                sa.select(table).order_by(table.c.minute_id, table.c.revision_number)
            ).mappings()
            newest = {row["minute_id"]: Minute(**row) for row in rows}
        logged = {one.advice_id: one for one in self._store.advice("", with_history=False)}
        return [
            _as_logged(one, logged.get(one.advice_id))
            for one in newest.values()
            if one.state != STRUCK
        ]

    def write(self, entry: Minute) -> Minute:
        """The next number for a new entry, the next revision for a known one; and its advice."""
        table = tables.minute
        with self._store.writing() as connection:
            values = {name: getattr(entry, name) for name in Minute.__dataclass_fields__}
            if not entry.minute_id:
                highest = sa.select(sa.func.coalesce(sa.func.max(table.c.minute_id), 0))
                values["minute_id"] = connection.execute(highest).scalar_one() + 1
            if entry.kind == TASK and entry.agency_name:
                values["advice_id"] = self._advise(connection, entry)
            values["revision_number"] = entry.revision_number + 1
            values["written_at"] = self._store.insert(connection, table, values)
        return Minute(**values)

    def _advise(self, connection: sa.Connection, entry: Minute) -> int:
        """Log the task as advice to its agency, or a further revision; the advice's number."""
        last = self._last_advice(connection, entry.advice_id)
        if entry.state == STRUCK and last is None:
            return 0
        advice = replace(
            last or Advice(entry.agency_name, entry.meeting_date, entry.meeting, "", entry.author),
            content=entry.content,
            due_date=entry.due_date,
            state="open" if entry.state == "open" else "done",
            author=entry.author,
        )
        return self._store.log_advice(connection, advice).advice_id

    @staticmethod
    def _last_advice(connection: sa.Connection, advice_id: int) -> Advice | None:
        advice = tables.advice
        found: Any = connection.execute(
            sa.select(advice)
            .where(advice.c.advice_id == advice_id)
            .order_by(advice.c.revision_number.desc())
            .limit(1)
        ).mappings()
        row = found.first()
        return Advice(**row) if row else None


def _as_logged(one: Minute, advice: Advice | None) -> Minute:
    if advice is None:
        return one
    return replace(one, state=DONE if advice.state == "done" else "open", due_date=advice.due_date)
