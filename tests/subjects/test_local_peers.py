"""地方公共団体の比較: one rule for whom to call, on screen, slide and paper; nothing concluded without peers."""

import pytest

from readiness.agenda.earlier import link_of
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Bars, Blank, GroupShares
from readiness.subjects.choices import UnknownChoice
from readiness.subjects.local.peers import CALLS, Peers
from readiness.subjects.model import Content

LINKS = (
    "peers?code=342084",
    "peers?code=342084&k=20&rule=own&codes=341002,132063,010006,011002,131016,473537",
    "peers?code=342084&removed=152234",
    "peers?code=131016",
    "peers?code=340006",
    "peers?code=075469",
    "peers?code=073644&rule=prefecture",
)


def _content(link: str) -> Content:
    subject, _ = subject_of(link)
    assert subject.link == link
    return subject.content


def test_screen_and_sheet_name_the_same_towns_to_call_for_fuchu() -> None:
    content = _content("peers?code=342084")
    names = [line.label for line in content.passages["calls"].lines]
    assert names == [
        "茨城県桜川市",
        "富山県氷見市",
        "愛媛県伊予市",
        "兵庫県洲本市",
        "兵庫県南あわじ市",
    ]
    view = content.views["sheet"]
    assert view.aside == (("、".join(names) + "ほか6団体", ""),)
    assert view.aside_heading == content.passages["calls"].heading


@pytest.mark.slow
@pytest.mark.parametrize("link", LINKS)
def test_screen_and_sheet_say_the_same_for_every_choice(link: str) -> None:
    content = _content(link)
    view = content.views["sheet"]
    assert view.headline == content.headline
    assert view.key_figure == content.key_figures[0].value
    shares = content.figures["shares"].chart
    assert isinstance(shares, GroupShares)
    assert isinstance(view.chart, Bars)
    assert [bar.value for bar in view.chart.groups[0][1]] == [row.ratio for row in shares.rows]
    step = content.figures["step"].chart
    if isinstance(step, Bars):
        assert view.chart.groups[1][1] == step.groups[0][1]
    asked = content.tables["ask"].rows
    labels = [line.label for line in content.passages["calls"].lines if line.link]
    assert [
        label[-len(name) :] for label, name in zip(labels, asked["name"], strict=False)
    ] == list(asked["name"].head(CALLS))


def test_the_names_of_peers_lead_to_their_screens() -> None:
    links = [line.link for line in _content("peers?code=342084").passages["calls"].lines]
    assert links[0] == "peers?code=082317"
    assert all(subject_of(link)[0].link == link for link in links)


@pytest.mark.parametrize(
    ("link", "lacked"),
    [("peers?code=342084&rule=own", 5), ("peers?code=131016&rule=class_staff", 2)],
)
def test_without_peers_nothing_is_concluded(link: str, lacked: int) -> None:
    content = _content(link)
    words = content.headline + content.figures["step"].alt + content.views["sheet"].alt
    assert "すべて実施済み" not in words
    assert "15団体" not in content.headline
    assert "比べる相手はいない" in content.headline
    step = content.figures["step"].chart
    assert isinstance(step, Blank)
    assert f"貴団体が未実施のDX指標は{lacked}項目" in step.reason


def test_what_is_no_telework_is_called_a_dx_indicator() -> None:
    content = _content("peers?code=342084")
    assert "DX指標では、職員育成の取組と全職員対象研修の実施は" in content.headline
    assert content.figures["step"].heading == "未実施の取組（DX指標）"


def test_the_whole_has_no_interval() -> None:
    chart = _content("peers?code=342084").figures["shares"].chart
    assert isinstance(chart, GroupShares)
    nation = chart.rows[0]
    assert (nation.low, nation.high) == (None, None)
    assert "61%～61%" not in "".join(
        line.text for line in _content("peers?code=342084").passages["readings"].lines
    )


def test_peers_of_a_prefecture_are_not_said_to_be_alike_in_staff() -> None:
    choice = Peers.of({"code": "340006"}).chosen()["rule"]
    assert choice.options["nearest"] == "近い15団体（人口・財政力・面積）"  # type: ignore[union-attr]
    chart = _content("peers?code=340006").figures["shares"].chart
    assert isinstance(chart, GroupShares)
    assert not any("職員" in row.label for row in chart.rows if row.is_chosen)


def test_a_link_may_name_its_government_and_old_agendas_open() -> None:
    assert subject_of("peers?code=竜ヶ崎市")[0] == Peers("082082")
    assert link_of("peer_sheet", {"government": "342084"}) == "peers?code=342084"
    with pytest.raises(UnknownChoice):
        subject_of("peers?code=府中市")
    with pytest.raises(UnknownChoice):
        subject_of("peers?code=342084&removed=010006")


def test_the_two_rates_of_the_nation_are_told_apart() -> None:
    notes = "".join(_content("peers?code=342084").notes)
    assert "指定都市を含む1,741市区町村で60.6%、指定都市を除く1,721市区町村で60.1%" in notes
