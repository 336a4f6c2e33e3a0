"""Agencies after 2017: every row of the queries is held against the transcribed files."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from readiness.data import queries
from readiness.data.warehouse import DATA_DIRECTORY

SOURCES = DATA_DIRECTORY / "sources"


def _rows(name: str) -> list[dict[str, str]]:
    with Path(SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value)


def test_gss_has_a_row_for_each_of_the_22_as_the_file_has_it() -> None:
    printed = {row["agency"]: row for row in _rows("agency_gss.csv")}
    rows = queries.agency_gss()

    assert list(rows.columns) == [
        "agency_order",
        "agency_name",
        "status",
        "month",
        "fiscal_year",
        "quarter",
        "certainty",
        "source_id",
    ]
    assert rows["agency_order"].tolist() == list(range(1, 23))
    for row in rows.astype(object).where(rows.notna(), None).itertuples():
        file_row = printed[row.agency_name]
        assert (row.status, row.certainty, row.source_id) == (
            file_row["status"],
            file_row["date_certainty"],
            file_row["source_ids"],
        )
        assert tuple(map(_text, (row.month, row.fiscal_year, row.quarter))) == (
            file_row["month"],
            file_row["fiscal_year"],
            file_row["quarter"],
        )


def test_ten_have_moved_by_name_two_within_the_cabinet_office_and_five_are_not_mentioned() -> None:
    assert queries.agency_gss()["status"].value_counts().to_dict() == {
        "done": 10,
        "not_stated": 5,
        "in_progress": 3,
        "done_within_cabinet_office": 2,
        "planned": 2,
    }


def test_a_quarter_counts_printed_months_as_certain_and_all_others_as_possible() -> None:
    rows = queries.agency_gss_by_quarter().set_index(["fiscal_year", "quarter"])

    assert list(rows.columns) == ["certain_count", "possible_count", "agency_count"]
    assert set(rows["agency_count"]) == {22}
    assert rows.loc[(2022, 2)].tolist() == [1, 1, 22]  # 人事院
    assert rows.loc[(2023, 2)].tolist() == [2, 3, 22]  # 宮内庁: the planned month
    assert rows.loc[(2023, 4)].tolist() == [4, 8, 22]  # 内閣府等 and 消費者庁
    assert rows.loc[(2024, 1)].tolist() == [4, 10, 22]  # two undated moves can lie here
    assert rows.index[-1] == (2025, 2)
    assert rows.iloc[-1].tolist() == [5, 12, 22]


def test_no_quarter_between_the_first_and_the_last_is_left_out() -> None:
    rows = queries.agency_gss_by_quarter()
    numbers = (rows["fiscal_year"] * 4 + rows["quarter"]).tolist()

    assert numbers == list(range(2022 * 4 + 1, 2025 * 4 + 3))
    assert rows["certain_count"].is_monotonic_increasing
    assert rows["possible_count"].is_monotonic_increasing


def test_the_basis_of_each_date_is_told() -> None:
    rows = queries.agency_gss_details().set_index("agency_name")

    assert rows.loc["総務省", "date_basis"] == "printed"
    assert rows.loc["環境省", "date_basis"] == "planned"
    assert rows.loc["金融庁", "date_basis"] == "none"
    assert rows.loc["金融庁", ["earliest_fiscal_year", "latest_fiscal_year"]].tolist() == [
        2024,
        2025,
    ]
    assert rows.loc["農林水産省", ["part", "part_month"]].tolist() == ["本省", "2022-10"]
    assert rows.index[-3:].tolist() == ["デジタル庁", "こども家庭庁", "カジノ管理委員会"]


def test_four_agencies_became_done_between_the_sheets_of_2024_and_2025() -> None:
    rows = queries.agency_gss_changes()
    found = rows[rows["part"].isna()].groupby("outcome")["agency_name"].agg(list)

    assert found["done"] == ["内閣法制局", "金融庁", "総務省", "環境省"]
    assert found["started"] == ["法務省", "経済産業省"]
    assert found["not_stated"] == ["警察庁", "外務省", "文部科学省", "厚生労働省", "防衛省"]
    tax = rows.set_index("part").loc["国税庁"]
    assert (tax["earlier_text"], tax["later_text"], tax["outcome"]) == (
        "2026年度",
        "2025年度から順次",
        "changed",
    )


def test_the_cabinet_office_moved_later_than_the_annual_report_had_planned() -> None:
    rows = queries.agency_gss_changes("2023-08", "2024").set_index("agency_name")

    assert rows.loc["内閣府", ["earlier_month", "later_month", "outcome"]].tolist() == [
        "2024-01",
        "2024-03",
        "slipped",
    ]
    assert rows.loc["宮内庁", "outcome"] == "done"


@pytest.mark.parametrize("sheet_year", [2024, 2025])
def test_spending_is_carried_over_from_both_sheets(sheet_year: int) -> None:
    printed = Counter(
        (row["rs_project_id"], row["fiscal_year"], row["thousand_yen"], row["system"])
        for row in _rows("agency_network_spending.csv")
        if row["sheet_year"] == str(sheet_year)
    )
    built = queries.data_table("agency_network_spending")
    built = built[built["sheet_year"] == sheet_year]
    columns = ["project_number", "fiscal_year", "thousand_yen", "system_name"]
    assert (
        Counter(tuple(map(str, row)) for row in built[columns].itertuples(index=False)) == printed
    )


def test_two_sheets_that_differ_are_both_shown_and_marked() -> None:
    rows = queries.agency_network_spending("経済産業省")
    of_2023 = rows[(rows["fiscal_year"] == 2023) & (rows["kind"] == "operation")]

    assert of_2023["thousand_yen"].tolist() == [3737505, 1656367]
    assert of_2023["is_disputed"].all()
    assert not queries.agency_network_spending("総務省")["is_disputed"].any()
    transport = queries.agency_network_spending("国土交通省").query("project_number == 20341")
    assert transport.loc[transport["is_disputed"], "fiscal_year"].unique().tolist() == [2022, 2023]


def test_parts_of_a_ministry_keep_their_name() -> None:
    parts = queries.agency_network_spending("財務省")["part"]

    assert parts.dropna().unique().tolist() == ["国税庁", "財務局"]
    assert parts.isna().any()


def test_the_history_of_an_agency_holds_what_each_survey_said() -> None:
    rows = queries.agency_history("農林水産省")
    found = {(row.survey, row.measure, row.value) for row in rows.itertuples()}

    assert list(rows.columns) == ["period", "survey", "measure", "value", "unit", "source_id"]
    assert {
        ("rules_2015", "rule", "規程あり"),
        ("practice_2016", "telework_stage", "試行"),
        ("agency-2017-03", "stage", "1"),
        ("agency-2017-03", "plan", "2017q4"),
        ("agency-2017-03", "plan_uncertain", "2018q1"),
        ("agency-2017-03", "barrier_uncertain", "その他"),
        ("results_2019", "teleworker_pct", "53"),
        ("results_2020", "days_per_person", "53.4"),
        ("results_2020", "days_per_person_regional", "6.3"),
        ("gss_2025", "gss_status", "done"),
        ("gss_2025", "gss_month", "2023-12"),
        ("gss_2025", "gss_part_month", "本省 2022-10"),
        ("spending_2024", "operation_20101", "4337249"),
        ("spending_2025", "operation_20101", "15414"),
    } <= found


def test_the_history_of_all_agrees_with_the_files() -> None:
    rows = queries.agency_history_all()
    values = {(r.agency_name, r.survey, r.measure): r.value for r in rows.itertuples()}

    named = [r for r in _rows("agency_followups.csv") if r["fiscal_year"] == "FY2020"]
    days = [r for r in named if r["measure"].endswith("(本省)") and r["agency"] != "政府計"]
    days = [r for r in days if r["measure"].startswith("一人当たり")]
    assert len(days) == 20
    for row in days:
        value = values[row["agency"], "results_2020", "days_per_person"]
        assert float(value) == float(row["value"])
    stages = [values[name, "practice_2016", "telework_stage"] for name in _names()]
    assert Counter(stages) == {"本格": 13, "試行": 9}
    rules = [values[name, "rules_2015", "rule"] for name in _names()]
    assert Counter(rules) == {"規程あり": 18, "試行": 4}
    ladder = Counter(values[name, "agency-2017-03", "stage"] for name in _names())
    assert ladder == {"0": 5, "1": 9, "3": 7, "4": 1}


def _names() -> list[str]:
    return queries.data_table("agencies").sort_values("agency_order")["agency_name"].tolist()


def test_every_row_of_the_history_names_sources_in_hand() -> None:
    known = set(queries.data_sources()["source_id"])
    ids = queries.agency_history_all()["source_id"].str.split(";").explode()

    assert set(ids) <= known
    gss = queries.data_table("agency_gss")["source_ids"].str.split(";").explode()
    assert set(gss) <= known


def test_what_became_of_the_nine_planners_and_the_five_without_a_plan() -> None:
    rows = queries.agency_plans_since("agency-2017-03")

    assert rows["readiness"].value_counts().to_dict() == {"planned": 9, "ready": 8, "silent": 5}
    planners = rows[rows["readiness"] == "planned"].set_index("agency_name")
    assert planners.loc["個人情報保護委員会", "days_per_person"] == 79.1
    assert planners.loc["宮内庁", "days_per_person"] == 7.0
    assert planners["gss_status"].value_counts().to_dict() == {
        "done": 5,
        "done_within_cabinet_office": 2,
        "not_stated": 1,
        "in_progress": 1,
    }
    silent = rows[rows["readiness"] == "silent"].set_index("agency_name")["gss_status"]
    assert silent.to_dict() == {
        "内閣法制局": "done",
        "人事院": "done",
        "公正取引委員会": "in_progress",
        "国土交通省": "planned",
        "防衛省": "not_stated",
    }


def test_sources_confirmed_in_the_press_are_marked() -> None:
    kinds = queries.data_sources().set_index("source_id")["confirmed_by"]

    assert kinds[["S04", "S37", "S55", "S61", "S65"]].eq("press").all()
    assert kinds[["S30", "S50", "S51", "S52", "S60"]].eq("document").all()
    assert kinds[["S38", "S53", "S68", "S79"]].eq("copy").all()
    assert kinds[["S07", "S67", "S76"]].eq("secondary").all()


def test_the_cited_office_of_2017_is_the_cabinet_secretariats() -> None:
    row = queries.data_sources().set_index("source_id").loc["S30"]

    assert row["publisher"] == "内閣官房（IT総合戦略室・内閣人事局）"
    assert row["citation"].startswith("内閣官房（IT総合戦略室・内閣人事局）「")


def test_a_plan_whose_period_is_over_says_so() -> None:
    rows = queries.policy_milestones().set_index("title")

    assert rows.loc["自治体DX推進計画", "period_state"] == "ended"  # 2026-03-31
    assert rows["period_state"].notna().sum() == 1
