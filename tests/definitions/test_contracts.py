"""The real files keep every promise, and a broken file is named with row, column and remedy."""

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from readiness.data import warehouse
from readiness.data.warehouse import DATA_DIRECTORY, DataFault
from readiness.definitions.contracts import TABLE_BY_NAME, TABLES
from readiness.language import wording


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of data/ to damage."""
    copy = tmp_path / "data"
    copy.mkdir()
    for path in DATA_DIRECTORY.iterdir():
        if path.is_file():
            shutil.copy(path, copy)
    return copy


def _fault(data: Path, tmp_path: Path) -> DataFault:
    with pytest.raises(DataFault) as caught:
        warehouse.build(data, tmp_path / "warehouse.duckdb")
    assert "build-data" in str(caught.value)
    return caught.value


def test_the_committed_files_keep_every_promise(data: Path, tmp_path: Path) -> None:
    warehouse.build(data, tmp_path / "warehouse.duckdb")


def test_every_column_and_table_has_a_meaning() -> None:
    catalogue = wording.catalogue()
    for table in TABLES:
        assert catalogue[f"table.{table.name}"]
        for column in table.columns:
            assert catalogue[f"column.{table.name}.{column.name}"]


def test_the_files_the_owner_fixed_have_the_columns_asked_for() -> None:
    assert TABLE_BY_NAME["agency_survey"].column_names == (
        "round_code",
        "agency_name",
        "question_code",
        "choice_code",
        "answer",
        "planned_fiscal_year",
        "planned_quarter",
        "certainty",
        "printed_count",
        "source_id",
    )
    assert len(pq.read_table(DATA_DIRECTORY / "municipality_status.parquet")) == 1788


def test_every_shown_fact_has_a_source_that_readers_can_be_told() -> None:
    cursor = warehouse.shared().cursor()
    for table in TABLES:
        if table.name != "sources" and "source_id" in table.column_names:
            unknown = cursor.execute(
                f"select distinct source_id from {table.name}"
                " where source_id not in (select source_id from sources)"
            ).fetchall()
            assert unknown == [], table.name


def test_a_missing_file_is_named(data: Path, tmp_path: Path) -> None:
    (data / "rounds.csv").unlink()
    fault = _fault(data, tmp_path)
    assert str(fault).startswith("rounds.csv：ファイルがありません。")
    with wording.speaking("en"):
        assert str(fault).startswith("rounds.csv: The file is missing. Make it anew with")


def test_a_missing_column_is_named(data: Path, tmp_path: Path) -> None:
    path = data / "agencies.csv"
    path.write_text(path.read_text("utf-8").replace("agency_order", "order", 1), "utf-8")
    fault = _fault(data, tmp_path)
    assert (fault.file, fault.column) == ("agencies.csv", "agency_order")


@pytest.mark.parametrize(
    ("file", "row", "old", "new", "column", "said"),
    [
        ("agency_survey.csv", 2, ",not_stated,", ",maybe,", "answer", "maybe"),
        ("agency_survey.csv", 2, ",certain,8,", ",certain,eight,", "printed_count", "integer"),
        ("agency_survey.csv", 2, ",certain,8,", ",certain,-1,", "printed_count", "下限0"),
        ("agency_survey.csv", 3, "agency-2017-03", "agency2017", "round_code", "形式"),
        ("agencies.csv", 3, "2,内閣法制局", "2,", "agency_name", "値がありません"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(
    data: Path, tmp_path: Path, file: str, row: int, old: str, new: str, column: str, said: str
) -> None:
    path = data / file
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert old in lines[row - 1]
    lines[row - 1] = lines[row - 1].replace(old, new)
    path.write_text("".join(lines), "utf-8")
    fault = _fault(data, tmp_path)
    assert (fault.file, fault.row, fault.column) == (file, row, column)
    assert said in str(fault)


def test_a_row_given_twice_is_named(data: Path, tmp_path: Path) -> None:
    path = data / "agency_survey.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), "utf-8")
    fault = _fault(data, tmp_path)
    assert fault.row == len(lines) + 1
    assert "同じキー" in str(fault)


def test_a_file_cut_short_never_shows_half_a_table(data: Path, tmp_path: Path) -> None:
    path = data / "agency_survey.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:150]), "utf-8")
    fault = _fault(data, tmp_path)
    assert fault.file == "agency_survey.csv"
    assert "sha256" in str(fault)


def test_a_broken_parquet_file_is_named(data: Path, tmp_path: Path) -> None:
    path = data / "municipality_status.parquet"
    path.write_bytes(path.read_bytes()[:5000])
    fault = _fault(data, tmp_path)
    assert fault.file == "municipality_status.parquet"


def test_the_warehouse_refuses_writes_files_and_settings() -> None:
    cursor = warehouse.shared().cursor()
    for statement in (
        "create table intruder (a integer)",
        "insert into agencies values (23, 'x', 'x')",
        "select * from read_csv('/etc/hostname')",
        "copy agencies to '/tmp/agencies.csv'",
        "set threads = 1",
        "install httpfs",
        "attach ':memory:' as other",
    ):
        with pytest.raises(Exception, match=r"."):
            cursor.execute(statement)
