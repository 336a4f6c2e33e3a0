"""Answers are read from every layout and encoding, and each fault is named with cell and remedy."""

import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness import intake
from readiness.__main__ import main
from readiness.data import queries
from readiness.definitions.questionnaire import surveys
from readiness.intake import sheets
from tests.support.intake_files import HEAD, local_csv, official_table, received, workbook

DAY = date(2026, 10, 1)


def _errors(result: intake.Received) -> list[intake.Finding]:
    return result.report.errors


def test_an_answer_of_each_kind_is_read() -> None:
    result = received(
        local_csv(
            "131016,東京都,千代田区,正式に導入している,,○,×,○,",
            "131024,東京都,中央区,導入・実施を検討中である,2027年度第2四半期,,,,○",
        )
    )
    assert _errors(result) == []
    assert result.answers == {
        "131016": {
            "adoption": "formal",
            "device.loan": "yes",
            "device.private": "no",
            "lan_access.loan": "yes",
        },
        "131024": {"adoption": "considering", "planned_quarter": "2027q2", "reason.cost": "yes"},
    }
    assert (result.report.answered_count, result.report.asked_count) == (2, 1788)


def test_a_filled_form_and_a_filled_collecting_sheet_give_the_same_answers() -> None:
    survey, everybody = surveys()["agency"], intake.roster("agency")
    cells = {
        "remote_access.all_staff": "○",
        "plan": "2027年度第1四半期",
        "teleworker_count": "1,200",
    }
    form = intake.form(survey, everybody.by_code["総務省"], DAY, cells)
    table = intake.collecting_sheet(survey, everybody, DAY, {"総務省": cells})
    wanted = {
        "総務省": {
            "remote_access.all_staff": "yes",
            "plan": "2027q1",
            "teleworker_count": "1200",
        }
    }
    for content in (form, table):
        result = intake.receive([intake.Upload("調査票.xlsx", content)])
        assert (result.subject, result.survey_date) == ("agency", DAY)
        assert _errors(result) == []
        assert result.answers == wanted


def test_many_files_are_read_at_once_and_the_same_respondent_twice_is_named() -> None:
    one = local_csv("131016,,千代田区,正式に導入している,,,,,")
    other = local_csv(
        "131016,,千代田区,試験的・実験的に導入している,,,,,", "131024,,中央区,検討中,,,,,"
    )
    result = intake.receive(
        [intake.Upload("a.csv", one), intake.Upload("b.csv", other)],
        subject="local",
        survey_date=DAY,
    )
    assert set(result.answers) == {"131016", "131024"}
    (error,) = _errors(result)
    assert (error.file, error.row, "a.csv" in error.reason) == ("b.csv", 2, True)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp932", "euc_jp"]
)
def test_every_encoding_in_use_is_read(encoding: str) -> None:
    text = local_csv("131016,東京都,千代田区,正式に導入している,,○,×,,").decode()
    result = received(text.encode(encoding))
    assert _errors(result) == []
    assert result.answers["131016"]["adoption"] == "formal"


def test_vendor_characters_of_cp932_survive() -> None:
    text, encoding = sheets.decode("x.csv", "①髙㈱～".encode("cp932"))
    assert (text, encoding) == ("①髙㈱～", "CP932")


@pytest.mark.parametrize(
    ("code", "name", "read_as"),
    [
        ("１３１０１６", "千代田区", "131016"),  # full-width digits
        ("13101", "千代田区", "131016"),  # without check digit
        ("11002", "札幌市", "011002"),  # Excel dropped the leading zero
        ("", "檮原町", "394050"),  # older form of the character
        ("", "篠山市", "282219"),  # renamed in 2019
        ("044237", "富谷町", "042161"),  # a town that became a city: new code
        ("", "高知県梼原町", "394050"),
    ],
)
def test_a_government_is_found_however_it_is_written(code: str, name: str, read_as: str) -> None:
    result = received(local_csv(f"{code},,{name},検討中,,,,,"))
    assert _errors(result) == []
    assert list(result.answers) == [read_as]


