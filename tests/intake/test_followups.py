"""The yearly follow-up: a small table is checked, published, shown, replaced and withdrawn."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from readiness import intake, store
from readiness.data import queries, warehouse
from readiness.intake import followups
from readiness.intake.followups import Followup
from readiness.subjects.agencies.gss import Gss
from readiness.subjects.agencies.history import AgencyHistory

HEAD = "府省庁,GSSの状況,GSSへ移った年月（予定なら予定の年月）,一人当たり日数（本省）,実施者の割合％（本省）\n"


def _read(*lines: str, year: int = 2026, head: str = HEAD) -> Followup:
    return followups.read("表.csv", (head + "\n".join(lines) + "\n").encode(), year)


def _faults(found: Followup) -> list[str]:
    return [str(one) for one in found.errors]


def test_the_blank_table_names_every_agency_in_order_and_offers_the_states() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(followups.blank_table())).worksheets[0]
    assert [cell.value for cell in sheet["A"]][:3] == ["府省庁", "内閣官房", "内閣法制局"]
    assert sheet.max_row == 23
    (validation,) = sheet.data_validations.dataValidation
    assert "移行済み" in validation.formula1


def test_the_blank_table_filled_in_is_read_back() -> None:
    book = openpyxl.load_workbook(io.BytesIO(followups.blank_table()))
    sheet = book.worksheets[0]
    sheet["B7"], sheet["C7"], sheet["D7"] = "移行済み", "令和8年4月", 41.5  # 公正取引委員会
    out = io.BytesIO()
    book.save(out)
    found = followups.read("表.xlsx", out.getvalue(), 2026)
    assert _faults(found) == []
    assert found.answers["公正取引委員会"] == {
        "gss.status": "done",
        "gss.month": "2026-04",
        "days_per_person": "41.5",
    }
    assert found.answers["内閣官房"] == {}


@pytest.mark.parametrize("status", ["移行済み", "○ 移行済み", "○移行済み"])
def test_a_state_is_read_with_and_without_its_mark(status: str) -> None:
    assert _read(f"法務省,{status},2026-05,,").answers["法務省"]["gss.status"] == "done"


@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        ("厚労庁,予定,,,", "A2", "名簿にありません"),
        ("法務省,済んだ,,,", "B2", "移行作業中"),
        ("法務省,移行済み,2026年13月,,", "C2", "2026年4月"),
        ("法務省,,2026-05,,", "C2", "状況を書くか"),
        ("法務省,移行済み,2027-04,,", "C2", "令和8年度より後"),
        ("法務省,,,400,", "D2", "0から366まで"),
        ("法務省,,,,100.5", "E2", "0から100まで"),
        ("法務省,,,約40,", "D2", "0から366まで"),
    ],
)
def test_a_fault_names_the_cell_the_reason_and_the_way_out(
    line: str, place: str, said: str
) -> None:
    (fault,) = _faults(_read(line))
    assert place in fault
    assert said in fault


def test_an_agency_twice_is_refused() -> None:
    (fault,) = _faults(_read("法務省,予定,,,", "法務省,移行作業中,,,"))
    assert "A3" in fault
    assert "2つあります" in fault


def test_a_table_without_heads_or_answers_is_refused() -> None:
    assert "見出しの行がありません" in _faults(_read("法務省,予定", head="a,b\n"))[0]
    assert "記入された欄がありません" in _faults(_read("法務省,,,,"))[0]


def test_what_went_back_or_is_missing_is_a_warning() -> None:
    found = _read("人事院,予定,,,")
    assert found.errors == []
    words = [str(one) for one in found.findings]
    assert any("人事院は前に「移行済み」でした" in one for one in words)
    assert any("記載のない府省庁が21あります" in one for one in words)


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store of one's own."""
    monkeypatch.setenv("READINESS_STORE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    before = warehouse.open_warehouse(warehouse.DATA_DIRECTORY)
    monkeypatch.setattr(warehouse, "_current", before)
    monkeypatch.setattr(warehouse, "_refused", None)
    yield
    before.close()


def _publish(*lines: str, seen: int = 0) -> store.Version:
    entry = followups.draft(
        _read(*lines),
        author="担当A",
        citation="デジタル庁「行政事業レビューシート（2026年度）」",
        day=date(2026, 9, 30),
    )
    version = intake.publish(entry, seen=seen)
    warehouse.refresh()
    return version


@pytest.mark.slow
@pytest.mark.usefixtures("shown")
def test_a_published_follow_up_is_on_the_screens_and_goes_when_withdrawn() -> None:
    version = _publish("公正取引委員会,移行済み,2026-04,50.1,", "経済産業省,移行済み,2026-08,,")
    assert (version.round_code, version.respondent_count) == ("followup-2026", 2)
    rows = queries.agency_gss().set_index("agency_name")
    assert rows.loc["公正取引委員会", ["status", "month", "fiscal_year", "quarter"]].tolist() == [
        "done",
        "2026-04",
        2026,
        1,
    ]
    assert rows.loc["総務省", "month"] == "2025-04"  # what was not filled in stays
    by_quarter = queries.agency_gss_by_quarter().iloc[-1]
    assert by_quarter.tolist() == [2026, 2, 7, 14, 22]
    assert Gss().content.headline.startswith("22府省庁のうち14がGSSへ移った")
    assert "50.1" in queries.agency_history("公正取引委員会")["value"].tolist()
    changes = queries.agency_gss_changes("2025", "2026").set_index("agency_name")
    assert changes.loc["経済産業省", "outcome"] == "done"
    one = AgencyHistory(agency="06").content
    assert "令和8年4月（2026年）に移った" in one.headline

    again = _publish("公正取引委員会,移行作業中,,,", seen=version.version_number)
    assert again.version_number == 2
    assert queries.agency_gss().set_index("agency_name").loc["公正取引委員会", "status"] == (
        "in_progress"
    )

    store.withdraw("followup-2026", author="担当A", note="誤り", seen=2)
    warehouse.refresh()
    assert queries.agency_gss().set_index("agency_name").loc["経済産業省", "status"] == (
        "in_progress"
    )
    assert queries.data_rounds()["round_code"].str.startswith("followup").sum() == 0


@pytest.mark.usefixtures("shown")
def test_two_officers_do_not_overwrite_each_other() -> None:
    _publish("法務省,移行済み,2026-05,,")
    with pytest.raises(store.StoreFault):
        _publish("法務省,移行作業中,,,", seen=0)


def test_a_file_with_errors_or_without_a_source_is_not_published() -> None:
    day = date(2026, 9, 30)
    with pytest.raises(intake.PublishRefused):
        followups.draft(_read("法務省,?,,,"), author="A", citation="資料", day=day)
    with pytest.raises(intake.PublishRefused):
        followups.draft(_read("法務省,予定,,,"), author="A", citation=" ", day=day)
