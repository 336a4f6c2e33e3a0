"""File, function and header tell one story, and the shell refuses what it cannot answer."""

import json
import re
import subprocess
import sys

import duckdb
import pytest

from readiness.__main__ import main
from readiness.data import queries, warehouse
from tests.support import ROOT

FILES = sorted(path.stem for path in queries.DIRECTORY.glob("*.sql"))


def _header_params(name: str) -> set[str]:
    line = re.search(r"^-- params: +(.+)$", queries.sql_text(name), re.MULTILINE)
    assert line, f"{name}: header names no params"
    return set(re.findall(r"\$(\w+)", line[1]))


def _header_columns(name: str) -> list[str]:
    lines = queries.sql_text(name).splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("-- columns:"))
    columns = []
    for line in lines[start:]:
        match = re.match(r"-- (?:columns:|        ) (\w+) ", line + " ")
        if not line.startswith("--"):
            break
        if match and len(line) - len(line[3:].lstrip()) <= 12:
            columns.append(match[1])
    return columns


def _statement_params(name: str) -> set[str]:
    body = re.sub(r"--.*", "", queries.sql_text(name))
    return set(re.findall(r"\$(\w+)", body))


def test_there_are_as_many_functions_as_files() -> None:
    assert queries.names() == FILES


@pytest.mark.parametrize("name", FILES)
def test_function_file_and_header_agree(name: str) -> None:
    import inspect

    function = getattr(queries, name)
    parameters = inspect.signature(function).parameters
    assert _header_params(name) == _statement_params(name) == set(parameters)
    sample = dict.fromkeys(parameters)
    described = (
        warehouse.shared()
        .cursor()
        .execute("describe " + re.sub(r"\A(--.*\n)+", "", queries.sql_text(name)), sample)
        .fetchall()
    )
    assert _header_columns(name) == [row[0] for row in described]


@pytest.mark.parametrize("name", FILES)
def test_every_result_is_ordered_and_nothing_is_glued_into_sql(name: str) -> None:
    body = re.sub(r"--.*", "", queries.sql_text(name)).strip()
    assert re.search(r"\border by\b[^;]*\Z", body)
    assert ";" not in body


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "no_such_query"], "no_such_query"),
        (["query", "agency_stage"], "足りない引数 round_code"),
        (["query", "agency_stage", "-p", "round_code=agency-2017-03", "-p", "a=b"], "余分な引数 a"),
        (["query", "agency_stage", "-p", "round_code=agency-1999-01"], "agency-1999-01"),
        (["query", "agency_stage", "-p", "round_code=local-2020-10-01"], "local-2020-10-01"),
        (
            [
                "query",
                "agency_coverage_by_quarter",
                "-p",
                "round_code=agency-2017-03",
                "-p",
                "slip_quarters=four",
            ],
            "slip_quarters は整数",
        ),
    ],
)
def test_the_shell_says_what_is_wrong_and_exits_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_a_parameter_without_equals_sign_is_refused() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["query", "agency_stage", "-p", "round_code"])
    assert stopped.value.code == 2


@pytest.mark.slow
def test_the_shell_prints_json_csv_and_table() -> None:
    def shell(form: str) -> str:
        return subprocess.run(
            [
                sys.executable,
                "-m",
                "readiness",
                "query",
                "local_adoption_by_round",
                "--format",
                form,
            ],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    rows = json.loads(shell("json"))
    assert {"round_code", "survey_date", "entity_class", "adopted_count"} <= set(rows[0])
    assert shell("csv").splitlines()[0].startswith("round_code,state,survey_date,entity_class")
    assert "1083" in shell("table")


def test_a_wrong_type_from_python_is_refused() -> None:
    with pytest.raises(queries.QueryFault, match="slip_quarters"):
        queries.agency_coverage_by_quarter("agency-2017-03", "4")  # type: ignore[arg-type]


def test_text_from_outside_is_a_value_and_never_sql() -> None:
    with pytest.raises(queries.QueryFault):
        queries.agency_stage("x'; drop table agencies; --")
    rows = queries.local_shares("local-2020-10-01", "x' or '1'='1")
    assert rows.empty


def test_cursors_of_many_threads_do_not_disturb_each_other() -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        counts = set(
            pool.map(lambda _: len(queries.local_governments("local-2023-10-01")), range(32))
        )
    assert counts == {1788}


def test_reconciliation_shows_the_known_differences_and_no_others() -> None:
    rows = queries.data_reconciliation()
    differing = rows[~rows["is_equal"]]
    found = {(row.item, row.printed_value, row.recomputed_value) for row in differing.itertuples()}
    assert found == {
        ("その他", 16.0, 14.0),
        ("その他", 72.7, 63.6),  # the same two marks, as a share of 22
        ("2018年度の実施予定", 9.0, 7.0),
        ("導入団体：0%以上~10%未満", 52.4, 52.5),
    }


def test_every_printed_share_is_compared_and_no_computed_one() -> None:
    rows = queries.data_reconciliation()
    shares = rows[rows["subject"] != "agency_count"]
    # printed in the documents beside or above their counts
    printed = set(shares["printed_value"])
    assert {95.5, 17.8, 27.3, 22.7, 9.1, 72.7, 0.0} <= printed
    # 109 / 1,788, 872 / 1,788 and 638 / 1,721 are our own divisions
    assert not {6.1, 48.8, 37.1} & set(
        shares.loc[shares["item"].str.startswith(("全団体", "市区町村：未導入")), "printed_value"]
    )


def test_a_locked_warehouse_is_still_a_duckdb() -> None:
    assert isinstance(warehouse.shared().cursor(), duckdb.DuckDBPyConnection)
