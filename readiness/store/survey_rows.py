"""The SQL of the survey desk, the same for SQLite and PostgreSQL. Every write is one transaction."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

import sqlalchemy as sa

from readiness.language.wording import moment, t
from readiness.store import tables
from readiness.store.database import Store
from readiness.store.entries import Conflict, StoreFault
from readiness.store.surveys import (
    AnswerEntry,
    Coding,
    FileEntry,
    Mailing,
    Reason,
    SurveyEntry,
)

R = TypeVar("R")
_DERIVED = {"opened_by", "opened_at"}


def _tuple(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("\n")))


class SurveyRows:
    """The surveys of one store."""

    def __init__(self, url: str) -> None:
        self._store = Store.at(url)

    def _all(self, table: sa.Table, statement: sa.Select[Any]) -> list[Any]:
        with self._store.reading() as connection:
            if not self._store.has(connection, table):
                return []
            return list(connection.execute(statement).mappings().all())

    @contextmanager
    def _writing(self, survey_code: str) -> Iterator[sa.Connection]:
        """One writer at a time for each survey; SQLite has one for all."""
        with self._store.writing() as connection:
            if connection.dialect.name == "postgresql":
                lock = sa.text("select pg_advisory_xact_lock(hashtext(:code))")
                connection.execute(lock, {"code": f"survey {survey_code}"})
            yield connection

    def surveys(self) -> list[SurveyEntry]:
        """The newest version of each, with who opened it when."""
        table = tables.survey
        rows = self._all(table, sa.select(table).order_by(table.c.version_number))
        found: dict[str, SurveyEntry] = {}
        for row in rows:
            first = found.get(row["survey_code"])
            found[row["survey_code"]] = SurveyEntry(
                **{**row, "asked": _tuple(row["asked"])},
                opened_by=first.opened_by if first else row["author"],
                opened_at=first.opened_at if first else row["written_at"],
            )
        return sorted(found.values(), key=lambda one: (one.survey_date, one.opened_at))[::-1]

    def open_survey(self, entry: SurveyEntry) -> SurveyEntry:
        """The first version; its code is subject and day, numbered if other bodies are asked as well."""
        table = tables.survey
        # All surveys of that day are looked at: two officers do not ask the same bodies twice.
        with self._writing(entry.round_code) as connection:
            rows = connection.execute(
                sa.select(table)
                .where(table.c.subject == entry.subject, table.c.survey_date == entry.survey_date)
                .order_by(table.c.version_number)
            )
            known = {row["survey_code"]: row for row in rows.mappings()}
            for code, row in known.items():
                asked = set(_tuple(row["asked"]))
                if not asked or not entry.asked or asked & set(entry.asked):
                    key = f"survey.overlaps.{row['state']}"
                    raise StoreFault(t(key, code=code, author=row["author"]))
            suffix = f"-{len(known) + 1}" if known else ""
            made = replace(entry, survey_code=f"{entry.round_code}{suffix}", version_number=1)
            return self._add(connection, made)

    def _add(self, connection: sa.Connection, entry: SurveyEntry) -> SurveyEntry:
        names = set(SurveyEntry.__dataclass_fields__) - _DERIVED
        values = {name: getattr(entry, name) for name in names}
        values["asked"] = "\n".join(entry.asked)
        at = self._store.insert(connection, tables.survey, values)
        return replace(
            entry,
            written_at=at,
            opened_by=entry.opened_by or entry.author,
            opened_at=entry.opened_at or at,
        )

    @staticmethod
    def _last(connection: sa.Connection, survey_code: str) -> Any:
        table = tables.survey
        row = connection.execute(
            sa.select(table)
            .where(table.c.survey_code == survey_code)
            .order_by(table.c.version_number.desc())
            .limit(1)
        )
        found = row.mappings().first()
        if found is None:
            raise StoreFault(t("survey.none_yet", code=survey_code))
        return found

    def revise(self, entry: SurveyEntry) -> SurveyEntry:
        """Upon the version that its author saw."""
        with self._writing(entry.survey_code) as connection:
            last = self._last(connection, entry.survey_code)
            if last["version_number"] != entry.version_number:
                who = {"author": last["author"], "at": moment(last["written_at"])}
                raise Conflict(t("store.changed", **who))
            return self._add(connection, replace(entry, version_number=entry.version_number + 1))

    def receive(
        self,
        survey_code: str,
        file: FileEntry,
        content: bytes,
        given: Sequence[AnswerEntry],
        *,
        seen: int,
    ) -> FileEntry:
        """The file, its answers and the log, all or nothing."""
        table, answer = tables.survey_file, tables.survey_answer
        with self._writing(survey_code) as connection:
            last = self._last(connection, survey_code)
            if last["state"] != "open":
                fields = {"author": last["author"], "at": moment(last["written_at"])}
                raise StoreFault(t("survey.is_closed", code=survey_code, **fields))
            number = (
                1
                + connection.execute(
                    sa.select(sa.func.coalesce(sa.func.max(table.c.file_number), 0)).where(
                        table.c.survey_code == survey_code
                    )
                ).scalar_one()
            )
            newest = self._newest(connection, survey_code, [one.respondent_code for one in given])
            since = {code: found for code, found in newest.items() if found[1] > seen}
            if since:
                self._say_since(connection, survey_code, since)
            values = {name: getattr(file, name) for name in FileEntry.__dataclass_fields__}
            values |= {"survey_code": survey_code, "file_number": number, "content": content}
            at = self._store.insert(connection, table, values)
            rows = [
                {
                    "survey_code": survey_code,
                    "file_number": number,
                    "respondent_code": one.respondent_code,
                    "version_number": newest.get(one.respondent_code, (0, 0))[0] + 1,
                    "error_count": one.error_count,
                    "warning_count": one.warning_count,
                    "answers": json.dumps(dict(one.answers), ensure_ascii=False),
                    "texts": json.dumps(dict(one.texts), ensure_ascii=False),
                }
                for one in given
            ]
            if rows:
                connection.execute(sa.insert(answer), rows)
        return replace(file, file_number=number, received_at=at)

    @staticmethod
    def _newest(
        connection: sa.Connection, survey_code: str, codes: Sequence[str]
    ) -> dict[str, tuple[int, int]]:
        """Respondent -> number of its last version and of the file that brought it."""
        answer = tables.survey_answer
        rows = connection.execute(
            sa.select(
                answer.c.respondent_code,
                sa.func.max(answer.c.version_number),
                sa.func.max(answer.c.file_number),
            )
            .where(answer.c.survey_code == survey_code, answer.c.respondent_code.in_(codes))
            .group_by(answer.c.respondent_code)
        )
        return {code: (version, file) for code, version, file in rows}

    @staticmethod
    def _say_since(
        connection: sa.Connection, survey_code: str, since: dict[str, tuple[int, int]]
    ) -> None:
        """Somebody else received answers of the same respondents while these were checked."""
        table = tables.survey_file
        numbers = {file for _, file in since.values()}
        row = (
            connection.execute(
                sa.select(table.c.author, table.c.received_at, table.c.file_name).where(
                    table.c.survey_code == survey_code, table.c.file_number == max(numbers)
                )
            )
            .mappings()
            .one()
        )
        raise Conflict(
            t(
                "survey.received_since",
                names=t("list.separator").join(sorted(since)[:5]),
                author=row["author"],
                at=moment(row["received_at"]),
                file=row["file_name"],
            )
        )

    def files(self, survey_code: str) -> list[FileEntry]:
        """Newest first."""
        table = tables.survey_file
        names = list(FileEntry.__dataclass_fields__)
        statement = (
            sa.select(*(table.c[name] for name in names))
            .where(table.c.survey_code == survey_code)
            .order_by(table.c.file_number.desc())
        )
        return [FileEntry(**row) for row in self._all(table, statement)]

    def content(self, survey_code: str, file_number: int) -> bytes:
        """KeyError for a file that is not there."""
        table = tables.survey_file
        statement = sa.select(table.c.content).where(
            table.c.survey_code == survey_code, table.c.file_number == file_number
        )
        rows = self._all(table, statement)
        if not rows:
            raise KeyError(file_number)
        return bytes(rows[0]["content"])

    def answers(self, survey_code: str, *, with_values: bool) -> list[AnswerEntry]:
        """In the order of the files."""
        table = tables.survey_answer
        names = set(AnswerEntry.__dataclass_fields__)
        values = {"answers", "texts"}
        columns = [table.c[name] for name in sorted(names if with_values else names - values)]
        statement = (
            sa.select(*columns)
            .where(table.c.survey_code == survey_code)
            .order_by(table.c.file_number, table.c.respondent_code)
        )
        return [
            AnswerEntry(
                **{
                    name: json.loads(value) if name in values else value
                    for name, value in row.items()
                }
            )
            for row in self._all(table, statement)
        ]

    def mailings(self, survey_code: str) -> list[Mailing]:
        """Oldest first."""
        table = tables.survey_mailing
        names = list(Mailing.__dataclass_fields__)
        statement = (
            sa.select(*(table.c[name] for name in names))
            .where(table.c.survey_code == survey_code)
            .order_by(table.c.mailing_number)
        )
        return [
            Mailing(**{**row, "respondents": _tuple(row["respondents"])})
            for row in self._all(table, statement)
        ]

    def record_mailing(self, survey_code: str, entry: Mailing) -> Mailing:
        """The next number."""
        table = tables.survey_mailing
        with self._writing(survey_code) as connection:
            self._last(connection, survey_code)
            highest = sa.select(sa.func.coalesce(sa.func.max(table.c.mailing_number), 0)).where(
                table.c.survey_code == survey_code
            )
            number = connection.execute(highest).scalar_one() + 1
            values = {
                "survey_code": survey_code,
                "mailing_number": number,
                "kind": entry.kind,
                "respondents": "\n".join(entry.respondents),
                "respondent_count": len(entry.respondents),
                "author": entry.author,
            }
            at = self._store.insert(connection, table, values)
        return replace(entry, mailing_number=number, sent_at=at)

    def codings(self, survey_code: str) -> list[Coding]:
        """The last number of each respondent and question."""
        table = tables.survey_coding
        names = list(Coding.__dataclass_fields__)
        statement = (
            sa.select(*(table.c[name] for name in names))
            .where(table.c.survey_code == survey_code)
            .order_by(table.c.coding_number)
        )
        found = [
            Coding(**{**row, "choice_codes": _tuple(row["choice_codes"])})
            for row in self._all(table, statement)
        ]
        return list({(one.respondent_code, one.question_code): one for one in found}.values())

    def code_text(self, survey_code: str, entry: Coding, reason: Reason | None) -> Coding:
        """Upon the coding that its author saw, ``coding_number`` (0: none)."""
        table = tables.survey_coding
        with self._writing(survey_code) as connection:
            last = connection.execute(
                sa.select(table)
                .where(
                    table.c.survey_code == survey_code,
                    table.c.respondent_code == entry.respondent_code,
                    table.c.question_code == entry.question_code,
                )
                .order_by(table.c.coding_number.desc())
                .limit(1)
            )
            row = last.mappings().first()
            if (row["coding_number"] if row else 0) != entry.coding_number:
                author, at = (row["author"], moment(row["coded_at"])) if row else ("", "")
                raise Conflict(t("store.changed", author=author, at=at))
            if reason:
                values = {name: getattr(reason, name) for name in Reason.__dataclass_fields__}
                self._store.insert(connection, tables.survey_reason, values)
            values = {name: getattr(entry, name) for name in Coding.__dataclass_fields__}
            values |= {
                "survey_code": survey_code,
                "coding_number": entry.coding_number + 1,
                "choice_codes": "\n".join(entry.choice_codes),
            }
            at = self._store.insert(connection, table, values)
        return replace(entry, coding_number=entry.coding_number + 1, coded_at=at)

    def reasons(self, subject: str) -> list[Reason]:
        """Oldest first."""
        table = tables.survey_reason
        statement = sa.select(table).order_by(table.c.added_at, table.c.choice_code)
        if subject:
            statement = statement.where(table.c.subject == subject)
        return [Reason(**row) for row in self._all(table, statement)]