@pytest.mark.parametrize(
    ("name", "agency"),
    [("厚労省", "厚生労働省"), ("公取委", "公正取引委員会"), ("総務省", "総務省")],
)
def test_an_abbreviated_agency_is_found(name: str, agency: str) -> None:
    content = f"name,barrier.budget\n{name},○\n".encode()
    assert list(received(content, subject="agency").answers) == [agency]


def test_half_width_kana_and_full_width_letters_are_the_same_answer() -> None:
    result = received(
        local_csv(
            "131016,,千代田区,正式ﾆ導入ｼﾃｲﾙ,,〇,ｘ,,".replace("ﾆ", "に").replace("ｼﾃｲﾙ", "している")
        )
    )
    assert result.answers["131016"]["device.loan"] == "yes"
    assert result.answers["131016"]["device.private"] == "no"
    content = "name,communication.web_meeting\n総務省,○\n".encode()
    heading = content.replace(
        b"communication.web_meeting",
        "コミュニケーションツールの整備状況：Ｗｅｂ会議システム".encode(),
    )
    assert received(heading, subject="agency").answers == {
        "総務省": {"communication.web_meeting": "yes"}
    }


@pytest.mark.parametrize(
    ("row", "column", "reason", "suggestion"),
    [
        ("131016,,千代田区,正式に導入しました,,,,,", "D", "選択肢にない", "正式に導入している"),
        ("131016,,千代田区,検討中,2027年度第5四半期,,,,", "E", "ありえない", "第1（4～6月）"),
        ("131016,,千代田区,検討中,2025年度第1四半期,,,,", "E", "調査時点より前", "実施済み"),
        (
            "131016,,千代田区,検討中,来年の春,,,,",
            "E",
            "四半期として読めません",
            "2027年度第2四半期",
        ),
        ("131016,,千代田区,正式に導入している,,たぶん,,,", "F", "○か×では", "○"),
        (
            "131016,,千代田区,正式に導入している,2027q1,,,,",
            "E",
            "「導入・実施の予定時期」",
            "どちらか",
        ),
        ("131016,,千代田区,導入する予定はない・未定,,○,,,", "F", "「実施方法（端末）", "どちらか"),
        ("131016,,千代田区,正式に導入している,,×,,○,", "H", "○としていない端末", "どちらか"),
        ("131016,,千代田区,正式に導入している,,,,,○", "I", "「導入していない理由", "どちらか"),
        ("999999,,千代田市,検討中,,,,,", "A", "名簿にありません", "千代田"),
        (",,札晃市,検討中,,,,,", "C", "名簿にありません", "札幌市"),
        (",,府中市,検討中,,,,,", "C", "複数あります", "団体コード"),
        ("131016,,新宿区,検討中,,,,,", "C", "名称が違います", "どちらが正しいか"),
        ("131016,,千代田区,=1+1,,,,,", "D", "数式", "値だけ"),
        (",,,検討中,,,,,", "D", "団体コードも団体名もない", ""),
    ],
)
def test_each_fault_is_named_by_row_column_reason_and_way_out(
    row: str, column: str, reason: str, suggestion: str
) -> None:
    errors = _errors(received(local_csv("131041,,新宿区,検討中,,,,,", row)))
    found = [e for e in errors if e.column == column]
    assert found, errors
    assert (found[0].file, found[0].row) == ("回答.csv", 3)
    assert reason in found[0].reason
    assert suggestion in found[0].suggestion


def test_two_municipalities_of_one_name_are_told_by_their_prefecture() -> None:
    result = received(local_csv(",広島県,府中市,検討中,,,,,"))
    assert list(result.answers) == ["342084"]


def test_a_blank_cell_is_not_stated_and_never_no() -> None:
    result = received(local_csv("131016,,千代田区,正式に導入している,,○,,,"))
    assert "device.private" not in result.answers["131016"]


