"""Every statement that reaches a database, listed: text from outside is a parameter, never SQL.

By reading the code: each statement is a constant, a file of queries/ or an expression of SQLAlchemy;
the few that are put together stand in COMPOSED with the parts they are made of. By running it: the
statements are the same whatever the data, the answers and the parameters say.
"""

import ast
import csv
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy as sa

from readiness import store
from readiness.data import build_data, loading, queries, warehouse
from readiness.definitions.contracts import TABLES
from readiness.store.database import Store
from tests.support import ROOT
from tests.support.stored import entry

PLACES = ("app.py", "pages", "readiness", "deploy", "benchmarks")
RUNNERS = frozenset(
    "execute executemany executescript exec_driver_sql sql rows text literal_column"
    " read_sql read_sql_query from_query query_df".split()
)
FILE = "a file of queries/"
EXPRESSION = "an expression of SQLAlchemy"

# (file, function, statement as it is written) -> why its parts are safe. ``{table.name}``,
# ``{column.type}`` and what _quoted() gives come from contracts.py, whose names are checked below.
COMPOSED = {
    ("readiness/data/loading.py", "_check_cells", "select {tallies} from staged"): (
        "conditions of _broken_promises: names, types and limits of the contract"
    ),
    (
        "readiness/data/loading.py",
        "_check_cells",
        "select rowid, {_quoted(column.name)} from staged where {condition} order by rowid",
    ): "the same conditions, one at a time",
    (
        "readiness/data/loading.py",
        "_check_key",
        "select max(rowid), count(*) from staged group by {key} having count(*) > 1 limit 1",
    ): "key columns of the contract",
    (
        "readiness/data/loading.py",
        "_load",
        "create table {table.name} as select {columns} from staged",
    ): "table and columns of the contract",
    (
        "readiness/data/loading.py",
        "_insert",
        "create or replace temp table staged as select {chosen}{empty} from published_rows{joined}",
    ): "columns of the contract; which of them a published round fills is decided by rows.py",
    (
        "readiness/data/loading.py",
        "_load_followup",
        "delete from {name} where {matches}",
    ): "key columns of the contract; their values are parameters",
    (
        "readiness/data/loading.py",
        "_insert",
        "insert into {name} by name select * from staged",
    ): "a table of the contract: TABLE_BY_NAME has it, or _insert has failed before",
    ("readiness/data/warehouse.py", "_fetch", "{sql}"): (
        "what Warehouse.rows is given; its callers stand in this list like any other"
    ),
    **{
        ("readiness/store/protection.py", function, written): (
            "texts of protection.py alone; roles and schema as PostgreSQL's quote_ident gives them"
        )
        for function, written in (
            (
                "_make_functions",
                "create or replace function {name}() returns trigger language plpgsql {(rights if "
                "name != 'refuse_change' else '')} as $${_FUNCTIONS[name]}$$",
            ),
            (
                "_make_stamps",
                "create trigger {table}_stamp before insert on {table} for each row execute "
                "function stamp_{table}()",
            ),
            (
                "_make_stamps",
                "create trigger {table}_log after insert on {table} for each row execute function "
                "log_{table}()",
            ),
            (
                "_make_log_of_file",
                "create trigger {table}_log after insert on {table} begin insert into audit (at, "
                "author, action, subject, detail, written_by) values (new.{STAMPED[table]}, "
                "new.author, {action}, {subject}, {detail}, ''); end",
            ),
            ("_narrow_rights", "revoke all on audit from {role}"),
            ("_narrow_rights", "revoke all on sequence audit_event_id_seq from {role}"),
            ("_narrow_rights", "grant select on sequence audit_event_id_seq to {role}"),
            ("_narrow_rights", "grant select on audit to {role}"),
            ("_grant_rows", "revoke all on {table} from {role}"),
            ("_grant_rows", "grant select on {table} to {role}"),
            ("_grant_rows", "grant insert ({', '.join(names)}) on {table} to {role}"),
        )
    },
    **{
        ("readiness/store/protection.py", "make_append_only", written): (
            "tables and sequences that the migrations name as constants; the role of"
            " READINESS_STORE_APP_ROLE only if it is a plain identifier"
        )
        for written in (
            "create trigger {table}_no_{verb} before {verb} on {table} begin select raise(abort,"
            " 'append-only'); end",
            "create trigger {table}_append_only before update or delete or truncate on {table} for"
            " each statement execute function refuse_change()",
            "grant select on alembic_version to {role}",
            "grant select, insert on {table} to {role}",
            "grant usage, select on sequence {sequence} to {role}",
        )
    },
    (
        "readiness/store/survey_rows.py",
        "_all",
        "{statement}",
    ): "a Select of SQLAlchemy, by its type",
    ("benchmarks/history.py", "_p95", "{sql}"): "one of two texts of the same module",
}


