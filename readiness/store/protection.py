"""How the database itself refuses to change or delete a row, and writes the log of what is added.

Used by migrations, and by a restore to see that a backup brought all of it. On SQLite whoever may write
the file may do everything; the triggers there stand against mistakes. On PostgreSQL the dashboard's role
owns nothing and may add rows only, into columns that are its own.
"""

import os
import re
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

TABLES = ("round_version", "answer", "advice", "audit")
# Columns that the database fills: the dashboard's role may not name them.
STAMPED = {"round_version": "published_at", "advice": "written_at"}

_NOW = "to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')"
# What is logged about a new row: action, subject, detail.
_LOGGED = {
    "round_version": (
        "case when new.is_withdrawn then 'withdraw' else 'publish' end",
        "new.round_code",
        "new.version_number || ' ' || case when new.is_withdrawn then '' else new.file_sha256 || ' ' end"
        " || new.note",
    ),
    "advice": (
        "'advice'",
        "new.agency_name",
        "new.advice_id || '-' || new.revision_number || ' ' || new.state",
    ),
}
_REFUSE = " begin raise exception 'append-only'; end "
_WHOLE = (
    " begin if exists (select from fresh left join round_version using (round_code, version_number)"
    " where round_version.xmin is distinct from pg_current_xact_id()::xid)"
    " then raise exception 'append-only'; end if; return null; end "
)


def _stamp(table: str) -> str:
    return f" begin new.{STAMPED[table]} := {_NOW}; return new; end "


def _log(table: str) -> str:
    action, subject, detail = _LOGGED[table]
    return (
        " begin insert into audit (at, author, action, subject, detail, written_by) values"  # noqa: S608
        f" (new.{STAMPED[table]}, new.author, {action}, {subject}, {detail}, session_user);"
        " return null; end "
    )


# PostgreSQL: name of a function -> its text. Those of the log run as their owner, who may write it.
_FUNCTIONS = {
    "refuse_change": _REFUSE,
    "whole_round": _WHOLE,
    **{f"stamp_{table}": _stamp(table) for table in STAMPED},
    **{f"log_{table}": _log(table) for table in STAMPED},
}
# PostgreSQL: table -> its triggers, each with its function.
_TRIGGERS = {
    "round_version": {
        "round_version_append_only": "refuse_change",
        "round_version_stamp": "stamp_round_version",
        "round_version_log": "log_round_version",
    },
    "answer": {"answer_append_only": "refuse_change", "answer_whole": "whole_round"},
    "advice": {
        "advice_append_only": "refuse_change",
        "advice_stamp": "stamp_advice",
        "advice_log": "log_advice",
    },
    "audit": {"audit_append_only": "refuse_change"},
}


# Those of the first revisions.
_FIRST_TRIGGERS = {
    table: {f"{table}_append_only": "refuse_change"}
    for table in ("round_version", "answer", "audit")
}


def _role() -> str:
    role = os.environ.get("READINESS_STORE_APP_ROLE", "")
    return role if re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role) else ""


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
        f"create or replace function refuse_change() returns trigger language plpgsql as $${_REFUSE}$$"
    )
    for table in tables:
        op.execute(
            f"create trigger {table}_append_only before update or delete or truncate on {table}"
            " for each statement execute function refuse_change()"
        )
    role = _role()
    if role:
        op.execute(f"grant select on alembic_version to {role}")
        for table in tables:
            op.execute(f"grant select, insert on {table} to {role}")
        for sequence in sequences:
            op.execute(f"grant usage, select on sequence {sequence} to {role}")


