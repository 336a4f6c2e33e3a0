"""What meetings decided and whom they gave a task, append-only by revision."""

import sqlalchemy as sa
from alembic import op

from readiness.store.protection import make_protected

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table and protect it as the ones before."""
    op.create_table(
        "minute",
        sa.Column("minute_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("revision_number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("meeting", sa.Text, nullable=False),
        sa.Column("meeting_date", sa.String(10), nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("body", sa.String(60), nullable=False),
        sa.Column("responsible", sa.Text, nullable=False),
        sa.Column("due_date", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("advice_id", sa.Integer, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("written_at", sa.String(40), nullable=False),
    )
    make_protected("minute")
