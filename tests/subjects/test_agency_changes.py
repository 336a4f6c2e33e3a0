"""調査の比較: a practice round beside the real one, in a directory of its own, never in data/."""

import csv
import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
import yaml
from streamlit.testing.v1 import AppTest

from readiness.data import queries, warehouse
from readiness.drawing.figures.draw import drawn
from readiness.subjects.agencies.rounds import AgencyRounds
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Moves
from tests.support import ROOT
from tests.support.english import JAPANESE, words_of

FIRST, PRACTICE = "agency-2017-03", "agency-2018-07"
# What the practice round says otherwise than the first one; every answer here is invented.
CHANGED = {
    # Planned 2018Q4, ready now: the plan is done.
    ("内閣府", "all_staff"): "yes",
    ("内閣府", "planned_fy2020"): "not_stated",
    ("内閣府", "work_style"): "no",  # a barrier solved
    ("内閣府", "budget"): "yes",  # and a new one
    # Planned 2018Q4, says nothing now: dropped.
    ("復興庁", "planned_fy2020"): "not_stated",
    # Nothing before, planned now: new.
    ("人事院", "planned_fy2020"): "yes",
    # Ready before, nothing now: the stage is lower.
    ("環境省", "all_staff"): "not_stated",
    ("環境省", "diet_work"): "not_stated",
    # Unreadable before: neither solved nor new, whatever it says now.
    ("警察庁", "other"): "no",
}
PLANS = {
    "内閣官房": ("2019", "2"),  # planned 2018Q4 before: slipped
    "宮内庁": ("2020", "1"),  # the same: kept
    "警察庁": ("2017", "4"),  # the same quarter, over when the practice round asked: slipped
    "人事院": ("2020", "4"),
    "個人情報保護委員会": ("2018", "4"),
    "農林水産省": ("2019", "1"),
}


def _append(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerows(rows)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[warehouse.Warehouse]:
    data = tmp_path_factory.mktemp("practice") / "data"
    shutil.copytree(ROOT / "data", data)
    rounds = pd.read_csv(data / "rounds.csv", dtype=str, keep_default_na=False)
    first = rounds.set_index("round_code", drop=False).loc[FIRST].to_dict()
    first |= {"round_code": PRACTICE, "label": "練習用の調査", "survey_period": "2018-07"}
    _append(data / "rounds.csv", [first | {"basis": "練習用", "note": "練習用"}])
    survey = pd.read_csv(data / "agency_survey.csv", dtype=str, keep_default_na=False)
    answers = survey[survey["question_code"] != "plan"].to_dict("records")
    for row in answers:
        key = (row["agency_name"], row["choice_code"])
        if key in CHANGED:
            row |= {"answer": CHANGED[key], "certainty": "certain"}
        row["printed_count"] = ""
    template = survey[survey["question_code"] == "plan"].iloc[0].to_dict()
    marks = [
        template
        | {
            "agency_name": name,
            "choice_code": f"{year}q{quarter}",
            "answer": "yes",
            "planned_fiscal_year": year,
            "planned_quarter": quarter,
            "certainty": "certain",
            "printed_count": "",
        }
        for name, (year, quarter) in PLANS.items()
    ]
    rows = [row | {"round_code": PRACTICE} for row in [*answers, *marks]]
    _append(data / "agency_survey.csv", rows)
    sources = yaml.safe_load((data / "SOURCES.yaml").read_text(encoding="utf-8"))
    for name in ("rounds.csv", "agency_survey.csv"):
        sources[name]["sha256"] = hashlib.sha256((data / name).read_bytes()).hexdigest()
    (data / "SOURCES.yaml").write_text(yaml.safe_dump(sources, allow_unicode=True), "utf-8")
    opened = warehouse.open_warehouse(data, (), "altered")
    yield opened
    opened.close()


@pytest.fixture
def two_rounds(practice: warehouse.Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warehouse, "shared", lambda: practice)


@pytest.fixture
def changes(two_rounds: None) -> pd.DataFrame:
    return queries.agency_changes(FIRST, PRACTICE).set_index("agency_name")


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("内閣府", "done"),
        ("内閣官房", "slipped"),
        ("警察庁", "slipped"),
        ("宮内庁", "kept"),
        ("個人情報保護委員会", "kept"),
        ("復興庁", "dropped"),
        ("法務省", "unreadable"),
        ("人事院", "new"),
    ],
)
def test_each_plan_has_its_outcome(changes: pd.DataFrame, name: str, outcome: str) -> None:
    assert changes.loc[name, "plan_outcome"] == outcome


def test_an_agency_that_was_ready_has_no_plan_outcome(changes: pd.DataFrame) -> None:
    assert changes.loc[["総務省", "環境省", "防衛省"], "plan_outcome"].isna().all()


def test_stages_move_up_and_down(changes: pd.DataFrame) -> None:
    assert changes.loc["内閣府", ["earlier_stage", "stage"]].tolist() == [1, 2]
    assert changes.loc["環境省", ["earlier_stage", "stage"]].tolist() == [3, 0]
    assert (changes["earlier_stage"] == changes["stage"]).sum() == 18