def make_stamped() -> None:
    """Times and log by triggers; the dashboard's role may no longer name or write them."""
    if op.get_bind().dialect.name == "sqlite":
        for table, (action, subject, detail) in _LOGGED.items():
            op.execute(
                f"create trigger {table}_log after insert on {table} begin"  # noqa: S608
                " insert into audit (at, author, action, subject, detail, written_by) values"
                f" (new.{STAMPED[table]}, new.author, {action}, {subject}, {detail}, ''); end"
            )
        return
    schema = op.get_bind().scalar(sa.text("select quote_ident(current_schema())"))
    for name, text in _FUNCTIONS.items():
        rights = f"security definer set search_path = pg_catalog, {schema}, pg_temp"
        op.execute(
            f"create or replace function {name}() returns trigger language plpgsql"
            f" {rights if name != 'refuse_change' else ''} as $${text}$$"
        )
    op.execute(
        "create trigger answer_whole after insert on answer referencing new table as fresh"
        " for each statement execute function whole_round()"
    )
    for table in STAMPED:
        op.execute(
            f"create trigger {table}_stamp before insert on {table}"
            f" for each row execute function stamp_{table}()"
        )
        op.execute(
            f"create trigger {table}_log after insert on {table}"
            f" for each row execute function log_{table}()"
        )
    _narrow_rights()


def _narrow_rights() -> None:
    """Whoever was granted rows may name every column but those the database fills, and no log."""
    inspector = sa.inspect(op.get_bind())
    granted = sa.text(
        "select distinct quote_ident(grantee) from information_schema.role_table_grants"
        " where table_schema = current_schema() and table_name = 'audit'"
        " and privilege_type = 'INSERT' and grantee <> current_user"
    )
    for role in op.get_bind().scalars(granted).all():
        op.execute(f"revoke all on audit, {', '.join(STAMPED)} from {role}")
        op.execute(f"revoke all on sequence audit_event_id_seq from {role}")
        op.execute(f"grant select on sequence audit_event_id_seq to {role}")  # for its backup
        op.execute(f"grant select on audit, {', '.join(STAMPED)} to {role}")
        for table, stamped in STAMPED.items():
            names = [c["name"] for c in inspector.get_columns(table) if c["name"] != stamped]
            op.execute(f"grant insert ({', '.join(names)}) on {table} to {role}")


REVISIONS = ("0001", "0002", "0003", "0004")


def check_of_postgresql() -> str:
    """A statement that fails unless the store is of a known revision with all the protection it had, and
    nobody but the owner may change what stands. For the end of a restore's transaction.
    """
    known = ", ".join(f"'{revision}'" for revision in REVISIONS)
    tables = ", ".join(f"'{table}'" for table in TABLES)
    return (
        "reset search_path;\ndo $readiness$ declare found text; lacking text; begin\n"
        "select version_num into strict found from alembic_version;\n"
        f"if found not in ({known}) then raise exception 'revision %', found; end if;\n"
        f"if found >= '0004' then {_missing(_TRIGGERS)} into lacking;\n"
        f"else {_missing(_FIRST_TRIGGERS)} into lacking; end if;\n"
        "if lacking <> '' then raise exception 'not protected: %', lacking; end if;\n"
        "select string_agg(distinct grantee || ' ' || privilege_type, ', ') into lacking"
        " from information_schema.role_table_grants where table_schema = current_schema()"
        f" and table_name in ({tables}) and grantee <> current_user"
        " and (privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')"
        " or (table_name = 'audit' and privilege_type = 'INSERT' and found >= '0004'));\n"
        "if lacking <> '' then raise exception 'too many rights: %', lacking; end if;\n"
        "end $readiness$;\n"
    )


def _missing(triggers: dict[str, dict[str, str]]) -> str:
    """A query that names every trigger or function that is absent, switched off or another one."""
    wanted = ", ".join(
        f"('{table}', '{trigger}', '{function}', '{_text_of(function)}')"
        for table, named in triggers.items()
        for trigger, function in named.items()
    )
    return (
        "select coalesce(string_agg(wanted.trigger_name, ', ' order by wanted.trigger_name), '')"  # noqa: S608
        f" from (values {wanted}) as wanted (table_name, trigger_name, function_name, body)"
        " where not exists (select from pg_catalog.pg_trigger as found"
        " join pg_catalog.pg_proc as called on called.oid = found.tgfoid"
        " where found.tgrelid = to_regclass(wanted.table_name) and found.tgname = wanted.trigger_name"
        " and found.tgenabled in ('O', 'A') and called.proname = wanted.function_name"
        " and md5(called.prosrc) = wanted.body)"
    )


def _text_of(function: str) -> str:
    from hashlib import md5

    return md5(_FUNCTIONS[function].encode(), usedforsecurity=False).hexdigest()
