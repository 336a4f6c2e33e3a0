"""The store's SQL, the same for SQLite and PostgreSQL. Every write is one transaction."""

import contextlib
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from readiness import __version__
from readiness.definitions.indicators import ITEM_START
from readiness.language.wording import moment, t
from readiness.store import tables
from readiness.store.connections import make_engine, patient_for
from readiness.store.entries import (
    Advice,
    Condition,
    Conflict,
    Event,
    PublishedRound,
    StoreFault,
    StoreLocked,
    StoreNewer,
    StoreUnreachable,
    Version,
)
from readiness.store.instants import newest_first, standing
from readiness.store.instants import now as _now
from readiness.store.protection import REVISIONS, STAMPED

_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 20170331  # any number; only one process migrates at a time
_BATCH = 5_000
DESK_ACTION = "survey_"  # begins what the log calls an entry of the survey desk
MINUTE_ACTION = "minute_"  # and one of a meeting's minutes
_TOKEN_SECONDS = 5.0  # asked every second; nobody is to wait behind a server that hangs


def _has_answers(given: Mapping[str, str]) -> bool:
    """True for who answered the survey; indicators alone are no answer."""
    return any(not key.startswith(ITEM_START) for key in given)


def _fault(error: SQLAlchemyError, *, is_writing: bool = False) -> StoreFault:
    """What went wrong, told apart: somebody writes, the disk is full, nothing may be written, nobody
    answers.
    """
    said = str(getattr(error, "orig", error)).lower()
    for word, fault, key in (
        ("locked", StoreLocked, "store.busy"),
        ("lock timeout", StoreLocked, "store.busy"),
        ("disk is full", StoreUnreachable, "store.full"),
        ("no space left", StoreUnreachable, "store.full"),
        ("disk i/o", StoreUnreachable, "store.full"),
        ("readonly", StoreUnreachable, "store.unwritable"),
        ("read-only", StoreUnreachable, "store.unwritable"),
        ("unable to open", StoreUnreachable, "store.unwritable"),
        ("not a database", StoreUnreachable, "store.broken"),
        ("malformed", StoreUnreachable, "store.broken"),
    ):
        if word in said:
            return Conflict(t(key)) if is_writing and fault is StoreLocked else fault(t(key))
    return StoreUnreachable(t("store.unreachable"))


def upgrade(connection: sa.Connection, revision: str = "head") -> None:
    """Run the migrations up to a revision."""
    # Only who writes migrates: a reader starts without it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


