"""Agendas: ready-made ones, the link, the file, and texts that are no agenda."""

import base64
import json
import zlib

import pytest

from readiness.agenda import agenda as agendas
from readiness.agenda import highlight
from readiness.agenda.agenda import Agenda, AgendaFault, Item

OWN = Agenda(
    title="連絡会議 第3回",
    items=(
        Item("agency_roadmap", headline="期限まであと2年", notes="ここで法務省に一言"),
        Item("agency_karte", (("agency", "13"),)),
        Item("prefecture", (("prefecture", "34"),)),
    ),
    document_number="資料2-1",
    highlight="agency:13",
)


def test_ready_made_agendas_hold_every_agency_and_every_prefecture() -> None:
    assert [len(agendas.ready_made(name).items) for name in agendas.READY_MADE] == [11, 24, 49]


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
    names = [item.view for item in OWN.moved(0, -1).items]
    assert names == ["agency_roadmap", "agency_karte", "prefecture"]
    assert [item.view for item in OWN.moved(0, 5).items][-1] == "agency_roadmap"
    assert [item.view for item in OWN.without(1).items] == ["agency_roadmap", "prefecture"]


def test_an_own_headline_stands_over_the_computed_one() -> None:
    assert OWN.items[0].build().headline == "期限まであと2年"
    assert OWN.items[1].build().headline.startswith("法務省は")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "JSON"),
        ("[]", "items"),
        ('{"items": [1]}', "1番目"),
        ('{"items": [{"view": "nothing"}]}', "1番目：図「nothing」はありません"),
        ('{"items": [{"view": "agency_karte"}]}', "agency=01～22"),
        ('{"items": [{"view": "agency_karte", "parameters": {"agency": "99"}}]}', "agency=99"),
        ('{"items": [{"view": "agency_days", "parameters": {"agency": 1}}]}', "1番目"),
        ('{"items": [{"view": "agency_days", "notes": 5}]}', "notes"),
        (json.dumps({"items": [{"view": "agency_days"}] * 121}), "120枚"),
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
