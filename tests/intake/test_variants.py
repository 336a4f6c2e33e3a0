"""Variants by the hundred: layout, encoding, head, form of codes, extras. What comes out is what was put
in, or an error; never something else.
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness import intake
from readiness.intake.roster import Respondent

DAY = date(2026, 10, 1)
MANY = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Rows = list[list[str]]
ADOPTIONS = {
    "正式に導入している": "formal",
    "試験的・実験的に導入している": "trial",
    "導入する予定はない・未定": "none_or_undecided",
}
ROSTER = intake.roster("local").respondents


def _digits(code: str) -> str:
    return code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


CODES: dict[str, Callable[[str], str]] = {
    "whole": str,
    "wide": _digits,
    "lost zero": lambda code: code.lstrip("0"),
    "no check digit": lambda code: code[:5],
    "neither": lambda code: code[:5].lstrip("0"),
    "float": lambda code: f"{code.lstrip('0')}.0",
    "formula": lambda code: f'="{code}"',
    "none": lambda code: "",
}
NAMES: dict[str, Callable[[Respondent], str]] = {
    "plain": lambda one: one.name,
    "full": lambda one: one.full_name,
    "blanks": lambda one: "　".join(one.name),
    "ke": lambda one: one.name.replace("ケ", "ヶ").replace("龍", "竜"),
    "selector": lambda one: one.name.replace("葛", "葛\U000e0100"),
    "wide": lambda one: unicodedata.normalize("NFD", one.name),
    "none": lambda one: "",
}
HEADS = {
    "code": [
        "団体コード",
        "全国地方公共団体コード",
        "市区町村コード",
        "code",
        "団体コード（注１）",
    ],
    "prefecture": ["都道府県名", "都道府県", "prefecture"],
    "name": ["団体名", "市区町村名", "地方公共団体名", "団体\n名", "name"],
    "adoption": [
        "テレワークの導入状況",
        "問１ テレワークの導入状況",
        "テレワークの導入状況※",
        "adoption",
    ],
    "note": ["備考", "ID", "郡名"],
}
MARKS = st.sampled_from(["", "−", "―", "…", "-"])


@st.composite
def _tables(draw: st.DrawFn) -> tuple[Rows, dict[str, dict[str, str]]]:
    """Rows of a table and the answers put into it."""
    size = draw(st.integers(1, 12))
    places = draw(
        st.lists(st.integers(0, len(ROSTER) - 1), min_size=size, max_size=size, unique=True)
    )
    chosen = [ROSTER[place] for place in sorted(places)]
    code = CODES[draw(st.sampled_from(list(CODES)))]
    name = NAMES[draw(st.sampled_from(list(NAMES)))]
    columns = ["code", "prefecture", "name", "adoption", "note"]
    if draw(st.booleans()):
        columns.remove("prefecture")
    if draw(st.booleans()):
        columns.remove("note")
    columns = draw(st.permutations(columns))
    head = [draw(st.sampled_from(HEADS[key])) for key in columns]
    rows: Rows = []
    put: dict[str, dict[str, str]] = {}
    before = ""
    is_merged = draw(st.booleans())
    for one in chosen:
        words = draw(st.sampled_from([*ADOPTIONS, ""]))
        is_same = is_merged and before == one.prefecture_name
        before = one.prefecture_name
        cells = {
            "code": code(one.code),
            "prefecture": "" if is_same else one.prefecture_name,
            "name": name(one),
            "adoption": words or draw(MARKS),
            "note": draw(st.sampled_from(["", "メモ", "※ 休止中", "2026年度"])),
        }
        rows.append([cells[key] for key in columns])
        if words:
            put[one.code] = {"adoption": ADOPTIONS[words]}
    extras = draw(
        st.sets(st.sampled_from(["title", "gap", "units", "note", "total", "head again"]))
    )
    column = columns.index("adoption")
    if "head again" in extras and len(rows) > 1:
        rows.insert(len(rows) // 2, list(head))
    if "total" in extras:
        total = ["" for _ in columns]
        total[columns.index("name")] = draw(st.sampled_from(["計", "合　計", "全国計"]))
        total[column] = str(len(put))
        rows.append(total)
    if "units" in extras:
        rows.insert(0, ["（選択）" if place == column else "" for place in range(len(columns))])
    rows.insert(0, head)
    if "gap" in extras:
        rows.insert(0, [])
    if "title" in extras:
        rows.insert(
            0, [draw(st.sampled_from(["第１表　テレワークの導入状況", "令和８年度調査", "千葉県"]))]
        )
    if "note" in extras:
        rows.append(["（注）令和８年10月１日現在の状況を記載している。"])
    return rows, put


def _text(rows: Sequence[Sequence[str]], separator: str, end: str) -> str:
    target = io.StringIO()
    # Every cell in quotation marks: Python before 3.13 writes a line end within a cell without them.
    is_broken = any("\n" in cell for row in rows for cell in row)
    quoting = csv.QUOTE_ALL if is_broken else csv.QUOTE_MINIMAL
    csv.writer(target, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return target.getvalue()


def _book(rows: Sequence[Sequence[str]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if text.isascii() and text.isdigit() and not text.startswith("0"):
                sheet.write_number(row, column, int(text))
            elif text:
                sheet.write_string(row, column, text)
    book.close()
    return target.getvalue()


def _read(name: str, content: bytes) -> intake.Received:
    return intake.receive([intake.Upload(name, content)], subject="local", survey_date=DAY)


def _holds(result: intake.Received, put: dict[str, dict[str, str]]) -> None:
    """What was put in, or an error; and even then nobody else's answer."""
    wrong = {code: given for code, given in result.answers.items() if put.get(code) != given}
    assert not wrong, result.report.as_text()
    if not result.report.errors:
        assert result.answers == put


