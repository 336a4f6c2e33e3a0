"""One officer runs a survey from the shell: open, send, receive, correct, remind, close, publish."""

import csv
import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from readiness import intake, store
from readiness.__main__ import main
from readiness.data import queries, warehouse
from readiness.definitions import questionnaire
from readiness.intake import coding, sending, surveying
from readiness.store import surveys

DAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test opens surveys of its own."""


def _open(capsys: pytest.CaptureFixture[str], *more: str, subject: str = "local") -> str:
    days = ["--as-of", "2026-10-01", "--due", "2026-11-05", "--author", "担当A"]
    contact = ["--contact", "総務省 公務員部 電話 03-0000-0000"]
    assert main(["survey", "open", subject, *days, *contact, *more]) == 0
    return capsys.readouterr().out.strip()


def _form(code: str, answers: Mapping[str, str], subject: str = "local") -> bytes:
    """A filled questionnaire of one body, as it comes back."""
    entry = surveys.surveys()[0]
    one = intake.roster(subject).by_code[code]
    questions, heading = surveying.questions_of(entry), surveying.heading_of(entry)
    return intake.form(questions, one, DAY, answers, heading=heading)


def _file(tmp_path: Path, name: str, content: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content)
    return str(path)


def _register(capsys: pytest.CaptureFixture[str], code: str) -> dict[str, list[str]]:
    capsys.readouterr()
    assert main(["survey", "register", code, "--format", "csv"]) == 0
    head, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert head == ["code", "name", "state", "received_at", "version"]
    return {row[0]: row[1:] for row in rows}


FORMAL = {
    "adoption": "正式に導入している",
    "device.loan": "○",
    "person": "山田 花子",
    "telephone": "082-000-0000",
}


def test_the_code_alone_is_printed_and_everybody_of_the_prefecture_is_waited_for(capsys) -> None:
    code = _open(capsys, "--prefecture", "34")
    assert code == "local-2026-10-01"
    rows = _register(capsys, code)
    assert len(rows) == 24
    assert rows["341002"] == ["広島県広島市", "missing", "", "0"]


def test_a_list_of_codes_and_names_says_who_is_asked(tmp_path: Path, capsys) -> None:
    bodies = _file(tmp_path, "団体.txt", "341002\n呉市\n東京都府中市\n".encode("cp932"))
    code = _open(capsys, "--bodies", bodies)
    assert list(_register(capsys, code)) == ["132063", "341002", "342025"]
    unknown = _file(tmp_path, "誤り.txt", "どこにもない市\n".encode())
    days = ["--as-of", "2025-10-01", "--due", "2026-11-05", "--contact", "x"]
    assert main(["survey", "open", "local", *days, "--bodies", unknown]) == 2
    assert "どこにもない市" in capsys.readouterr().err


def test_the_zip_has_a_file_for_each_with_deadline_contact_and_room_for_who_answers(
    tmp_path: Path, capsys
) -> None:
    code = _open(capsys, subject="agency")
    out = tmp_path / "調査票.zip"
    assert main(["survey", "send", code, "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        assert len(names) == 23
        assert names[0] == "はじめにお読みください（依頼文）.docx"
        assert "調査票_2026-10-01_12総務省.xlsx" in names
        content = archive.read("調査票_2026-10-01_12総務省.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["回答"]
    texts = {row[0].value: (row[2].value, row[3].value) for row in sheet.iter_rows()}
    assert texts["due_date"][0] == "令和8年11月5日（2026年）"
    assert texts["contact"][0] == "総務省 公務員部 電話 03-0000-0000"
    assert {"person", "telephone", "barrier.text"} <= set(texts)
    # A4, its width on one page, the keys of the program not printed.
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.print_area == "'回答'!$B$2:$E$29"
    (sent,) = surveys.mailings(code)
    assert (sent.kind, len(sent.respondents)) == ("send", 22)


def test_a_file_is_counted_a_wrong_one_is_kept_and_a_corrected_one_replaces(
    tmp_path: Path, capsys
) -> None:
    code = _open(capsys, "--prefecture", "34")
    good = _file(tmp_path, "広島市.xlsx", _form("341002", FORMAL))
    assert main(["survey", "receive", code, good, "--author", "担当B"]) == 0
    wrong = FORMAL | {"reason.cost": "○"}
    bad = _file(tmp_path, "広島市（訂正）.xlsx", _form("341002", wrong))
    capsys.readouterr()
    reports = tmp_path / "差し戻し"
    assert main(["survey", "receive", code, bad, "--report", str(reports)]) == 2
    said = capsys.readouterr().err
    assert "広島県広島市「導入していない理由：導入コストがかかる」" in said
    assert "回答 D29" in said
    assert [path.name for path in reports.iterdir()] == ["確認結果_広島市（訂正）.xlsx"]
    line = _register(capsys, code)["341002"]
    assert (line[1], line[3]) == ("errors", "2")
    # The answers before stay in the draft.
    entry = surveys.survey(code)
    assert surveying.drafted(entry).answers == {
        "341002": {"adoption": "formal", "device.loan": "yes"}
    }
    third = _file(tmp_path, "広島市3.xlsx", _form("341002", FORMAL | {"device.loan": "×"}))
    assert main(["survey", "receive", code, third]) == 0
    assert _register(capsys, code)["341002"][1:4:2] == ["answered", "3"]
    assert surveying.drafted(entry).answers["341002"]["device.loan"] == "no"
    kept = surveys.files(code)
    assert [(one.file_number, one.is_counted, one.sender) for one in kept] == [
        (3, True, "広島県広島市"),
        (2, False, "広島県広島市"),
        (1, True, "広島県広島市"),
    ]
    assert surveys.content(code, 1) == Path(good).read_bytes()
    (first, *_) = surveys.answers(code, with_values=True)
    assert first.texts == {"person": "山田 花子", "telephone": "082-000-0000"}


def test_who_is_not_asked_and_what_is_no_file_changes_nothing(tmp_path: Path, capsys) -> None:
    code = _open(capsys, "--prefecture", "34")
    stranger = _file(tmp_path, "千代田区.xlsx", _form("131016", FORMAL))
    program = _file(tmp_path, "回答.xlsx", b"MZ" + b"\x00" * 100)
    missing = str(tmp_path / "ない.xlsx")
    assert main(["survey", "receive", code, stranger, program, missing]) == 2
    said = capsys.readouterr().err
    assert "東京都千代田区" in said
    assert "対象ではない" in said
    assert {one[1] for one in _register(capsys, code).values()} == {"missing"}
    assert surveys.content(code, 2) == b""  # nobody is to open a program from here


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["register", "local-2030-10-01"], "あるのは local-2026-10-01"),
        (["open", "local", "--as-of", "2026-10-01", "--due", "2026-09-01", "--contact", "x"], "前"),
        (
            ["open", "local", "--as-of", "2026-10-01", "--due", "2026-11-01", "--contact", " "],
            "問合せ先",
        ),
        (
            ["open", "local", "--as-of", "2026-10-01", "--due", "2026-11-01", "--contact", "x"],
            "local-2026-10-01",
        ),
        (
            "open local --as-of 2025-10-01 --due 2026-11-01 --contact x --prefecture 99".split(),
            "99",
        ),
        (["reopen", "local-2026-10-01"], "締め切っていません"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(arguments: list[str], said: str, capsys) -> None:
    _open(capsys)
    assert main(["survey", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_a_closed_survey_neither_sends_nor_receives_until_it_is_opened_again(
    tmp_path: Path, capsys
) -> None:
    code = _open(capsys, "--prefecture", "34")
    good = _file(tmp_path, "広島市.xlsx", _form("341002", FORMAL))
    assert main(["survey", "close", code, "--author", "担当B"]) == 0
    assert main(["survey", "close", code]) == 2
    for verb in (
        ["receive", code, good],
        ["send", code, "--out", str(tmp_path / "x.zip")],
        ["remind", code, "--out", str(tmp_path / "x")],
    ):
        capsys.readouterr()
        assert main(["survey", *verb]) == 2
        assert "締め切っています" in capsys.readouterr().err
    assert main(["survey", "reopen", code]) == 0
    assert main(["survey", "receive", code, good]) == 0


def test_reminders_go_to_who_has_not_answered_and_are_in_the_register(
    tmp_path: Path, capsys
) -> None:
    code = _open(capsys, "--prefecture", "34")
    good = _file(tmp_path, "広島市.xlsx", _form("341002", FORMAL))
    assert main(["survey", "receive", code, good]) == 0
    out = tmp_path / "督促"
    assert main(["survey", "remind", code, "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "メール文（督促）_34広島県（23団体）.txt",
        "督促状_34広島県（23団体）.docx",
    ]
    letter = docx.Document(str(out / "督促状_34広島県（23団体）.docx"))
    points, listed = letter.tables
    assert [cell.text for cell in points.rows[2].cells] == ["提出期限", "令和8年11月5日（2026年）"]
    assert points.rows[3].cells[1].text == "総務省 公務員部 電話 03-0000-0000"
    assert [cell.text for cell in listed.rows[1].cells] == ["340006", "広島県", "未提出"]
    assert len(listed.rows) == 24
    mail = (out / "メール文（督促）_34広島県（23団体）.txt").read_text("utf-8-sig")
    assert "広島県　御担当者　様" in mail
    assert "令和8年11月5日（2026年）" in mail
    assert "342025　広島県呉市　未提出" in mail
    lines = {line.code: line for line in surveying.register(surveys.survey(code))}
    assert lines["342025"].reminded_at
    assert not lines["341002"].reminded_at


def test_the_draft_is_published_as_provisional_and_shown(tmp_path: Path, capsys) -> None:
    code = _open(capsys, "--prefecture", "34")
    good = _file(tmp_path, "広島市.xlsx", _form("341002", FORMAL))
    assert main(["survey", "publish", code, "--author", "担当A"]) == 2
    assert main(["survey", "receive", code, good]) == 0
    assert main(["survey", "publish", code, "--author", "担当A"]) == 0
    assert warehouse.refresh()
    assert queries.provisional_round("local") == "local-2026-10-01"
    (entry,) = store.rounds()
    assert entry.answers == {"341002": {"adoption": "formal", "device.loan": "yes"}}


def test_free_texts_are_coded_into_reasons_and_the_text_is_kept(tmp_path: Path, capsys) -> None:
    code = _open(capsys, "--prefecture", "34")
    undecided = {"adoption": "導入する予定はない・未定"}
    for town, text in (("341002", "紙の決裁が多い"), ("342025", "お金がない")):
        content = _form(town, undecided | {"reason.text": text})
        # 広島市 had adopted it before: a warning.
        assert main(["survey", "receive", code, _file(tmp_path, f"{town}.xlsx", content)]) <= 1
    entry = surveys.survey(code)
    questions = surveying.questions_of(entry)
    paper, money = coding.free_texts(entry, questions, surveying.counted_answers(entry))
    assert (paper.text, money.text) == ("紙の決裁が多い", "お金がない")
    coding.code_text(entry, money, ("cost",), author="担当A")
    coding.code_text(entry, paper, (), author="担当A", new_label="紙の書類・押印が多い")
    answers = surveying.drafted(entry).answers
    assert answers["342025"]["reason.cost"] == "yes"
    (reason,) = surveys.reasons("local")
    assert answers["341002"][f"reason.{reason.choice_code}"] == "yes"
    found = coding.free_texts(entry, questions, surveying.counted_answers(entry))
    assert [(one.text, one.coding is not None) for one in found] == [
        ("紙の決裁が多い", True),
        ("お金がない", True),
    ]
    # The next questionnaire offers the new reason.
    main("survey open local --as-of 2027-10-01 --due 2027-11-05 --contact x".split())
    later = surveying.questions_of(surveys.survey("local-2027-10-01"))
    labels = [choice.label for choice in later.question("reason").asked_choices]
    assert "紙の書類・押印が多い" in labels
    # Other words are to be coded anew.
    content = _form_of(entry, "341002", undecided | {"reason.text": "庁舎が古い"})
    assert main(["survey", "receive", code, _file(tmp_path, "訂正.xlsx", content)]) <= 1
    first, _ = coding.free_texts(entry, questions, surveying.counted_answers(entry))
    assert (first.text, first.coding) == ("庁舎が古い", None)


def _form_of(entry: surveys.SurveyEntry, code: str, answers: Mapping[str, str]) -> bytes:
    one = intake.roster("local").by_code[code]
    heading = surveying.heading_of(entry)
    return intake.form(surveying.questions_of(entry), one, DAY, answers, heading=heading)


def test_contradictions_name_body_question_and_cell() -> None:
    agency = intake.roster("agency").by_code["人事院"]
    questions = questionnaire.surveys(DAY)["agency"]
    content = intake.form(
        questions,
        agency,
        DAY,
        {"remote_access.all_staff": "○", "remote_access.planned_fy2020": "○"},
    )
    received = intake.receive([intake.Upload("人事院.xlsx", content)])
    (error,) = received.report.errors
    assert str(error) == (
        "人事院.xlsx 回答 D10 「○」： 人事院「リモートアクセス機能の整備状況：2029年度までに整備予定」"
        " 「全職員が私用端末又は1人1台の業務用PCで利用可能」に○があるのに"
        "「2029年度までに整備予定」にも○があります。"
        " 整備済みなら予定を×に、予定なら整備状況を×に直してください。"
    )


def test_a_survey_date_to_come_is_a_warning() -> None:
    content = b"code,name,adoption\n131016,,formal\n"
    received = intake.receive(
        [intake.Upload("a.csv", content)], subject="local", survey_date=date(2099, 10, 1)
    )
    assert any("2099-10-01" in one.reason for one in received.report.warnings)


def test_a_town_each_has_its_own_folder(capsys) -> None:
    code = _open(capsys, "--prefecture", "34")
    outgoing = sending.questionnaires(surveys.survey(code), sending.EACH)
    assert len(outgoing) == 25
    assert outgoing[2].name == "34広島県（24団体）/調査票_2026-10-01_341002広島県広島市.xlsx"


def test_a_new_reason_is_counted_with_its_label_once_its_round_is_published(
    tmp_path: Path, capsys
) -> None:
    code = _open(capsys, subject="agency")
    entry = surveys.survey(code)
    for name, given in (
        ("総務省", {"barrier.other": "○", "barrier.text": "紙の決裁が残る", "barrier.budget": "×"}),
        ("財務省", {"barrier.other": "×", "barrier.budget": "○"}),
        ("外務省", {"barrier.other": "○", "barrier.text": "在外公館の回線"}),
    ):
        content = _form(name, {"remote_access.all_staff": "○"} | given, "agency")
        assert main(["survey", "receive", code, _file(tmp_path, f"{name}.xlsx", content)]) <= 1
    questions = surveying.questions_of(entry)
    found = coding.free_texts(entry, questions, surveying.counted_answers(entry))
    (paper,) = [one for one in found if one.respondent_code == "総務省"]
    coding.code_text(entry, paper, (), author="担当A", new_label="紙の決裁")
    assert main(["survey", "publish", code, "--author", "担当A", "--final"]) == 1
    assert "自由記述1件" in capsys.readouterr().out
    assert warehouse.refresh()
    (published,) = store.rounds()
    (reason,) = surveys.reasons("agency")
    assert published.added == (("barrier", reason.choice_code, "紙の決裁"),)
    rows = queries.agency_item_counts(code)
    counted = rows[rows["choice_code"] == reason.choice_code].iloc[0]
    assert (counted["item"], counted["agency_count"], counted["answered_count"]) == (
        "紙の決裁",
        1,
        3,
    )
    # A text that nobody has coded says neither yes nor no.
    marks = {
        name: given.get(f"barrier.{reason.choice_code}")
        for name, given in published.answers.items()
    }
    assert marks == {"総務省": "yes", "財務省": "no", "外務省": None}
    (uncoded,) = [
        one for one in surveying.drafted(entry).report.warnings if "自由記述" in one.reason
    ]
    assert "1件" in uncoded.reason
