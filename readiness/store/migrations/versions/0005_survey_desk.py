"""The survey desk: surveys, received files with their answers, mailings, coded texts, new reasons."""

import sqlalchemy as sa
from alembic import op

from readiness.store.protection import make_desk_protected

revision = "0005"
down_revision = "0004"


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def upgrade() -> None:
    """Make the tables and protect them as the ones before."""
    op.create_table(
        "survey",
        sa.Column("survey_code", sa.String(40), primary_key=True),
        _key("version_number"),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("subject", sa.String(10), nullable=False),
        sa.Column("survey_date", sa.String(10), nullable=False),
        sa.Column("due_date", sa.String(10), nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("written_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "survey_file",
        sa.Column("survey_code", sa.String(40), primary_key=True),
        _key("file_number"),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("is_counted", sa.Boolean, nullable=False),
        sa.Column("error_count", sa.Integer, nullable=False),
        sa.Column("warning_count", sa.Integer, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("received_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "survey_answer",
        sa.Column("survey_code", sa.String(40), primary_key=True),
        _key("file_number"),
        sa.Column("respondent_code", sa.String(40), primary_key=True),
        sa.Column("version_number", sa.Integer, nullable=False),
        sa.Column("error_count", sa.Integer, nullable=False),
        sa.Column("warning_count", sa.Integer, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("texts", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_code", "file_number"],
            ["survey_file.survey_code", "survey_file.file_number"],
        ),
        sa.UniqueConstraint("survey_code", "respondent_code", "version_number"),
    )
    op.create_table(
        "survey_mailing",
        sa.Column("survey_code", sa.String(40), primary_key=True),
        _key("mailing_number"),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("respondents", sa.Text, nullable=False),
        sa.Column("respondent_count", sa.Integer, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("sent_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "survey_coding",
        sa.Column("survey_code", sa.String(40), primary_key=True),
        sa.Column("respondent_code", sa.String(40), primary_key=True),
        sa.Column("question_code", sa.String(40), primary_key=True),
        _key("coding_number"),
        sa.Column("written_text", sa.Text, nullable=False),
        sa.Column("choice_codes", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("coded_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "survey_reason",
        sa.Column("subject", sa.String(10), primary_key=True),
        sa.Column("question_code", sa.String(40), primary_key=True),
        sa.Column("choice_code", sa.String(40), primary_key=True),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("first_asked", sa.String(10), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("added_at", sa.String(40), nullable=False),
    )
    make_desk_protected()
