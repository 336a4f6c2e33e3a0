"""Answers per government between rounds: planned quarters, transitions, and peers side by side."""

import pytest
from streamlit.testing.v1 import AppTest

from readiness import intake, store
from readiness.data import queries, warehouse
from readiness.drawing.figures.draw import drawn
from readiness.language.wording import t
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Blank, Columns, Moves, Trend
from readiness.subjects.local import plan_words
from readiness.subjects.local.rounds import LocalRounds
from readiness.subjects.local.rounds import _rounds as rounds_of
from tests.support import ROOT
from tests.support.stored import considering, publish


@pytest.fixture(autouse=True)
def _own_store(own_store: str) -> None:
    """Every test here publishes for itself."""


FIRST, SECOND = "local-2026-10-01", "local-2027-10-01"


@pytest.fixture
def two_rounds() -> None:
    publish(
        FIRST,
        answers={
            "131016": considering("2027q1"),  # carried out
            "131024": considering("2027q2"),  # due by 2027-09-30: over at the second survey date
            "131032": considering("2027q3"),  # not yet due
            "131041": considering("2028q1"),  # given up before it was due
            "131059": {"adoption": "considering"},  # no time stated
            "131067": {"adoption": "formal"},
            "131075": {"adoption": "none_or_undecided"},
        },
    )
    publish(
        SECOND,
        answers={
            "131016": {"adoption": "formal"},
            "131024": considering("2028q1"),
            "131032": considering("2027q3"),
            "131041": {"adoption": "none_or_undecided"},
            "131059": {"adoption": "formal"},
            "131067": {"adoption": "discontinued"},
            # 131075 did not answer again
        },
    )


@pytest.mark.slow
@pytest.mark.usefixtures("two_rounds")
def test_a_plan_is_done_kept_slipped_or_dropped() -> None:
    rows = queries.local_transitions(FIRST, SECOND).set_index("code")
    outcome = rows["plan_outcome"]
    assert outcome["131016"] == "done"
    assert outcome["131024"] == "slipped"
    assert outcome["131032"] == "kept"
    assert outcome["131041"] == "dropped"
    assert outcome["131059"] == "none"
    assert rows.loc["131067", ["earlier_status", "status"]].tolist() == ["adopted", "not_adopted"]
    assert rows.loc["131075", "status"] == "not_answered"
    assert len(rows) == 1788


@pytest.mark.slow
@pytest.mark.usefixtures("two_rounds")
def test_planned_quarters_are_counted_and_undated_plans_stay_apart() -> None:
    rows = queries.local_planned_quarters(FIRST)
    assert rows["government_count"].tolist() == [1, 1, 1, 1, 1]
    assert rows["planned_quarter"].isna().tolist() == [False] * 4 + [True]
    assert set(rows["prefecture_name"]) == {"東京都"}
    chart = LocalRounds("quarters", FIRST).content.figures["quarters"].chart
    # 2027Q1 to 2028Q1, with the quarter between them that nobody plans, and the undated last
    assert [one.count for one in chart.columns] == [1, 1, 1, 0, 1, 1]
    assert list(drawn(chart).data[0].text) == ["1", "1", "1", "0", "1", "1"]
    assert queries.local_planned_quarters("local-2023-10-01").empty
    names = LocalRounds("quarters", FIRST).content.tables["names"].rows
    assert sorted(names["code"]) == ["131016", "131024", "131032", "131041", "131059"]
    assert len(set(names["planned"])) == 5


@pytest.mark.slow
@pytest.mark.usefixtures("two_rounds")
def test_every_count_of_moves_has_its_names() -> None:
    compared = LocalRounds("transitions", SECOND).content.tables["compared"].rows
    moves = LocalRounds("transitions", SECOND).content.figures["moves"].chart
    assert isinstance(moves, Moves)
    assert len(compared) == sum(map(sum, moves.counts)) == 6


@pytest.mark.slow
@pytest.mark.usefixtures("two_rounds")
def test_who_did_not_answer_is_in_no_denominator() -> None:
    rounds = queries.local_adoption_by_round().set_index(["round_code", "entity_class"])
    row = rounds.loc[SECOND, "市区町村"]
    assert (row["adopted_count"], row["answered_count"], row["entity_count"]) == (2, 6, 1721)


@pytest.mark.slow
def test_own_answers_stand_beside_those_of_the_peers() -> None:
    marks = {"adoption": "none_or_undecided", "reason.cost": "yes", "reason.security": "no"}
    publish(
        FIRST,
        answers={"131016": marks, "131024": marks, "131032": {"adoption": "none_or_undecided"}},
    )
    rows = queries.peer_answers("131016", "prefecture").set_index("choice_code")
    assert rows.loc["cost", ["own_answer", "named_count", "answered_count"]].tolist() == [
        "yes",
        1,
        1,
    ]
    assert rows.loc["security", ["own_answer", "named_count", "answered_count"]].tolist() == [
        "no",
        0,
        1,
    ]
    assert "loan" not in rows.index


