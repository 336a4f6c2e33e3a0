"""Tables of the statistics portal's layout, wide and long, through the mappings of the guide."""

from datetime import date

import pytest

from readiness import intake
from readiness.definitions.questionnaire import surveys
from readiness.intake.findings import FileRefused
from readiness.intake.sheets import decode
from tests.support import ROOT
from tests.support.intake_files import received

DAY = date(2022, 10, 1)
EXPECTED = {
    "342084": {
        "adoption": "none_or_undecided",
        "reason.cost": "yes",
        "reason.security": "no",
    },
    "342092": {"adoption": "formal", "device.loan": "yes", "style.home": "yes"},
}
WIDE = (
    "団体コード,都道府県名,団体名,職員規模,テレワークの導入状況,導入コストがかかる,情報セキュリティの確保に不安,"
    "テレワーク用の貸出用端末,在宅勤務\n"
    "342084,広島県,府中市,101人以上300人以下,導入する予定はない・未定,1,0,,\n"
    "342092,広島県,三次市,301人以上500人以下,正式に導入している,,,1,1\n"
)
LONG = (
    "時点,団体コード,都道府県名,団体名,属性,値\n"
    "2022年度,342084,広島県,府中市,テレワークの導入状況,導入する予定はない・未定\n"
    "2022年度,342092,広島県,三次市,テレワークの導入状況,正式に導入している\n"
    "2022年度,342084,広島県,府中市,導入コストがかかる,1\n"
    "2022年度,342084,広島県,府中市,情報セキュリティの確保に不安,0\n"
    "2022年度,342092,広島県,三次市,テレワーク用の貸出用端末,1\n"
    "2022年度,342092,広島県,三次市,在宅勤務,1\n"
)


def _mapping(name: str) -> intake.ColumnMapping:
    content = (ROOT / f"docs/mappings/estat_00200218_{name}.json").read_bytes()
    return intake.read_mapping(decode("", content)[0], surveys(DAY))


def _given(text: str, name: str) -> intake.Received:
    return received(text.encode(), f"{name}.csv", survey_date=DAY, mapping=_mapping(name))


def _stated(result: intake.Received) -> dict[str, dict[str, str]]:
    return {
        code: {key: value for key, value in given.items() if value}
        for code, given in result.answers.items()
        if any(given.values())
    }


@pytest.mark.parametrize(("name", "text"), [("wide", WIDE), ("long", LONG)])
def test_a_table_of_the_portal_is_read_through_the_mapping_of_the_guide(
    name: str, text: str
) -> None:
    result = _given(text, name)
    assert _stated(result) == EXPECTED
    assert not [one for one in result.report.findings if one.severity == "error"]


def test_a_fault_in_a_long_table_is_named_where_it_stands_in_the_file() -> None:
    result = _given(
        LONG.replace("府中市,導入コストがかかる,1", "府中市,導入コストがかかる,さあ"), "long"
    )
    (fault,) = [one for one in result.report.findings if "さあ" in f"{one.reason}{one.value}"]
    assert (fault.row, fault.column) == (4, "F")


def test_two_values_for_one_attribute_are_refused_with_their_row() -> None:
    more = LONG + "2022年度,342084,広島県,府中市,導入コストがかかる,0\n"
    result = _given(more, "long")
    fault = result.report.findings[0]
    assert "違う値が2つ" in fault.reason
    assert fault.row == 8


@pytest.mark.parametrize("long", ['{"attribute": "属性"}', '"属性"', '{"value": 1, "other": 2}'])
def test_a_mapping_that_half_names_a_long_table_is_refused(long: str) -> None:
    with pytest.raises(FileRefused):
        intake.read_mapping(
            '{"subject": "local", "columns": {}, "long": %s}' % long,  # noqa: UP031
            surveys(DAY),
        )
