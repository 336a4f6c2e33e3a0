"""Files as offices send them, each with what is right for it: tests/cases/reception, one kind each.

Files of all 1,788 are made here. What is not written out of the answers is not there.
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest

from readiness import intake
from readiness.data import queries
from readiness.definitions.questionnaire import surveys
from tests.support import ROOT

CASES = ROOT / "tests/cases/reception"
DAY = date(2026, 10, 1)
NONE = {"adoption": "none_or_undecided"}
FORMAL = {"adoption": "formal"}
THREE = {
    "122033": {"adoption": "formal", "department": "all"},
    "122114": NONE,
    "152021": {"adoption": "formal", "department": "some"},
}
ONE = {"122033": {"adoption": "formal", "department": "all"}}
Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Right:
    """The answers of a file, the cells of its errors, and words that its findings hold."""

    answers: Answers
    errors: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    mapping: str = ""
    unsaid: tuple[str, ...] = field(default=())


def _chiba(value: Callable[[int], Mapping[str, str]]) -> Answers:
    here = intake.roster("local").of_prefecture("12").respondents
    return {one.code: value(place) for place, one in enumerate(here)}


def _agencies(given: Mapping[str, str]) -> Answers:
    return {one.name: given for one in intake.roster("agency").respondents}


def _marks(value: str) -> dict[str, str]:
    survey = surveys(DAY)["agency"]
    given = {item.key: value for item in survey.items if item.question.kind == "multi"}
    return given | ({"remote_access.planned_fy2020": "no"} if value == "yes" else {})


QUARTER = {"adoption": "considering", "planned_quarter": "2027q2"}
DEVICES = ("device.desk_takeout", "device.private")


def _devices(*values: str) -> dict[str, str]:
    return FORMAL | {k: v for k, v in zip(DEVICES, values, strict=True) if v}


RIGHT: dict[str, Callable[[], Right]] = {
    "a01_cp932_title.csv": lambda: Right(THREE, said=("1行目",)),
    "a02_utf16_tsv_title.csv": lambda: Right(THREE, said=("1行目",)),
    "a02b_utf16_tsv_padded.csv": lambda: Right(THREE, said=("1行目",)),
    "a03_cr_only_small.csv": lambda: Right(THREE),
    "a04_semicolon.csv": lambda: Right(THREE),
    "a05_standard_head.csv": lambda: Right(THREE),
    "a05b_standard_head2.csv": lambda: Right(THREE, said=("B列（ID）は読んでいません",)),
    # 12203 is 市川市 without its check digit, and would be 士別市 with a lost zero.
    "a06_five_digit_chiba.csv": lambda: Right(
        dict.fromkeys(list(_chiba(lambda _: NONE))[1:], NONE), said=("検査数字のない",)
    ),
    "a06b_five_digit_no_name.csv": lambda: Right(
        {}, errors=("A2", "A3", "A4", ""), said=("決められません",)
    ),
    "a07_lost_zero.csv": lambda: Right(
        {"011002": FORMAL, "012025": NONE, "013315": NONE},
        said=("先頭の0が落ちた", "C列（郡名）は読んでいません"),
    ),
    "a08_four_digit.csv": lambda: Right({"011002": FORMAL, "012025": NONE}),
    "a09b_float_code_named.csv": lambda: Right({"011002": FORMAL}),
    "a10_radicals.csv": lambda: Right(
        {"202011": FORMAL, "232131": NONE, "262064": NONE, "162078": NONE}, unsaid=("遠野", "上尾")
    ),
    "a11_gun.csv": lambda: Right({"173614": FORMAL, "194301": NONE}),
    "a12_ivs.csv": lambda: Right({"292117": FORMAL}),
    "a14_wards.csv": lambda: Right(
        {"011002": FORMAL},
        errors=("A3", "A4"),
        said=("政令指定都市の区",),
        unsaid=("ではありませんか",),
    ),
    "a15_totals.csv": lambda: Right(THREE, unsaid=("合計が合いません",)),
    "a15c_total_plain.csv": lambda: Right(THREE),
    "a16_note_codecol.csv": lambda: Right(THREE, said=("注や余白",)),
    "a16b_note_codecol_plain.csv": lambda: Right(THREE, said=("注や余白",)),
    "a16d_note_date_and_answer.csv": lambda: Right(
        {"052108": {"adoption": "formal", "department": "all"}}, said=("注や余白",)
    ),
    "a17_dashes.csv": lambda: Right(
        {
            **dict.fromkeys(("122033", "152021"), FORMAL),
            **dict.fromkeys(("122114", "152048", "152056", "152064"), NONE),
        },
        said=("（6か所）は、空欄として",),
    ),
    "a19_dup_head.csv": lambda: Right({}, errors=("E2", ""), said=("D、E列",)),
    "a19b_dup_head_mapped.csv": lambda: Right(
        {}, errors=("D1", ""), said=("C、D列",), mapping="a19b_map.json"
    ),
    "a21_head_note.csv": lambda: Right({"122033": ONE["122033"] | {"part_time": "included"}}),
    "a21b_head_newline.csv": lambda: Right(ONE),
    "a27_quarters.csv": lambda: Right(
        {
            code: QUARTER if is_read else {"adoption": "considering"}
            for code, is_read in {
                "122033": True,
                "122114": True,
                "152021": True,
                "152048": False,  # about July
                "152056": False,  # no quarter
                "152064": True,
                "152081": True,
                "152099": False,  # of no era
            }.items()
        },
        errors=("D5", "D6", "D9"),
    ),
    "a28_answers.csv": lambda: Right(
        {
            "122114": FORMAL,
            "152021": FORMAL,
            "152056": {"adoption": "not_adopted"},
            "152064": {"adoption": "adopted"},
            "152081": NONE,
        },
        errors=("C2", "C5"),
    ),
    "a29_numbers.csv": lambda: Right(
        {"内閣官房": {"teleworker_count": "1234"}}, errors=("B4", "B5", "B6", "C3")
    ),
    "a31_embedded_newline.csv": lambda: Right(ONE),
    "a33_merged.csv": lambda: Right(
        {"032166": FORMAL, "221309": NONE}, errors=("C3",), unsaid=("揖斐川町",)
    ),
    "a38 回答.csv": lambda: Right(THREE),
    "a38 回答 (1).csv": lambda: Right(THREE),
    "a39_ガギグ（最終）.csv": lambda: Right(THREE),
    "a40_trailing_commas.csv": lambda: Right(THREE),
    "a45_spaces.csv": lambda: Right({"262021": FORMAL, "262064": NONE, "262048": NONE}),
    "a46_code_name_one_cell.csv": lambda: Right({}, errors=("A2", "")),
    "a48_pref_short.csv": lambda: Right({"132063": FORMAL, "342084": NONE, "016446": NONE}),
    "a49_north.csv": lambda: Right(THREE, errors=("A2",), said=("北方領土",), unsaid=("丹波山村",)),
    "a51_last_year_left.csv": lambda: Right(
        {"122033": FORMAL}, said=("C列（テレワークの導入状況（前回））",)
    ),
    "a52_two_tables.csv": lambda: Right(
        ONE | {"122114": {"adoption": "formal", "part_time": "included"}}
    ),
    "a54_head_after_30.csv": lambda: Right(ONE, said=("表題とみて",)),
    "a55_blank_name_rows.csv": lambda: Right(ONE, said=("注や余白",)),
    "a56_marks.csv": lambda: Right(
        {
            "122033": _devices("", "yes"),
            "122114": _devices("", "yes"),
            "152021": _devices("yes", "no"),
            "152048": _devices("yes", "no"),
            "152056": _devices("yes", "yes"),
            "152064": _devices("yes", "no"),
            "152081": FORMAL,
            "152099": _devices("yes", "no"),
        },
        errors=("D2", "D3", "D8", "E8"),
    ),
    "a57_number_marks.csv": lambda: Right(
        {
            "金融庁": {"teleworker_count": "12345"},
            "総務省": {"teleworker_count": "123"},
            "法務省": {"teleworker_count": "0"},
        },
        errors=("C2", "C3", "C7", "C8"),
    ),
    "g1_one_agency.csv": lambda: Right(
        {"総務省": {"remote_access.all_staff": "yes", "barrier.budget": "no"}}
    ),
    "g2_all_no.csv": lambda: Right(_agencies(_marks("no"))),
    "g3_all_yes.csv": lambda: Right(_agencies(_marks("yes"))),
    "g4_only_number.csv": lambda: Right({"総務省": {"teleworker_count": "1200"}}),
    "o4_official_one_pref.csv": lambda: Right(
        {
            code: {"adoption": "adopted"}
            for code in (
                "342092 342106 342114 342122 342131 342149 342157 343021 343048 343072 343099"
            ).split()
        },
        errors=("C1",),
        said=("広島県府中市",),
    ),
    "p1_prefectures_only.csv": lambda: Right(
        {
            one.code: NONE if place % 2 == 0 else FORMAL
            for place, one in enumerate(
                one for one in intake.roster("local").respondents if one.is_prefecture
            )
        }
    ),
    "p3_one_village.csv": lambda: Right({"204099": NONE}),
    "p4_chiba_all.csv": lambda: Right(_chiba(lambda place: NONE if place % 3 == 0 else FORMAL)),
    "x00_own_sheet.xlsx": lambda: Right(_own_sheet()),
    "x20_keyrow_deleted.xlsx": lambda: Right(_own_sheet()),
    "x20b_pasted.xlsx": lambda: Right(_own_sheet()),
    "x22_hidden_sheet.xlsx": lambda: Right(ONE, said=("シート「前年度（参考）」は非表示",)),
    "x23_hidden_row.xlsx": lambda: Right(
        {"122033": ONE["122033"], "122114": NONE}, said=("非表示の行（3行目）",)
    ),
    "x25_formula_total.xlsx": lambda: Right({}, errors=("", ""), said=("D3に数式",)),
    "x26_numeric_merged.xlsx": lambda: Right(
        {"012025": {"adoption": "formal", "department": "all"}, "012033": NONE, "122033": NONE}
    ),
    "x26b_merged_pref.xlsx": lambda: Right(
        {
            "132021": {"adoption": "formal", "department": "all"},
            "132063": NONE,
            "342092": NONE,
            "342084": FORMAL,
        },
        said=("2団体は、都道府県名の空欄を上の行の続き",),
    ),
    "x27_excel_date.xlsx": lambda: Right(
        {
            "122033": {"adoption": "considering", "planned_quarter": "2026q4"},
            "122114": {"adoption": "considering"},
        },
        errors=("E3",),
    ),
    "x30_two_row_head.xlsx": lambda: Right(
        {
            "122033": _devices("no", "yes") | {"device.loan": "yes"},
            "122114": _devices("yes", "") | {"device.loan": "no"},
        }
    ),
    "x40b_xfd_format.xlsx": lambda: Right(ONE),
    "x41_strict.xlsx": lambda: Right({}, errors=("", ""), said=("完全 Open XML",)),
    "x44_furigana.xlsx": lambda: Right({"012025": FORMAL, "012033": NONE}),
}


def _own_sheet() -> Answers:
    """By turns no plan for want of money and a device on loan: what the sheet of 千葉県 says."""
    turns = (NONE | {"reason.cost": "yes"}, FORMAL | {"device.loan": "yes"})
    return _chiba(lambda place: turns[place % 2])


def _subject(name: str) -> str:
    return "agency" if name.startswith(("g", "a29", "a57")) else "local"


def _received(name: str, content: bytes, mapping: str = "") -> intake.Received:
    columns = None
    if mapping:
        columns = intake.read_mapping((CASES / mapping).read_bytes(), surveys())
    return intake.receive(
        [intake.Upload(name, content)], subject=_subject(name), survey_date=DAY, mapping=columns
    )


def _cell(finding: intake.Finding) -> str:
    return f"{finding.column}{finding.row}" if finding.column else ""


def _content(name: str) -> bytes:
    """One file has its name as another system composes it."""
    (path,) = (p for p in CASES.iterdir() if unicodedata.normalize("NFC", p.name) == name)
    return path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("name", RIGHT)
def test_each_file_is_read_or_says_what_it_was_not_understood(name: str) -> None:
    right = RIGHT[name]()
    result = _received(name, _content(name), right.mapping)
    said = "\n".join(map(str, result.report.findings))
    assert [_cell(error) for error in result.report.errors] == list(right.errors), said
    assert result.answers == right.answers
    for words in right.said:
        assert words in said
    for words in right.unsaid:
        assert words not in said


def test_no_case_is_forgotten() -> None:
    names = {unicodedata.normalize("NFC", path.name) for path in CASES.iterdir()}
    assert names - set(RIGHT) == {"a19_map.json", "a19b_map.json", "map932.json"}


def test_a_mapping_of_cp932_is_read() -> None:
    content = (CASES / "map932.json").read_bytes()
    mapping = intake.read_mapping(content, surveys())
    assert mapping.columns == {"団体コード": "code", "テレワークの導入状況": "adoption"}
    result = _received("a05.csv", _content("a05_standard_head.csv"), "map932.json")
    assert {code: given["adoption"] for code, given in result.answers.items()} == {
        code: given["adoption"] for code, given in THREE.items()
    }


HEAD = ["団体コード", "都道府県名", "団体名", "テレワークの導入状況", "実施対象部門"]


@pytest.mark.slow
@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize(
    ("words", "given"), [("導入する予定はない・未定", NONE), ("正式に導入している", FORMAL)]
)
def test_all_governments_with_any_line_end(end: str, words: str, given: Answers) -> None:
    everybody = intake.roster("local").respondents
    rows = [HEAD, *([one.code, one.prefecture_name, one.name, words, ""] for one in everybody)]
    content = end.join(",".join(row) for row in rows).encode("utf-8-sig")
    result = _received("全団体.csv", content)
    assert result.report.errors == []
    assert result.answers == {one.code: given for one in everybody}


def _official(names: list[str], statuses: list[str], title: str = "") -> str:
    rows = [
        ["", "", *names],
        ["自治体DXの推進体制等", "CIOの任命", *(["実施"] * len(names))],
        ["自治体業務のDX", "テレワークの導入状況", *statuses],
    ]
    target = io.StringIO()
    csv.writer(target).writerows([[title]] * bool(title) + rows)
    return target.getvalue()


def _towns() -> list[intake.Respondent]:
    return [one for one in intake.roster("local").respondents if not one.is_prefecture]


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("title", ["", "自治体DXの取組状況"])
def test_the_agencys_table_of_all_municipalities(encoding: str, title: str) -> None:
    towns = _towns()
    statuses = ["実施" if int(one.code[:5]) % 3 else "未実施" for one in towns]
    text = _official([one.name for one in towns], statuses, title)
    result = _received("o1.csv", text.encode(encoding))
    assert result.report.errors == []
    words = {"実施": "adopted", "未実施": "not_adopted"}
    assert result.answers == {
        one.code: {"adoption": words[status]} for one, status in zip(towns, statuses, strict=True)
    }
    (told,) = (one.reason for one in result.report.warnings if "並び順" in one.reason)
    assert told.endswith("ほか47")  # 57 names are not one line


def test_the_agencys_table_by_reading_asks_for_names_of_several() -> None:
    kana = queries.local_governments("local-2023-10-01").set_index("code")["kana"]
    towns = sorted(_towns(), key=lambda one: kana[one.code])
    text = _official([one.name for one in towns], ["実施"] * len(towns))
    result = _received("o3.csv", text.encode())
    names = [one.name for one in towns]
    several = {name for name in names if names.count(name) > 1}
    asked = {error.value for error in result.report.errors}
    assert asked == several | {"中央区", "港区", "北区"}  # wards of designated cities too
    known = {one.code for one in towns if one.name not in asked}
    assert set(result.answers) == known


def test_a_name_lost_on_the_way_is_told_by_its_place() -> None:
    towns = _towns()
    names = [one.name.replace("梼", "?").replace("龍ケ崎", "竜ヶ崎") for one in towns]
    result = _received("o6.csv", _official(names, ["実施"] * len(names)).encode())
    (error,) = result.report.errors
    assert (error.value, error.suggestion) == ("?原町", "「高知県梼原町」ではありませんか。")
    assert len(result.answers) == len(towns) - 1


def test_two_copies_of_one_file_count_once() -> None:
    names = ("a38 回答.csv", "a38 回答 (1).csv")
    uploads = [intake.Upload(name, _content(name)) for name in names]
    result = intake.receive(uploads, subject="local", survey_date=DAY)
    assert result.report.errors == []
    assert result.answers == THREE
    assert any("3件は、同じ内容の回答が二つ" in one.reason for one in result.report.warnings)