def test_a_total_row_is_held_against_the_answers() -> None:
    rows = (
        "131016,,千代田区,正式に導入している,,○,,,",
        "131024,,中央区,正式に導入している,,○,,,",
        ",,合計,2,,3,,,",
    )
    (error,) = _errors(received(local_csv(*rows)))
    assert (error.row, error.column) == (4, "F")
    assert "記入は3、回答を数えると2" in error.reason


def test_a_change_back_against_the_last_round_is_a_warning() -> None:
    # 東京都 (130001) had adopted in the round of 2023-10-01.
    result = received(local_csv("130001,,東京都,導入する予定はない・未定,,,,,"))
    assert _errors(result) == []
    assert any("○ 実施 → × 未実施" in f.reason for f in result.report.warnings)
    assert result.report.changes == {"○ 実施 → × 未実施": 1}


def test_who_has_not_answered_is_listed_by_prefecture() -> None:
    result = received(local_csv("130001,,東京都,正式に導入している,,,,,"))
    assert len(result.report.missing) == 47
    assert result.report.missing["東京都"][0] == "千代田区"
    assert sum(map(len, result.report.missing.values())) == 1787


def test_a_small_official_table_is_read_by_names_and_asks_for_those_of_several() -> None:
    # 池田町 stands in 北海道, 福井, 長野 and 岐阜: only a complete table tells by its order.
    text = (
        "\ufeff,,帯広市,池田町,福井市,福井県池田町,檮原町,小松市,,,,,\n"
        "自治体業務のDX,AIの導入状況,実施,実施,実施,実施,実施,実施,,,,,\n"
        "自治体業務のDX,テレワークの導入状況,実施,未実施,実施,未実施,実施,調査無し,,,,,\n"
    )
    result = received(text.encode(), name="official.csv", subject="")
    (error,) = _errors(result)
    assert (error.column, error.row, error.value) == ("D", 1, "池田町")
    assert "広島県府中市" in error.suggestion
    assert result.answers == {
        "012076": {"adoption": "adopted"},
        "182010": {"adoption": "adopted"},
        "183822": {"adoption": "not_adopted"},
        "394050": {"adoption": "adopted"},
    }


def test_the_official_table_of_full_size_gives_every_government_its_own_status() -> None:
    uploads = [
        intake.Upload("municipalities.csv", official_table({})),
        intake.Upload("prefectures.csv", official_table({}, are_prefectures=True)),
    ]
    result = intake.receive(uploads, survey_date=DAY)
    rows = queries.local_governments("local-2023-10-01")
    assert _errors(result) == []
    assert {code: answer["adoption"] for code, answer in result.answers.items()} == dict(
        zip(rows["code"], rows["status"], strict=True)
    )


