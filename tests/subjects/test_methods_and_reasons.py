"""Which round is shown, what it may be compared with, and the printed figures on the screen."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.definitions import rounds
from readiness.drawing import theme
from readiness.drawing.figures import methods
from tests.support import ROOT

APP = str(ROOT / "app.py")
PAGE = "pages/methods_and_reasons.py"


def _shares(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["choice_code", "choice", "choice_ratio"])


def _first_rounds() -> pd.DataFrame:
    """What data/ itself holds: a store may have newer rounds."""
    published = queries.local_published_questions()
    return published[published["round_code"] < "local-2023"]


def test_latest_shows_the_newest_round_with_figures_for_each_question():
    published = _first_rounds()

    assert rounds.shown_round(published, ["reason"], rounds.LATEST) == "local-2021-10-01"
    assert rounds.shown_round(published, ["device", "style"], rounds.LATEST) == "local-2022-10-01"
    # 2021 printed its plans in words only, so the newest figures are those of 2020
    assert rounds.shown_round(published, ["plan"], rounds.LATEST) == "local-2020-10-01"


def test_a_round_that_did_not_publish_a_question_shows_no_other_rounds_answer():
    published = _first_rounds()

    assert rounds.shown_round(published, ["reason"], "local-2022-10-01") == ""
    assert list(rounds.rounds_with(published, ["reason"])) == [
        "local-2020-10-01",
        "local-2021-10-01",
    ]


def test_the_round_before_is_the_last_one_that_asked_the_same_question():
    published = _first_rounds()

    assert rounds.round_before(published, "device", "local-2020-10-01") == "local-2020-03-26"
    assert rounds.round_before(published, "style", "local-2021-10-01") == ""
    # 2021 published no utilisation: the round before 2022 is 2020
    assert rounds.round_before(published, "utilisation", "local-2022-10-01") == "local-2020-10-01"


def test_a_reworded_choice_is_compared_but_flagged():
    now = _shares(
        ("cost", "テレワーク導入のためにコストがかかる", 0.71), ("new", "新しい理由", 0.1)
    )
    before = _shares(("cost", "導入コストがかかる", 0.72))

    rows = rounds.beside_previous(now, before, "reason").set_index("choice_code")

    assert rows.loc["cost", "previous_ratio"] == 0.72
    assert rows.loc["cost", "is_reworded"]
    assert pd.isna(rows.loc["new", "previous_ratio"])
    assert not rows.loc["new", "is_reworded"]


def test_utilisation_is_not_compared_when_the_bands_changed():
    now = queries.local_shares("local-2022-10-01", "utilisation")
    before = queries.local_shares("local-2020-10-01", "utilisation")

    # both rounds have the band 30-50 %
    assert "pct_30_50" in set(now["choice_code"]) & set(before["choice_code"])
    assert rounds.beside_previous(now, before, "utilisation")["previous_ratio"].isna().all()


def test_the_leading_reason_of_2021_stands_beside_2020():
    rows = rounds.beside_previous(
        queries.local_shares("local-2021-10-01", "reason"),
        queries.local_shares("local-2020-10-01", "reason"),
        "reason",
    ).set_index("choice_code")

    assert rows.loc["counter_work", "choice_ratio"] == pytest.approx(0.894)
    assert rows.loc["counter_work", "previous_ratio"] == pytest.approx(0.827)
    assert rows.loc["counter_work", "government_count"] == 872


def test_lan_access_is_of_the_governments_with_the_device():
    rows = queries.local_access_methods("local-2020-10-01").set_index("access_method_code")

    assert rows.loc["loan", "method_ratio"] == pytest.approx(0.623)
    assert rows.loc["loan", "lan_access_ratio"] == pytest.approx(0.763)


def test_shares_that_do_not_add_up_are_shown_as_printed():
    part_time = queries.local_shares("local-2020-10-01", "part_time")
    department = queries.local_shares("local-2020-10-01", "department")

    assert "46.1 + 53.7 = 99.8%" in methods.sum_note(part_time, "part_time")
    assert methods.sum_note(department, "department") == ""


def test_every_bar_carries_its_share_and_its_change():
    rows = _shares(("a", "甲", 0.5), ("b", "乙", 0.25)).assign(
        previous_ratio=[0.6, float("nan")], is_reworded=[True, False]
    )

    figure = methods.share_bars(rows, kind="value", row_height=30)

    values, labels = (trace.text for trace in figure.select_traces({"mode": "text"}))
    assert [text.strip() for text in values] == ["<b>50.0%</b>　−10.0※", "<b>25.0%</b>"]
    assert labels == ("甲", "乙")
    assert len(figure.layout.shapes) == 1  # one earlier share, one tick
    assert figure.layout.xaxis.range == (0, 1)  # bars start at 0


def test_the_plans_name_designated_cities_and_the_denominator():
    notes = methods.plan_notes(queries.local_plans("local-2020-10-01"))

    assert "1,379" in notes
    assert "指定都市" in notes


@pytest.mark.parametrize("choice", ["latest", *_first_rounds()["round_code"].unique()])
def test_the_screen_opens_for_every_round(choice: str):
    app = AppTest.from_file(APP).switch_page(PAGE)
    app.query_params["round"] = choice

    app.run(timeout=30)

    assert not app.exception
    assert app.selectbox(key="methods_and_reasons_round").value == choice


@pytest.mark.parametrize("bad", ["", "latest'", "local-1999-10-01", "<b>", "９"])
def test_an_unknown_round_in_the_address_gives_the_latest_figures(bad: str):
    app = AppTest.from_file(APP).switch_page(PAGE)
    app.query_params["round"] = bad

    app.run(timeout=30)

    assert not app.exception
    assert app.selectbox(key="methods_and_reasons_round").value == "latest"


def test_a_round_without_reasons_says_so_and_names_those_that_have_them():
    app = AppTest.from_file(APP).switch_page(PAGE)
    app.query_params["round"] = "local-2022-10-01"

    app.run(timeout=30)

    assert any("－ この回の公表なし" in markdown.value for markdown in app.markdown)


def test_only_the_part_that_reaches_the_lan_is_darker():
    rows = _shares(("loan", "貸出", 0.6), ("home", "在宅勤務", 0.9)).assign(
        previous_ratio=float("nan"), is_reworded=False, part_ratio=[0.5, float("nan")]
    )

    figure = methods.share_bars(rows, kind="value", row_height=30)

    assert list(figure.data[1].marker.color) == [theme.HAS_WEAK, theme.HAS]
    assert list(figure.data[2].x) == [0.3, 0]  # half of the 60 % with the device; none to draw