@pytest.mark.slow
@MANY
@given(
    table=_tables(),
    encoding=st.sampled_from(
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "iso2022_jp"]
    ),
    separator=st.sampled_from([",", "\t", ";"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_table_of_text_comes_out_as_it_was_put_in(
    table: tuple[Rows, dict[str, dict[str, str]]], encoding: str, separator: str, end: str
) -> None:
    rows, put = table
    try:
        content = _text(rows, separator, end).encode(encoding)
    except UnicodeEncodeError:
        return  # nobody can write it so
    _holds(_read("回答.csv", content), put)


@pytest.mark.slow
@settings(parent=MANY, max_examples=60)
@given(table=_tables())
def test_a_workbook_comes_out_as_it_was_put_in(
    table: tuple[Rows, dict[str, dict[str, str]]],
) -> None:
    rows, put = table
    _holds(_read("回答.xlsx", _book(rows)), put)


@pytest.mark.slow
@MANY
@given(
    places=st.lists(st.integers(0, len(ROSTER) - 1), min_size=1, max_size=40, unique=True),
    form=st.sampled_from([key for key in CODES if key != "none"]),
    is_named=st.booleans(),
)
def test_a_code_is_never_another_governments(places: list[int], form: str, is_named: bool) -> None:
    chosen = [ROSTER[place] for place in places]
    head = ["団体コード", "団体名", "テレワークの導入状況"]
    rows = [
        [CODES[form](one.code), one.name if is_named else "", "正式に導入している"]
        for one in chosen
    ]
    put = {one.code: {"adoption": "formal"} for one in chosen}
    result = _read("回答.csv", _text([head, *rows], ",", "\n").encode())
    _holds(result, put)
    if is_named:
        assert result.report.errors == []


@pytest.mark.slow
@MANY
@given(
    places=st.lists(st.integers(0, len(ROSTER) - 1), min_size=2, max_size=30, unique=True),
    moved=st.integers(1, 29),
)
def test_names_and_prefectures_that_do_not_belong_together_are_nobodys(
    places: list[int], moved: int
) -> None:
    chosen = [ROSTER[place] for place in places]
    shifted = chosen[moved % len(chosen) :] + chosen[: moved % len(chosen)]
    head = ["都道府県名", "団体名", "テレワークの導入状況"]
    rows = [
        [other.prefecture_name, one.name, "正式に導入している"]
        for one, other in zip(chosen, shifted, strict=True)
    ]
    here = {(one.prefecture_name, one.name): one.code for one in ROSTER}
    wanted = {
        here.get((other.prefecture_name, one.name))
        for one, other in zip(chosen, shifted, strict=True)
    }
    result = _read("回答.csv", _text([head, *rows], ",", "\n").encode())
    assert set(result.answers) <= wanted


TOWNS = [one for one in ROSTER if not one.is_prefecture]


@pytest.mark.slow
@settings(parent=MANY, max_examples=60)
@given(
    prefecture=st.integers(1, 47),
    left_out=st.integers(0, 3),
    is_reversed=st.booleans(),
    title=st.booleans(),
    data=st.data(),
)
def test_the_agencys_table_of_a_prefecture_gives_nobody_anothers_answer(
    prefecture: int, left_out: int, is_reversed: bool, title: bool, data: st.DataObject
) -> None:
    here = [one for one in TOWNS if one.prefecture_code == f"{prefecture:02}"]
    here = here[left_out:][:: -1 if is_reversed else 1]
    statuses = [data.draw(st.sampled_from(["実施", "未実施", "調査無し"])) for _ in here]
    rows = [
        ["", "", *(one.name for one in here)],
        ["自治体業務のDX", "テレワークの導入状況", *statuses],
    ]
    if title:
        rows.insert(0, ["自治体DXの取組状況"])
    words = {"実施": "adopted", "未実施": "not_adopted"}
    put = {
        one.code: {"adoption": words[status]}
        for one, status in zip(here, statuses, strict=True)
        if status in words
    }
    _holds(_read("dx.csv", _text(rows, ",", "\n").encode()), put)


@pytest.mark.slow
@MANY
@given(text=st.text(max_size=40), place=st.integers(0, 4))
def test_no_text_of_a_file_begins_a_line_of_ours(text: str, place: int) -> None:
    row = ["131016", "東京都", "千代田区", "正式に導入している", ""]
    row[place] = text
    head = ["団体コード", "都道府県名", "団体名", "テレワークの導入状況", "備考"]
    report = _read("回答.csv", _text([head, row], ",", "\n").encode("utf-8", "replace")).report
    said = report.as_text()
    starts = (
        "確認したファイル",
        "エラー：",
        "注意：",
        "集計　",
        "前回からの変化",
        "未回答　",
        "結果：",
    )
    assert all(line.startswith(starts) for line in said.splitlines())