def test_barriers_are_solved_new_or_lasting(changes: pd.DataFrame) -> None:
    columns = ["solved_barriers", "new_barriers", "lasting_barriers"]
    assert changes.loc["内閣府", columns].tolist() == [
        "働き方の見直しが不十分",
        "予算案の検討が不十分",
        "セキュリティ上の課題、その他",
    ]
    assert changes.loc["警察庁", columns].tolist() == ["", "", ""]


def test_every_move_between_stages_is_drawn_with_its_count(two_rounds: None) -> None:
    content = AgencyRounds(FIRST, PRACTICE).content
    chart = content.figures["stages"].chart
    assert isinstance(chart, Moves)
    counts = dict(zip(chart.before, chart.counts, strict=True))
    assert counts["1 予定"][2] == 1
    assert counts["3 国会対応"][0] == 1
    assert counts["4 政務も"][4] == 1
    assert sum(map(sum, chart.counts)) == 22
    texts = [note.text for note in drawn(chart).layout.annotations]
    assert texts.count("<b>1</b>") == 5
    assert content.views["stages"].chart == chart


def test_who_moved_and_whose_plan_slipped_is_named_on_screen_and_slide(two_rounds: None) -> None:
    subject = AgencyRounds(FIRST, PRACTICE)
    assert subject_of(subject.link) == (subject, "")
    content = subject.content
    moved = {line.label: line.text for line in content.passages["moved"].lines}
    assert moved["内閣府"] == "段階1から2"
    plans = {line.label: line.text for line in content.passages["plans"].lines}
    assert plans["▲ 遅れ　3"] == "内閣官房、警察庁、農林水産省"
    assert dict(content.views["plans"].aside) == {
        label: names for label, names in plans.items() if names != "なし"
    }
    assert content.provenance.denominator == "両方に回答した22府省庁"
    assert content.provenance.is_practice


def _page(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.switch_page("pages/agency_rounds.py").run()


def _text(page: AppTest) -> str:
    return " ".join(element.value for element in page.markdown).replace("\\", "")


def test_with_two_rounds_the_page_tells_what_became_of_the_plans(two_rounds: None) -> None:
    page = _page()
    assert not page.exception
    assert (
        "**両方に回答した22府省庁のうち、段階が上がったのは2、下がったのは2。"
        "前に予定していた9のうち1が実現し、3が遅れ、1が取り下げた。**"
    ) in _text(page)
    assert "練習用" in _text(page)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "parameters"),
    [
        ("agency_rounds", {}),
        ("agency_rounds", {"earlier": PRACTICE, "later": FIRST}),
        ("agency_status", {"order": "plan"}),
        ("agency_karte", {"agency": "03"}),
        ("agency_karte", {"agency": "04"}),
        ("roadmap", {"slip": "2"}),
        ("agency_patterns", {"view": "pairs"}),
        ("agency_patterns", {"view": "outcome"}),
        ("agency_compare", {"agencies": "01,03,04"}),
    ],
)
def test_two_rounds_leave_no_japanese_on_an_english_screen(
    two_rounds: None, page: str, parameters: dict[str, str]
) -> None:
    own = re.compile("練習用の調査|日本語")  # the label of this test's round, and the menu's entry
    texts = words_of(page, **parameters)
    assert {text for text in texts if JAPANESE.search(own.sub("", text))} == set()


def test_two_rounds_in_the_wrong_order_are_refused_in_words(two_rounds: None) -> None:
    page = _page(earlier=PRACTICE, later=FIRST)
    assert not page.exception
    assert "画面で選び直してください" in page.warning[0].value
    assert "段階が上がったのは2" in _text(page)


def test_a_later_round_may_have_no_printed_totals(two_rounds: None) -> None:
    for name in ("agency_status", "roadmap", "agency_karte", "agency_patterns"):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        assert not app.switch_page(f"pages/{name}.py").run().exception


def test_with_one_round_the_page_says_what_it_will_show() -> None:
    page = _page()
    assert not page.exception
    assert "1回だけなので、まだ比べられない" in _text(page)
    assert "段階の移り変わり" in _text(page)


@pytest.mark.parametrize("nonsense", ["", "agency-1999-01", "<b>"])
def test_nonsense_rounds_in_the_url_show_the_last_two(two_rounds: None, nonsense: str) -> None:
    page = _page(earlier=nonsense, later=nonsense)
    assert not page.exception
    assert "段階が上がったのは2、" in _text(page)


def test_a_planner_without_a_quarter_widens_the_range_from_the_start(two_rounds: None) -> None:
    # 消費者庁 and 法務省 plan without a mark, and no mark is lost: they may stand in any quarter.
    rows = queries.agency_coverage_by_quarter(PRACTICE)
    assert rows.iloc[0][["certain_count", "possible_count"]].tolist() == [8, 10]


def test_an_unknown_round_is_named_with_those_that_exist() -> None:
    with pytest.raises(queries.QueryFault, match="agency-2017-03"):
        queries.agency_changes("agency-1999-01", FIRST)