def _screen(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    page = app.switch_page("pages/local_rounds.py").run()
    assert not page.exception
    return page


@pytest.mark.slow
def test_the_screens_show_practice_data_in_every_view() -> None:
    for one in intake.practice_rounds():
        store.publish(one, seen=0)
    warehouse.refresh()
    words = [one.value for one in _screen(round="local-2024-10-01").markdown]
    assert any("導入を検討している309団体のうち、309団体" in word for word in words)
    page = _screen(view="transitions")
    plans = LocalRounds("transitions", next(iter(rounds_of()))).content.passages["plans"].lines
    counts = {line.label: int(line.text) for line in plans if line.label}
    assert sum(counts.values()) == 309
    assert counts[t("local_rounds.outcome.done")] > counts[t("local_rounds.outcome.dropped")] > 0
    assert (
        "【練習用】架空の調査1（仮の日付令和6年10月1日）から【練習用】架空の調査2（仮の日付令和7年10月1日）"
        in "".join(one.value for one in page.markdown).replace("\\", "")
    )
    assert any("府中市" in one.value for one in _screen(view="peers", code="342084").markdown)


@pytest.mark.slow
def test_without_answers_each_view_says_what_is_missing() -> None:
    for view in ("quarters", "transitions", "peers"):
        words = "".join(one.value for one in _screen(view=view, code="342084").markdown)
        assert "令和5年10月1日時点（推定）" in words


@pytest.mark.slow
@pytest.mark.usefixtures("two_rounds")
def test_the_peers_plans_lie_by_state_and_quarter_and_ones_own_is_marked() -> None:
    store.withdraw(SECOND, author="担当A", note="試行", seen=1)
    warehouse.refresh()
    rows = queries.peer_plans("131024", "prefecture")
    states = rows[["plan_state", "planned_fiscal_year", "planned_quarter", "peer_count"]]
    assert states.fillna(0).values.tolist() == [
        ["adopted", 0, 0, 1],
        ["planned", 2027, 1, 1],
        ["planned", 2027, 2, 0],  # only oneself
        ["planned", 2027, 3, 1],
        ["planned", 2028, 1, 1],
        ["undated", 0, 0, 1],
        ["not_planned", 0, 0, 1],
        ["not_answered", 0, 0, 55],  # 62 municipalities, seven answered
    ]
    assert rows["is_own"].tolist() == [False, False, True, *[False] * 5]
    assert set(rows["answered_count"]) == {6}
    chart = (
        LocalRounds("peers", code="131024", rule="prefecture").content.figures["peer_plans"].chart
    )
    figure = drawn(chart)
    assert list(figure.data[0].text) == ["1", "1", "0", "1", "0", "1", "1", "1", "55"]
    (own,) = figure.layout.annotations
    assert (own.text, own.x) == ("自団体", 2)
    assert plan_words.peer_plan_sentence(rows) == (
        "回答した似た団体6のうち、導入済み1、時期を決めて予定3、時期未定1、予定なし・未定1"
        "（ほかに未回答55）。自団体は2027年度第2四半期。"
    )


@pytest.mark.slow
def test_a_round_without_plans_has_no_plans_of_peers() -> None:
    assert queries.peer_plans("342084", "prefecture").empty
    assert plan_words.peer_plan_sentence(queries.peer_plans("342084", "nearest")) == ""


@pytest.mark.usefixtures("two_rounds")
def test_plans_by_group_stand_in_time_with_the_undated_last() -> None:
    table = plan_words.plans_by(queries.local_planned_quarters(FIRST), "prefecture_name")
    assert table.columns.tolist() == [
        "prefecture_name",
        "2027年度第1四半期",
        "2027年度第2四半期",
        "2027年度第3四半期",
        "2028年度第1四半期",
        "時期未定",
    ]
    assert table.values.tolist() == [["東京都", 1, 1, 1, 1, 1]]


@pytest.mark.slow
@pytest.mark.usefixtures("two_rounds")
def test_who_answered_both_rounds_is_compared_and_said() -> None:
    content = LocalRounds("transitions", SECOND).content

    assert (
        "両方に回答した6団体のうち2団体が新たに導入し、1団体が導入しなくなった" in content.headline
    )
    chart = content.figures["moves"].chart
    assert isinstance(chart, Moves)
    assert sum(map(sum, chart.counts)) == 6
    outcomes = {line.label: line.text for line in content.passages["plans"].lines if line.label}
    assert outcomes == {
        "○ 実施した": "1",
        "△ 期限前・検討中": "1",
        "× 予定の時期を過ぎた": "1",
        "× 検討をやめた": "1",
    }


@pytest.mark.slow
@pytest.mark.usefixtures("two_rounds")
@pytest.mark.parametrize(
    "link",
    [
        "local_rounds",
        f"local_rounds?round={FIRST}&by=entity_class",
        "local_rounds?view=transitions",
        f"local_rounds?view=transitions&round={FIRST}",
        "local_rounds?view=peers",
        "local_rounds?view=peers&code=131024&rule=prefecture",
    ],
)
def test_screen_and_slide_of_every_view_say_the_same(link: str) -> None:
    made, _ = subject_of(link)
    content, view = made.content, made.view_named()

    assert made.link == link
    assert (view.headline, view.key_figure) == (content.headline, content.key_figures[0].value)
    assert view.provenance == content.provenance
    assert isinstance(view.chart, Blank | Columns | Moves)


def test_all_bodies_are_told_round_by_round_without_the_estimated_one() -> None:
    content = subject_of("local_rounds?view=series")[0].content
    assert content.headline == (
        "全団体で導入したのは、令和2年3月（2020年） 109（6.1%） → 令和2年10月（2020年） 406（22.7%） → "
        "令和3年10月（2021年） 916（51.2%） → 令和4年10月（2022年） 1,150（64.3%）。"
        "その後は出典が変わり、比べられない。"
    )
    chart = content.figures["series"].chart
    assert isinstance(chart, Trend)
    assert [point.text for point in chart.points] == ["6.1%", "22.7%", "51.2%", "64.3%", "61.6%"]
    assert [point.is_estimated for point in chart.points] == [False] * 4 + [True]
    rows = content.tables["series"].rows
    whole = rows[rows["entity_class"] == "全団体"]
    assert set(whole["answered_count"]) == {1_788}
    view = content.views["series"]
    assert (view.chart, view.headline) == (chart, content.headline)
    assert "総務省" in view.provenance.source
    assert "デジタル庁" in view.provenance.source
    assert "減少とは読めない" in content.caution
