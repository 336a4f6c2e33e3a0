"""One name is found however it is written, and two governments stay two."""

from collections import defaultdict

import pytest

from readiness.data import queries
from readiness.definitions import names
from readiness.subjects import search

LOCAL_ROUND = "local-2023-10-01"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("龍ヶ崎市", "龍ケ崎市"),
        ("竜ケ崎市", "龍ケ崎市"),
        ("竜が崎市", "龍ケ崎市"),
        ("⻑野市", "長野市"),  # CJK radical
        ("⿊部市", "黒部市"),  # Kangxi radical
        ("⻲岡市", "亀岡市"),
        ("葛\U000e0100城市", "葛城市"),  # variation selector
        ("河北郡津幡町", "津幡町"),
        ("石川県河北郡津幡町", "石川県津幡町"),
        ("赤穂郡上郡町", "上郡町"),  # a county before a town with county in its name
        ("舞　鶴　市", "舞鶴市"),
        ("上之国町", "上ノ国町"),
        ("鹽竈市", "塩竈市"),
        ("檮原町", "梼原町"),
        ("ﾆｾｺ町", "ニセコ町"),
        ("﨑市", "崎市"),
        ("みや\u200bこ町", "みやこ町"),
    ],
)
def test_a_place_written_in_two_ways_is_one(written: str, name: str) -> None:
    assert names.same_place(written, name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("鹿嶋市", "鹿島市"),  # 茨城県 and 佐賀県
        ("上郡町", "町"),
        ("大和郡山市", "山市"),
        ("東京都府中市", "府中市"),
        ("小川町", "小川村"),
    ],
)
def test_two_places_stay_two(one: str, other: str) -> None:
    assert not names.same_place(one, other)


def test_no_two_governments_of_the_roster_share_a_form_but_those_of_one_name() -> None:
    forms = defaultdict(set)
    for row in queries.local_governments(LOCAL_ROUND).itertuples():
        forms[names.place_form(row.name)].add(row.name)
    assert [found for found in forms.values() if len(found) > 1] == [{"鹿嶋市", "鹿島市"}]


@pytest.mark.parametrize(
    "typed", ["龍ヶ崎", "竜ケ崎", "龍が崎", "竜ヶ崎市", "りゅうがさき", "ﾘｭｳｶﾞｻｷ"]
)
def test_the_search_finds_a_town_in_every_spelling(typed: str) -> None:
    (entry,) = search.find(typed)["government"]
    assert "code=082082" in entry.link


def test_a_box_that_filters_by_letters_has_the_other_spellings_whole() -> None:
    assert names.other_spellings("龍ケ崎市") == ["龍ヶ崎市", "竜ケ崎市", "竜ヶ崎市"]
    assert names.other_spellings("七ヶ宿町") == ["七ケ宿町"]
    assert names.other_spellings("府中市") == names.other_spellings("ニセコ町") == []


def test_every_other_spelling_is_the_same_place() -> None:
    for row in queries.local_governments(LOCAL_ROUND).itertuples():
        for other in names.other_spellings(row.name):
            assert names.same_place(row.name, other)
