"""The Digital Agency's table: in every arrangement the same answers, and next year's renews the screens."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from readiness import intake, store
from readiness.__main__ import main
from readiness.data import queries, warehouse
from readiness.definitions.indicators import INDICATORS, NOT_OF_PREFECTURES
from readiness.subjects.local import dx
from tests.support.intake_files import received

DAY = date(2026, 10, 1)
ROUND = "local-2026-10-01"
Rows = list[list[str]]


def _roster() -> pd.DataFrame:
    return queries.local_governments("local-2023-10-01")


def _table(places: pd.DataFrame, value: Callable[[str, str], str], *, first: str = "") -> Rows:
    """The rows of a table; ``value`` of code and indicator code, a part or a whole too."""
    is_of_prefectures = bool((places["entity_class"] == "都道府県").all())
    rows: Rows = [[first, "", *places["name"], ""]]
    for one in INDICATORS:
        if is_of_prefectures and one.code in NOT_OF_PREFECTURES:
            continue
        labels = {one.code: one.label, f"{one.code}.whole": one.whole, f"{one.code}.part": one.part}
        for key, label in labels.items():
            if label:
                rows.append(
                    [one.category, label, *(value(code, key) for code in places["code"]), ""]
                )
    return rows


def _value(code: str, key: str) -> str:
    """Every second government has it; 30 % of 20 procedures."""
    fixed = {
        "my_number_card": "81%",
        "online_26": "50%",
        "online_32": "30%",
        "online_32.whole": "20",
        "online_32.part": "6",
    }
    return fixed.get(key) or ("実施" if int(code[:5]) % 2 else "未実施")


def _file(rows: Rows) -> bytes:
    target = io.StringIO()
    csv.writer(target, lineterminator="\r\n").writerows(rows)
    return target.getvalue().encode("utf-8-sig")


def _parts() -> tuple[pd.DataFrame, pd.DataFrame]:
    """(municipalities, prefectures)."""
    roster = _roster()
    is_prefecture = roster["entity_class"] == "都道府県"
    return roster[~is_prefecture], roster[is_prefecture]


def _expected(places: pd.DataFrame) -> dict[str, dict[str, str]]:
    return {
        code: {"adoption": "adopted" if int(code[:5]) % 2 else "not_adopted"}
        for code in places["code"]
    }


def _with_whole(rows: Rows, share: str) -> Rows:
    """With a column 全国 before the first name."""
    added = {0: "全国"}
    for number, row in enumerate(rows):
        if row[1] == "テレワークの導入状況":
            added[number] = share
    return [[*row[:2], added.get(n, ""), *row[2:]] for n, row in enumerate(rows)]


@pytest.mark.slow
def test_municipalities_and_prefectures_come_in_every_arrangement() -> None:
    towns, prefectures = _parts()
    below, above = _table(towns, _value), _table(prefectures, _value, first="都道府県")
    adopted = sum(int(code[:5]) % 2 for code in towns["code"])
    arrangements = {
        "as published": [below],
        "a title above": [[["自治体DXの取組状況"]], below],
        "prefectures first": [above, below],
        "one after the other, a gap between": [below, [[]], [["都道府県の状況"]], above],
        "a column of the whole": [_with_whole(below, str(adopted))],
        "a share of the whole": [_with_whole(below, f"{100 * adopted / len(towns):.1f}%")],
    }
    for name, parts in arrangements.items():
        result = received(_file([row for part in parts for row in part]), subject="")
        both = "prefectures" in name or "after" in name
        assert result.report.errors == [], name
        assert result.answers == _expected(_roster() if both else towns), name
        assert set(result.indicators) == set(result.answers), name


def test_a_total_that_differs_is_an_error() -> None:
    towns, _ = _parts()
    result = received(_file(_with_whole(_table(towns, _value), "12")), subject="")
    (error,) = result.report.errors
    assert (error.column, error.value) == ("C", "12")
    assert "合計が合いません" in error.reason


def test_side_by_side_is_read_as_one_round() -> None:
    towns, prefectures = _parts()
    whole = pd.concat([prefectures, towns])
    result = received(_file(_table(whole, _value)), subject="")
    assert result.report.errors == []
    assert result.answers == _expected(whole)


def test_a_whole_prefecture_tells_its_names_by_order_and_a_part_of_it_asks() -> None:
    towns, _ = _parts()
    here = towns[towns["code"].str.startswith("34")]
    result = received(_file(_table(here, _value)), subject="")
    assert result.report.errors == []
    assert result.answers == _expected(here)
    result = received(_file(_table(here.iloc[:-1], _value)), subject="")
    assert [error.value for error in result.report.errors] == ["府中市"]
    assert "132063" not in result.answers
    assert "342084" not in result.answers


def test_a_row_of_prefectures_above_tells_equal_names_apart() -> None:
    towns, _ = _parts()
    few = towns[towns["code"].isin(["132063", "342084", "131024", "016446"])]
    rows = _table(few, _value)
    rows = [["", "", *few["prefecture_name"]], *rows]
    result = received(_file(rows), subject="")
    assert result.report.errors == []
    assert result.answers == _expected(few)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("telework", "たぶん", "北海道函館市"),
        ("cio", "たぶん", "北海道函館市の「CIOの任命」"),
        ("my_number_card", "101%", "北海道函館市の「マイナンバーカードの保有状況」"),
        ("my_number_card", "0.81", "北海道函館市の「マイナンバーカードの保有状況」"),
        ("my_number_card", "-3%", "北海道函館市"),
        ("online_32.part", "21", "分子21が分母20を超えています"),
        ("online_32.part", "六", "北海道函館市の「よく使う32手続"),
    ],
)
def test_a_value_that_nobody_knows_names_the_town(key: str, text: str, said: str) -> None:
    towns, _ = _parts()

    def value(code: str, asked: str) -> str:
        return text if (code, asked) == ("012025", key) else _value(code, asked)

    result = received(_file(_table(towns, value)), subject="")
    (error,) = result.report.errors
    assert said in error.reason


def test_a_percentage_of_other_procedures_is_a_warning() -> None:
    towns, _ = _parts()

    def value(code: str, asked: str) -> str:
        return "80%" if (code, asked) == ("012025", "online_32") else _value(code, asked)

    result = received(_file(_table(towns, value)), subject="")
    assert result.report.errors == []
    assert any(
        "北海道函館市" in one.reason and "80" in one.reason for one in result.report.warnings
    )


def test_new_and_missing_indicators_are_named() -> None:
    towns, _ = _parts()
    rows = _table(towns, _value)
    rows = [row for row in rows if row[1] != "RPAの導入状況"]
    rows.append(["自治体業務のDX", "生成AIの利用", *(["実施"] * len(towns)), ""])
    result = received(_file(rows), subject="")
    assert result.report.errors == []
    said = " ".join(one.reason for one in result.report.warnings)
    assert "知らない指標「生成AIの利用」" in said
    assert "1個の指標がこの表にありません：RPAの導入状況" in said


def _publish(*parts: Rows) -> None:
    content = _file([row for part in parts for row in part])
    result = intake.receive([intake.Upload("dx.csv", content)], survey_date=DAY)
    assert result.report.errors == []
    version = intake.publish(intake.draft(result, author="担当A"), seen=0)
    assert version.respondent_count == len(result.answers)
    warehouse.refresh()


@pytest.mark.slow
def test_next_years_table_renews_map_peers_and_side_by_side(own_store: str) -> None:
    towns, prefectures = _parts()
    before = queries.local_indicator_by_prefecture("cio")
    _publish(_table(prefectures, _value), _table(towns, _value))
    (edition,) = queries.local_indicator_editions().itertuples()
    assert (edition.edition, edition.indicator_count) == (ROUND, 12)
    after = queries.local_indicator_by_prefecture("cio").set_index("prefecture_code")
    here = towns[towns["code"].str.startswith("34")]
    odd = sum(int(code[:5]) % 2 for code in here["code"])
    assert after.loc["34", "yes_count"] == odd
    assert before.set_index("prefecture_code").loc["34", "yes_count"] != odd
    assert queries.local_indicator_by_prefecture("my_number_card")["indicator_ratio"].eq(0.81).all()
    side = queries.local_indicators("342084,130001").set_index(["code", "indicator_code"])
    assert side.loc[("342084", "online_32"), "value_pct"] == 30
    assert side.loc[("130001", "cio"), "answer"] == "no"
    provenance = dx.provenance("")
    assert provenance.as_of == "令和8年10月1日（2026年）時点の表"


@pytest.mark.slow
def test_a_table_of_one_prefecture_renews_nobodys_comparison(own_store: str) -> None:
    towns, _ = _parts()
    _publish(_table(towns[towns["code"].str.startswith("34")], _value))
    assert queries.local_indicator_editions()["edition"].tolist() == ["local-2023-10"]
    assert queries.local_governments(ROUND).set_index("code").loc["342084", "status"] == (
        "not_adopted"
    )


@pytest.mark.slow
def test_prefectures_and_municipalities_in_two_commands_are_one_round(
    own_store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    towns, prefectures = _parts()
    paths = {}
    for name, places in (("都道府県", prefectures), ("市区町村", towns)):
        paths[name] = tmp_path / f"{name}.csv"
        paths[name].write_bytes(_file(_table(places, _value)))

    def publish(name: str, *more: str) -> int:
        day = ("--as-of", DAY.isoformat(), "--author", "担当A")
        return main(["publish", str(paths[name]), *day, *more])

    assert publish("市区町村", "--add") == 2
    assert "公表されていません" in capsys.readouterr().err
    assert publish("都道府県", "--citation", "自治体DXの表") < 2
    assert publish("市区町村") == 2
    assert "--add" in capsys.readouterr().err
    assert publish("市区町村", "--add") < 2
    said = capsys.readouterr().out
    assert "前の版の47団体の回答はそのまま残り、0団体の回答は新しいものになりました。" in said
    (round_,) = store.rounds()
    expected = {}
    for name in paths:
        part = received(paths[name].read_bytes(), subject="")
        expected |= {code: part.answers[code] | part.indicators[code] for code in part.answers}
    assert {code: dict(given) for code, given in round_.answers.items()} == expected
    assert (round_.version_number, round_.state, round_.citation) == (2, "final", "自治体DXの表")
    assert round_.file_names == "都道府県.csv、市区町村.csv"


def test_answers_that_come_again_with_others_are_the_new_ones(own_store: str) -> None:
    _, prefectures = _parts()
    _publish(_table(prefectures, _value))
    upon = intake.standing(ROUND)
    assert upon
    rows = _table(prefectures.head(2), lambda code, key: "実施" if key == "telework" else "－")
    again = received(_file(rows), subject="")
    assert intake.answered_twice(again, upon) == 2
    joined = intake.joined(again, upon)
    assert len(joined.answers) == 47
    assert [joined.answers[code]["adoption"] for code in prefectures["code"].head(3)] == [
        "adopted",
        "adopted",
        "adopted" if int(prefectures["code"].iloc[2][:5]) % 2 else "not_adopted",
    ]
