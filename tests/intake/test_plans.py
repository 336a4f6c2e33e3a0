"""Plans of agencies: several quarters each, and the deadline in the words of the round asked."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from readiness import intake, store
from readiness.data import queries, warehouse
from readiness.definitions import questionnaire
from readiness.language import wording
from readiness.subjects import catalogue, numbers
from tests.support import ROOT


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test here publishes for itself."""


DAY = date(2026, 10, 1)
ROUND = "agency-2026-10-01"


def _filled(answers: dict[str, dict[str, str]]) -> intake.Received:
    """The agencies' collecting sheet with these cells, as it comes back."""
    survey = questionnaire.surveys(DAY)["agency"]
    content = intake.collecting_sheet(survey, intake.roster("agency"), DAY, answers)
    return intake.receive([intake.Upload("府省庁.xlsx", content)])


def _publish(received: intake.Received) -> None:
    draft = intake.draft(received, author="担当A", deadline_date="2030-03-31", state="final")
    intake.publish(draft, seen=0)
    warehouse.refresh()
    st.cache_resource.clear()  # another store of these tests may have had the same state


PLANNED = {
    "総務省": {
        "remote_access.planned_fy2020": "○",
        "plan": "2027年度第2四半期",
        "plan.2": "2028年度第1四半期",
        "plan.3": "2027年度第2四半期",  # the same again: one mark
        "teleworker_count": "1,234",
    },
    "財務省": {"remote_access.all_staff": "○"},
}


def test_several_quarters_go_from_the_workbook_to_the_marks_and_the_roadmap() -> None:
    received = _filled(PLANNED)
    assert received.report.errors == []
    assert [one.column for one in received.report.warnings if "同じ時期" in one.reason] == ["S"]
    assert received.report.totals["実施（整備）予定の時期"] == {
        "2027年度第2四半期": 1,
        "2028年度第1四半期": 1,
    }
    _publish(received)
    marks = queries.agency_plan_marks(ROUND)
    assert marks[["agency_name", "planned_fiscal_year", "planned_quarter"]].values.tolist() == [
        ["総務省", 2027, 2],
        ["総務省", 2028, 1],
    ]
    counted = queries.agency_plan_by_quarter(ROUND).set_index(["fiscal_year", "quarter"])
    assert counted.loc[(2027, 2), "agency_count"] == counted.loc[(2028, 1), "agency_count"] == 1
    covered = queries.agency_coverage_by_quarter(ROUND).set_index(["fiscal_year", "quarter"])
    assert covered.loc[(2027, 1), "covered_count"] == 1  # only the one that has it
    assert covered.loc[(2027, 2), "covered_count"] == 2  # at the earlier of its two marks
    assert covered.iloc[-1]["covered_count"] == 2


def test_the_form_has_a_cell_with_the_same_list_for_each_quarter() -> None:
    survey = questionnaire.surveys(DAY)["agency"]
    agency = intake.roster("agency").by_code["総務省"]
    book = openpyxl.load_workbook(io.BytesIO(intake.form(survey, agency, DAY)))
    rows = {row[0].value: row for row in book["回答"].iter_rows(min_row=7)}
    keys = ["plan", "plan.2", "plan.3", "plan.4"]
    assert [rows[key][2].value for key in keys] == ["（1）", "（2）", "（3）", "（4）"]
    rules = {
        str(rule.sqref): rule.formula1 for rule in book["回答"].data_validations.dataValidation
    }
    assert len({rules[f"D{rows[key][0].row}"] for key in keys}) == 1


def test_only_quarters_of_agencies_may_be_several() -> None:
    text = questionnaire.DEFINITION.read_text(encoding="utf-8")
    for broken in (
        text.replace("several: 4", "several: 9"),
        text.replace("several: 4", "several: x"),
    ):
        with pytest.raises(questionnaire.DefinitionFault, match="several"):
            questionnaire.parse(broken)
    local = text.replace(
        "kind: quarter\n      label: 導入", "kind: quarter\n      several: 2\n      label: 導入"
    )
    with pytest.raises(questionnaire.DefinitionFault, match=r"local\.planned_quarter"):
        questionnaire.parse(local)


