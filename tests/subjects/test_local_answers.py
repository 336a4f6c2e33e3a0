"""Barriers, methods, LAN and plans of single governments: by group, two at a time, on the map, by name."""

from collections.abc import Iterator

import pytest

from readiness.data import queries
from readiness.drawing import maps
from readiness.drawing.figures.draw import drawn
from readiness.drawing.slides.slide import WIDE, Place, slide
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import AreaMap, Bars, Blank, Grid, SpotMap
from readiness.subjects.local import answered, measures
from readiness.subjects.local.answer_tables import AnswerTable
from readiness.subjects.local.methods_and_reasons import MethodsAndReasons
from readiness.subjects.local.prefecture_map import PrefectureMap
from tests.support import rounds
from tests.support.stored import publish

ROUND = "local-2026-10-01"
# Six towns of 東京都 without telework (five planless, one with a plan) and two adopters.
ANSWERS = {
    "133035": {"adoption": "none_or_undecided", "reason.cost": "yes", "reason.security": "yes"},
    "133051": {"adoption": "none_or_undecided", "reason.cost": "yes", "reason.security": "no"},
    "133078": {"adoption": "none_or_undecided", "reason.cost": "yes", "reason.security": "yes"},
    "133086": {"adoption": "none_or_undecided", "reason.cost": "no", "reason.security": "yes"},
    "133612": {"adoption": "none_or_undecided", "reason.cost": "no", "reason.security": "no"},
    "133621": {"adoption": "considering", "planned_quarter": "2027q2", "reason.cost": "yes"},
    # blank on barriers: in no denominator
    "133639": {"adoption": "none_or_undecided"},
    "131016": {"adoption": "formal", "device.loan": "yes", "lan_access.loan": "yes"},
    "131024": {"adoption": "trial", "device.loan": "yes", "lan_access.loan": "no"},
}


@pytest.fixture
def few(own_store: str) -> None:
    publish(ROUND, answers=ANSWERS)


@pytest.fixture(
    params=[
        "local_one_village",
        "local_one_prefecture",
        "local_all_yes",
        "local_all_no",
        "practice",
    ]
)
def at_the_edge(request: pytest.FixtureRequest) -> Iterator[str]:
    with rounds.shown(request.param):
        yield request.param


def _counts(table: AnswerTable) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (row.choice_code, row.other): (row.named_count, row.answered_count)
        for row in table.rows.itertuples()
    }


@pytest.mark.usefixtures("few")
def test_a_barrier_by_type_is_counted_of_those_that_answered_the_question() -> None:
    counts = _counts(AnswerTable(ROUND, "groups", "reason", "entity_type"))
    # four towns and two villages (利島村, 神津島村 among them) answered; the blank one is in none
    assert sum(count[1] for (code, _), count in counts.items() if code == "cost") == 6
    assert sum(count[0] for (code, _), count in counts.items() if code == "cost") == 4


@pytest.mark.slow
@pytest.mark.usefixtures("few")
def test_under_five_answers_a_cell_has_its_count_and_no_share() -> None:
    table = AnswerTable(ROUND, "groups", "device", "entity_type")
    assert isinstance(table.chart, Grid)
    (cell,) = [cell for line in table.chart.cells[1:2] for cell in line]
    assert (cell.mark, cell.note) == ("＊", "2 / 2")
    assert table.rows["ratio"].isna().all()


@pytest.mark.slow
@pytest.mark.usefixtures("few")
def test_barriers_named_together_are_counted_once_of_those_that_name_the_first() -> None:
    counts = _counts(AnswerTable(ROUND, "pairs", "reason", ""))
    assert counts["cost", "security"] == (2, 4)
    assert counts["security", "cost"] == (2, 3)


@pytest.mark.usefixtures("few")
def test_plans_stand_beside_barriers_and_beside_all_that_answered() -> None:
    table = AnswerTable(ROUND, "pairs", "plan", "")
    counts = _counts(table)
    assert counts["cost", "2027q2"] == (1, 4)
    assert counts["cost", "not_planned"] == (3, 4)
    assert isinstance(table.chart, Grid)
    assert [cell.note for cell in table.chart.cells[0]] == ["1 / 6", "5 / 6"]


