"""One definition gives questionnaires, dictionary and choices; the workbook guides who fills it in."""

import io
from datetime import date

import openpyxl
import pytest

from readiness import intake
from readiness.__main__ import main
from readiness.data import dictionary
from readiness.definitions import questionnaire
from readiness.intake import quarters

DAY = date(2026, 10, 1)
SMALL = """
local:
  title: 小さな調査
  horizon_years: 1
  questions:
    - code: adoption
      kind: single
      label: 導入状況
      choices:
        - {code: yes_it_is, label: 導入している, status: adopted}
        - {code: no_more, label: 昔の選択肢, last_asked: "2020-10-01"}
    - {code: staff, kind: number, label: 職員数, unit: 人}
"""


def _sheet(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))["回答"]


def test_a_collecting_sheet_names_everybody_with_code_and_holds_one_datum_per_cell() -> None:
    tokyo = intake.roster("local").of_prefecture("13")
    sheet = _sheet(intake.collecting_sheet(questionnaire.surveys()["local"], tokyo, DAY))
    assert [cell.value for cell in sheet[4]][:5] == [
        "code",
        "prefecture",
        "name",
        "adoption",
        "planned_quarter",
    ]
    assert [cell.value for cell in sheet[5]][:3] == ["130001", "東京都", "東京都"]
    assert [cell.value for cell in sheet[6]][:3] == ["131016", "東京都", "千代田区"]
    assert sheet.max_row == 4 + 63  # the prefecture, 62 municipalities
    assert not sheet.merged_cells.ranges


def test_names_are_locked_answers_are_not_and_each_answer_has_its_rule() -> None:
    tokyo = intake.roster("local").of_prefecture("13")
    survey = questionnaire.surveys()["local"]
    sheet = _sheet(intake.collecting_sheet(survey, tokyo, DAY))
    assert sheet.protection.sheet
    assert sheet["C6"].protection.locked
    assert not sheet["D6"].protection.locked
    assert len(sheet.data_validations.dataValidation) == len(survey.items)


def test_a_form_carries_one_agency_and_a_row_for_each_choice() -> None:
    agency = intake.roster("agency").by_code["総務省"]
    survey = questionnaire.surveys()["agency"]
    sheet = _sheet(intake.form(survey, agency, DAY))
    keys = [row[0].value for row in sheet.iter_rows(min_row=7)]
    assert keys == [item.key for item in survey.items]
    assert (sheet["D2"].value, sheet["D3"].value, sheet["D4"].value) == (
        "12",
        "総務省",
        "2026-10-01",
    )


def test_the_quarters_offered_start_with_the_one_of_the_survey_date() -> None:
    offered = quarters.offered(DAY, 2)
    assert offered[0] == (2026, 3)
    assert offered[-1] == (2027, 4)


def test_a_changed_definition_changes_questionnaire_choices_and_keys() -> None:
    survey = questionnaire.parse(SMALL)["local"]
    assert [item.key for item in survey.items] == ["adoption", "staff"]
    tokyo = intake.roster("local").of_prefecture("13")
    table = intake.collecting_table(survey, tokyo)
    assert table[0] == ["code", "prefecture", "name", "adoption", "staff"]
    rules = _sheet(intake.collecting_sheet(survey, tokyo, DAY)).data_validations.dataValidation
    assert sorted(rule.type for rule in rules) == ["list", "whole"]
    book = openpyxl.load_workbook(io.BytesIO(intake.collecting_sheet(survey, tokyo, DAY)))
    assert [cell.value for cell in book["_lists"]["A"]] == ["導入している"]
    assert [row["choice_code"] for row in questionnaire.choice_rows(SMALL)] == [
        "yes_it_is",
        "no_more",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: single", "kind: several", "several"),
        ("unit: 人", "units: 人", "units"),
        ("code: no_more", "code: yes_it_is", "同じ code"),
        ("label: 職員数", "only_if: {adoption: [maybe]}, label: 職員数", "maybe"),
    ],
)
def test_a_broken_definition_is_named(old: str, new: str, said: str) -> None:
    with pytest.raises(questionnaire.DefinitionFault, match=said):
        questionnaire.parse(SMALL.replace(old, new))


def test_the_dictionary_lists_every_question_and_choice() -> None:
    text = dictionary.as_markdown()
    for survey in questionnaire.surveys().values():
        for question in survey.questions:
            assert f"| {question.code} | {question.label} |" in text
    assert "none_or_undecided 導入する予定はない・未定" in text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2027年度第2四半期", (2027, 2)),
        ("令和9年度第２四半期", (2027, 2)),
        ("令和9年度（2027年度）第2四半期", (2027, 2)),
        ("令和元年度第1四半期", (2019, 1)),
        ("R9 Q2", (2027, 2)),
        ("2027q2", (2027, 2)),
        ("2027年度第四四半期", (2027, 4)),
        ("2027年度第5四半期", (2027, 5)),  # impossible, but read: the check says so
        ("2027", None),
        ("来年", None),
    ],
)
def test_quarters_are_read_in_every_way_of_writing(text: str, read: tuple[int, int] | None) -> None:
    assert quarters.parse(text) == read


def test_the_shell_writes_the_sheets_of_one_prefecture(tmp_path, capsys) -> None:
    out = str(tmp_path)
    shell = ["questionnaire", "local", "--as-of", "2026-10-01", "--prefecture", "13", "--out", out]
    assert main(shell) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    stem = "調査票_取りまとめ_2026-10-01_13東京都"
    assert names == [f"{stem}.csv", f"{stem}.xlsx"]
    assert main([*shell[:5], "99", "--out", out]) == 2
    assert "99" in capsys.readouterr().err
