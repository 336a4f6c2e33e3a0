"""Readings in Latin letters: Hepburn, the kind of a municipality after a hyphen; search finds them."""

import pytest

from readiness.data import queries
from readiness.language.romaji import one_spelling, place_name
from readiness.language.wording import speaking
from readiness.subjects import search
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


_HAKODATE = "Hakodate ハコダテ ﾊｺﾀﾞﾃ はこだて 函館 Ｈａｋｏｄａｔｅ HAKODATE-SHI hakodateshi".split()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_search_finds_a_town_by_any_of_its_writings(language: str) -> None:
    with speaking(language):
        for text in (*_HAKODATE, "Hakodate City", "函館　Hakodate", "hakodate 012025"):
            found = search.find(text)["government"]
            assert [one.link for one in found] == ["peers?code=012025"], text


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *((text, "271004") for text in ("Ōsaka-shi", "Oosaka City", "OHSAKA-shi", "おおさかし")),
        *((text, "182109") for text in ("Sakai-shi", "さかいし")),
        *((text, "162019") for text in ("Toyama City", "Toyama-shi")),
        *((text, "400009") for text in ("Hukuoka", "Fukuoka")),
        *((text, "322016") for text in ("Matsué", "Matue")),
        *((text, "285862") for text in ("Shinonsen", "Shin'onsen", "Sin'onsen", "shin-onsen")),
        *((text, "131130") for text in ("Shibuya Ward", "Sibuya", "ｼﾌﾞﾔ")),
    ],
)
def test_a_reading_is_found_in_the_spellings_in_use(written: str, code: str) -> None:
    for language in ("ja", "en"):
        with speaking(language):
            assert search.find(written)["government"][0].link == f"peers?code={code}"


def test_an_english_word_is_no_reading() -> None:
    assert one_spelling("令和") == ""
    assert one_spelling("R2.10") == ""
    with speaking("en"):
        assert "government" not in search.find("security")


def test_an_english_reader_sees_the_reading_and_what_it_is() -> None:
    with speaking("en"):
        content = subject_of("peers?code=012025")[0].content
        assert content.headline.startswith("Hokkaido 函館市 (Hakodate-shi)")
        assert any("our transliteration" in note for note in content.notes)
        assert "Hakodate-shi" in governments.labels()["012025"]
    japanese = subject_of("peers?code=012025")[0].content
    assert "Hakodate" not in japanese.headline
    assert not any("ローマ字" in note for note in japanese.notes)