def test_the_next_questionnaire_names_its_own_deadline() -> None:
    survey = questionnaire.surveys(DAY)["agency"]
    assert (
        survey.question("remote_access").choice("planned_fy2020").label == "2029年度までに整備予定"
    )
    sheet = intake.collecting_sheet(survey, intake.roster("agency"), DAY)
    words = {
        str(cell.value)
        for row in openpyxl.load_workbook(io.BytesIO(sheet))["回答"].iter_rows(max_row=4)
        for cell in row
    }
    assert "2029年度までに整備予定" in words
    assert not any("2020年度" in word or "{" in word for word in words)
    of_no_round = questionnaire.surveys()["agency"].question("remote_access")
    assert of_no_round.choice("planned_fy2020").label == "期限の年度までに整備予定"


@pytest.mark.slow
def test_each_round_is_shown_in_its_own_words() -> None:
    _publish(_filled(PLANNED))
    for round_code, label, short in (
        (ROUND, "2029年度までに整備予定", "令和11年度までに整備予定"),
        ("agency-2017-03", "2020年度までに整備予定", "令和2年度までに整備予定"),
    ):
        methods = queries.agency_access_methods(round_code).set_index("access_method_code")
        assert methods.loc["planned_fy2020", "access_method"] == label
        for rows in (
            queries.agency_item_counts(round_code),
            queries.agency_answers(round_code),
            queries.agency_gap(round_code, "総務省"),
        ):
            assert set(rows.loc[rows["choice_code"] == "planned_fy2020", "item"]) == {short}
        stages = queries.agency_stage(round_code)
        assert set(stages.loc[stages["stage"] == 1, "stage_name"]) == {label}
    wording.speak("en")
    try:
        items = queries.agency_item_counts(ROUND).set_index("choice_code")["item"]
        assert items["planned_fy2020"] == "Planned by FY2029"
    finally:
        wording.speak("ja")


def test_the_preview_names_the_deadline_of_the_round() -> None:
    received = _filled(PLANNED)
    items = {row["item"] for row in intake.preview(received)}
    assert "リモートアクセス機能の整備状況：2029年度までに整備予定" in items


def test_the_report_keeps_the_drop_downs_and_can_be_sent_in_again() -> None:
    wrong = {"総務省": {**PLANNED["総務省"], "plan": "来年"}}
    survey = questionnaire.surveys(DAY)["agency"]
    sheet = intake.collecting_sheet(survey, intake.roster("agency"), DAY, wrong)
    form = intake.form(survey, intake.roster("agency").by_code["総務省"], DAY, wrong["総務省"])
    for content, cell in ((sheet, "Q16"), (form, "D20")):
        received = intake.receive([intake.Upload("府省庁.xlsx", content)])
        assert len(received.report.errors) == 1
        book = openpyxl.load_workbook(io.BytesIO(intake.report_book(received)))
        marked = book["回答（印付き）1"]
        assert marked[cell].value == "来年"
        rules = marked.data_validations.dataValidation
        assert len(rules) == len(survey.items)
        (rule,) = [rule for rule in rules if cell in rule.sqref]
        assert rule.type == "list"
        name, place = rule.formula1.split("!")
        assert book[name].sheet_state == "hidden"
        offered = [row[0].value for row in book[name][place.replace("$", "")]]
        assert offered[:2] == ["2026年度第3四半期", "2026年度第4四半期"]
        marked[cell].value = offered[0]
        target = io.BytesIO()
        book.save(target)
        again = intake.receive([intake.Upload("府省庁_直した.xlsx", target.getvalue())])
        assert again.report.errors == []
        assert (again.survey_date, again.subject) == (DAY, "agency")
        assert again.answers["総務省"]["plan"] == "2026q3"


def test_an_earlier_form_with_one_quarter_is_still_read() -> None:
    head = "name,plan,remote_access.planned_fy2020\n"
    upload = intake.Upload("前.csv", (head + "総務省,2027年度第2四半期,○\n").encode())
    received = intake.receive([upload], subject="agency", survey_date=DAY)
    _publish(received)
    assert len(queries.agency_plan_marks(ROUND)) == 1
    assert store.rounds()[0].answers["総務省"]["plan"] == "2027q2"