def test_a_foreign_layout_is_read_through_a_saved_mapping(tmp_path: Path, capsys) -> None:
    foreign = tmp_path / "県の様式.csv"
    foreign.write_text(
        "団体CD,自治体,テレワーク導入の状況,コスト\n131016,千代田区,やってる,有\n", "utf-8"
    )
    shell = ["check", str(foreign), "--as-of", "2026-10-01", "--subject", "local"]
    assert main(shell) == 2
    saved = tmp_path / "mapping.json"
    assert main([*shell, "--suggest-mapping", str(saved)]) == 2
    suggested = json.loads(saved.read_text("utf-8"))
    assert suggested["columns"]["テレワーク導入の状況"] == "adoption"
    suggested["columns"] |= {"団体CD": "code", "自治体": "name"}
    suggested["columns"]["コスト"] = "device.loan"
    suggested["values"] = {"adoption": {"やってる": "formal"}}
    saved.write_text(json.dumps(suggested), "utf-8")
    capsys.readouterr()
    assert main([*shell, "--mapping", str(saved), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["answered_count"] == 1
    assert report["totals"]["テレワークの導入状況"] == {"正式に導入している": 1}


def test_the_report_goes_back_as_a_workbook_with_the_cells_marked() -> None:
    content = workbook(
        [HEAD.split(","), ["131016", "", "千代田区", "さあ", "", "=cmd()", "", "", ""]]
    )
    result = received(content, name="回答.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(intake.report_book(result)))
    assert book.sheetnames[:2] == ["確認結果", "未回答"]
    marked = book["回答（印付き）1"]["D2"]
    assert marked.value == "さあ"
    assert "選択肢にない" in marked.comment.text
    assert marked.fill.start_color.rgb == "FFFFBBBB"
    assert book["回答（印付き）1"]["F2"].value == "'=cmd()"


def test_the_shell_exits_0_1_or_2(tmp_path: Path, capsys) -> None:
    def run(content: bytes, name: str = "a.csv") -> int:
        path = tmp_path / name
        path.write_bytes(content)
        return main(["check", str(path), "--as-of", "2026-10-01", "--subject", "agency"])

    rows = "\n".join(f"{one.name},○" for one in intake.roster("agency").respondents)
    assert run(f"name,communication.web_meeting\n{rows}\n".encode()) == 0
    assert run(b"name,communication.web_meeting\n" + "総務省,○\n".encode()) == 1
    assert run(b"name,communication.web_meeting\n" + "総務省,?\n".encode()) == 2
    assert "総務省" not in capsys.readouterr().err
    assert main(["check", str(tmp_path / "none.csv")]) == 2


@settings(max_examples=30, deadline=None, derandomize=True)
@given(content=st.binary(max_size=400), ending=st.sampled_from(["csv", "xlsx"]))
def test_any_bytes_give_a_report_and_never_an_exception(content: bytes, ending: str) -> None:
    result = received(content, name=f"x.{ending}")
    assert result.report.exit_code == 2
    assert result.report.as_text()
    json.loads(result.report.as_json())


@pytest.mark.slow
@settings(max_examples=30, deadline=None, derandomize=True)
@given(cells=st.lists(st.text(max_size=12), min_size=9, max_size=9))
def test_any_text_in_the_cells_gives_a_report(cells: list[str]) -> None:
    content = workbook([HEAD.split(","), cells])
    result = received(content, name="x.xlsx")
    assert result.report.exit_code in (1, 2)
    intake.report_book(result)


@pytest.mark.parametrize(
    "rows",
    [
        '122033,千葉県,"市川市,正式に導入している\n122114,千葉県,成田市",検討中,,,,,',
        '122033,千葉県,市川市,検討中,,,,,"メモ\n122114,千葉県,成田市,検討中,,,,,"',
        '122033,千葉県,"市川市,正式に導入している\n122114,千葉県,成田市,検討中',
    ],
)
def test_a_quotation_mark_too_few_swallows_no_row(rows: str) -> None:
    result = received(local_csv(rows, head=HEAD + ",備考"))
    assert result.answers == {}
    assert any("引用符" in error.reason for error in _errors(result))


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("記入例", "記入例とみて"),
        ("見本", "記入例とみて"),
        ("前年度", "前の回とみて"),
        ("昨年の回答", "前の回とみて"),
    ],
)
def test_an_example_or_an_earlier_sheet_is_said_and_not_counted(sheet: str, said: str) -> None:
    target = io.BytesIO()
    book = openpyxl.Workbook()
    for title, code, name in ((sheet, "122114", "成田市"), ("回答", "122033", "市川市")):
        page = book.create_sheet(title)
        page.append(["団体コード", "団体名", "テレワークの導入状況"])
        page.append([code, name, "検討中"])
    book.remove(book["Sheet"])
    book.save(target)
    result = received(target.getvalue(), name="回答.xlsx")
    assert _errors(result) == []
    assert result.answers == {"122033": {"adoption": "considering"}}
    assert any(said in one.reason for one in result.report.warnings)
