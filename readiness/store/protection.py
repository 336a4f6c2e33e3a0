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

# Tables of the survey desk: surveys, received files with their answers, mailings, codings, reasons.
DESK = (
    "survey",
    "survey_file",
    "survey_answer",
    "survey_mailing",
    "survey_coding",
    "survey_reason",
)
MINUTES = ("minute",)
TABLES = ("round_version", "answer", "advice", "audit", *DESK, *MINUTES)
# Columns that the database fills: the dashboard's role may not name them.
STAMPED = {
    "round_version": "published_at",
    "advice": "written_at",
    "survey": "written_at",
    "survey_file": "received_at",
    "survey_mailing": "sent_at",
    "survey_coding": "coded_at",
    "survey_reason": "added_at",
    "minute": "written_at",
}
_STAMPED_FIRST = ("round_version", "advice")

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
    "survey": (
        "'survey_' || new.state",
        "new.survey_code",
        "new.version_number || ' ' || new.due_date",
    ),
    "survey_file": (
        "'survey_file'",
        "new.survey_code",
        "new.file_number || ' ' || new.file_sha256 || ' ' || new.file_name",
    ),
    "survey_mailing": (
        "'survey_' || new.kind",
        "new.survey_code",
        "new.mailing_number || ' ' || new.respondent_count",
    ),
    "survey_coding": (
        "'survey_coding'",
        "new.survey_code",
        "new.respondent_code || ' ' || new.question_code || ' ' || new.coding_number || ' '"
        " || new.choice_codes",
    ),
    "survey_reason": (
        "'survey_reason'",
        "new.subject",
        "new.question_code || ' ' || new.choice_code || ' ' || new.label",
    ),
    "minute": (
        "'minute_' || new.kind",
        "new.meeting",
        "new.minute_id || '-' || new.revision_number || ' ' || new.state",
    ),
}
_REFUSE = " begin raise exception 'append-only'; end "


def _whole(head: str, keys: str) -> str:
    """Rows may only be added in the transaction that added what they belong to."""
    return (
        f" begin if exists (select from fresh left join {head} using ({keys})"  # noqa: S608
        f" where {head}.xmin is distinct from pg_current_xact_id()::xid)"
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
    "whole_round": _whole("round_version", "round_code, version_number"),
    "whole_file": _whole("survey_file", "survey_code, file_number"),
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


def _logged_triggers(table: str) -> dict[str, str]:
    return {
        f"{table}_append_only": "refuse_change",
        f"{table}_stamp": f"stamp_{table}",
        f"{table}_log": f"log_{table}",
    }


_DESK_TRIGGERS = {
    "survey_answer": {
        "survey_answer_append_only": "refuse_change",
        "survey_answer_whole": "whole_file",
    },
    **{table: _logged_triggers(table) for table in DESK if table in STAMPED},
}
_MINUTE_TRIGGERS = {table: _logged_triggers(table) for table in MINUTES}


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
    """Times and log of the first tables by triggers; the dashboard's role may no longer write them."""
    if op.get_bind().dialect.name == "sqlite":
        _make_log_of_file(_STAMPED_FIRST)
        return
    _make_functions("refuse_change", "whole_round")
    op.execute(
        "create trigger answer_whole after insert on answer referencing new table as fresh"
        " for each statement execute function whole_round()"
    )
    _make_stamps(_STAMPED_FIRST)
    _narrow_rights()


def make_desk_protected() -> None:
    """The tables of the survey desk as the first ones: append-only, stamped, logged, rows to add only."""
    make_protected(*DESK)
    if op.get_bind().dialect.name != "sqlite":
        _make_functions("whole_file")
        op.execute(
            "create trigger survey_answer_whole after insert on survey_answer"
            " referencing new table as fresh for each statement execute function whole_file()"
        )


def make_protected(*tables: str) -> None:
    """Append-only, stamped and logged where that is known of the table, rows to add only."""
    make_append_only(*tables)
    stamped = [table for table in tables if table in STAMPED]
    if op.get_bind().dialect.name == "sqlite":
        _make_log_of_file(stamped)
        return
    _make_stamps(stamped)
    # Who may add rounds runs the dashboard, also where the role was named at an earlier migration.
    granted = sa.text(
        "select distinct quote_ident(grantee) from information_schema.column_privileges"
        " where table_schema = current_schema() and table_name = 'round_version'"
        " and privilege_type = 'INSERT' and grantee <> current_user"
    )
    for role in op.get_bind().scalars(granted).all():
        _grant_rows(role, tables)


def _make_log_of_file(tables: Sequence[str]) -> None:
    for table in tables:
        action, subject, detail = _LOGGED[table]
        op.execute(
            f"create trigger {table}_log after insert on {table} begin"  # noqa: S608
            " insert into audit (at, author, action, subject, detail, written_by) values"
            f" (new.{STAMPED[table]}, new.author, {action}, {subject}, {detail}, ''); end"
        )


def _make_functions(*names: str) -> None:
    schema = op.get_bind().scalar(sa.text("select quote_ident(current_schema())"))
    for name in names:
        rights = f"security definer set search_path = pg_catalog, {schema}, pg_temp"
        op.execute(
            f"create or replace function {name}() returns trigger language plpgsql"
            f" {rights if name != 'refuse_change' else ''} as $${_FUNCTIONS[name]}$$"
        )


def _make_stamps(tables: Sequence[str]) -> None:
    for table in tables:
        _make_functions(f"stamp_{table}", f"log_{table}")
        op.execute(
            f"create trigger {table}_stamp before insert on {table}"
            f" for each row execute function stamp_{table}()"
        )
        op.execute(
            f"create trigger {table}_log after insert on {table}"
            f" for each row execute function log_{table}()"
        )


def _narrow_rights() -> None:
    """Whoever was granted rows may name every column but those the database fills, and no log."""
    granted = sa.text(
        "select distinct quote_ident(grantee) from information_schema.role_table_grants"
        " where table_schema = current_schema() and table_name = 'audit'"
        " and privilege_type = 'INSERT' and grantee <> current_user"
    )
    for role in op.get_bind().scalars(granted).all():
        op.execute(f"revoke all on audit from {role}")
        op.execute(f"revoke all on sequence audit_event_id_seq from {role}")
        op.execute(f"grant select on sequence audit_event_id_seq to {role}")  # for its backup
        op.execute(f"grant select on audit to {role}")
        _grant_rows(role, _STAMPED_FIRST)


def _grant_rows(role: str, tables: Sequence[str]) -> None:
    """Read, and add rows; a stamped column is the database's."""
    inspector = sa.inspect(op.get_bind())
    for table in tables:
        names = [c["name"] for c in inspector.get_columns(table) if c["name"] != STAMPED.get(table)]
        op.execute(f"revoke all on {table} from {role}")
        op.execute(f"grant select on {table} to {role}")
        op.execute(f"grant insert ({', '.join(names)}) on {table} to {role}")


REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")


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
        f"if found >= '0006' then {_missing(_TRIGGERS | _DESK_TRIGGERS | _MINUTE_TRIGGERS)} into lacking;\n"
        f"elsif found = '0005' then {_missing(_TRIGGERS | _DESK_TRIGGERS)} into lacking;\n"
        f"elsif found >= '0004' then {_missing(_TRIGGERS)} into lacking;\n"
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