@dataclass(frozen=True)
class Statement:
    """One call that runs SQL."""

    file: str
    function: str
    line: int
    written: str
    texts: frozenset[str] | None
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.function}: {self.written[:90]}"


class _Scope:
    """The names a call can see, as far as they are constants: loops around it, function, module."""

    def __init__(self, module: ast.Module, function: ast.AST | None, loops: list[ast.For]) -> None:
        self._bodies = [body for body in (function, module) if body is not None]
        self._loops = loops

    def texts(self, node: ast.expr) -> frozenset[str] | None:
        """Every text the expression can be; None if it is not made of constants alone."""
        match node:
            case ast.Constant(value=str() | int() as value):
                return frozenset([str(value)])
            case ast.JoinedStr(values=parts):
                return self._joined(
                    [p.value if isinstance(p, ast.FormattedValue) else p for p in parts]
                )
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._joined([left, right])
            case ast.IfExp(body=body, orelse=other):
                return self._any([body, other])
            case ast.Tuple(elts=entries) | ast.List(elts=entries):
                return self._any(entries)
            case ast.Call(func=ast.Attribute(attr="text"), args=[given]):
                return self.texts(given)
            case ast.Name(id=name):
                return self._named(name)
        return None

    def _joined(self, parts: list[ast.expr]) -> frozenset[str] | None:
        found = [self.texts(part) for part in parts]
        if any(texts is None for texts in found):
            return None
        return frozenset("".join(one) for one in product(*(texts or () for texts in found)))

    def _any(self, nodes: list[ast.expr]) -> frozenset[str] | None:
        found = [self.texts(node) for node in nodes]
        if not found or any(texts is None for texts in found):
            return None
        return frozenset().union(*(texts or () for texts in found))

    def _named(self, name: str) -> frozenset[str] | None:
        for loop in self._loops:
            if name in _targets(loop):
                return self._any(_turns(loop, name)) if isinstance(loop.iter, ast.Tuple) else None
        for body in self._bodies:
            given = list(_values(body, name))
            if given:
                return None if None in given else self._any([one for one in given if one])
        return None


def _values(body: ast.AST, name: str) -> Iterator[ast.expr | None]:
    """What is bound to a name; None for an argument or anything else that cannot be followed."""
    nested = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    todo = list(ast.iter_child_nodes(body))
    while todo:
        node = todo.pop()
        if not (isinstance(body, ast.Module) and isinstance(node, nested)):
            todo += ast.iter_child_nodes(node)
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.For() if name in _targets(node):
                yield None  # after its loop a name is no constant
            case ast.AugAssign(target=ast.Name(id=target)) if target == name:
                yield None
            case ast.arg(arg=target) if target == name:
                yield None
            case ast.Name(id=target, ctx=ast.Store()) if target == name and not _is_plain(
                body, node
            ):
                yield None  # a tuple, a with, a walrus: not followed


def _is_plain(body: ast.AST, name: ast.Name) -> bool:
    return any(isinstance(one, ast.Assign) and one.targets == [name] for one in ast.walk(body))


def _targets(loop: ast.For) -> list[str]:
    names = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
    return [name.id for name in names if isinstance(name, ast.Name)]


def _turns(loop: ast.For, name: str) -> list[ast.expr]:
    """What a loop over a written tuple gives to one of its names."""
    assert isinstance(loop.iter, ast.Tuple)
    if isinstance(loop.target, ast.Name):
        return loop.iter.elts
    place = _targets(loop).index(name)
    return [turn.elts[place] for turn in loop.iter.elts if isinstance(turn, ast.Tuple)]


def _is_file(node: ast.expr) -> bool:
    """``sql_text(name)`` or the text of a path under queries/derived."""
    match node:
        case ast.Call(func=ast.Name(id="sql_text") | ast.Attribute(attr="sql_text")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="path"), attr="read_text")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.BinOp(left=left), attr="read_text")):
            return ast.unparse(left).endswith("DERIVED_DIRECTORY")
    return False


