"""A government beside its peers and adopters of its size; who of a prefecture is waited for; a file per town."""

import math
import zipfile
from pathlib import Path

import pytest

from readiness import exports
from readiness.__main__ import main
from readiness.data import queries
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Bars
from readiness.subjects.local.adopters_alike import AdoptersAlike, choices
from readiness.subjects.local.neighbours import Neighbours
from readiness.subjects.local.rounds import LocalRounds
from readiness.subjects.local.side_by_side import SideBySide
from readiness.subjects.local.waiting import Waiting
from tests.support.stored import publish

EARLIER, LATER = "local-2025-10-01", "local-2026-10-01"
OWN, SOLVED, STILL = "342084", "342114", "342092"
VILLAGE = "073644"  # 檜枝岐村: up to 100 staff
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


@pytest.mark.slow
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


@pytest.mark.slow
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
    names = made.content.tables["names"].rows
    assert len(names) == made.content.tables["peers"].rows["named_count"].sum()
    assert names.loc[names["choice"].str.contains("コスト"), "name"].tolist() == ["三次市"]


@pytest.mark.slow
@pytest.mark.usefixtures("two_rounds")
def test_a_prefecture_knows_whom_it_waits_for_and_has_the_words_to_copy() -> None:
    waiting = Waiting("34", "広島県")
    assert len(waiting.rows) == 20
    assert "23市区町村のうち20団体が未回答" in waiting.state.lines[0].text
    lines = [line.text for line in waiting.reminder.lines]
    assert len(lines) == 21
    assert "・呉市（342025）" in lines
    assert not any(OWN in line for line in lines)


def test_those_of_ones_staff_size_with_an_item_stand_beside_those_without() -> None:
    """The figures of the officials' audit: up to 100 staff, external talent and RPA."""
    alike = AdoptersAlike(VILLAGE, "external_talent")
    rows = alike.dx_rows.set_index("item_code")
    counts = ["with_adopted_count", "with_count", "without_adopted_count", "without_count"]
    assert alike.size == "職員100人以下の市区町村"
    assert rows.loc["external_talent", counts].tolist() == [44, 72, 142, 460]
    assert rows.loc["rpa", counts].tolist() == [24, 41, 162, 491]
    assert alike.headline == (
        "職員100人以下の市区町村では、「外部人材活用」のある団体の61.1%（44 / 72）、"
        "ない団体の30.9%（142 / 460）がテレワークを導入。"
    )
    assert "関連であって原因ではない" in alike.figure.note
    assert alike.views["size"].caution.startswith("関連であって原因ではない。")
    # methods are asked of adopters only, and no answers per government are held
    assert set(alike.rows["item_kind"]) == {"dx"}


def test_every_bar_of_ones_size_leads_to_its_names_on_screen_slide_and_file() -> None:
    alike = AdoptersAlike(VILLAGE, "rpa")
    chart = alike.chart
    assert isinstance(chart, Bars)
    assert {bar.key for _, bars in chart.groups for bar in bars} <= set(choices())
    names = alike.tables["size_names"].rows
    has = names[names["answer"] == "○"]
    assert (len(has), int((has["status"] == "○ 実施").sum())) == (41, 24)
    view = alike.views["item"]
    assert view.rows.equals(names)
    assert "58.5%" in view.headline
    assert "33.0%" in view.headline
    assert subject_of(f"peers?code={VILLAGE}&item=rpa#item")[1] == "item"


def test_a_side_of_fewer_than_five_has_names_and_no_share() -> None:
    alike = AdoptersAlike("141003")
    assert "「職員育成の取組」のない団体：宮崎県宮崎市。" in alike.figure.note
    row = alike.dx_rows.set_index("item_code").loc["staff_development"]
    assert (row["without_count"], row["without_few_codes"]) == (1, "452017")
    assert math.isnan(row["difference_ratio"])


def test_a_prefecture_office_without_non_adopters_has_no_difference() -> None:
    alike = AdoptersAlike("340006")
    assert alike.size == "都道府県"
    assert alike.headline == "都道府県は、答えた団体の導入の有無がすべて同じなので、差はない。"


def test_neighbours_are_named_by_the_distance_of_their_offices_across_prefectures() -> None:
    near = Neighbours(OWN)
    assert near.headline == ("広島県府中市の近隣10団体では9団体が実施。実施していない：世羅町。")
    assert near.alt == (
        "広島県府中市の近隣10団体では9団体が実施。実施：福山市、神石高原町、尾道市、岡山県井原市、三原市、岡山県笠岡市、"
        "岡山県里庄町、岡山県浅口市、岡山県矢掛町。実施していない：世羅町。"
    )
    assert near.view.key_figure == "9 / 10"
    assert near.rows["distance_km"].is_monotonic_increasing
    assert "境界を接する団体とは限らず" in near.figure.note
    content = subject_of(f"peers?code={OWN}&rule=neighbours")[0].content
    assert content.views["neighbours"].rows["name"].tolist() == near.rows["name"].tolist()
    assert "役所の近い順" in content.passages["calls"].heading


@pytest.mark.slow
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
