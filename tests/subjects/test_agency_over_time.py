"""府省庁の歩み: surveys side by side, never joined, and what is missing has a place of its own."""

import io
import shutil
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from streamlit.testing.v1 import AppTest

from readiness.agenda import agenda as agendas
from readiness.data import build_data, queries, warehouse
from readiness.data.warehouse import DATA_DIRECTORY
from readiness.drawing import theme
from readiness.drawing.figures.draw import drawn
from readiness.drawing.slides.canvas import Canvas
from readiness.drawing.slides.slide import Place, slide
from readiness.exports import presentation
from readiness.language.wording import speaking
from readiness.subjects.catalogue import subject_of, view_of
from readiness.subjects.charts import Courses, Lanes
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.model import Content
from tests.support import ROOT, rounds
from tests.support.stored import entry

AGENCIES = [f"{place:02}" for place in range(1, 23)]


def _content(query: str = "") -> Content:
    return subject_of(f"agency_history{query}")[0].content


def _courses(query: str = "") -> Courses:
    chart = _content(query).figures["courses"].chart
    assert isinstance(chart, Courses)
    return chart


def _lanes(agency: str) -> Lanes:
    chart = _content(f"?agency={agency}").figures["lanes"].chart
    assert isinstance(chart, Lanes)
    return chart


def _slide(link: str) -> Canvas:
    return slide(subject_of(link)[0].view_named(), Place(1, 1))


def _kinds(name: str) -> dict[str, str]:
    row = next(row for row in _courses().rows if row.label == name)
    return {sign.kind: sign.text for sign in row.signs}


def test_each_survey_has_its_own_shape() -> None:
    signs = _kinds("農林水産省")
    assert signs["word"] == "規程あり"
    assert signs["trial"] == "試行"
    assert signs["stage_1"] == "1"
    assert (signs["plan"], signs["plan_unsure"]) == ("④", "①")
    assert (signs["share"], signs["days"]) == ("53%", "53.4")
    assert {"moved", "part"} <= set(signs)


def test_a_value_that_is_missing_is_a_sign_and_no_zero() -> None:
    row = next(row for row in _courses().rows if row.label == "防衛省")
    missing = [sign for sign in row.signs if sign.kind == "none"]
    assert [sign.text for sign in missing] == ["－", "－"]
    assert all("手元の資料に収録なし" in sign.hint for sign in missing)
    assert not any("公表" in sign.hint for sign in missing)


def test_an_undated_move_is_a_band_and_a_planned_month_a_ring() -> None:
    assert _kinds("金融庁")["undated"] == "この間（日付なし）"
    assert "moved_planned" in _kinds("環境省")
    assert "moved" in _kinds("総務省")


def test_signs_stand_at_their_time() -> None:
    row = next(row for row in _courses().rows if row.label == "総務省")
    moved = next(sign for sign in row.signs if sign.kind == "moved")
    assert 2025.0 < moved.start < 2025.1  # April 2025 is the first month of the fiscal year
    plan = next(sign for sign in row.signs if sign.kind == "other_plan")
    assert (plan.start, plan.end) == (2017.0, 2017.25)


def test_the_row_of_all_compares_with_what_was_printed() -> None:
    total = _courses().total
    assert total is not None
    assert [sign.text for sign in total.signs] == [
        "うち試行13",
        "本格13・試行9",
        "0が5、1が9、3が7、4が1",
        "47.4%",
        "49.6日",
        "2024年度シート 8機関 → 2025年度シート 12機関",
    ]
    assert total.status == "12 / 22"


def test_no_line_joins_two_surveys() -> None:
    figure = drawn(_courses())
    joined = [trace for trace in figure.data if trace.mode == "lines" and trace.fill is None]
    for trace in joined:
        for start, end in zip(trace.y[::3], trace.y[1::3], strict=True):
            is_rule = start == end or trace.line.color != "#0017C1"
            assert is_rule


