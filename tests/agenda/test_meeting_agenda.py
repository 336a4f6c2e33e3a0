"""Agendas: ready-made ones, the link, the file, and texts that are no agenda."""

import base64
import json
import zlib
from dataclasses import replace

import pytest

from readiness.agenda import agenda as agendas
from readiness.agenda import highlight
from readiness.agenda.agenda import Agenda, AgendaFault, Item
from readiness.language.wording import LANGUAGES, speaking

OWN = Agenda(
    title="連絡会議 第3回",
    items=(
        Item("roadmap", headline="期限まであと2年", notes="ここで法務省に一言"),
        Item("agency_karte?agency=13"),
        Item("prefecture_map?prefecture=34"),
    ),
    document_number="資料2-1",
    highlight="agency:13",
)


def test_ready_made_agendas_hold_every_agency_and_every_prefecture() -> None:
    assert [len(agendas.ready_made(name).items) for name in agendas.READY_MADE] == [13, 24, 49]


def test_a_ready_made_agenda_is_its_name_in_the_link() -> None:
    assert agendas.to_link(agendas.ready_made("liaison")) == "liaison"
    assert agendas.from_link("agencies") == agendas.ready_made("agencies")


def test_link_and_file_give_the_same_agenda_back() -> None:
    assert agendas.from_link(agendas.to_link(OWN)) == OWN
    assert agendas.from_json(agendas.as_json(OWN)) == OWN


def test_the_link_of_24_slides_is_short_enough_to_send() -> None:
    changed = agendas.ready_made("agencies").moved(0, 1)
    assert len(agendas.to_link(changed)) < 600


def test_slides_move_within_the_agenda_only() -> None:
    names = [item.link for item in OWN.moved(0, -1).items]
    assert names == ["roadmap", "agency_karte?agency=13", "prefecture_map?prefecture=34"]
    assert [item.link for item in OWN.moved(0, 5).items][-1] == "roadmap"
    assert [item.link for item in OWN.without(1).items] == [
        "roadmap",
        "prefecture_map?prefecture=34",
    ]


def test_an_earlier_agenda_names_views_and_still_opens() -> None:
    text = """{"title": "第2回", "items": [{"view": "agency_roadmap", "headline": "期限まで2年"},
      {"view": "agency_plans"}, {"view": "agency_karte", "parameters": {"agency": "13"}}]}"""
    assert agendas.from_json(text).items == (
        Item("roadmap", headline="期限まで2年"),
        Item("roadmap#plans"),
        Item("agency_karte?agency=13"),
    )


def test_an_own_headline_stands_over_the_computed_one() -> None:
    assert OWN.items[0].build().headline == "期限まであと2年"
    assert OWN.items[1].build().headline.startswith("法務省は")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "JSON"),
        ("[]", "items"),
        ('{"items": [1]}', "1番目"),
        ('{"items": [{"view": "nothing"}]}', "1番目：画面「nothing」はありません"),
        ('{"items": [{"view": "agency_karte", "parameters": {"agency": "99"}}]}', "99"),
        ('{"items": [{"view": "agency_days", "parameters": {"agency": 1}}]}', "1番目"),
        ('{"items": [{"view": "agency_days", "notes": 5}]}', "notes"),
        (json.dumps({"items": [{"view": "agency_days"}] * 81}), "80枚"),
        # As long as the editor lets it be, and no letter more: a link is not another door.
        (json.dumps({"items": [{"view": "agency_days", "headline": "あ" * 121}]}), "120字"),
        (json.dumps({"items": [{"view": "agency_days", "notes": "あ" * 1001}]}), "1,000字"),
        (json.dumps({"items": [], "title": "あ" * 61}), "title は60字"),
        (json.dumps({"items": [{"view": "agency_days", "notes": "あ" * 1000}] * 21}), "20,000字"),
        (
            json.dumps({"items": [{"view": "prefecture", "parameters": {"prefecture": "1" * 99}}]}),
            "1番目",
        ),
        # Half a letter fits in no page and no file.
        (r'{"items": [{"view": "agency_days", "headline": "\ud800"}]}', "JSON"),
        (r'{"items": [{"view": "\udfff"}]}', "JSON"),
    ],
)
def test_a_text_that_is_no_agenda_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(AgendaFault, match=says):
        agendas.from_json(text)


@pytest.mark.parametrize(
    "link",
    [
        "x",
        "あ",
        "%00",
        agendas.to_link(OWN)[:-20],
        # a small link that unpacks into a large text is cut off, then no JSON
        base64.urlsafe_b64encode(zlib.compress(b"[" * 9_000_000)).decode(),
        "A" * 100_001,
    ],
)
def test_a_broken_link_is_refused(link: str) -> None:
    with pytest.raises(AgendaFault):
        agendas.from_link(link)


def test_a_highlight_marks_the_name_and_for_a_government_its_prefecture() -> None:
    assert highlight.names("agency:13") == {"法務省"}
    assert highlight.names("prefecture:34") == {"広島県", "34"}
    assert highlight.names("government:342084") == {"府中市", "広島県", "34", "342084"}
    assert highlight.label("government:342084") == "府中市"


@pytest.mark.parametrize("text", ["", "agency:99", "x", "government:000000", ":"])
def test_an_unknown_highlight_marks_nothing(text: str) -> None:
    assert highlight.names(text) == frozenset()
    assert highlight.label(text) == ""


def test_the_longest_agenda_that_the_editor_lets_one_write_is_a_link_that_opens() -> None:
    letters = "".join(chr(0x4E00 + place * 7919 % 20_000) for place in range(250))
    item = Item("prefecture_map?prefecture=34", headline=letters[:120], notes=letters[:130])
    whole = Agenda(title="あ" * 60, items=(item,) * 80, document_number="1" * 12)
    assert agendas.from_link(agendas.to_link(whole)) == whole
    with pytest.raises(AgendaFault, match="80枚"):
        whole.with_item(item)
    with pytest.raises(AgendaFault, match="20,000字"):
        whole.with_words(0, headline="", notes="あ" * 260)


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_ready_made_agenda_can_be_changed_and_passed_on(code: str) -> None:
    with speaking(code):
        for name in agendas.READY_MADE:
            changed = agendas.ready_made(name).moved(0, 1)
            assert agendas.from_link(agendas.to_link(changed)) == changed


def test_an_item_remembers_its_figures_and_is_marked_when_they_are_others() -> None:
    agenda = Agenda("第3回").with_item(Item("roadmap")).with_item(Item("overview#days"))
    assert agenda.changed() == []
    assert agendas.from_link(agendas.to_link(agenda)).items[0].seen == agenda.items[0].seen != ""
    old = replace(agenda, items=(replace(agenda.items[0], seen="00000000"), agenda.items[1]))
    assert old.changed() == [0]
    assert old.looked_at().changed() == []
    with speaking("en"):
        assert agenda.changed() == []
    # Who wrote the link by hand is asked nothing.
    assert Agenda("第3回", (Item("roadmap"),)).changed() == []
