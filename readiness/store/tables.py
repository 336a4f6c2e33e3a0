"""The tables of the store. Rows are only ever added; the database itself refuses the rest."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

REVISION = "0004"  # of the newest migration: who writes needs all of them

metadata = MetaData()

round_version = Table(
    "round_version",
    metadata,
    Column("round_code", String(40), primary_key=True),
    Column("version_number", Integer, primary_key=True),
    Column("is_withdrawn", Boolean, nullable=False),
    Column("subject", String(10), nullable=False),
    Column("label", Text, nullable=False),
    Column("survey_date", String(10), nullable=False),
    Column("citation", Text, nullable=False),
    Column("plan_first_fiscal_year", Integer),
    Column("plan_last_fiscal_year", Integer),
    Column("deadline_date", String(10), nullable=False),
    Column("is_practice", Boolean, nullable=False),
    Column("author", Text, nullable=False),
    Column("published_at", String(40), nullable=False),
    Column("file_names", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("respondent_count", Integer, nullable=False),
    Column("state", String(12), nullable=False, server_default="final"),
    Column("asked", Text, nullable=False, server_default=""),
)

answer = Table(
    "answer",
    metadata,
    Column("round_code", String(40), primary_key=True),
    Column("version_number", Integer, primary_key=True),
    Column("respondent_code", String(40), primary_key=True),
    Column("item_key", String(80), primary_key=True),
    Column("value", String(80), nullable=False),
    ForeignKeyConstraint(
        ["round_code", "version_number"],
        ["round_version.round_code", "round_version.version_number"],
    ),
)

advice = Table(
    "advice",
    metadata,
    Column("advice_id", Integer, primary_key=True, autoincrement=False),
    Column("revision_number", Integer, primary_key=True, autoincrement=False),
    Column("agency_name", String(40), nullable=False),
    Column("advice_date", String(10), nullable=False),
    Column("channel", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("due_date", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("author", Text, nullable=False),
    Column("written_at", String(40), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("event_id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("author", Text, nullable=False),
    Column("action", String(20), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("written_by", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
