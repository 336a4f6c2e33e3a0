"""How the database itself refuses to change or delete a row. Used by migrations only."""

import os
import re
from collections.abc import Sequence

from alembic import op


def make_append_only(*tables: str, sequences: Sequence[str] = ()) -> None:
    """Triggers on both databases; on PostgreSQL READINESS_STORE_APP_ROLE may only read and add.

    The owner of a table could drop its trigger. A role that owns nothing cannot: migrate as the
    owner, run the dashboard as that role.
    """
    if op.get_bind().dialect.name == "sqlite":
        for table in tables:
            for verb in ("update", "delete"):
                op.execute(
                    f"create trigger {table}_no_{verb} before {verb} on {table}"
                    " begin select raise(abort, 'append-only'); end"
                )
        return
    op.execute(
        "create or replace function refuse_change() returns trigger language plpgsql as"
        " $$ begin raise exception 'append-only'; end $$"
    )
    for table in tables:
        op.execute(
            f"create trigger {table}_append_only before update or delete or truncate on {table}"
            " for each statement execute function refuse_change()"
        )
    role = os.environ.get("READINESS_STORE_APP_ROLE", "")
    if re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        op.execute(f"grant select on alembic_version to {role}")
        for table in tables:
            op.execute(f"grant select, insert on {table} to {role}")
        for sequence in sequences:
            op.execute(f"grant usage, select on sequence {sequence} to {role}")
