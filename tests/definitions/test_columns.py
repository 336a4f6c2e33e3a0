"""Every column has one heading and one reading, on the screen, in a file and on the shell."""

import re
from collections import Counter
from dataclasses import fields
from datetime import date

import pandas as pd
import pytest

from readiness.data import queries, warehouse
from readiness.definitions import columns
from readiness.exports import workbook
from readiness.language.wording import LANGUAGES, catalogue, speaking
from readiness.screen import tables
from readiness.shell import read
from readiness.subjects.charts import Bars
from readiness.subjects.model import Provenance, View


def _columns(name: str) -> list[str]:
    """Columns of a query, as its header promises them and DuckDB describes them."""
    statement = re.sub(r"\A(--.*\n)+", "", queries.sql_text(name))
    given = dict.fromkeys(re.findall(r"\$(\w+)", re.sub(r"--.*", "", statement)))
    described = warehouse.shared().cursor().execute(f"describe {statement}", given).fetchall()
    return [str(row[0]) for row in described]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", queries.names())
def test_every_column_of_a_query_has_a_heading_that_no_other_one_beside_it_has(
    name: str, language: str
) -> None:
    with speaking(language):
        headings = Counter(columns.heading(column) for column in _columns(name))
    assert not [heading for heading, count in headings.items() if count > 1]


def test_a_column_is_headed_in_one_place() -> None:
    for language in LANGUAGES:
        assert not [key for key in catalogue(language) if key.startswith("export.head.")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_screen_workbook_csv_and_shell_call_a_column_the_same(language: str) -> None:
    every = sorted({column for name in queries.names() for column in _columns(name)})
    rows = pd.DataFrame([dict.fromkeys(every, 1)])
    view = View(
        code="x",
        title="x",
        headline="x",
        key_figure="x",
        key_label="x",
        chart=Bars(groups=(), maximum=1.0, unit="x"),
        rows=rows,
        alt="x",
        provenance=Provenance(**{field.name: "" for field in fields(Provenance)}),
    )
    with speaking(language):
        expected = [columns.heading(column) for column in every]
        assert list(tables.labelled(rows).columns) == expected
        assert list(workbook.labelled_with_source(view).columns)[: len(every)] == expected
        assert list(read.columns.headed(rows).columns) == expected


@pytest.mark.parametrize(
    ("name", "value", "japanese", "english"),
    [
        ("adoption_ratio", 0.6014, "60.1%", "60.1%"),
        ("answer_share", 1.0, "100.0%", "100.0%"),
        ("ratio_low", 0.05, "5.0%", "5.0%"),
        ("change_ratio", -0.0279, "−2.8ポイント", "−2.8 pt"),
        ("answered_count", 1788, "1,788", "1,788"),
        ("population", 12345, "12,345", "12,345"),
        ("pct_median", 38.5, "38.5%", "38.5%"),
        ("fiscal_year", 2020, "令和2年度", "FY2020"),
        ("planned_fiscal_year", 2017.0, "平成29年度", "FY2017"),
        ("quarter", 4.0, "4", "4"),
        ("stage", 3.0, "3", "3"),
        ("agency_order", 22, "22", "22"),
        ("days_per_person", 38.1, "38.1", "38.1"),
        ("survey_date", pd.Timestamp("2023-10-01"), "令和5年10月1日（2023年）", "October 1, 2023"),
        ("deadline_date", date(2021, 3, 31), "令和3年3月31日（2021年）", "March 31, 2021"),
        ("survey_period", "2017-03", "平成29年3月（2017年）", "March 2017"),
        ("is_compared", True, "はい", "Yes"),
        ("adoption_ratio", float("nan"), "－", "－"),
        ("deadline_date", pd.NaT, "－", "－"),
        ("deadline_fiscal_year", None, "－", "－"),
        ("answered_count", pd.NA, "－", "－"),
        ("name", "千代田区", "千代田区", None),
    ],
)
def test_the_name_of_a_column_says_how_its_values_are_read(
    name: str, value: object, japanese: str, english: str | None
) -> None:
    for language, expected in zip(LANGUAGES, (japanese, english), strict=True):
        with speaking(language):
            found = columns.reading(name).text(value)
        assert expected is None or found == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_column_has_a_unit_in_words(language: str) -> None:
    with speaking(language):
        assert len({reading.unit for reading in columns.KINDS.values()}) == len(columns.KINDS)