def test_the_lines_between_the_years_stop_for_words_that_stand_across_them() -> None:
    traces = drawn(_courses()).data
    stops = [
        (trace.x[at] + 1, trace.y[at] + 7)
        for trace in traces
        if trace.fillcolor == theme.PAPER
        for at in range(0, len(trace.x), 6)
        if trace.x[at + 1] - trace.x[at] == pytest.approx(2)
    ]
    ((begin, middle),) = [
        (x, y)
        for trace in traces
        if trace.mode == "text"
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)
        if text == "2022年8月"
    ]
    assert [x for x, y in stops if y == pytest.approx(middle) and begin < x < begin + 60]


def test_planners_and_those_without_a_plan_are_followed_up_with_values_only() -> None:
    content = _content("?group=plans")
    assert content.headline == (
        "2017年に予定があった9府省庁は、令和2年度の一人当たり日数が最も少ない宮内庁 7.0日から"
        "最も多い個人情報保護委員会 79.1日まで、GSSへは7が移った。"
        "予定の記載がなかった5府省庁は、GSSへ2が移った。"
    )
    rows = _courses("?group=plans").rows
    assert [row.heading for row in rows if row.heading] == [
        "2017年に整備予定（9）",
        "2017年に予定の記載なし（5）",
    ]
    lines = [line.label for line in content.passages["plans"].lines]
    assert lines[1:3] == ["個人情報保護委員会", "内閣府"]  # 79.1 and 74.4 days
    said = content.headline + "".join(line.text for line in content.passages["plans"].lines)
    for cause in ("ため", "によって", "おかげ", "成果", "効果"):
        assert cause not in said


def test_the_order_of_whom_to_advise_states_its_rule() -> None:
    rule, *lines = _content("?group=plans").passages["advise"].lines
    assert "理由の多い順" in rule.text
    assert [(line.label, line.text) for line in lines] == [
        ("公正取引委員会", "理由 4、GSS ▷ 移行作業中"),
        ("防衛省", "理由 4、GSS － 資料に記載なし"),
        ("国土交通省", "理由 0、GSS △ 予定"),
    ]
    view = view_of("agency_history?group=plans#advise")
    assert view.headline == rule.text
    assert view.rows["agency_name"].tolist() == [line.label for line in lines]
    assert view.caution == rule.remark


def test_teleworkers_of_all_head_offices_stand_year_by_year() -> None:
    said = [(line.label, line.text) for line in _content().passages["totals"].lines]
    assert said == [
        ("平成26年度", "561人（1.2%）"),
        ("平成27年度", "1,592人（3.3%）"),
        ("平成28年度", "4,460人（8.6%）"),
        ("平成29年度", "6,635人（12.4%）"),
        ("平成30年度", "9,868人（18.3%）"),
        ("令和元年度", "26,285人（47.4%）"),
    ]
    view = view_of("agency_history#totals")
    assert [(one.label, one.count) for one in view.chart.columns][-1] == ("令和元年度", 26_285)  # type: ignore[union-attr]
    assert view.headline == (
        "政府全体（本省）の実施者は、平成26年度の561人（1.2%）から令和元年度の26,285人（47.4%）になった。"
    )


def test_a_slide_draws_the_time_line_of_the_screen() -> None:
    for link, figure in (
        ("agency_history", "courses"),
        ("agency_history?group=plans", "courses"),
        ("agency_history?agency=18", "lanes"),
    ):
        content = subject_of(link)[0].content
        view = next(iter(content.views.values()))
        assert view.chart is content.figures[figure].chart or (
            view.chart == content.figures[figure].chart
        )
    words = [one.text for one in _slide("agency_history").written]
    for text in ("規程あり", "本格", "④", "54%", "74.4", "2022年8月", "－ 記載なし"):
        assert text in words
    words = [one.text for one in _slide("agency_history?agency=18").written]
    assert {"53.4日", "本省 2022年10月", "2023年12月", "4,337"} <= set(words)


