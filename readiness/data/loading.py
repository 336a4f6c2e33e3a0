"""data/ and published rounds in, one checked DuckDB file out. Decides what may be loaded.

A file is accepted whole or not at all: every promise of contracts.py is checked while loading, and
the first broken one stops the start with a ``DataFault`` that names file, row, column and remedy.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import pyarrow as pa
import yaml

from readiness.definitions.contracts import TABLE_BY_NAME, TABLES, Column, Table
from readiness.language.wording import listed, t
from readiness.store import PublishedRound, followups
from readiness.store import rows as rows_of

DATA_DIRECTORY = Path(__file__).parents[2] / "data"
# Statements run once the tables are loaded, each after those it needs: what queries share.
DERIVED_DIRECTORY = Path(__file__).parents[2] / "queries" / "derived"


@dataclass
class DataFault(Exception):
    """A data file breaks its contract; ``str()`` says so to the reader, in the reader's language.

    ``reason`` and ``remedy`` are keys of the catalogue, ``fields`` what the reason names.
    """

    file: str
    reason: str
    remedy: str = "data_fault.rebuild"
    row: int | None = None
    column: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return t(
            "data_fault.whole",
            file=self.file,
            row=t("data_fault.row", row=self.row) if self.row else "",
            column=t("data_fault.column", column=self.column) if self.column else "",
            reason=t(self.reason, **self.fields),
            remedy=t(self.remedy),
        )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _stage(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    """Load the file as it lies, CSV cells as text, into the view-like table ``staged``."""
    if not path.exists():
        raise DataFault(path.name, "data_fault.no_file")
    reader = "read_parquet($path)"
    if path.suffix == ".csv":
        reader = (
            "read_csv($path, all_varchar = true, header = true, delim = ',', quote = '\"',"
            " strict_mode = true)"
        )
    try:
        connection.execute(
            f"create or replace temp table staged as select * from {reader}",  # noqa: S608
            {"path": str(path)},
        )
    except duckdb.Error as error:
        first_line = str(error).splitlines()[0]
        fields = {"detail": first_line}
        raise DataFault(path.name, "data_fault.broken", fields=fields) from error
    found = [row[0] for row in connection.execute("describe staged").fetchall()]
    for name in table.column_names:
        if name not in found:
            raise DataFault(path.name, "data_fault.no_column", column=name)
    for name in found:
        if name not in table.column_names:
            raise DataFault(path.name, "data_fault.other_column", column=name)


def _broken_promises(column: Column) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(SQL condition that is true for a bad cell, reason, its fields), cheapest first."""
    name = _quoted(column.name)
    if not column.nullable:
        yield f"{name} is null", "data_fault.no_value", {}
    if column.type not in ("varchar", "varchar[]"):
        yield (
            f"{name} is not null and try_cast({name} as {column.type}) is null",
            "data_fault.type",
            {"type": column.type},
        )
    if column.allowed:
        allowed = ", ".join("'" + value.replace("'", "''") + "'" for value in column.allowed)
        yield (
            f"{name} not in ({allowed})",
            "data_fault.choice",
            {"choices": listed(column.allowed)},
        )
    if column.pattern:
        yield (
            f"not regexp_full_match({name}::varchar, '{column.pattern}')",
            "data_fault.pattern",
            {},
        )
    if column.minimum is not None:
        yield (
            f"try_cast({name} as double) < {column.minimum}",
            "data_fault.minimum",
            {"limit": f"{column.minimum:g}"},
        )
    if column.maximum is not None:
        yield (
            f"try_cast({name} as double) > {column.maximum}",
            "data_fault.maximum",
            {"limit": f"{column.maximum:g}"},
        )