class Store:
    """One database. Use ``Store.at(url)``: one engine per address and process."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)
        self._is_ready = self._is_numbered = False

    @staticmethod
    @lru_cache(maxsize=8)
    def at(url: str) -> "Store":
        """The store at an address."""
        return Store(url)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection to read with. Raises StoreUnreachable."""
        try:
            with self._engine.connect() as connection:
                if self._engine.dialect.name == "sqlite":
                    connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                with patient_for(_TOKEN_SECONDS):
                    self._refuse_newer(self._revision(connection))
                yield connection
        except SQLAlchemyError as error:
            raise _fault(error) from error

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction on tables that are up to date. Raises Conflict, StoreUnreachable."""
        self.migrate()
        try:
            with self._engine.begin() as connection:
                yield connection
        except IntegrityError as error:
            raise Conflict(t("store.conflict")) from error
        except SQLAlchemyError as error:
            raise _fault(error, is_writing=True) from error

    def migrate(self) -> str:
        """Bring the tables up to date; the version of the schema."""
        try:
            with self._engine.begin() as connection:
                found = self._revision(connection)
                self._refuse_newer(found)
                if found != tables.REVISION and not self._is_ready:
                    if connection.dialect.name == "postgresql":
                        lock = sa.text("select pg_advisory_xact_lock(:number)")
                        connection.execute(lock, {"number": _MIGRATION_LOCK})
                    upgrade(connection)
                self._is_ready = True
                return self._revision(connection)
        except sa.exc.ProgrammingError as error:
            # The dashboard's role owns nothing.
            raise StoreFault(t("store.old_schema", revision=tables.REVISION)) from error
        except SQLAlchemyError as error:
            raise _fault(error, is_writing=True) from error

    @staticmethod
    def _is_current(connection: sa.Connection) -> bool:
        """True if all columns are there: the application's role may not run migrations."""
        inspector = sa.inspect(connection)
        known = set(inspector.get_table_names())
        return all(
            name in known
            and set(table.c.keys()) <= {one["name"] for one in inspector.get_columns(name)}
            for name, table in tables.metadata.tables.items()
        )

    def has(self, connection: sa.Connection, table: sa.Table) -> bool:
        """True if there is something to read: a reader does not wait for the next migration."""
        self._is_ready = self._is_ready or self._is_current(connection)
        return self._is_ready or bool(sa.inspect(connection).has_table(table.name))

    def _columns(self, connection: sa.Connection) -> list[sa.ColumnElement[Any]]:
        """Columns of round_version; a store that nobody has migrated yet is read all the same."""
        version = tables.round_version
        if self._is_ready:
            return list(version.c)
        found = {one["name"] for one in sa.inspect(connection).get_columns(version.name)}
        return [
            column
            if column.name in found
            else sa.literal(column.server_default.arg).label(column.name)  # type: ignore[union-attr]
            for column in version.c
        ]

    def _revision(self, connection: sa.Connection) -> str:
        """The last migration that was run; "" if none was."""
        if not self._is_numbered:
            self._is_numbered = sa.inspect(connection).has_table("alembic_version")
        if not self._is_numbered:
            return ""
        return str(connection.scalar(sa.text("select version_num from alembic_version")) or "")

    @staticmethod
    def _refuse_newer(revision: str) -> None:
        """Asked each time: a later program may come to the same store while this one runs."""
        if revision and revision not in REVISIONS:
            raise StoreNewer(found=revision, known=tables.REVISION, version=__version__)

    def token(self) -> str:
        """Last event and number of events: a transaction that commits late changes the number.

        The work of the survey desk is not on the screens of readers, until it is published; minutes never
        are: a hall would run again at every word that is written down.
        """
        with self.reading() as connection:
            if not self.has(connection, tables.audit):
                return ""
            events = tables.audit.c.event_id
            with patient_for(_TOKEN_SECONDS):
                last, count = connection.execute(
                    sa.select(
                        sa.func.coalesce(sa.func.max(events), 0), sa.func.count(events)
                    ).where(
                        tables.audit.c.action.not_like(f"{DESK_ACTION}%"),
                        tables.audit.c.action.not_like(f"{MINUTE_ACTION}%"),
                    )
                ).one()
            return f"{last}-{count}"

    def condition(self) -> Condition:
        """Kind, revision, state, time of the last entry of the log that readers see."""
        token = self.token()
        with self.reading() as connection, patient_for(_TOKEN_SECONDS):
            audit = tables.audit.c
            published = sa.select(audit.at).where(audit.action.not_like(f"{DESK_ACTION}%"))
            last = published.order_by(audit.event_id.desc()).limit(1)
            at = connection.scalar(last) if token else ""
            return Condition(
                self._engine.dialect.name, self._revision(connection), token, str(at or "")
            )

    def rounds(self, as_of: str) -> list[PublishedRound]:
        """The last version of each round, unless it is a withdrawal, with its answers."""
        last = standing(self.history(), as_of).values()
        return self.rounds_of(
            [(one.round_code, one.version_number) for one in last if not one.is_withdrawn]
        )

    def rounds_of(self, versions: Collection[tuple[str, int]]) -> list[PublishedRound]:
        """These versions with their answers, in the order of their round codes."""
        version = tables.round_version
        with self.reading() as connection:
            if not versions or not self.has(connection, version):
                return []
            statement = (
                sa.select(*self._columns(connection))
                .where(sa.tuple_(version.c.round_code, version.c.version_number).in_(versions))
                .order_by(version.c.round_code, version.c.version_number)
            )
            rows = connection.execute(statement).mappings().all()
            return [self._round(connection, row) for row in rows]

    def _added(
        self, connection: sa.Connection, subject: str, answers: Mapping[str, Mapping[str, str]]
    ) -> tuple[tuple[str, str, str], ...]:
        """Choices that officers added and somebody's answer has."""
        reason = tables.survey_reason
        if not self.has(connection, reason):
            return ()
        rows = connection.execute(
            sa.select(reason.c.question_code, reason.c.choice_code, reason.c.label)
            .where(reason.c.subject == subject)
            .order_by(reason.c.added_at, reason.c.choice_code)
        )
        keys = {key for given in answers.values() for key in given}
        return tuple((q, code, label) for q, code, label in rows if f"{q}.{code}" in keys)

    def _round(self, connection: sa.Connection, row: Any) -> PublishedRound:
        answer = tables.answer
        answers: dict[str, dict[str, str]] = {}
        for code, key, value in connection.execute(
            sa.select(answer.c.respondent_code, answer.c.item_key, answer.c.value).where(
                answer.c.round_code == row["round_code"],
                answer.c.version_number == row["version_number"],
            )
        ):
            answers.setdefault(code, {})[key] = value
        names = set(PublishedRound.__dataclass_fields__) - {"answers", "asked", "added"}
        return PublishedRound(
            answers=answers,
            asked=tuple(filter(None, row["asked"].split("\n"))),
            added=self._added(connection, row["subject"], answers),
            **{name: row[name] for name in names},
        )

    def history(self) -> list[Version]:
        """Every version, newest first."""
        version = tables.round_version
        names = list(Version.__dataclass_fields__)
        with self.reading() as connection:
            if not self.has(connection, version):
                return []
            columns = [one for one in self._columns(connection) if one.name in names]
            rows = connection.execute(
                sa.select(*columns).order_by(version.c.round_code, version.c.version_number)
            )
            return newest_first([Version(**row) for row in rows.mappings()])

    def audit(self) -> list[Event]:
        """The log, newest first."""
        with self.reading() as connection:
            if not self.has(connection, tables.audit):
                return []
            names = [column["name"] for column in sa.inspect(connection).get_columns("audit")]
            rows = connection.execute(
                sa.select(*(tables.audit.c[name] for name in names)).order_by(
                    tables.audit.c.event_id.desc()
                )
            )
            return [Event(**row) for row in rows.mappings()]

    @staticmethod
    def insert(connection: sa.Connection, table: sa.Table, values: dict[str, Any]) -> str:
        """Add a row, which the database logs; the time that stands in it.

        PostgreSQL takes its own clock and lets nobody name another.
        """
        stamped = STAMPED[table.name]
        given = {name: value for name, value in values.items() if name != stamped}
        if connection.dialect.name == "sqlite":
            given[stamped] = _now()
        added = connection.execute(sa.insert(table).values(**given).returning(table.c[stamped]))
        return str(added.scalar_one())

    @staticmethod
    def _refuse_unseen(connection: sa.Connection, round_code: str, seen: int) -> Any:
        """The last version of the round, if it is the one its author saw."""
        version = tables.round_version
        last = connection.execute(
            sa.select(version)
            .where(version.c.round_code == round_code)
            .order_by(version.c.version_number.desc())
            .limit(1)
        )
        row = last.mappings().first()
        if (row["version_number"] if row else 0) != seen:
            raise Conflict(
                t(
                    "store.changed",
                    author=row["author"] if row else "",
                    at=moment(row["published_at"]) if row else "",
                )
            )
        return row

    def publish(self, entry: PublishedRound, *, seen: int) -> Version:
        """One transaction: the version, its answers, the log."""
        values = {name: getattr(entry, name) for name in PublishedRound.__dataclass_fields__}
        answers = values.pop("answers")
        del values["added"]
        values["asked"] = "\n".join(values["asked"])
        values |= {
            "version_number": seen + 1,
            "is_withdrawn": False,
            "respondent_count": sum(map(_has_answers, answers.values())),
        }
        rows = [
            {
                "round_code": entry.round_code,
                "version_number": seen + 1,
                "respondent_code": code,
                "item_key": key,
                "value": value,
            }
            for code, given in answers.items()
            for key, value in given.items()
        ]
        with self.writing() as connection:
            self._refuse_unseen(connection, entry.round_code, seen)
            values["published_at"] = self.insert(connection, tables.round_version, values)
            for start in range(0, len(rows), _BATCH):
                connection.execute(sa.insert(tables.answer), rows[start : start + _BATCH])
        return Version(**{name: values[name] for name in Version.__dataclass_fields__})

    def withdraw(self, round_code: str, *, author: str, note: str, seen: int) -> Version:
        """A version without answers that says the round no longer stands."""
        with self.writing() as connection:
            last = self._refuse_unseen(connection, round_code, seen)
            if last is None or last["is_withdrawn"]:
                raise StoreFault(t("store.nothing_to_withdraw", round_code=round_code))
            values = dict(last) | {
                "version_number": seen + 1,
                "is_withdrawn": True,
                "author": author,
                "note": note,
                "respondent_count": 0,
            }
            values["published_at"] = self.insert(connection, tables.round_version, values)
        return Version(**{name: values[name] for name in Version.__dataclass_fields__})

    def advice(self, agency_name: str, *, with_history: bool) -> list[Advice]:
        """By due date, those without one last."""
        with self.reading() as connection:
            if not self.has(connection, tables.advice):
                return []
            statement = sa.select(tables.advice).order_by(
                tables.advice.c.advice_id, tables.advice.c.revision_number
            )
            if agency_name:
                statement = statement.where(tables.advice.c.agency_name == agency_name)
            found = [Advice(**row) for row in connection.execute(statement).mappings()]
        if not with_history:
            found = list({one.advice_id: one for one in found}.values())
        return sorted(found, key=lambda one: (one.due_date or "9999", one.advice_id))

    def add_advice(self, entry: Advice) -> Advice:
        """The next number for a new advice, the next revision for a known one."""
        with self.writing() as connection:
            return self.log_advice(connection, entry)

    def log_advice(self, connection: sa.Connection, entry: Advice) -> Advice:
        """``add_advice`` within a transaction that writes more."""
        advice = tables.advice
        values = {name: getattr(entry, name) for name in Advice.__dataclass_fields__}
        if not entry.advice_id:
            highest = sa.select(sa.func.coalesce(sa.func.max(advice.c.advice_id), 0))
            values["advice_id"] = connection.execute(highest).scalar_one() + 1
        values["revision_number"] = entry.revision_number + 1
        values["written_at"] = self.insert(connection, advice, values)
        return Advice(**values)
