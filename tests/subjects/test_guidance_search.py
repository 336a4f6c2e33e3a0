"""Search finds what people type, in any spelling, and leads to the screen that shows it."""

import pytest
from streamlit.testing.v1 import AppTest

from readiness.language.wording import speaking
from readiness.subjects import catalogue, search
from tests.support import ROOT


def test_security_finds_barriers_agencies_definitions_measures_and_screens():
    found = search.find("セキュリティ")

    assert {"screen", "agency", "barrier", "measure", "term"} <= set(found)
    assert "セキュリティ上の課題" in {entry.title for entry in found["barrier"]}
    # the five agencies that named it
    assert {entry.title for entry in found["agency"]} == {
        "内閣府",
        "外務省",
        "財務省",
        "人事院",
        "公正取引委員会",
    }


def test_the_ministry_of_defense_leads_to_its_karte():
    (entry,) = search.find("防衛省")["agency"]

    assert entry.link == "agency_karte?agency=22"


def test_fuchu_finds_both_cities_with_their_prefecture():
    found = search.find("府中市")["government"]

    assert [(entry.title, entry.link.removeprefix("peers?code=")) for entry in found] == [
        ("東京都 府中市", "132063"),
        ("広島県 府中市", "342084"),
    ]


@pytest.mark.parametrize(
    "text", ["ふちゅうし", "フチュウシ", "広島県府中市", "広島 府中", "３４２０８４"]
)
def test_a_government_is_found_by_reading_code_and_width(text: str):
    assert "342084" in {
        entry.link.removeprefix("peers?code=") for entry in search.find(text)["government"]
    }


def test_the_closest_title_comes_first():
    assert search.find("ＬＧＷＡＮ")["screen"][0].link == "lgwan_guide"
    assert search.find("北海道")["government"][0].title == "北海道"


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("security", "barrier", "Security issues"),
        ("セキュリティ", "barrier", "Security issues"),
        ("ministry of defense", "agency", "Ministry of Defense"),
        ("防衛省", "agency", "Ministry of Defense"),
        ("府中市", "government", "Tokyo 府中市"),
        ("LGWAN", "screen", "LGWAN: allowed or not"),
    ],
)
def test_english_and_japanese_words_find_english_titles(text: str, kind: str, title: str):
    search.find("国")  # in Japanese before
    with speaking("en"):
        assert title in {entry.title for entry in search.find(text)[kind]}
    assert title not in {entry.title for entry in search.find("防衛省")["agency"]}


@pytest.mark.parametrize("text", ["", "   ", "該当しない言葉", "%_'\"<b>"])
def test_nothing_is_found_for_nothing(text: str):
    assert search.find(text) == {}


def test_every_entry_leads_to_a_page_that_exists():
    for entry in search.entries():
        page = entry.link.partition("?")[0]
        assert (ROOT / "pages" / f"{page}.py").exists(), entry
        if page in catalogue.PAGES and entry.kind != "government":
            catalogue.subject_of(entry.link)


@pytest.mark.parametrize("text", ["セキュリティ", "[x](http://example.com)", "a" * 300, ""])
def test_the_screen_opens_for_any_text_in_the_address(text: str):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page("pages/search.py")
    app.query_params["q"] = text

    app.run()

    assert not app.exception
    assert app.session_state["search_q"] == (text if len(text) <= 60 else "")
