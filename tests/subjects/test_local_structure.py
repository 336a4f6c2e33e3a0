"""区分・規模と導入割合: what chance leaves open, what class and staff explain, one truth everywhere."""

import pytest

from readiness.drawing.figures.draw import drawn
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Bars, Funnel
from readiness.subjects.local.structure import LocalStructure


def _structure() -> LocalStructure:
    found, _ = subject_of("local_structure")
    assert isinstance(found, LocalStructure)
    return found


def test_seventeen_of_47_lie_outside_the_limits_where_chance_would_have_two() -> None:
    scatter = _structure().scatter
    assert scatter is not None
    assert len(scatter.outside(1.959964)) == 17
    assert len(scatter.rows) == 47
    assert (round(scatter.chi_square), scatter.degrees) == (163, 46)
    assert round(scatter.critical) == 63
    assert scatter.is_wide


def test_after_class_and_staff_only_miyagi_lies_outside_the_wide_limits() -> None:
    far = _structure().far_after
    assert far["prefecture_name"].tolist() == ["宮城県"]
    assert far["z"].iloc[0] == pytest.approx(-3.3, abs=0.05)


def test_nobody_says_that_four_prefectures_alone_are_hard_to_explain_by_chance() -> None:
    content = _structure().content
    said = content.headline + "".join(line.text for line in content.passages["reading"].lines)
    for view in content.views.values():
        said += view.headline + view.alt + "".join(map("".join, view.aside))
    assert "偶然では説明しにくい" not in said
    assert content.headline == (
        "職員100人以下では35.0%、1,001人以上では92.2%。都道府県の差は偶然より大きい"
        "（95%の幅の外に47のうち17、偶然なら2.4ほど）。"
        "区分と職員規模をそろえても大きく外れるのは宮城県だけ。"
    )
    assert "χ²＝163（自由度46。偶然だけなら95%は63以下）" in said


def test_screen_and_slides_say_the_same() -> None:
    content = _structure().content
    for view in content.views.values():
        assert view.headline == content.headline
        assert view.key_figure == content.key_figures[0].value == "60.6%"
    groups = content.views["groups"].chart
    types, bands = content.figures["types"].chart, content.figures["bands"].chart
    assert isinstance(groups, Bars)
    assert isinstance(types, Bars)
    assert isinstance(bands, Bars)
    assert groups.groups == types.groups + bands.groups
    assert content.views["funnel"].chart == content.figures["funnel"].chart


def test_bars_have_their_intervals_and_no_table_has_a_share_under_five() -> None:
    content = _structure().content
    types = content.figures["types"].chart
    assert isinstance(types, Bars)
    assert all(bar.low is not None for bar in types.groups[0][1])
    rows = content.tables["groups"].rows
    assert rows.loc[rows["answered_count"] < 5, "adoption_ratio"].isna().all()


def test_the_funnel_names_those_outside_and_its_axis_holds_every_point() -> None:
    chart = _structure().content.figures["funnel"].chart
    assert isinstance(chart, Funnel)
    named = {point.label for point in chart.points if point.is_named}
    assert named == {"北海道", "東京都", "兵庫県", "沖縄県", "宮城県", "長野県"}
    low, high = drawn(chart).layout.yaxis.range
    assert all(low <= point.ratio <= high for point in chart.points)
    assert chart.sizes[0] <= min(point.size for point in chart.points)


def test_core_cities_that_have_not_adopted_are_named_and_every_bar_has_its_names() -> None:
    content = _structure().content
    lines = {line.label: line.text for line in content.passages["not_adopted"].lines}
    assert lines["中核市 8 / 62"] == (
        "函館市、旭川市、福島市、高崎市、富山市、寝屋川市、和歌山市、大分市"
    )
    names = content.tables["names"].rows
    view = content.views["names"]
    assert view.rows.equals(names)
    assert view.aside[0] == ("中核市 8 / 62", lines["中核市 8 / 62"])
    adopted = names[names["status"] == "○ 実施"]
    assert len(names) == 1_741
    assert int((adopted["entity_type"] == "中核市").sum()) == 54
    assert int((adopted["staff_band"] == "100人以下").sum()) == 186