@pytest.mark.usefixtures("few")
def test_the_names_behind_a_cell_are_as_many_as_it_counts() -> None:
    made = MethodsAndReasons(view="pairs", question="reason", cell="cost.security")
    names = made.content.tables["names"].rows
    assert names["code"].tolist() == ["133035", "133078"]
    assert made.content.views["names"].key_figure == "2"
    assert subject_of(made.link) == (made, "")


@pytest.mark.slow
@pytest.mark.usefixtures("few")
def test_the_names_behind_a_bar_are_those_that_marked_it() -> None:
    made = MethodsAndReasons(cell="lan_access_loan")
    assert made.content.tables["names"].rows["code"].tolist() == ["131016"]
    bars = made.content.figures["reason"].chart
    assert isinstance(bars, Bars)
    assert next(bar.key for _, group in bars.groups for bar in group) == "cost"


@pytest.mark.slow
@pytest.mark.usefixtures("few")
def test_the_map_has_few_answered_and_nobody_answered_as_states() -> None:
    of = measures.Measure(ROUND, "answer_loan")
    assert of.states["13"] == "few"
    assert of.states["34"] == "not_answered"
    of = measures.Measure(ROUND, "answer_cost")
    assert [(one.code, one.printed) for one in of.values] == [("13", "66.7%")]
    assert round(of.values[0].low or 0, 3) == 0.3


@pytest.mark.slow
@pytest.mark.usefixtures("few")
def test_a_prefecture_names_who_answered_what() -> None:
    made = PrefectureMap(prefecture="13", measure="answer_cost")
    table = made.content.tables["municipalities"].rows
    assert table["answer"].value_counts().to_dict() == {
        "○ 挙げた": 4,
        "× 挙げていない": 2,
        "－ 対象外・無回答": 56,
    }
    assert "6市区町村のうち4（66.7%）" in made.content.headline


def test_a_dx_item_tells_the_towns_of_a_prefecture_apart_on_real_data() -> None:
    made = PrefectureMap(prefecture="34", measure="dx_ai")
    content = made.content
    assert "23市区町村のうち14（60.9%）" in content.headline
    assert isinstance(content.figures["map"].chart, SpotMap)
    assert content.tables["municipalities"].rows["answer"].value_counts().to_dict() == {
        "○ ある": 14,
        "× ない": 9,
    }


def test_published_totals_say_that_they_are_and_why() -> None:
    made = MethodsAndReasons()
    assert list(made.chosen()) == ["round"]
    lines = made.content.passages["which"].lines
    assert "公表された集計値" in lines[0].text
    assert lines[1].link == "local_rounds"


@pytest.mark.slow
def test_every_table_and_map_holds_at_the_edges(at_the_edge: str) -> None:
    code = answered.newest()
    asked = answered.questions(code) if code else ()
    made = [
        MethodsAndReasons(view="groups", question=question, by=by)
        for by in answered.GROUPS
        for question in asked
    ]
    if "reason" in asked:
        pairs = [one for one in ("reason", "plan") if one in asked]
        made += [MethodsAndReasons(view="pairs", question=one) for one in pairs]
    made += [PrefectureMap(measure=one) for one in measures.answers(queries.latest_round("local"))]
    made += [
        PrefectureMap(prefecture="34", measure=one)
        for one in measures.answers(queries.latest_round("local"))[:1]
    ]
    for one in made:
        content = one.content
        assert content.headline, one.link
        assert "nan" not in content.headline, one.link
        for figure in content.figures.values():
            chart = figure.chart
            assert figure.alt, one.link
            if isinstance(chart, AreaMap | SpotMap):
                maps.drawn(chart)
            if not isinstance(chart, SpotMap):
                assert not isinstance(chart, Blank) or chart.reason
                drawn(chart)
                drawn(chart, narrow=True)
        for view in content.views.values():
            assert slide(view, Place(1, 1), WIDE).svg(view.alt)


def test_a_second_measure_stands_on_a_map_of_its_own_with_its_own_slide() -> None:
    made = PrefectureMap(beside="dx_ai")
    content = made.content
    assert subject_of(made.link) == (made, "")
    assert isinstance(content.figures["beside"].chart, AreaMap)
    assert content.headline.startswith(PrefectureMap().content.headline)
    assert "もう一つの指標：DX指標：AIの導入" in content.headline
    assert made.view_named().headline == content.headline
    assert content.views["beside"].headline in content.headline
    assert "原因を示さない" in "".join(content.notes)
