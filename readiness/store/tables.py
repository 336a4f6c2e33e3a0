"""The tables of the store. Rows are only ever added; the database itself refuses the rest."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

REVISION = "0006"  # of the newest migration: who writes needs all of them

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

survey = Table(
    "survey",
    metadata,
    Column("survey_code", String(40), primary_key=True),
    Column("version_number", Integer, primary_key=True, autoincrement=False),
    Column("state", String(10), nullable=False),
    Column("subject", String(10), nullable=False),
    Column("survey_date", String(10), nullable=False),
    Column("due_date", String(10), nullable=False),
    Column("contact", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("written_at", String(40), nullable=False),
)

survey_file = Table(
    "survey_file",
    metadata,
    Column("survey_code", String(40), primary_key=True),
    Column("file_number", Integer, primary_key=True, autoincrement=False),
    Column("file_name", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sender", Text, nullable=False),
    Column("is_counted", Boolean, nullable=False),
    Column("error_count", Integer, nullable=False),
    Column("warning_count", Integer, nullable=False),
    Column("findings", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("received_at", String(40), nullable=False),
)

survey_answer = Table(
    "survey_answer",
    metadata,
    Column("survey_code", String(40), primary_key=True),
    Column("file_number", Integer, primary_key=True, autoincrement=False),
    Column("respondent_code", String(40), primary_key=True),
    Column("version_number", Integer, nullable=False),
    Column("error_count", Integer, nullable=False),
    Column("warning_count", Integer, nullable=False),
    Column("answers", Text, nullable=False),
    Column("texts", Text, nullable=False),
    ForeignKeyConstraint(
        ["survey_code", "file_number"], ["survey_file.survey_code", "survey_file.file_number"]
    ),
)

survey_mailing = Table(
    "survey_mailing",
    metadata,
    Column("survey_code", String(40), primary_key=True),
    Column("mailing_number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(10), nullable=False),
    Column("respondents", Text, nullable=False),
    Column("respondent_count", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("sent_at", String(40), nullable=False),
)

survey_coding = Table(
    "survey_coding",
    metadata,
    Column("survey_code", String(40), primary_key=True),
    Column("respondent_code", String(40), primary_key=True),
    Column("question_code", String(40), primary_key=True),
    Column("coding_number", Integer, primary_key=True, autoincrement=False),
    Column("written_text", Text, nullable=False),
    Column("choice_codes", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("coded_at", String(40), nullable=False),
)

survey_reason = Table(
    "survey_reason",
    metadata,
    Column("subject", String(10), primary_key=True),
    Column("question_code", String(40), primary_key=True),
    Column("choice_code", String(40), primary_key=True),
    Column("label", Text, nullable=False),
    Column("first_asked", String(10), nullable=False),
    Column("author", Text, nullable=False),
    Column("added_at", String(40), nullable=False),
)

minute = Table(
    "minute",
    metadata,
    Column("minute_id", Integer, primary_key=True, autoincrement=False),
    Column("revision_number", Integer, primary_key=True, autoincrement=False),
    Column("meeting", Text, nullable=False),
    Column("meeting_date", String(10), nullable=False),
    Column("link", Text, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("content", Text, nullable=False),
    Column("body", String(60), nullable=False),
    Column("responsible", Text, nullable=False),
    Column("due_date", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("advice_id", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("written_at", String(40), nullable=False),
)
