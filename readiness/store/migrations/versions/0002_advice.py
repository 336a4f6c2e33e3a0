"""The advice log, append-only by revision."""

import sqlalchemy as sa
from alembic import op

from readiness.store.protection import make_append_only

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table and protect it as the ones before."""
    op.create_table(
        "advice",
        sa.Column("advice_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("revision_number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("agency_name", sa.String(40), nullable=False),
        sa.Column("advice_date", sa.String(10), nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("due_date", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("written_at", sa.String(40), nullable=False),
    )
    make_append_only("advice")
