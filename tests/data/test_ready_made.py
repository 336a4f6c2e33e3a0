"""A database that was finished once is taken again, and never in the place of another."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from readiness.data import loading, ready_made, warehouse
from tests.support.stored import entry


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "ready"
    monkeypatch.setenv("READINESS_READY_MADE", str(directory))
    monkeypatch.setattr(warehouse, "_current", None)
    return directory


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each database that was really built."""
    seen: list[int] = []
    build: Callable[..., None] = loading.build

    def counted(data: Path, target: Path, published: list[object]) -> None:
        seen.append(len(published))
        build(data, target, published)

    monkeypatch.setattr(warehouse, "build", counted)
    return seen


def _counts(data: Path, *published: object) -> list[tuple[object, ...]]:
    opened = warehouse.open_warehouse(data, published, is_newest=True)
    tables = (
        opened.cursor()
        .execute("select table_name, estimated_size from duckdb_tables() order by table_name")
        .fetchall()
    )
    opened.close()
    return tables


@pytest.mark.slow
def test_the_second_time_nothing_is_built_and_everything_is_there(
    kept: Path, builds: list[int]
) -> None:
    first = _counts(warehouse.DATA_DIRECTORY)
    assert _counts(warehouse.DATA_DIRECTORY) == first
    assert len(first) > 30
    assert builds == [0]
    assert kept.stat().st_mode & 0o077 == 0
    assert [path.suffix for path in kept.iterdir()] == [".duckdb"]


@pytest.mark.slow
def test_other_data_another_version_or_other_code_is_another_database(
    kept: Path, builds: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    shutil.copytree(warehouse.DATA_DIRECTORY, data)
    _counts(data)
    _counts(data, entry(version_number=1, published_at="2026-11-01T00:00:00+00:00"))
    _counts(data, entry(version_number=2, published_at="2026-11-02T00:00:00+00:00"))
    assert builds == [0, 1, 1]
    monkeypatch.setattr(ready_made, "__version__", "99")
    _counts(data)
    assert builds == [0, 1, 1, 0]
    # Damaged data is refused as without a kept file.
    file = data / "sources.csv"
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(warehouse.DataFault):
        _counts(data)
    assert len(list(kept.glob("*.duckdb"))) == ready_made.KEPT


@pytest.mark.slow
def test_a_file_that_cannot_be_read_is_made_anew(kept: Path, builds: list[int]) -> None:
    first = _counts(warehouse.DATA_DIRECTORY)
    (file,) = kept.iterdir()
    file.write_bytes(file.read_bytes()[:5000])
    assert _counts(warehouse.DATA_DIRECTORY) == first
    assert builds == [0, 0]
    with duckdb.connect(file, read_only=True) as connection:
        assert connection.execute("select count(*) from agencies").fetchone() == (22,)


@pytest.mark.slow
def test_a_directory_that_others_may_write_is_not_trusted(kept: Path, builds: list[int]) -> None:
    kept.mkdir()
    kept.chmod(0o777)
    _counts(warehouse.DATA_DIRECTORY)
    _counts(warehouse.DATA_DIRECTORY)
    assert builds == [0, 0]
    assert list(kept.iterdir()) == []


def test_of_older_ones_a_few_stay(kept: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.write_bytes(b"x")
    kept.mkdir()
    for place in range(ready_made.KEPT + 3):
        ready_made._keep(made, kept / f"{place}.duckdb")
        os.utime(kept / f"{place}.duckdb", (place, place))
    assert sorted(path.stem for path in kept.iterdir()) == ["3", "4", "5", "6"]


@pytest.mark.slow
def test_a_server_that_runs_goes_on_from_what_it_has(
    kept: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        warehouse, "_current", warehouse.open_warehouse(warehouse.DATA_DIRECTORY, is_newest=True)
    )
    assert builds == [0]
    again = entry(version_number=1, published_at="2026-11-01T00:00:00+00:00")
    _counts(warehouse.DATA_DIRECTORY, again)
    assert builds == [0]
    assert len(list(kept.iterdir())) == 1
