"""Whether a version is final or provisional, and which agencies were asked.

What was published before is final, and asked the whole roster. The rows themselves stay untouched.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the two columns with what earlier rows mean by their silence."""
    for column in (
        sa.Column("state", sa.String(12), nullable=False, server_default="final"),
        sa.Column("asked", sa.Text, nullable=False, server_default=""),
    ):
        op.add_column("round_version", column)
