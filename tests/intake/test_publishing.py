"""From a file to the screens by the shell; practice data keep the published totals and are marked."""

import json
from pathlib import Path

import pytest

from readiness import intake, store
from readiness.__main__ import main
from readiness.data import queries, warehouse
from readiness.definitions.rounds import proposed_state
from tests.support.intake_files import local_csv


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test here publishes for itself."""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "回答.csv"
    path.write_bytes(
        local_csv(
            "131016,,千代田区,正式に導入している,,○,×,○,",
            "131024,,中央区,導入・実施を検討中である,2027年度第2四半期,,,,○",
        )
    )
    return path


def _publish(path: Path, *more: str) -> int:
    shell = [
        "publish",
        str(path),
        "--as-of",
        "2026-10-01",
        "--subject",
        "local",
        "--author",
        "担当A",
    ]
    return main([*shell, *more])


def test_check_publishes_nothing(answers: Path) -> None:
    assert main(["check", str(answers), "--as-of", "2026-10-01", "--subject", "local"]) == 1
    assert not store.exists()


def test_a_published_file_is_counted_by_the_queries(answers: Path, capsys) -> None:
    assert _publish(answers, "--note", "試行") == 1  # 1,786 have not answered: a warning
    said = capsys.readouterr().out
    assert "第1版を公表しました（速報（回収中）、" in said
    assert (
        "1,788のうち2（0.1%）が回答しています。95%に満たないため、速報（回収中）を提案します。"
        in said
    )
    warehouse.refresh()
    code = "local-2026-10-01"
    (method,) = queries.local_access_methods(code).query("method_ratio > 0").itertuples()
    assert (method.access_method_code, method.government_count, method.lan_access_ratio) == (
        "loan",
        1,
        1.0,
    )
    (reason,) = queries.local_reasons(code).query("reason_ratio > 0").itertuples()
    assert (reason.reason_code, reason.government_count) == ("cost", 1)
    (plan,) = queries.local_plans(code).itertuples()
    assert (plan.plan, plan.planned_fiscal_year) == ("令和9年度以降の導入を検討", 2027)
    row = queries.data_rounds().set_index("round_code").loc[code]
    assert (row["label"], row["note"], row["basis"]) == (
        "令和8年10月1日時点（速報）",
        "試行",
        "公表値",
    )


def test_publish_refuses_what_check_refuses(tmp_path: Path, capsys) -> None:
    path = tmp_path / "回答.csv"
    path.write_bytes(local_csv("131016,,千代田区,さあ,,,,,"))
    assert _publish(path) == 2
    assert "D2" in capsys.readouterr().err
    assert not store.exists()


def test_a_round_that_stands_is_replaced_only_on_request(answers: Path, capsys) -> None:
    assert _publish(answers) == 1
    assert _publish(answers) == 2
    assert "--replace" in capsys.readouterr().err
    assert _publish(answers, "--replace") == 1
    assert main(["withdraw", "local-2026-10-01", "--author", "担当B", "--note", "誤り"]) == 0
    assert main(["history"]) == 0
    out = capsys.readouterr().out
    assert [line.split("\t")[3] for line in out.splitlines()[-3:]] == [
        "withdrawn",
        "provisional",
        "provisional",
    ]
    assert main(["withdraw", "local-1999-01-01"]) == 2


def test_the_preview_counts_what_the_screens_will_show(answers: Path) -> None:
    from datetime import date

    upload = intake.Upload("回答.csv", answers.read_bytes())
    received = intake.receive([upload], subject="local", survey_date=date(2026, 10, 1))
    rows = intake.preview(received)
    assert rows[2]["answer"] == "市区町村 2"
    assert (rows[2]["now_count"], rows[2]["previous_count"]) == (1, 1035)
    assert sum(row["now_count"] for row in rows if row["item"] == "テレワークの導入状況") == len(
        received.answers
    )


@pytest.mark.slow
def test_practice_data_have_the_totals_of_2020_and_are_marked() -> None:
    assert main(["practice"]) == 0
    warehouse.refresh()
    rounds = queries.data_rounds().set_index("round_code")
    for code in ("local-2024-10-01", "agency-2018-03-01"):
        assert rounds.loc[code, "basis"] == "練習用"
        assert rounds.loc[code, "label"].startswith("【練習用】")
    counted = queries.local_adoption_by_round().set_index(["round_code", "entity_class"])
    for entity_class, adopted, asked in (
        ("都道府県", 47, 47),
        ("指定都市", 17, 20),
        ("市区町村", 342, 1721),
    ):
        row = counted.loc["local-2024-10-01", entity_class]
        assert (row["adopted_count"], row["entity_count"]) == (adopted, asked)
    for query in (queries.local_reasons, queries.local_plans):
        made = query("local-2024-10-01")
        printed = query("local-2020-10-01")
        key, value = (
            ("reason_code", "reason_ratio")
            if "reason_code" in made
            else ("plan_code", "government_count")
        )
        keys = [key] if key == "reason_code" else ["entity_class", "plan_code"]
        both = made.merge(printed, on=keys, suffixes=("", "_printed"))
        assert len(both) == len(printed)
        assert (abs(both[value] - both[f"{value}_printed"]) < 0.0005).all()
    assert main(["practice", "--remove"]) == 0
    warehouse.refresh()
    assert queries.latest_round("local") == "local-2023-10-01"
    assert queries.latest_round("agency") == "agency-2017-03"


def test_practice_data_are_the_same_every_time_and_pass_the_check() -> None:
    first, second = intake.practice_rounds(), intake.practice_rounds()
    assert first == second
    assert first[0].answers != intake.practice_rounds(seed=1)[0].answers


def test_nothing_of_the_practice_data_lies_in_data() -> None:
    assert "練習用" not in (warehouse.DATA_DIRECTORY / "rounds.csv").read_text("utf-8")


def test_the_json_report_holds_every_finding(answers: Path, capsys) -> None:
    main(["check", str(answers), "--as-of", "2026-10-01", "--subject", "local", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["exit_code"] == 1
    assert report["findings"][-1]["reason"] == "1788のうち1786の回答がありません。"
    assert report["missing"]["東京都"][:2] == ["東京都", "港区"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("flag", "state", "rests_on"),
    [
        ("--provisional", "provisional", "local-2023-10-01"),
        ("--final", "final", "local-2026-10-01"),
    ],
)
def test_the_officer_says_final_or_provisional_and_only_a_final_round_is_the_nations(
    answers: Path, capsys, flag: str, state: str, rests_on: str
) -> None:
    assert _publish(answers, flag) == 1
    assert "提案します" not in capsys.readouterr().out
    warehouse.refresh()
    row = queries.data_rounds().set_index("round_code").loc["local-2026-10-01"]
    assert (row["state"], row["answered_count"], row["asked_count"]) == (state, 2, 1788)
    assert row["answer_share"] == pytest.approx(2 / 1788)
    assert queries.latest_round("local") == rests_on
    newer = "local-2026-10-01" if state == "provisional" else None
    assert queries.provisional_round("local") == newer
    assert queries.provisional_round("agency") is None
    (summary,) = queries.peer_summary("342084", "prefecture").itertuples()
    assert summary.answered_count == (22 if state == "provisional" else 0)


@pytest.mark.parametrize(
    ("answered", "asked", "state"),
    [(1699, 1788, "final"), (1698, 1788, "provisional"), (22, 22, "final"), (0, 0, "provisional")],
)
def test_a_round_is_proposed_as_final_from_nineteen_in_twenty_on(
    answered: int, asked: int, state: str
) -> None:
    assert proposed_state(answered, asked) == state


@pytest.mark.slow
def test_practice_answers_lean_to_larger_governments_and_are_named_so_that_they_are_no_trend() -> (
    None
):
    first, second, agency = intake.practice_rounds()
    towns = [code for code in first.answers if not code.endswith("000", 2, 5)]
    sizes = {one.code: one.population for one in queries.local_governments(_newest()).itertuples()}
    ordered = sorted((code for code in towns if sizes[code]), key=lambda code: sizes[code])
    small, large = ordered[:400], ordered[-400:]

    def adopted(codes: list[str]) -> int:
        return sum(first.answers[code]["adoption"] in ("formal", "trial") for code in codes)

    assert adopted(small) * 2 < adopted(large) < 400
    assert first.label == "架空の調査1（仮の日付令和6年10月1日）"
    assert [one.label[:6] for one in (second, agency)] == ["架空の調査2", "架空の調査3"]


def _newest() -> str:
    return queries.latest_round("local")
