"""Which round is shown, what it may be compared with, and the printed figures on the screen."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from readiness.data import queries
from readiness.definitions import rounds
from readiness.drawing import theme
from readiness.drawing.figures.draw import drawn
from readiness.language.wording import speaking
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Bars, Blank
from readiness.subjects.local import shares
from readiness.subjects.local.methods_and_reasons import MethodsAndReasons, sum_note
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
    part_time = shares.answers(("part_time",), "local-2020-10-01")
    department = shares.answers(("department",), "local-2020-10-01")

    assert "46.1 + 53.7 = 99.8%" in sum_note(part_time, "非常勤職員")
    assert sum_note(department, "部門") == ""


def _bars(*rows: tuple[str, str, float], **columns: object) -> Bars:
    """A chart of these shares of 406 bodies."""
    whole = _shares(*rows).assign(
        government_count=406,
        choice_count=None,
        part_ratio=float("nan"),
        previous_ratio=float("nan"),
    )
    whole = whole.assign(is_reworded=False).assign(**columns)
    return Bars((("", shares.bars(whole, "has")),), 1.0, "%", is_ratio=True)


def test_every_bar_carries_its_share_and_its_change():
    chart = _bars(
        ("a", "甲", 0.5),
        ("b", "乙", 0.25),
        previous_ratio=[0.6, float("nan")],
        is_reworded=[True, False],
    )

    figure = drawn(chart)

    labels, values = (trace.text for trace in figure.select_traces({"mode": "text"}))
    assert [text.strip() for text in values] == ["<b>50.0%</b>　−10.0※", "<b>25.0%</b>"]
    assert [text.strip() for text in labels] == ["甲", "乙"]
    assert len(figure.layout.shapes) == 2  # one earlier share: one tick and its white edge
    assert figure.layout.xaxis.range == (0, 1)  # bars start at 0


@pytest.mark.parametrize("ratio", [0.0, 0.05, 0.95, 1.0])
def test_bars_hold_every_share(ratio: float):
    figure = drawn(_bars(("a", "甲", ratio), previous_ratio=[1 - ratio]))

    assert figure.layout.xaxis.range == (0, 1)
    assert list(figure.data[1].x) == [ratio]


def test_of_fewer_than_five_bodies_their_number_is_said_and_no_share():
    (few,) = _bars(("a", "甲", 0.5), government_count=4, previous_ratio=0.9).groups[0][1]
    (none,) = _bars(("a", "甲", float("nan")), government_count=0).groups[0][1]

    assert few.words == "2 / 4団体"
    assert (none.value, none.words) == (None, "－ データなし")


def test_the_plans_name_designated_cities_and_the_denominator():
    note = MethodsAndReasons("local-2020-10-01").content.figures["plan"].note

    assert "1,379" in note
    assert "指定都市" in note


def test_reasons_of_2022_were_published_and_are_not_in_our_hands():
    content = MethodsAndReasons("local-2022-10-01").content
    said = " ".join((content.headline, content.figures["reason"].alt, content.views["reasons"].alt))

    assert "令和4年の理由は公表されているが、手元の資料に収録なし" in said
    assert "公表なし" not in said
    assert "公表はこの回にない" not in said
    with speaking("en"):
        assert (
            "were published" in MethodsAndReasons("local-2022-10-01").content.figures["reason"].alt
        )


def test_what_no_source_says_is_not_said_to_be_unpublished():
    content = MethodsAndReasons("local-2020-03-26").content

    assert isinstance(content.figures["reason"].chart, Blank)
    assert "手元の資料に収録なし" in content.figures["reason"].chart.reason
    assert "公表なし" not in content.figures["reason"].alt


def test_a_figure_read_in_a_press_report_or_a_copy_is_marked_beside_it():
    figures = MethodsAndReasons().content.figures

    assert "▽ 報道で確認" in figures["reason"].detail
    assert "▽ 転載で確認" in figures["way"].detail
    assert "▽" not in figures["scope"].detail


def test_a_wording_that_changed_is_the_same_in_both_languages():
    japanese = MethodsAndReasons().content.tables["shares"].rows["is_reworded"].tolist()
    with speaking("en"):
        english = MethodsAndReasons().content.tables["shares"].rows["is_reworded"].tolist()

    assert [one == "はい" for one in japanese] == [one == "Yes" for one in english]
    assert "はい" in japanese


@pytest.mark.parametrize("choice", ["latest", "local-2020-10-01", "local-2022-10-01"])
def test_screen_slides_and_links_say_the_same(choice: str):
    made = MethodsAndReasons(choice)
    content = made.content

    assert subject_of(made.link) == (made, "")
    assert made.view_named().headline == content.headline
    assert made.view_named().key_figure == content.key_figures[0].value
    for part, card in (("methods", "way"), ("reasons", "reason"), ("plans", "plan")):
        view, part_of_link = subject_of(content.views[part].link)
        assert (view, part_of_link) == (made, part)
        assert content.views[part].chart == content.figures[card].chart
        assert content.views[part].alt == content.figures[card].alt


@pytest.mark.parametrize("choice", ["latest", *_first_rounds()["round_code"].unique()])
def test_the_screen_opens_for_every_round(choice: str):
    app = AppTest.from_file(APP).switch_page(PAGE)
    app.query_params["round"] = choice

    app.run(timeout=30)

    assert not app.exception
    assert app.selectbox(key="methods_and_reasons_round").value == choice


@pytest.mark.slow
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

    assert any("手元の資料に収録なし" in markdown.value for markdown in app.markdown)


def test_only_the_part_that_reaches_the_lan_is_darker():
    chart = _bars(("loan", "貸出", 0.6), ("home", "在宅勤務", 0.9), part_ratio=[0.5, float("nan")])

    figure = drawn(chart)

    assert list(figure.data[1].marker.color) == [theme.HAS_WEAK, theme.HAS]
    assert list(figure.data[2].x) == [0.3]  # half of the 60 % with the device
