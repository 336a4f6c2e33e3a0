"""A government beside its peers and adopters of its size; who of a prefecture is waited for; a file per town."""

import zipfile
from pathlib import Path

import pytest

from readiness import exports
from readiness.__main__ import main
from readiness.data import queries
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Bars
from readiness.subjects.local.adopters_alike import AdoptersAlike
from readiness.subjects.local.rounds import LocalRounds
from readiness.subjects.local.side_by_side import SideBySide
from readiness.subjects.local.waiting import Waiting
from tests.support.stored import publish

EARLIER, LATER = "local-2025-10-01", "local-2026-10-01"
OWN, SOLVED, STILL = "342084", "342114", "342092"
BOTH = {"reason.cost": "yes", "reason.security": "no"}


@pytest.fixture
def two_rounds(own_store: str) -> None:
    refused = {"adoption": "none_or_undecided"}
    publish(EARLIER, answers={OWN: refused | BOTH, SOLVED: refused | BOTH, STILL: refused | BOTH})
    publish(
        LATER,
        answers={
            OWN: {"adoption": "considering", "planned_quarter": "2027q2"} | BOTH,
            SOLVED: {"adoption": "formal", "device.loan": "yes", "device.private": "no"}
            | {"style.home": "yes", "department": "all"},
            STILL: refused | BOTH,
        },
    )


@pytest.mark.usefixtures("two_rounds")
def test_a_peer_that_named_the_same_barrier_before_and_has_adopted_is_named_with_what_it_uses() -> (
    None
):
    rows = queries.peer_solved(OWN, "prefecture")
    assert rows[["choice_code", "code", "method_code"]].to_numpy().tolist() == [
        ["cost", SOLVED, "loan"],
        ["cost", SOLVED, "home"],
    ]
    lines = LocalRounds(view="peers", code=OWN, rule="prefecture").content.passages["solved"].lines
    assert lines[0].link == f"peers?code={SOLVED}"
    assert lines[0].label == "広島県 大竹市"
    assert "貸出用端末" in lines[0].text
    assert "回答からは分からない" in lines[-1].text


@pytest.mark.usefixtures("two_rounds")
def test_every_question_has_the_own_mark_before_the_counts_of_the_peers() -> None:
    made = LocalRounds(view="peers", code=OWN, rule="prefecture")
    figures = made.content.figures
    assert {"answers_reason", "answers_device", "answers_style", "answers_department"} <= set(
        figures
    )
    chart = figures["answers_reason"].chart
    assert isinstance(chart, Bars)
    (_, bars), *_ = chart.groups
    shown = {bar.label: (bar.mark, bar.text, bar.value) for bar in bars}
    assert shown["導入コストがかかる"] == ("○", "1 / 1", None)
    assert shown["情報セキュリティの確保に不安"] == ("×", "0 / 1", None)
    assert made.content.views["answers"].chart.groups[0][1] == bars  # type: ignore[union-attr]
    assert subject_of(made.link) == (made, "")


@pytest.mark.usefixtures("two_rounds")
def test_a_prefecture_knows_whom_it_waits_for_and_has_the_words_to_copy() -> None:
    waiting = Waiting("34", "広島県")
    assert len(waiting.rows) == 20
    assert "23市区町村のうち20団体が未回答" in waiting.state.lines[0].text
    lines = [line.text for line in waiting.reminder.lines]
    assert len(lines) == 21
    assert "・呉市（342025）" in lines
    assert not any(OWN in line for line in lines)


def test_adopters_of_ones_size_are_counted_beside_non_adopters_without_oneself() -> None:
    alike = AdoptersAlike(OWN)
    first = alike.rows.iloc[0]
    assert alike.size == "3万～5万人"
    assert first["item_code"] == "rpa"
    counts = ["adopter_yes_count", "adopter_count", "other_yes_count", "other_count"]
    assert first[counts].tolist() == [101, 168, 34, 70]
    assert "60%（101 / 168）" in alike.headline
    assert "原因を示すものではなく" in alike.view.caution
    # methods are asked of adopters only, and no answers per government are held
    assert set(alike.rows["item_kind"]) == {"dx"}


def test_a_prefecture_office_without_non_adopters_has_no_difference() -> None:
    alike = AdoptersAlike("340006")
    assert alike.size == "都道府県"
    assert "差を示さない" in alike.headline


def test_every_town_of_a_prefecture_has_a_file_in_one_zip(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr(
        exports,
        "make",
        lambda agenda, form: made.append(agenda) or exports.Made(f"x.{form}", "", b"x"),
    )
    out = tmp_path / "each.zip"
    assert main(["export", "--each", "prefecture=37", "--format", "pdf", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
    assert len(names) == 17
    assert names[0] == "372013_高松市.pdf"
    assert [item.link for item in made[0].items] == ["peers?code=372013", "peers?code=372013#size"]
    assert "17 / 17" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["prefecture=99", "prefecture=", "agency=01"])
def test_what_is_no_prefecture_is_refused_in_one_line(
    given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["export", "--each", given, "--format", "pdf", "--out", str(tmp_path / "x.zip")]
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize("view", ["quarters", "transitions", "peers"])
def test_without_answers_per_government_published_totals_stand_with_what_is_missing(
    view: str,
) -> None:
    content = LocalRounds.of({"view": view}).content
    assert set(content.figures) == {"published_reason", "published_way", "published_plan"}
    assert "代わりに、公表された集計値を示す" in content.headline
    words = "".join(line.text for line in content.passages["missing"].lines)
    assert "00200218" in words
    assert "READINESS" not in words
    (view_of_slide,) = content.views.values()
    assert view_of_slide.headline == content.headline


def test_side_by_side_opens_on_near_neighbours_of_which_one_has_adopted() -> None:
    rows = SideBySide.of({}).content.tables["columns"].rows
    assert rows.columns.tolist() == ["item", "広島県 府中市", "新潟県 阿賀野市"]
    assert rows.iloc[0].tolist()[1:] == ["○ 実施", "× 未実施"]