def _check_cells(connection: duckdb.DuckDBPyConnection, table: Table, first_row: int) -> None:
    """One pass over the file: every promise of every column, then the first broken cell by name."""
    checks = [(column, *check) for column in table.columns for check in _broken_promises(column)]
    tallies = ", ".join(f"count(*) filter (where {condition})" for _, condition, _, _ in checks)
    counts = connection.execute(f"select {tallies} from staged").fetchone()  # noqa: S608
    assert counts is not None
    for (column, condition, reason, fields), count in zip(checks, counts, strict=True):
        if count:
            row, value = connection.execute(
                f"select rowid, {_quoted(column.name)} from staged where {condition} order by rowid"  # noqa: S608
            ).fetchone()  # type: ignore[misc]
            raise DataFault(
                str(table.file),
                reason,
                fields=fields | {"value": str(value)},
                row=row + first_row,
                column=column.name,
            )


def _check_key(connection: duckdb.DuckDBPyConnection, table: Table, first_row: int) -> None:
    key = ", ".join(_quoted(name) for name in table.key)
    twin = connection.execute(
        f"select max(rowid), count(*) from staged group by {key} having count(*) > 1 limit 1"  # noqa: S608
    ).fetchone()
    if twin:
        raise DataFault(
            str(table.file),
            "data_fault.twin",
            fields={"key": listed(table.key), "count": str(twin[1])},
            row=twin[0] + first_row,
        )
    found = connection.execute("select count(*) from staged").fetchone()
    assert found is not None
    if table.rows is not None and found[0] != table.rows:
        fields = {"count": str(found[0]), "agreed": str(table.rows)}
        raise DataFault(str(table.file), "data_fault.row_count", fields=fields)


def _load(connection: duckdb.DuckDBPyConnection, table: Table, data: Path) -> None:
    path = data / table.file
    _stage(connection, table, path)
    first_row = 2 if path.suffix == ".csv" else 1
    _check_cells(connection, table, first_row)
    _check_key(connection, table, first_row)
    columns = ", ".join(f"{_quoted(c.name)}::{c.type} as {_quoted(c.name)}" for c in table.columns)
    connection.execute(f"create table {table.name} as select {columns} from staged")  # noqa: S608


