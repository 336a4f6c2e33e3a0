"""The database itself writes the log, the time of an entry and, on PostgreSQL, who was connected."""

import sqlalchemy as sa
from alembic import op

from readiness.store.protection import make_stamped

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nobody who may add rows may any longer choose number, time or wording of what the log says."""
    op.add_column("audit", sa.Column("written_by", sa.Text, nullable=False, server_default=""))
    make_stamped()
