"""data/ is what data/sources gives, and facts are carried over unchanged."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest

from readiness.__main__ import main
from readiness.data import build_data
from readiness.data.warehouse import DATA_DIRECTORY


def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA_DIRECTORY, tmp_path / "data"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
def test_committed_files_are_fresh() -> None:
    assert build_data.stale_files(DATA_DIRECTORY) == []
    assert main(["build-data", "--check"]) == 0


@pytest.mark.slow
def test_a_changed_source_makes_its_file_stale_and_building_mends_it(tmp_path: Path) -> None:
    data = _copy(tmp_path)
    source = data / "sources/agency_followups.csv"
    source.write_text(source.read_text("utf-8").replace("49.6", "49.7"), "utf-8")
    assert build_data.stale_files(data) == ["agency_outcomes.csv"]
    assert build_data.write_all(data) == ["agency_outcomes.csv", "SOURCES.yaml"]
    assert build_data.stale_files(data) == []


def test_a_hand_changed_file_is_stale(tmp_path: Path) -> None:
    data = _copy(tmp_path)
    target = data / "agency_survey.csv"
    target.write_text(target.read_text("utf-8").replace(",yes,", ",no,", 1), "utf-8")
    assert build_data.stale_files(data) == ["agency_survey.csv", "SOURCES.yaml"]


def test_every_agency_cell_is_carried_over() -> None:
    printed = _rows(DATA_DIRECTORY / "sources/agency_survey_2017.csv")
    built = _rows(DATA_DIRECTORY / "agency_survey.csv")
    assert len(built) == 302
    assert Counter((row["agency"], row["answer"], row["certainty"]) for row in printed) == Counter(
        (row["agency_name"], row["answer"], row["certainty"]) for row in built
    )


def test_rows_of_an_inferred_column_order_stay_out() -> None:
    built = _rows(DATA_DIRECTORY / "agency_outcomes.csv")
    assert not [r for r in built if r["fiscal_year"] == "2014" and r["agency_name"] == "内閣官房"]
    days = [
        r for r in built if r["measure_code"] == "days_per_person" and r["fiscal_year"] == "2020"
    ]
    assert len({r["agency_name"] for r in days} - {"政府計"}) == 20


def test_fiscal_years_start_in_april() -> None:
    assert build_data._fiscal_year("FY2020") == 2020
    assert build_data._fiscal_year("2016-09/10") == 2016
    assert build_data._fiscal_year("2021-03-31") == 2020
    assert build_data._fiscal_year("2014-04") == 2014


def test_private_copies_are_not_among_the_sources_readers_see() -> None:
    text = (DATA_DIRECTORY / "sources.csv").read_text("utf-8")
    for name in ("個人ブログ", "hatenablog", "cocolog", "KUコンサルティング"):
        assert name not in text
