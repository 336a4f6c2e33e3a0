"""Room for words in figures: as drawn for Japanese, measured for Latin."""

from collections.abc import Iterator

import pytest

from readiness.data import queries
from readiness.language import lettering, wording

LONG = "Not understood by outside experts"


@pytest.fixture
def english() -> Iterator[None]:
    with wording.speaking("en"):
        yield


def test_the_widest_line_counts_and_tags_take_no_room() -> None:
    assert lettering.em("府省庁") == 3
    assert lettering.em("<b>府省庁</b><br>省") == 3
    assert lettering.em("MEXT") < 4


def test_japanese_figures_keep_the_room_they_have() -> None:
    assert lettering.gutter(["個人情報保護委員会" * 9], 13, 120) == 120
    assert lettering.folded("専門家の理解がない", 5) == "専門家の理<br>解がない"
    assert lettering.upright("<b>総務省</b>") == {"text": "<b>総<br>務<br>省</b>"}
    assert lettering.upright_height(["総務省", "人事院"], 12, 15) == 45
    assert lettering.short("総務省") == "総務省"
    assert lettering.spelled_out(["総務省"]) is None


def test_a_gutter_grows_with_its_labels(english: None) -> None:
    assert lettering.gutter(["Budget"], 13, 120) == 120
    assert lettering.gutter([LONG], 13, 120) > 13 * lettering.em(LONG)
    assert lettering.gutter([LONG], 13, 120, at_most=200) == 200
    assert lettering.gutter([], 13, 120) == 120


def test_latin_words_are_never_broken(english: None) -> None:
    lines = lettering.folded(LONG, lettering.room(120, 13)).split("<br>")
    assert " ".join(lines) == LONG
    assert all(lettering.em(line) * 13 <= 110 for line in lines)
    assert lettering.lines(lettering.folded(LONG, 5)) == 5
    assert lettering.folded("Understanding", 3) == "Understanding"


def test_latin_names_stand_upright_turned(english: None) -> None:
    assert lettering.upright("<b>MEXT</b>") == {"text": "<b>MEXT</b>", "textangle": -90}
    assert lettering.upright_height(["MOF", "MEXT"], 12, 15) == lettering.em("MEXT") * 12


def test_every_agency_of_the_survey_has_a_short_name_of_its_own(english: None) -> None:
    names = queries.agency_stage("agency-2017-03")["agency_name"]
    short = [lettering.short(name) for name in names]
    assert len(set(short)) == len(names) == 22
    assert max(map(lettering.em, short)) < 10
    assert lettering.short("府中市") == "府中市"


def test_short_names_are_spelled_out(english: None) -> None:
    spelled = lettering.spelled_out(["総務省", "総務省", "府中市"])
    assert spelled == "**MIC** Ministry of Internal Affairs and Communications"
