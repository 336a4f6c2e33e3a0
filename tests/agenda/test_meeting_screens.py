"""The views behind 「会議に追加」 on the screens of comparisons, patterns, targets and guides."""

import pytest

from readiness.agenda.agenda import Agenda, Item, from_link, to_link
from readiness.subjects import catalogue
from readiness.subjects.charts import Bars, Grid
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.model import View


def _bars(view: View) -> dict[str, str]:
    assert isinstance(view.chart, Bars)
    return {bar.label: bar.text for _, bars in view.chart.groups for bar in bars}


def _column(view: View, name: str) -> dict[str, str]:
    assert isinstance(view.chart, Grid)
    place = view.chart.columns.index(name)
    rows = (row.strip("◆　 ") for row in view.chart.rows)
    return {row: line[place].mark for row, line in zip(rows, view.chart.cells, strict=True)}


def test_pairs_count_agencies_and_name_them_and_keep_unreadable_marks_apart() -> None:
    view = catalogue.view_of("agency_patterns")
    assert isinstance(view.chart, Grid)
    rows, columns = list(view.chart.rows), list(view.chart.columns)
    budget = view.chart.cells[rows.index("予算案の検討が不十分")]
    assert budget[columns.index("働き方の見直しが不十分")].mark == "3"
    other = view.chart.cells[rows.index("その他")]
    assert other[columns.index("予算案の検討が不十分")].mark == "4＋？1"
    assert dict(view.aside)["3　働き方の見直し × 予算"] == "宮内庁、公正取引委員会、防衛省"


def test_types_and_sizes_carry_their_counts_and_what_they_leave_unexplained() -> None:
    view = catalogue.view_of("local_structure")
    bars = {bar.label: bar.words for _, group in view.chart.groups for bar in group}
    assert bars["指定都市"] == "100.0%　20 / 20"
    assert bars["100人以下"] == "35.0%　186 / 532"
    assert view.aside == (("99.8%の幅の外に残るのは宮城県（実施13、期待22.0、z=−3.3）。", ""),)


def test_agencies_beside_each_other_say_what_each_answered() -> None:
    view = catalogue.view_of("agency_compare?agencies=07,13,14,21")
    assert _column(view, "外務省")["全職員が自宅等から利用可能"] == "○ 該当"
    assert _column(view, "法務省")["その他"] == "○ 該当"
    assert _column(view, "警察庁")["その他"] == "？ 判読不能"
    assert _column(view, "警察庁")["計画"] == "平成29年度④"
    assert _column(view, "環境省")["令和2年度の本省の日数"] == "－ 手元の資料に収録なし"
    assert view.key_figure == "10 / 13"


def test_an_unreadable_mark_is_no_difference() -> None:
    view = catalogue.view_of("agency_compare?agencies=07,14")
    assert "その他" in view.chart.rows  # without the sign of a difference


def test_governments_beside_each_other_stand_under_their_prefecture() -> None:
    view = catalogue.view_of("side_by_side?codes=131016,304212")
    assert view.chart.column_groups == (("東京都", 1), ("和歌山県", 1))
    assert _column(view, "千代田区")["テレワーク"] == "○ 実施"
    assert _column(view, "那智勝浦町")["テレワーク"] == "× 未実施"
    # The prefecture is a heading of the chart and a row of the table.
    assert len(view.rows) == 2 * (len(view.chart.rows) + 1)


def test_the_notice_decides_by_the_strictest_kind() -> None:
    link = "lgwan_guide?bulk=yes&place=elsewhere&kinds="
    assert catalogue.view_of(f"{link}resident,policy").key_figure == "原則不可"
    assert catalogue.view_of(f"{link}policy").key_figure == "留意して運用"


def test_a_comparison_survives_the_link_of_its_agenda() -> None:
    agenda = Agenda("比較", (Item("agency_compare?agencies=07,13"),))
    assert from_link(to_link(agenda)) == agenda


@pytest.mark.parametrize("agencies", ["07", "07,07", "01,02,03,04,05", "07,99", ""])
def test_fewer_than_two_or_more_than_four_agencies_are_no_view(agencies: str) -> None:
    with pytest.raises(UnknownChoice):
        catalogue.view_of(f"agency_compare?agencies={agencies}")
