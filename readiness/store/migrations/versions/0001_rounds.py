"""Published rounds with their answers and the audit log, append-only."""

import sqlalchemy as sa
from alembic import op

from readiness.store.protection import make_append_only

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables and have the database refuse changes to their rows."""
    op.create_table(
        "round_version",
        sa.Column("round_code", sa.String(40), primary_key=True),
        sa.Column("version_number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("is_withdrawn", sa.Boolean, nullable=False),
        sa.Column("subject", sa.String(10), nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("survey_date", sa.String(10), nullable=False),
        sa.Column("citation", sa.Text, nullable=False),
        sa.Column("plan_first_fiscal_year", sa.Integer),
        sa.Column("plan_last_fiscal_year", sa.Integer),
        sa.Column("deadline_date", sa.String(10), nullable=False),
        sa.Column("is_practice", sa.Boolean, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("published_at", sa.String(40), nullable=False),
        sa.Column("file_names", sa.Text, nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("respondent_count", sa.Integer, nullable=False),
    )
    op.create_table(
        "answer",
        sa.Column("round_code", sa.String(40), primary_key=True),
        sa.Column("version_number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("respondent_code", sa.String(40), primary_key=True),
        sa.Column("item_key", sa.String(80), primary_key=True),
        sa.Column("value", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_code", "version_number"],
            ["round_version.round_code", "round_version.version_number"],
        ),
    )
    op.create_table(
        "audit",
        sa.Column("event_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    make_append_only("round_version", "answer", "audit", sequences=["audit_event_id_seq"])
