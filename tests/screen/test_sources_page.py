"""データと出典: counts are computed, every caveat has its words, every table can be saved."""

import pytest
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.definitions.contracts import TABLES
from readiness.definitions.spreadsheets import csv_bytes
from readiness.language import glossary
from tests.support import ROOT

APP = str(ROOT / "app.py")
VIEWS = ("reconciliation", "sources", "terms", "dictionary", "files")


def _open(view: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60).switch_page("pages/sources.py")
    app.query_params["view"] = view
    return app.run()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_from_the_address(view: str):
    page = _open(view)

    assert not page.exception
    assert page.session_state["sources_view"] == view


@pytest.mark.parametrize("bad", ["", "secret", "fil es", "<b>"])
def test_an_unknown_view_gives_the_reconciliation(bad: str):
    page = _open(bad)

    assert not page.exception
    assert page.session_state["sources_view"] == "reconciliation"


def test_key_figures_count_what_was_compared():
    compared = queries.data_reconciliation()
    metrics = [metric.value for metric in _open("reconciliation").metric]

    equal, different = compared["is_equal"].sum(), (~compared["is_equal"]).sum()
    assert metrics[:2] == [f"{equal} / {len(compared)}", str(different)]


def test_the_four_known_differences_are_shown_and_no_other():
    compared = queries.data_reconciliation()

    assert list(compared.loc[~compared["is_equal"], "item"]) == [
        "その他",  # 16 printed, 14 certain marks
        "2018年度の実施予定",  # 9 printed, 7 marks survive
        "その他",  # 72.7 % printed, 14 of 22 are 63.6 %
        "導入団体：0%以上~10%未満",  # 213 / 406 rounds to 52.5, printed 52.4
    ]


def test_every_peculiarity_of_the_sources_has_its_words():
    notes = " ".join(row["subject"] + row["note"] for row in glossary.quirks())

    for word in ("14＋2", "法務省", "1,083", "調査無し", "草津町・天川村", "梼原町", "双葉町"):
        assert word in notes


def test_only_sources_with_a_citation_are_listed():
    sources = queries.data_sources()

    assert (sources["citation"].str.len() > 0).all()
    assert sources["source_id"].is_unique


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_data_table_opens_in_a_spreadsheet(table):
    rows = queries.data_table(table.name)
    text = csv_bytes(rows)

    assert text.startswith(b"\xef\xbb\xbf")  # Excel reads UTF-8 by this mark
    assert text.count(b"\r\n") >= len(rows)
    assert list(rows.columns) == list(table.column_names)


def test_an_unknown_table_is_refused_by_name():
    with pytest.raises(queries.QueryFault, match="sqlite_master"):
        queries.data_table("sqlite_master")