def _load_provenance(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """SOURCES.yaml as a table, and the last check: each file is byte for byte the recorded one."""
    path = data / "SOURCES.yaml"
    if not path.exists():
        raise DataFault(path.name, "data_fault.no_file")
    connection.execute(
        "create table provenance (file varchar, title varchar, publisher varchar,"
        " published varchar, as_of varchar, licence varchar, source_ids varchar[],"
        " built_by varchar, sha256 varchar)"
    )
    for file, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        if not (data / file).exists():
            raise DataFault(file, "data_fault.no_file")
        if hashlib.sha256((data / file).read_bytes()).hexdigest() != entry["sha256"]:
            raise DataFault(file, "data_fault.checksum")
        connection.execute(
            "insert into provenance values ($file, $title, $publisher, $published, $as_of,"
            " $licence, $source_ids, $built_by, $sha256)",
            {
                "file": file,
                "source_ids": entry["sources"],
                **{name: str(entry[name]) for name in _PROVENANCE_TEXTS},
            },
        )


_PROVENANCE_TEXTS = ("title", "publisher", "published", "as_of", "licence", "built_by", "sha256")


_ROSTER_COLUMNS = (
    "prefecture_code prefecture_name name kana entity_class entity_type population"
    " registered_population staff_count similar_group fiscal_strength_index area_km2"
    " latitude longitude website_url"
).split()


def _insert(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    rows: list[rows_of.Row],
    origin: str,
    is_beside: bool = False,
) -> None:
    """Rows of a published round into a table that data/ has filled, checked by the same contract;
    indicators ``is_beside``: beside it, with the round as their edition.
    """
    table = TABLE_BY_NAME[name]
    columns = list(rows[0])
    types = {column.name: column.type for column in table.columns}
    given = {
        column: pa.array(
            [row[column] for row in rows],
            pa.list_(pa.string()) if types[column] == "varchar[]" else None,
        )
        for column in columns
    }
    connection.register("published_rows", pa.table(given))
    chosen = ", ".join(
        f"published_rows.{_quoted(column)}::{types[column]} as {_quoted(column)}"
        for column in columns
    )
    joined = ""
    if name == "municipality_status":
        roster = ", ".join(f"any_value({column}) as {column}" for column in _ROSTER_COLUMNS)
        chosen += ", " + ", ".join(f"roster.{column}" for column in _ROSTER_COLUMNS)
        joined = (
            f" inner join (select code, {roster} from municipality_status group by code) as roster"  # noqa: S608
            " on published_rows.code = roster.code"
        )
    missing = [column for column in table.column_names if column not in columns]
    empty = "".join(
        f", null::{types[column]} as {_quoted(column)}"
        for column in missing
        if not (joined and column in _ROSTER_COLUMNS)
    )
    connection.execute(
        f"create or replace temp table staged as select {chosen}{empty} from published_rows{joined}"  # noqa: S608
    )
    connection.unregister("published_rows")
    try:
        _check_cells(connection, table, 1)
        _check_key(connection, replace(table, rows=None), 1)
    except DataFault as fault:
        raise replace(fault, file=f"{origin} {name}", remedy="data_fault.withdraw") from fault
    if is_beside:
        connection.execute(
            "insert into published_indicators by name select $edition as edition, * from staged",
            {"edition": origin},
        )
        return
    connection.execute(f"insert into {name} by name select * from staged")  # noqa: S608


def _asked(connection: duckdb.DuckDBPyConnection, entry: PublishedRound) -> list[str]:
    """Who was asked: the whole roster, of agencies those that the round itself names.

    An agency that is new in a round comes after the others of the order of establishment.
    """
    if entry.subject == "local":
        roster = "select distinct code from municipality_status order by code"
        return [row[0] for row in connection.execute(roster).fetchall()]
    roster = "select agency_name from agencies order by agency_order"
    known = [row[0] for row in connection.execute(roster).fetchall()]
    asked = list(dict.fromkeys([*(entry.asked or known), *entry.answers]))
    for name in asked:
        if name not in known:
            connection.execute(
                "insert into agencies select max(agency_order) + 1, $name, $name from agencies",
                {"name": name},
            )
    return asked


def _load_round(connection: duckdb.DuckDBPyConnection, entry: PublishedRound) -> None:
    """A published round beside data/, or in the place of the round of data/ with the same code."""
    if entry.subject == followups.SUBJECT:
        _load_followup(connection, entry)
        return
    origin = entry.round_code
    asked = _asked(connection, entry)
    filled = (
        {"municipality_status": rows_of.government_rows(entry, asked)}
        if entry.subject == "local"
        else {"agency_survey": rows_of.agency_rows(entry, asked)}
    )
    for name in ("rounds", "agency_survey", "local_aggregates"):
        connection.execute(f"delete from {name} where round_code = $code", {"code": origin})  # noqa: S608
    _insert(connection, "sources", [rows_of.source_row(entry)], origin)
    _insert(connection, "rounds", [rows_of.round_row(entry)], origin)
    _add_choices(connection, entry)
    connection.execute(
        "insert into round_states values ($code, $state)", {"code": origin, "state": entry.state}
    )
    for name, rows in filled.items():
        if name == "municipality_status":
            # The roster is read from the rounds that are there: the old one goes last.
            connection.execute(
                "update municipality_status set round_code = 'replaced' where round_code = $code",
                {"code": origin},
            )
        _insert(connection, name, rows, origin)
        connection.execute("delete from municipality_status where round_code = 'replaced'")
    indicators = rows_of.indicator_rows(entry) if entry.subject == "local" else []
    if indicators:
        _insert(connection, "local_dx_indicators", indicators, origin, is_beside=True)
    for name, answers in (
        ("local_answers", rows_of.answer_rows(entry) if entry.subject == "local" else []),
        ("number_answers", rows_of.number_rows(entry)),
    ):
        if answers:
            connection.register("published_rows", pa.Table.from_pylist(answers))
            connection.execute(f"insert into {name} by name select * from published_rows")  # noqa: S608
            connection.unregister("published_rows")


def _add_choices(connection: duckdb.DuckDBPyConnection, entry: PublishedRound) -> None:
    """Choices that free texts were coded to, once, after those that there are."""
    for row in rows_of.choice_rows(entry):
        order, known = connection.execute(
            "select max(choice_order), bool_or(choice_code = $choice) from choices"
            " where subject = $subject and question_code = $question",
            {
                "choice": row["choice_code"],
                "subject": row["subject"],
                "question": row["question_code"],
            },
        ).fetchall()[0]
        if not known:
            _insert(connection, "choices", [row | {"choice_order": order + 1}], entry.round_code)


def _load_followup(connection: duckdb.DuckDBPyConnection, entry: PublishedRound) -> None:
    """The yearly follow-up of the agencies, in the place of what is there under the same keys."""
    origin = entry.round_code
    _insert(connection, "sources", [rows_of.source_row(entry)], origin)
    for name, rows in followups.followup_rows(entry).items():
        # A part of an agency is a row of its own and stays.
        keys = [key for key in TABLE_BY_NAME[name].key if key != "part"]
        matches = " and ".join(f"{_quoted(key)} = ${key}" for key in keys)
        if "part" in TABLE_BY_NAME[name].key:
            matches += " and part is null"
        for row in rows:
            connection.execute(
                f"delete from {name} where {matches}",  # noqa: S608
                {key: row[key] for key in keys},
            )
        if rows:
            _insert(connection, name, rows, origin)


def build(data: Path, target: Path, published: Sequence[PublishedRound] = ()) -> None:
    """Write a DuckDB file with every table of contracts.py, ``provenance``, the ``published`` rounds
    with their single answers (``local_answers``, ``number_answers``), what they say of themselves
    (``round_states``) and queries/derived.

    Raises DataFault at the first broken promise; ``target`` is then to be thrown away.
    """
    load(data, target)
    add_rounds(target, published)
    derive(target)


def load(data: Path, target: Path) -> None:
    """Write a file with the tables of ``data``, still without rounds and derived tables."""
    with duckdb.connect(target) as connection:
        for table in TABLES:
            _load(connection, table, data)
        _load_provenance(connection, data)
        connection.execute(
            "create table local_answers (round_code varchar, code varchar, question_code varchar,"
            " choice_code varchar, value varchar)"
        )
        connection.execute(
            "create table number_answers (round_code varchar, respondent_code varchar,"
            " question_code varchar, question_order integer, label varchar, unit varchar,"
            " value bigint)"
        )
        connection.execute("create table round_states (round_code varchar, state varchar)")
        connection.execute(
            "create table published_indicators as"
            " select '' as edition, * from local_dx_indicators limit 0"
        )


def add_rounds(target: Path, published: Sequence[PublishedRound]) -> None:
    """Add published rounds to a file that ``load`` wrote."""
    with duckdb.connect(target) as connection:
        for entry in published:
            _load_round(connection, entry)


def derive(target: Path) -> None:
    """Finish a file: what queries share is computed from its tables."""
    with duckdb.connect(target) as connection:
        for path in _in_order_of_use(sorted(DERIVED_DIRECTORY.glob("*.sql"))):
            connection.execute(path.read_text(encoding="utf-8"))


def _in_order_of_use(paths: list[Path]) -> list[Path]:
    """Each file after those that create what it names."""
    texts = {path: re.sub(r"--.*", "", path.read_text(encoding="utf-8")) for path in paths}
    made_by = {
        made: path
        for path, text in texts.items()
        for made in re.findall(r"^create (?:table|macro) (\w+)", text, re.MULTILINE)
    }
    needs = {
        path: {made_by[word] for word in re.findall(r"\w+", text) if word in made_by} - {path}
        for path, text in texts.items()
    }
    return list(TopologicalSorter(needs).static_order())
