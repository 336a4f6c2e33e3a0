"""The screens of local governments: every edge case gives a sensible page."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from readiness.drawing.figures.draw import drawn
from readiness.subjects.charts import Bar, Bars, GroupShare, GroupShares, PeerStrip, PeerStrips
from readiness.subjects.local import measures
from readiness.subjects.local.comparison import RULES
from readiness.subjects.local.side_by_side import SideBySide
from tests.support import ROOT

ROUND = "local-2023-10-01"


def _run(page: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{page}.py").run()


def _text(app: AppTest) -> str:
    """Words of the page as read: escapes of markdown removed."""
    parts = [*app.markdown, *app.header, *app.subheader, *app.title, *app.metric]
    return re.sub(r"\\(.)", r"\1", " ".join(f"{getattr(p, 'label', '')} {p.value}" for p in parts))


def _sentence(app: AppTest) -> str:
    return next(
        text for text in (re.sub(r"\\(.)", r"\1", m.value) for m in app.markdown) if "**" in text
    )


def test_the_empty_screen_says_what_to_do_with_both_cities_of_one_name() -> None:
    app = _run("peers")
    assert not app.exception
    assert "団体名・読み・6桁のコード" in _text(app)


def test_fuchu_in_hiroshima_reads_as_its_figures() -> None:
    app = _run("peers", code="342084")
    assert _sentence(app) == (
        "**広島県府中市は○ 実施。近い15団体では11団体（73.3%）が実施。"
        "DX指標では、職員育成の取組と全職員対象研修の実施は相手の半数超が実施、貴団体は未実施。**"
    )
    assert "照会先の候補　実施11団体（項目の多い順）" in _text(app)
    assert "平均は目標ではない" in _text(app)


def test_a_government_that_has_not_adopted_gets_the_most_alike_first() -> None:
    app = _run("peers", code="073644")
    assert "実施済みで最も似ているのは長野県王滝村。" in _sentence(app)
    assert "照会先の候補　実施6団体（似ている順）" in _text(app)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("132063", "東京都府中市は× 未実施"),
        ("141003", "神奈川県横浜市は○ 実施"),
        ("131016", "東京都千代田区は○ 実施"),
        ("340006", "広島県は○ 実施"),
        ("134023", "東京都青ヶ島村は○ 実施"),
        ("075469", "福島県双葉町は○ 実施"),
        ("394050", "高知県梼原町は"),
    ],
)
@pytest.mark.parametrize("rule", RULES)
def test_every_kind_of_government_has_a_screen_under_every_rule(
    code: str, said: str, rule: str
) -> None:
    app = _run("peers", code=code, rule=rule)
    assert not app.exception
    assert _sentence(app).startswith(f"**{said}")


def test_futaba_starts_from_a_rule_that_needs_no_population() -> None:
    app = _run("peers", code="075469")
    assert "同じ区分・職員規模の" in _sentence(app)
    assert "rule" not in app.query_params
    refused = _run("peers", code="075469", rule="nearest")
    assert "国勢調査の人口が住民登録の6割に満たず、計算しない" in _sentence(refused)


def test_a_rule_under_five_peers_counts_and_gives_no_share() -> None:
    app = _run("peers", code="342084", rule="own", codes="341002,132063,010006")
    assert "自分で選んだ3団体では2団体が実施。" in _sentence(app)
    assert "66.7%" not in _sentence(app)


def test_more_neighbours_than_prefectures_says_how_many_there_are() -> None:
    assert "近い46団体では46団体" in _sentence(_run("peers", code="340006", k="50"))


def test_a_government_not_surveyed_is_told_which_items_are_missing() -> None:
    text = _text(_run("peers", code="172057"))
    assert "貴団体が「調査無し」のため比べられません" in text
    assert "全体方針策定" in text


def test_removed_members_live_in_the_url_and_leave_the_group() -> None:
    app = _run("peers", code="342084", removed="152234")
    assert "近い14団体では11団体（78.6%）" in _sentence(app)
    assert app.query_params["removed"] == "152234"


def test_the_url_holds_every_choice_and_gives_the_same_screen_again() -> None:
    choices = {"code": "342084", "rule": "own", "k": "20", "codes": "341002,132063"}
    first = _run("peers", **choices)
    kept = dict(first.query_params.items())
    assert kept == choices
    assert _sentence(_run("peers", **kept)) == _sentence(first)


def test_a_prefecture_of_the_url_opens_its_municipalities() -> None:
    app = _run("prefecture_map", prefecture="34")
    assert _sentence(app) == (
        "**広島県は23市区町村のうち20（87.0%）が実施。未実施は3団体。"
        "全国（指定都市を含む）は60.6%。**"
    )
    shown = [metric.value.replace("\\", "") for metric in app.metric]
    assert shown == ["87.0%", "68～95%", "1"]
    table = app.dataframe[0].value
    assert table["状態"].head(4).tolist() == ["× 未実施"] * 3 + ["○ 実施"]


def test_the_whole_country_reads_as_its_figures() -> None:
    assert _sentence(_run("prefecture_map")) == (
        "**全国1,741市区町村（指定都市を含む）のうち1,055（60.6%）が実施。"
        "広島県87.0%から沖縄県36.6%までの幅がある。"
        "上位27都道府県の区間は互いに重なり、その順位の差は確かでない。**"
    )


@pytest.mark.slow
@pytest.mark.parametrize("measure", measures.CODES)
def test_every_measure_has_a_screen(measure: str) -> None:
    app = _run("prefecture_map", measure=measure)
    assert not app.exception
    assert _sentence(app)


def test_islands_that_the_outlines_lack_are_named_under_the_map() -> None:
    text = _text(_run("prefecture_map"))
    for island in ("江田島・能美島", "座間味島", "渡名喜島", "玄界島", "北山村"):
        assert island in text


def test_four_governments_stand_side_by_side_and_a_fifth_does_not() -> None:
    app = _run("side_by_side", codes="342084,132063,075469,340006,010006")
    assert not app.exception
    assert app.query_params["codes"] == "342084,132063,075469,340006"
    assert "の4団体のうち3団体がテレワークを実施。" in _sentence(app)


def test_columns_tell_equal_names_apart_and_unknown_is_a_dash() -> None:
    codes = ("342084", "132063", "340006", "172057")
    table = SideBySide(codes).content.tables["columns"].rows
    assert list(table.columns) == [
        "item",
        "広島県 府中市",
        "東京都 府中市",
        "広島県",
        "石川県 珠洲市",
    ]
    facts = table.set_index("item")
    assert facts.loc["テレワーク"].tolist() == ["○ 実施", "× 未実施", "○ 実施", "× 未実施"]
    assert facts.loc["一般行政職員（令和3年4月1日）", "広島県"] == "－"
    assert facts.loc["DX指標：全体方針策定", "石川県 珠洲市"] == "－ 調査無し"
    assert facts.loc["DX指標：マイナンバーカードの保有", "広島県"] == "－ 収録なし"


def test_a_row_without_a_share_has_no_dot_and_no_interval() -> None:
    four = GroupShare("label", None, None, None, "2 / 4（5団体未満のため割合は示さない）")
    five = GroupShare("label", 0.4, 0.12, 0.77, "40.0%", "2 / 5")
    whole = GroupShare("label", 0.4, None, None, "40.0%", "2 / 5")
    dots = [len(drawn(GroupShares((each,), 0.6)).data) for each in (four, five, whole)]
    assert dots == [0, 2, 1]


def test_strips_survive_one_peer_equal_to_oneself() -> None:
    strip = PeerStrip("人口", (500.0,), ("500人",), ("adopted",), 500.0, "500人")
    assert drawn(PeerStrips((strip,))).data


def test_a_peer_without_an_answer_is_no_cross() -> None:
    strip = PeerStrip("人口", (1.0, 2.0), ("1人", "2人"), ("not_adopted", "not_answered"), None)
    symbols = [trace.marker.symbol for trace in drawn(PeerStrips((strip,))).data]
    assert symbols == ["x-thin-open", "square-open"]


def test_items_nobody_answered_have_no_bar() -> None:
    figure = drawn(Bars((("", (Bar("item", None, "0 / 0"),)),), 1.0, "%", is_ratio=True))
    assert [list(trace.x) for trace in figure.data if trace.type == "bar"][-1] == [0]


VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        "342084 132063 075469 340006 999999 34 47 00 ３４ nearest own class_staff 0 5 15 50 51 -1"
        " ratio standardised points dx_policy dx_ adopted not_adopted loan,private cost,,cost"
        " 342084,342084 010006,999999 , %00 <script> ![](http://a.b/c.png)".split()
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", ["peers", "prefecture_map", "side_by_side", "self_check", "local_structure"]
)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    parameters=st.dictionaries(
        st.sampled_from(
            "code rule k codes removed prefecture measure adoption device plan reason".split()
        ),
        VALUES,
        min_size=1,
    )
)
def test_any_value_of_any_parameter_gives_a_sane_page(
    page: str, parameters: dict[str, str]
) -> None:
    app = _run(page, **parameters)
    assert not app.exception
    assert _sentence(app)


@pytest.mark.parametrize(
    ("ratio", "low", "start"),
    [(0.136, 0.05, 0.0), (0.6, 0.4, 0.2), (0.0, 0.0, 0.0), (1.0, 0.9, 0.2)],
)
def test_a_share_below_the_axis_is_not_cut_off(ratio: float, low: float, start: float) -> None:
    group = GroupShare("同じ都道府県", ratio, low, 1.0, "", "3 / 22")
    figure = drawn(GroupShares((group,), 0.3))
    assert figure.layout.xaxis.tickvals[0] == start
    assert figure.layout.xaxis.range[0] < min(ratio, start + 0.001)
