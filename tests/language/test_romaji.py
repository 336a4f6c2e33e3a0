"""Readings in Latin letters: Hepburn, the kind of a municipality after a hyphen; search finds them."""

import pytest

from readiness.data import queries
from readiness.language.romaji import place_name
from readiness.language.wording import speaking
from readiness.subjects.catalogue import subject_of
from readiness.subjects.local import governments


@pytest.mark.parametrize(
    ("name", "reading", "latin"),
    [
        ("函館市", "はこだてし", "Hakodate-shi"),
        ("府中市", "ふちゅうし", "Fuchu-shi"),
        ("新温泉町", "しんおんせんちょう", "Shin'onsen-cho"),
        ("草津町", "くさつまち", "Kusatsu-machi"),
        ("札幌市", "さっぽろし", "Sapporo-shi"),
        ("占冠村", "しむかっぷむら", "Shimukappu-mura"),
        ("町田市", "まちだし", "Machida-shi"),
        ("八丁町", "はっちょうちょう", "Hatcho-cho"),
    ],
)
def test_a_name_is_written_in_hepburn(name: str, reading: str, latin: str) -> None:
    assert place_name(name, reading) == latin


def test_every_reading_of_the_roster_has_latin_letters_only() -> None:
    rows = queries.local_governments(governments.newest())
    for one in rows.itertuples():
        assert place_name(one.name, one.kana).isascii(), one.name


@pytest.mark.parametrize("text", ["Hakodate", "ハコダテ", "はこだて", "函館"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_search_finds_a_town_by_any_of_its_writings(text: str, language: str) -> None:
    with speaking(language):
        passages = subject_of(f"search?q={text}")[0].content.passages
        assert [line.link for line in passages["government"].lines] == ["peers?code=012025"]


def test_an_english_reader_sees_the_reading_and_what_it_is() -> None:
    with speaking("en"):
        content = subject_of("peers?code=012025")[0].content
        assert content.headline.startswith("Hokkaido 函館市 (Hakodate-shi)")
        assert any("our transliteration" in note for note in content.notes)
        assert "Hakodate-shi" in governments.labels()["012025"]
    japanese = subject_of("peers?code=012025")[0].content
    assert "Hakodate" not in japanese.headline
    assert not any("ローマ字" in note for note in japanese.notes)