@pytest.mark.slow
def test_practice_agencies_have_several_marks() -> None:
    for one in intake.practice_rounds():
        store.publish(one, seen=0)
    warehouse.refresh()
    marks = queries.agency_plan_marks("agency-2018-03-01")
    assert marks.groupby("agency_name").size().max() > 1


@pytest.mark.slow
def test_numbers_stand_on_the_karte_with_unit_as_of_and_what_is_not_known() -> None:
    _publish(
        _filled(
            {
                "総務省": {"teleworker_count": "1,234"},
                "財務省": {"teleworker_count": "101"},
                "外務省": {"remote_access.all_staff": "○"},
            }
        )
    )
    rows = queries.agency_numbers(ROUND, "総務省")
    (said,) = numbers.lines(rows, "agencies", "2026年10月1日")
    assert said == (
        "テレワークを実施した職員の数（前年度、本省）　1,234人（比べる相手の回答は2 / 22で、"
        "少ないため中央値を出さない。最小101人～最大1,234人。2026年10月1日時点）"
    )
    (unknown,) = numbers.lines(queries.agency_numbers(ROUND, "外務省"), "agencies", "")
    assert "－ 記載なし（比べる相手の回答は2 / 22で" in unknown
    assert queries.agency_numbers("agency-2017-03", "総務省").empty
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["agency"] = "12"
    page = page.switch_page("pages/agency_karte.py").run()
    assert not page.exception
    assert any("1,234人" in one.value for one in page.markdown)


LOCAL_NUMBER = """
    - {code: licence_count, kind: number, unit: 本, label: 接続ライセンスの数, first_asked: "2026-10-01"}
"""


@pytest.mark.slow
def test_a_number_asked_of_local_governments_stands_beside_those_of_the_peers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = questionnaire.DEFINITION.read_text(encoding="utf-8").rstrip() + LOCAL_NUMBER
    longer = questionnaire.parse(text)
    monkeypatch.setattr(questionnaire, "_committed", lambda: longer)
    questionnaire.surveys.cache_clear()
    try:
        head = "code,adoption,licence_count\n"
        lines = "131016,正式に導入している,120\n131024,正式に導入している,30\n131032,正式に導入している,\n"
        upload = intake.Upload("回答.csv", (head + lines).encode())
        _publish(intake.receive([upload], subject="local", survey_date=DAY))
        (own,) = numbers.lines(queries.peer_numbers("131016", "prefecture"), "peers", "2026年")
        assert own.startswith(
            "接続ライセンスの数　120本（比べる相手の回答は1 / 61で、少ないため中央値"
        )
        (without,) = numbers.lines(queries.peer_numbers("131032", "prefecture"), "peers", "")
        assert "－ 記載なし（比べる相手の回答は2 / 61で、少ないため中央値" in without
    finally:
        questionnaire.surveys.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize("page", ["overview", "agency_karte", "agency_compare", "agency_status"])
def test_screens_of_a_later_round_name_its_deadline(page: str) -> None:
    _publish(_filled(PLANNED))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["agency"] = "12"
    app.query_params["agencies"] = "12,14"
    app = app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    said = [*words_shown(app)]
    assert not [word for word in said if "令和2年度までに" in word or "2020年度までに" in word]
    if page in ("overview", "agency_karte"):
        assert any("令和11年度までに" in word for word in said)


def words_shown(app: AppTest) -> list[str]:
    """Texts of the page, metrics and tables included."""
    words = [one.value for one in app.markdown] + [one.label for one in app.metric]
    for one in (*app.table, *app.dataframe):
        words += [str(cell) for row in one.value.values.tolist() for cell in row]
    return [str(word).replace("\\", "") for word in words]


@pytest.mark.slow
def test_slides_of_a_later_round_name_its_deadline() -> None:
    _publish(_filled(PLANNED))
    said = {}
    for code in ("overview#agencies", "roadmap#plans"):
        view = catalogue.view_of(code)
        said[code] = " ".join([view.headline, view.key_label, view.alt])
        assert "令和2年度" not in said[code]
    assert "令和11年度" in said["overview#agencies"]
    assert "令和9年度（2027年度）第2四半期" in said["roadmap#plans"]
    karte = catalogue.view_of("agency_karte?agency=12")
    assert "令和11年度までに予定" in karte.headline
