"""Does a query stay flat while the history grows? The same SQL on the real rows and on millions.

The warehouse counts the per-government rows once at load (table adoption_counts); the queries
of the trend read the counts. The naive way counts the rows on every call.
"""

import statistics
import time

import duckdb

from readiness.data import queries, warehouse

_NAIVE = """
select round_code, entity_class, count(*) filter (where status = 'adopted') as adopted_count
from municipality_status
group by round_code, entity_class
order by round_code, entity_class
"""


_REPEATED = """
create table municipality_status as
select source_rows.* replace (round_code || '-' || years.number as round_code)
from source_rows, range($years) as years (number), range($copies) as copies (number)
"""


def _history(years: int, copies: int) -> duckdb.DuckDBPyConnection:
    """The real tables in memory; the 1,788 rows stand in each of ``years`` rounds ``copies`` times."""
    connection = duckdb.connect(config={"threads": 2})
    cursor = warehouse.shared().cursor()
    for table in ("municipality_status", "local_aggregates", "rounds", "choices"):
        source_rows = cursor.table(table).df()
        connection.register("source_rows", source_rows)
        if table == "municipality_status":
            connection.execute(_REPEATED, {"years": years, "copies": copies})
        else:
            connection.register(table, source_rows)
    connection.execute((warehouse.DERIVED_DIRECTORY / "adoption_counts.sql").read_text("utf-8"))
    return connection


def _p95(connection: duckdb.DuckDBPyConnection, sql: str, count: int) -> float:
    times = []
    for _ in range(count):
        began = time.perf_counter()
        connection.execute(sql).fetchall()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def figures() -> list[tuple[str, float, str, float | None]]:
    """Lines for the table: p95 of the trend at 1,788 rows and at 18 million, and their ratio."""
    small, large = _history(1, 1), _history(20, 503)
    trend = queries.sql_text("local_adoption_by_round")
    at_small, at_large = _p95(small, trend, 60), _p95(large, trend, 60)
    return [
        ("trend query p95, 1,788 rows", at_small, "ms", None),
        ("trend query p95, 18 million rows", at_large, "ms", None),
        ("trend query p95, 18 million / 1,788 rows", at_large / at_small, "ratio", 2.0),
        ("the naive count p95, 18 million rows", _p95(large, _NAIVE, 10), "ms", None),
    ]