def _is_expression(node: ast.expr, module: ast.Module, function: ast.AST | None) -> bool:
    """``sa.select(...)``, ``sa.insert(...)`` and what is chained to them; text() is listed by itself."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("sa.select", "sa.insert"):
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name) and function is not None:
        given = list(_values(function, node.id))
        # ``statement = statement.where(...)`` leads back to itself.
        others = [v for v in given if v is not None and not _starts_with(v, node.id)]
        return bool(others) and all(_is_expression(v, module, function) for v in others)
    return False


def _starts_with(node: ast.expr, name: str) -> bool:
    while isinstance(node, ast.Call | ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    return isinstance(node, ast.Name) and node.id == name


def statements(path: Path, text: str | None = None) -> Iterator[Statement]:
    """Every statement that a file runs."""
    module = ast.parse(text or path.read_text(encoding="utf-8"))
    functions: dict[ast.AST, ast.AST] = {}
    loops: dict[ast.AST, list[ast.For]] = {}
    imported = set()
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            functions |= dict.fromkeys(ast.walk(node), node)
        elif isinstance(node, ast.For):
            for inner in ast.walk(node):
                loops[inner] = [node, *loops.get(inner, [])]  # the innermost first
        elif isinstance(node, ast.Import | ast.ImportFrom):
            imported |= {alias.asname or alias.name for alias in node.names}
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name not in RUNNERS or (name == "text" and ast.unparse(node.func) != "sa.text"):
            continue
        if name == "rows" and ast.unparse(node.func.value) in imported:
            continue  # a function of that name, not Warehouse.rows(sql, parameters)
        function = functions.get(node)
        given, scope = node.args[0], _Scope(module, function, loops.get(node, []))
        kind = FILE if _is_file(given) else ""
        kind = kind or (EXPRESSION if _is_expression(given, module, function) else "")
        written = re.sub(r"^f?['\"]+|['\"]+$", "", ast.unparse(given))
        yield Statement(
            str(path.relative_to(ROOT)),
            getattr(function, "name", ""),
            node.lineno,
            written if isinstance(given, ast.JoinedStr) else "{" + written + "}",
            scope.texts(given),
            kind,
        )


def _all() -> list[Statement]:
    files = [
        file
        for place in PLACES
        for file in (
            [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))
        )
    ]
    return [statement for file in files for statement in statements(file)]


def _reason(statement: Statement) -> str:
    """Why a composed statement is safe; "" for one that nobody has looked at."""
    return COMPOSED.get((statement.file, statement.function, statement.written), "")


def test_every_statement_is_a_constant_a_file_or_one_of_the_composed_ones() -> None:
    found = _all()
    assert len(found) > 50
    unknown = [
        str(statement)
        for statement in found
        if statement.texts is None and not statement.kind and not _reason(statement)
    ]
    assert unknown == []


@pytest.mark.slow
def test_no_composed_statement_is_listed_that_is_not_there() -> None:
    found = [statement for statement in _all() if statement.texts is None and not statement.kind]
    used = {(statement.file, statement.function, statement.written) for statement in found}
    assert used == set(COMPOSED)


@pytest.mark.parametrize(
    "line",
    [
        'connection.execute(f"select * from {name}")',
        'connection.execute("select * from " + name)',
        'connection.execute("select * from {}".format(name))',
        'connection.execute("select %s" % name)',
        "connection.execute(name)",
        'cursor.sql(f"select {name}")',
        'sa.select(sa.text(f"{name}"))',
        'warehouse.shared().rows(f"select {name}", {})',
        'for table in ("a", name):\n        connection.execute(f"select * from {table}")',
        'table = "a"\n    table += name\n    connection.execute(table)',
        'table, other = name, "b"\n    connection.execute(table)',
    ],
)
def test_a_new_composed_statement_is_noticed(line: str) -> None:
    text = f"import sqlalchemy as sa\ndef ask(connection, name):\n    {line}\n"
    (statement, *_) = [
        one
        for one in statements(ROOT / "readiness/new.py", text)
        if one.texts is None and not one.kind and not _reason(one)
    ]
    assert statement.function == "ask"


@pytest.mark.parametrize(
    "line",
    [
        'connection.execute("select 1")',
        'table = "a" if name else "b"\n    connection.execute(f"select * from {table}")',
        'for table in ("a", "b"):\n        connection.execute(f"delete from {table}")',
        "connection.execute(sa.select(tables.audit).where(tables.audit.c.author == name))",
    ],
)
def test_constants_and_expressions_are_known_as_such(line: str) -> None:
    text = f"import sqlalchemy as sa\ndef ask(connection, name):\n    {line}\n"
    (statement,) = statements(ROOT / "readiness/new.py", text)
    assert statement.texts or statement.kind


def test_the_names_that_statements_are_made_of_are_plain() -> None:
    for table in TABLES:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", table.name)
        for column in table.columns:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
            assert re.fullmatch(r"[a-z]+(\[\])?", column.type)
            assert "'" not in (column.pattern or "")
            assert not any("'" in value or "{" in value for value in column.allowed or ())
            for limit in (column.minimum, column.maximum):
                assert limit is None or isinstance(limit, int | float)


HOSTILE = "'; drop table agencies; --"


def _published(note: str = "", **fields: str) -> store.PublishedRound:
    return entry(note, published_at="2026-10-02T00:00:00+00:00", **fields)


class _Listening:
    """A connection that keeps the text of each statement."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, heard: list[str]) -> None:
        self._connection, self._heard = connection, heard

    def execute(self, sql: str, *parameters: Any) -> duckdb.DuckDBPyConnection:
        self._heard.append(sql)
        return self._connection.execute(sql, *parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def __enter__(self) -> "_Listening":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def _heard_while_loading(
    monkeypatch: pytest.MonkeyPatch, data: Path, target: Path, rounds: list[store.PublishedRound]
) -> list[str]:
    heard: list[str] = []
    connect = duckdb.connect
    with monkeypatch.context() as patch:
        patch.setattr(loading.duckdb, "connect", lambda path: _Listening(connect(path), heard))
        loading.build(data, target, rounds)
    return heard


@pytest.mark.slow
def test_loading_runs_the_same_statements_whatever_the_data_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Path(shutil.copytree(warehouse.DATA_DIRECTORY, tmp_path / "data"))
    plain = _heard_while_loading(monkeypatch, data, tmp_path / "a.duckdb", [_published()])
    roster = data / "sources/local_roster.csv"
    with roster.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows[100:140]:
        row["name"] = HOSTILE
    with roster.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    build_data.write_all(data)
    hostile = _published(
        HOSTILE, author=HOSTILE, label=HOSTILE, citation=HOSTILE, file_names=HOSTILE
    )
    heard = _heard_while_loading(monkeypatch, data, tmp_path / "b.duckdb", [hostile])
    assert len(plain) > 100
    assert heard == plain
    with duckdb.connect(tmp_path / "b.duckdb") as connection:
        found = connection.execute(
            "select count(*) from municipality_status where name = $name", {"name": HOSTILE}
        ).fetchone()
        assert found is not None
        assert found[0] >= 40


def test_asking_runs_the_files_of_queries_whatever_the_parameters_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[str] = []
    fetch = warehouse._fetch

    def listening(connection: Any, sql: str, parameters: Any) -> Any:
        heard.append(sql)
        return fetch(connection, sql, parameters)

    shared = warehouse.shared()
    shared.forget()
    monkeypatch.setattr(warehouse, "_fetch", listening)
    import inspect

    asked = 0
    for name in queries.names():
        function = getattr(queries, name)
        given: dict[str, Any] = {}
        for key, parameter in inspect.signature(function).parameters.items():
            if key.endswith("round_code"):
                given[key] = queries.latest_round(name.split("_")[0].replace("peer", "local"))
            else:
                given[key] = 3 if parameter.annotation in (int, "int") else HOSTILE
        function(**given)
        asked += 1
    assert asked == len(queries.names())
    assert set(heard) <= {queries.sql_text(name) for name in queries.names()}


def test_the_store_runs_the_same_statements_whatever_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def heard(name: str, text: str) -> list[str]:
        address = f"sqlite:///{tmp_path}/{name}.sqlite"
        monkeypatch.setenv("READINESS_STORE_URL", address)
        found: list[str] = []
        engine = Store.at(address)._engine
        sa.event.listen(
            engine, "before_cursor_execute", lambda _c, _k, sql, *_: found.append(str(sql))
        )
        version = store.publish(entry(text, author=text, label=text), seen=0)
        store.add_advice(store.Advice(text, "2026-10-01", text, text, text))
        store.rounds(f"9999 {text}")
        store.advice(text)
        store.withdraw(version.round_code, author=text, note=text, seen=1)
        assert [one.note for one in store.history()] == [text, text]
        engine.dispose()
        return found

    assert heard("plain", "説明") == heard("hostile", HOSTILE)