def test_a_slide_of_the_plans_keeps_the_two_groups_apart() -> None:
    words = [one.text for one in _slide("agency_history?group=plans").written]
    second = words.index("2017年に予定の記載なし（5）")
    assert words.index("2017年に整備予定（9）") < words.index(
        "農水省" if "農水省" in words else "農林水産省"
    )
    assert all(words.index(name) > second for name in ("内閣法制局", "人事院", "防衛省"))


def test_the_time_line_of_a_presentation_is_one_group_of_shapes_with_its_text() -> None:
    view = subject_of("agency_history?agency=18")[0].view_named()
    file = presentation.build(
        agendas.Agenda("t", (agendas.Item("agency_history?agency=18"),)), [view], lambda *_: None
    )
    shapes = list(Presentation(io.BytesIO(file)).slides[0].shapes)
    (group,) = [shape for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert group._element.nvGrpSpPr.cNvPr.get("descr") == view.alt
    texts = {shape.text_frame.text for shape in group.shapes if shape.has_text_frame}
    assert {"53.4日", "2023年12月", "④"} <= texts


@pytest.mark.slow
def test_a_provisional_round_is_marked_on_the_time_line() -> None:
    with rounds.shown("agency_provisional"):
        content = _content()
        kinds = {sign.kind for row in _courses().rows for sign in row.signs}
        assert {kind for kind in kinds if kind.endswith("_provisional")} == {
            "stage_0_provisional",
            "stage_1_provisional",
            "stage_4_provisional",
        }
        assert ("stage_3_provisional", "3", "速報（回収中）") in _courses().legend
        assert any(note.startswith("速報") for note in content.notes)
        one = _content("?agency=01")
        surveys = set(one.tables["history"].rows["survey"])
        assert any(name.endswith("（速報）") for name in surveys)
        words = [sign.beside for sign in _lanes("01").lanes[1].signs if sign.kind == "ladder"]
        assert [text.startswith("速報") for text in words] == [False, False, True]


@pytest.mark.slow
def test_one_agency_has_five_lanes_whatever_is_known() -> None:
    for agency in AGENCIES:
        assert len(_lanes(agency).lanes) == 5


def test_what_is_known_and_what_is_not_is_counted_and_named() -> None:
    content = _content("?agency=22")
    assert content.headline == (
        "防衛省：2016年は試行、2017年は段階0（予定の記載なし）、"
        "令和2年度の日数は手元の資料に収録なし。GSSは資料に記載がない。"
    )
    assert content.passages["unknown"].heading == "わかっていないこと 4件（次の照会で聞く項目）"
    assert "令和2年度の日数" in content.passages["unknown"].lines[0].text


def test_days_by_scope_stand_beside_the_twenty_published() -> None:
    lane = _lanes("18").lanes[2]
    days = next(sign for sign in lane.signs if sign.kind == "days_large")
    assert [(label, words) for label, words, _ in days.parts] == [
        ("本省", "53.4日"),
        ("地方局等", "6.3日"),
        ("全体", "18.3日"),
    ]
    assert days.lines == ("9 / 20位", "●政府計（本省） 49.6")
    assert sum(whose == "others" for _, whose in days.ticks) == 20


def test_two_sheets_that_print_other_amounts_are_both_drawn() -> None:
    bars = [sign for sign in _lanes("19").lanes[4].signs if sign.kind == "spending"]
    of_2023 = next(sign for sign in bars if sign.start == 2023)
    assert [amount for _, amount, _ in of_2023.parts] == ["3,738", "1,656"]
    of_2021 = next(sign for sign in bars if sign.start == 2021)
    assert [amount for _, amount, _ in of_2021.parts] == ["1,008"]


def test_the_reasons_stand_in_a_box_with_their_own_date() -> None:
    box = next(sign for sign in _lanes("22").lanes[1].signs if sign.kind == "box")
    assert box.text == "2017年3月に挙げた理由 4"
    assert len(box.lines) == 4
    lost = next(sign for sign in _lanes("18").lanes[1].signs if sign.kind == "box")
    assert lost.text == "2017年3月に挙げた理由 0＋読めない印1"
    assert lost.lines == ("その他 ？",)


def test_the_table_has_every_row_of_the_query() -> None:
    for name in ("農林水産省", "財務省"):
        code = AGENCIES[list(queries.data_table("agencies")["agency_name"]).index(name)]
        table = _content(f"?agency={code}").tables["history"].rows
        assert len(table) == len(queries.agency_history(name))
        assert table["measure"].notna().all()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("narrow", [False, True])
def test_every_agency_can_be_drawn(language: str, narrow: bool) -> None:
    with speaking(language):
        for agency in AGENCIES:
            figure = drawn(_lanes(agency), narrow=narrow)
            (_, right), (bottom, _) = figure.layout.xaxis.range, figure.layout.yaxis.range
            for trace in figure.data:
                if trace.mode == "text":
                    assert all(0 <= x <= right for x in trace.x)
                    assert all(0 <= y <= bottom for y in trace.y)


def test_links_mean_what_they_say() -> None:
    for link in ("agency_history", "agency_history?group=plans", "agency_history?agency=18"):
        assert subject_of(link)[0].link == link
    for link in ("agency_history?agency=23", "agency_history?agency=18&group=plans"):
        with pytest.raises(UnknownChoice):
            subject_of(link)


@pytest.mark.parametrize("parameters", [{}, {"group": "plans"}, {"agency": "18"}, {"agency": "x"}])
def test_the_page_opens(parameters: dict[str, str]) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    page = app.switch_page("pages/agency_history.py").run()
    assert not page.exception


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second round that one agency answered, and days of a further year, in data of their own."""
    data = Path(shutil.copytree(DATA_DIRECTORY, tmp_path / "data"))
    followups = data / "sources/agency_followups.csv"
    with followups.open("a", encoding="utf-8") as file:
        for name, days in (("総務省", "61.2"), ("政府計", "40.0")):
            file.write(f"FY2025,{name},一人当たりテレワーク実施回数(本省),日/年,{days},S38,\n")
    build_data.write_all(data)
    round_ = entry(
        round_code="agency-2026-10-01",
        subject="agency",
        published_at="2026-11-01T00:00:00+00:00",
        survey_date="2026-10-01",
        citation="内閣人事局「調査（令和8年）」",
        answers={"総務省": {"remote_access.all_staff": "yes"}},
    )
    made = warehouse.open_warehouse(data, [round_], "later")
    monkeypatch.setattr(warehouse, "shared", lambda: made)


@pytest.mark.slow
@pytest.mark.usefixtures("later")
def test_a_later_round_and_a_further_year_stand_on_the_same_line() -> None:
    chart = _courses()
    assert chart.years[-1][1] == "2026"
    rows = {row.label: row for row in chart.rows}
    stages = [(s.kind, round(s.start, 1)) for s in rows["総務省"].signs if s.kind[:6] == "stage_"]
    assert stages == [("stage_3", 2016.8), ("stage_2", 2026.5)]
    days = {int(s.start): s.text for s in rows["総務省"].signs if s.kind == "days"}
    assert days == {2020: "80.2", 2025: "61.2"}
    # Who did not answer has a sign of its own, and no stage 0.
    silent = [s.text for s in rows["防衛省"].signs if s.start > 2026]
    assert silent == ["－"]


@pytest.mark.slow
@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("narrow", [False, True])
def test_it_can_be_drawn_with_a_later_round(narrow: bool) -> None:
    for agency in ("12", "22"):
        lanes = _lanes(agency)
        words = " ".join(
            text for trace in drawn(lanes, narrow=narrow).data for text in trace.text or ()
        )
        assert ("未回答" in words) == (agency == "22")
    assert subject_of("agency_history?agency=12")[0].view_named().chart
